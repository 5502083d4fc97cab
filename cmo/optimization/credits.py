"""Who is credited with the period's orders: facts by rule and channel, and what they say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cmo.attribution import LOOKBACK, RULES, Attributed, Contacts
from cmo.models.columns import channel_label
from cmo.optimization.contracts import CreditLine, OptimizationFinding
from cmo.optimization.workbook import Workbook
from kernel.core.contracts import Need
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook, Rows, Unit, input_hash

CREDITED = "attribution"
"""What the keys of the totals begin with; those of a channel's credits begin with `credit`."""
FUNCTION = "cmo.analysis.attribute"
VERSION = "1"
ALIKE = 0.5
"""Below this many orders the rules are said to agree."""


def credit_facts(workbook: Workbook) -> Iterator[Fact]:
    """The orders whose contacts are known, and each rule's credits, which add up to them exactly.

    Each names the rows that closed a path; those of people who did not order are behind it too.
    """
    contacts = workbook.contacts
    if contacts is None or not workbook.credits:
        return
    digest = input_hash(*(row.touch for row in contacts.rows))
    for one in workbook.credits:
        yield from _totals(one, contacts, digest)
        for rule, (name, words) in RULES.items():
            for channel, credit in one.credits[rule].items():
                yield _fact(
                    one, contacts, digest, _key(one, rule, channel),
                    f"Orders credited, {channel_label(channel)}, {name}",
                    float(credit.conversions), "count", words,
                )  # fmt: skip


def _totals(one: Attributed, contacts: Contacts, digest: str) -> Iterator[Fact]:
    start = fact_key(CREDITED, one.currency)
    made: tuple[tuple[str, str, int, Unit, str], ...] = (
        ("conversions", "Orders with known contacts", one.conversions, "count",
         "Orders of the period that a followed contact led to."),
        ("value", "Their value", one.value, "money", "Value of these orders, added up."),
        ("people", "People with a contact", one.people, "count",
         "Different people with a contact, buyers or not."),
        ("lookback", "Contacts before an order", LOOKBACK, "days",
         "How far back a contact may lie."),
    )  # fmt: skip
    for name, label, value, unit, formula in made:
        yield _fact(one, contacts, digest, f"{start}.{name}", label, value, unit, formula)


def _fact(
    one: Attributed,
    contacts: Contacts,
    digest: str,
    key: str,
    label: str,
    value: float,
    unit: Unit,
    formula: str,
) -> Fact:
    until = contacts.ends - dt.timedelta(microseconds=1)
    closed = Rows(
        resource="cmo/touchpoints",
        filters={
            "converted_at__gte": contacts.begins.isoformat(),
            "converted_at__lte": until.isoformat(),
            "currency": one.currency,
        },
        column="value",
        total=one.value,
        count=one.conversions,
    )
    return Fact(
        key=key,
        label=label,
        value=value,
        unit=unit,
        function=FUNCTION,
        version=VERSION,
        input_hash=input_hash(key, digest),
        formula=formula,
        rows=(closed,),
        period=(contacts.begins.date(), until.date()),
        currency=one.currency if unit == "money" else None,
    )


def _key(one: Attributed, rule: str, channel: str) -> str:
    return fact_key("credit", one.currency, rule, channel)


def credit_lines(workbook: Workbook) -> list[CreditLine]:
    """A line a currency and channel: the keys of what each rule credits it with."""
    return [
        CreditLine(
            channel=channel,
            label=channel_label(channel),
            currency=one.currency,
            facts=[_key(one, rule, channel) for rule in RULES],
        )
        for one in workbook.credits
        for channel in one.credits["last"]
    ]


def credit_findings(workbook: Workbook, book: FactBook) -> list[OptimizationFinding]:
    """For each currency, the channel that the last contact alone judges worst."""
    return [_finding(one, book) for one in workbook.credits]


def _finding(one: Attributed, book: FactBook) -> OptimizationFinding:
    start = fact_key(CREDITED, one.currency)
    last, chain = one.credits["last"], one.credits["markov"]
    apart = {name: float(chain[name].conversions - last[name].conversions) for name in last}
    name = max(sorted(apart), key=lambda channel: abs(apart[channel]))
    keys = [_key(one, rule, name) for rule in ("last", "markov")]
    lead = (
        f"The contacts before {{fact:{start}.conversions}} orders worth {{fact:{start}.value}} are "
        f"known. "
    )
    if abs(apart[name]) < ALIKE:
        keys, title = [], "Every rule credits the channels alike"
        text = "Whichever rule is asked, the channels are credited with much the same."
    else:
        label, how = channel_label(name), "weaker" if apart[name] > 0 else "stronger"
        title = f"By its last contacts alone {label} looks {how} than by all of them"
        text = (
            f"{label} closed {{fact:{keys[0]}}} of them; {{fact:{keys[1]}}} are credited to it by "
            "how many would be lost without it. The rules stand side by side under Analytics."
        )
    return OptimizationFinding(
        kind=CREDITED,
        key=start,
        subject=f"{CREDITED}:{one.currency}",
        title=title,
        text=lead + text,
        severity="low",
        facts=[*(fact.key for fact in book if fact.key.rpartition(".")[0] == start), *keys],
    )


def credit_questions(workbook: Workbook) -> list[Need]:
    """What attribution needs where no contact is stored: it is never made of daily totals."""
    if workbook.contacts is None or workbook.contacts.rows:
        return []
    return [
        Need(
            what="Attribution needs touchpoints",
            why="Which channel brought a customer is read from each person’s contacts, in order; "
            "daily totals cannot tell it.",
            question="Will you import a file with a pseudonymous key, channel and time of each "
            "contact?",
            rows="cmo/touchpoints",
        )
    ]
