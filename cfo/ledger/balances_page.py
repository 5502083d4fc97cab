"""Balances in words, for the screen Accounts: each sum opens the lines that it is of."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cfo.ledger.balances import Balance, balances
from kernel.formats import Notation
from kernel.resources.addresses import with_query

SHOWN = 12
LINES = "/cfo/transactions/"
DAY = dt.timedelta(days=1)


def page(notes: Notation, today: dt.date) -> dict[str, Any]:
    """A statement an account, and what all of one currency hold together."""
    found = balances(today)
    totals: dict[str, int] = {}
    for one in found:
        currency = one.account.currency
        totals[currency] = totals.get(currency, 0) + one.now
    apart = [one for one in found if one.difference]
    return {
        "accounts": [_shown(one, notes) for one in found[:SHOWN]],
        "more": len(found) - SHOWN if len(found) > SHOWN else 0,
        "totals": [
            notes.money(total, currency, cents=True) for currency, total in sorted(totals.items())
        ],
        "count": len(found),
        "apart": len(apart),
        "unstated": sum(one.difference is None for one in found),
    }


def lede(shown: dict[str, Any], notes: Notation) -> str:
    """What the accounts hold, and whether the bank agrees."""
    if not shown["count"]:
        return ""
    held = " and ".join(shown["totals"])
    accounts = notes.count(shown["count"], "account")
    if shown["apart"]:
        state = f"{notes.count(shown['apart'], 'account differs', 'accounts differ')} from the bank"
    elif shown["unstated"] == shown["count"]:
        state = "the bank’s balances are not known"
    elif shown["unstated"]:
        state = f"{shown['unstated']} without a balance by the bank, the others agree with it"
    else:
        state = "all agree with the bank" if shown["count"] > 1 else "it agrees with the bank"
    return f"{held} in {accounts}; {state}."


def _shown(one: Balance, notes: Notation) -> dict[str, Any]:
    account = one.account

    def money(minor: int, *, plus: bool = False) -> str:
        return notes.money(minor, account.currency, cents=True, plus=plus)

    stated = account.stated_on
    until = notes.day(stated) if stated else notes.day(one.last) if one.last else ""
    rows = [
        _row(f"Opening balance, evening of {notes.day(account.opened_on)}",
             money(account.opening_balance)),
        _row(
            f"{notes.count(one.count, 'line')}{f' to {until}' if until else ''}",
            money(one.lines, plus=True),
            url=_lines(account, account.opened_on + DAY, stated),
        ),
        _row("Makes", money(one.computed), strong=True),
    ]  # fmt: skip
    if stated:
        rows.append(_row(f"Balance by the bank, {until}", money(account.stated_balance)))
        rows.append(
            _row("No difference", money(0), tone="good")
            if not one.difference
            else _row("Difference", money(one.difference, plus=True), tone="bad")
        )
        if one.since_count:
            rows.append(
                _row(
                    f"{notes.count(one.since_count, 'line')} since",
                    money(one.since, plus=True),
                    url=_lines(account, stated + DAY, None),
                )
            )
            rows.append(_row("Balance now", money(one.now), strong=True))
    return {
        "name": account.name,
        "url": f"/cfo/accounts/{account.pk}/",
        "meta": _meta(account),
        "rows": rows,
        "advice": _advice(one, notes),
        "edit": f"/cfo/accounts/{account.pk}/edit/?next=/cfo/accounts/",
        "stated": bool(stated),
        "compare": _compare(one, notes),
    }


def _compare(one: Balance, notes: Notation) -> dict[str, str] | None:
    """Lines that can be marked as compared, where the account agrees with its bank."""
    if one.difference != 0 or not one.open_count:
        return None
    return {
        "url": f"/cfo/accounts/{one.account.pk}/compared/",
        "label": f"Mark {notes.count(one.open_count, 'line')} as compared",
    }


def _meta(account: Any) -> str:
    ending = f"…{account.number_ending}" if account.number_ending else ""
    bank = " ".join(part for part in (account.bank, ending) if part)
    return ", ".join(part for part in (bank, account.get_kind_display(), account.currency) if part)


def _advice(one: Balance, notes: Notation) -> str:
    """What a difference usually is, and what stands outside of the sum."""
    said = []
    if one.difference:
        more = "more" if one.difference > 0 else "less"
        said.append(
            f"The bank has {more} than the lines say: a statement is missing, a line came in twice "
            "by hand, or the opening balance is of another day."
        )
    if one.before_count:
        lines = notes.count(one.before_count, "line lies", "lines lie")
        said.append(
            f"{lines} before the opening balance and {'is' if one.before_count == 1 else 'are'} "
            "in it already."
        )
    return " ".join(said)


def _lines(account: Any, first: dt.date, last: dt.date | None) -> str:
    pairs = [("account", str(account.pk)), ("date__gte", first.isoformat())]
    if last is not None:
        pairs.append(("date__lte", last.isoformat()))
    return with_query(LINES, [*pairs, ("sum", "amount")])


def _row(
    label: str, amount: str, *, url: str = "", strong: bool = False, tone: str = ""
) -> dict[str, Any]:
    return {"label": label, "amount": amount, "url": url, "strong": strong, "tone": tone}
