"""The inbox in words, for the screen Transactions."""

from __future__ import annotations

from typing import Any

from cfo.ledger.inbox import SURE, Group, Inbox, choices, inbox, sure_groups
from cfo.ledger.pairing import Halves, Pair, found_halves
from cfo.models import Category
from kernel.formats import Notation

SHOWN = 10
SHOWN_PAIRS = 6
TRANSFER_LINES = "/cfo/transactions/?kind=transfer&paired=false"
WAITING_LINES = "/cfo/transactions/?kind=none"


def page(notes: Notation, *, may_write: bool) -> dict[str, Any]:
    """What stands above the list: waiting lines by payee, and transfers that were found."""
    found = inbox()
    halves = found_halves()
    named = {str(pk): name for pk, name in Category.objects.values_list("pk", "name")}
    return {
        "inbox": _shown(found, named, notes),
        "halves": _halves(halves, notes),
        "choices": groups_of_choices(),
        "no_categories": bool(found.count) and not named,
        "may_write": may_write,
        "waiting_url": WAITING_LINES,
    }


def groups_of_choices() -> list[dict[str, Any]]:
    """The categories as a select offers them."""
    return [
        {
            "label": kind,
            "options": [{"value": str(row.pk), "label": row.name} for row in rows],
        }
        for kind, rows in choices().items()
    ]


def bulk_field() -> dict[str, Any]:
    """What can be done with ticked lines, see components/resource_table.html."""
    undo = {"label": "Take the category away", "options": [{"value": "none", "label": "none"}]}
    return {
        "name": "category",
        "label": "Category of the ticked lines",
        "blank": "choose a category",
        "button": "File them",
        "groups": [*groups_of_choices(), undo],
    }


def lede(found: dict[str, Any], total: int, notes: Notation) -> str:
    """The state of the ledger in one sentence."""
    if not total:
        return ""
    waits = found["inbox"]["count"]
    if not waits:
        return "Every line has a category."
    lines = notes.count(waits, "line waits", "lines wait")
    return f"{lines} for a category, of {notes.number(total)}."


def _shown(found: Inbox, named: dict[str, str], notes: Notation) -> dict[str, Any]:
    rest = found.groups[SHOWN:]
    sure = sum(len(group.lines) for group in sure_groups(found))
    hidden = sum(len(group.lines) for group in rest) + found.more
    return {
        "count": found.count,
        "groups": [_group(group, named, notes) for group in found.groups[:SHOWN]],
        "more": notes.count(hidden, "further line", "further lines") if hidden else "",
        "sure": notes.count(sure, "line") if sure > 1 else "",
        "sure_from": notes.percent(SURE, 0),
        "meta": f"{notes.count(found.count, 'line')} of {notes.count(len(found.groups), 'payee')}",
    }


def _group(group: Group, named: dict[str, str], notes: Notation) -> dict[str, Any]:
    one = group.suggestion
    count = len(group.lines)
    ids = ",".join(str(pk) for pk in group.lines[:50])
    odds = ""
    if one is not None:
        earlier = notes.count(one.of, "earlier line")
        odds = f"{notes.number(one.agree)} of {earlier}, at least {notes.percent(one.sure, 0)} sure"
    return {
        "payee": group.payee or "no payee",
        "stem": group.stem,
        "sign": group.sign,
        "count": notes.count(count, "line"),
        "days": notes.day_range(group.first, group.last),
        "amounts": [
            notes.money(total, currency, cents=True)
            for currency, total in sorted(group.totals.items())
        ],
        "url": f"/cfo/transactions/?id__in={ids}",
        "category": group.category,
        "suggested": named.get(group.category, ""),
        "odds": odds,
        "pattern": group.pattern,
        "file": "File it" if count == 1 else f"File {notes.number(count)}",
    }


def _halves(found: Halves, notes: Notation) -> dict[str, Any]:
    certain = found.certain
    return {
        "pairs": [_pair(pair, notes) for pair in found.pairs[:SHOWN_PAIRS]],
        "more": len(found.pairs) - SHOWN_PAIRS if len(found.pairs) > SHOWN_PAIRS else 0,
        "certain": notes.count(len(certain), "certain one") if len(certain) > 1 else "",
        "alone": notes.count(len(found.alone), "line is", "lines are") if found.alone else "",
        "alone_url": TRANSFER_LINES,
        "meta": notes.count(len(found.pairs), "pair"),
    }


def _pair(pair: Pair, notes: Notation) -> dict[str, Any]:
    apart = "the same day" if pair.days == 0 else f"{notes.count(pair.days, 'day')} apart"
    return {
        "out": str(pair.out.pk),
        "into": str(pair.into.pk),
        "title": f"{pair.out.account} to {pair.into.account}",
        "amount": notes.money(pair.into.amount, pair.into.currency, cents=True),
        "days": f"{notes.day(pair.out.date)}, {apart}",
        "words": " · ".join(
            dict.fromkeys(filter(None, (pair.out.counterparty, pair.into.counterparty)))
        ),
        "certain": pair.certain,
        "url": f"/cfo/transactions/?id__in={pair.out.pk},{pair.into.pk}",
    }
