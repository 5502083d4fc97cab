"""The built-in analyst's words: what each finding says, in references and the workspace's names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cfo.spending.book import cost_key, saving_key
from cfo.spending.workbook import Found, Workbook
from kernel.core.contracts import Need
from kernel.core.facts import FactBook


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in words: a title without figures, what happened, and what it means."""

    title: str
    lead: str
    rest: str = ""

    @property
    def text(self) -> str:
        """All of it."""
        return f"{self.lead} {self.rest}".strip()


@dataclass(frozen=True, slots=True)
class _Speaker:
    found: Found

    def ref(self, name: str) -> str:
        """The reference of a figure of this finding."""
        return f"{{fact:{self.found.key}.{name}}}"

    @property
    def payee(self) -> str:
        return self.found.payee

    @property
    def category(self) -> str:
        return self.found.finding.category or "lines that nobody has filed"


def say(found: Found) -> Said:
    """The finding as the built-in analyst tells it."""
    return TELLERS[found.finding.kind](_Speaker(found))


def _duplicate(speaker: _Speaker) -> Said:
    return Said(
        f"{speaker.payee} may have been paid again",
        f"{speaker.payee} got {speaker.ref('amount')} on {speaker.ref('since')} and the same "
        f"again by {speaker.ref('until')}: {speaker.ref('paid_again')} may be asked back.",
        "Hold the numbers of both bills against each other first: a further delivery at the same "
        "price looks like this.",
    )


def _split(speaker: _Speaker) -> Said:
    return Said(
        f"Payments to {speaker.payee} together pass the approval limit",
        f"From {speaker.ref('since')} to {speaker.ref('until')} {speaker.payee} got "
        f"{speaker.ref('payments')} payments, {speaker.ref('together')} together, each below the "
        "limit above which a payment needs an approval.",
        "Partial deliveries are paid like that too; the order shows which it was.",
    )


def _rise(speaker: _Speaker) -> Said:
    return Said(
        f"{speaker.payee} has become dearer",
        f"{speaker.payee} takes {speaker.ref('price_after')} since {speaker.ref('since')}, "
        f"{speaker.ref('price_ratio')} times the {speaker.ref('price_before')} before: "
        f"{speaker.ref('extra_a_year')} more a year.",
        f"Look whether more was taken from {speaker.payee}; if not, ask before the next renewal.",
    )


def _overrun(speaker: _Speaker) -> Said:
    return Said(
        f"{speaker.category} went beyond its budget",
        f"{speaker.category} cost {speaker.ref('actual')} from {speaker.ref('since')} to "
        f"{speaker.ref('until')} where {speaker.ref('budget')} was planned; "
        f"{speaker.ref('unexpected')} of that is beyond how the category usually keeps its "
        "budget.",
        "The largest lines of the month show what it was.",
    )


def _month(speaker: _Speaker) -> Said:
    return Said(
        f"{speaker.category} stands out from its own months",
        f"{speaker.category} cost {speaker.ref('actual')} from {speaker.ref('since')} to "
        f"{speaker.ref('until')}; trend and season give {speaker.ref('usual')}, so "
        f"{speaker.ref('excess')} has no explanation yet.",
        "A yearly bill or a line under the wrong category is the first thing to look for.",
    )


def _payment(speaker: _Speaker) -> Said:
    return Said(
        f"A payment to {speaker.payee} is far from the others",
        f"On {speaker.ref('since')} {speaker.payee} got {speaker.ref('amount')}, "
        f"{speaker.ref('times_usual')} times the {speaker.ref('usual')} that is usual.",
        "Compare it with the bill.",
    )


TELLERS: dict[str, Callable[[_Speaker], Said]] = {
    "duplicate_payment": _duplicate,
    "split_payment": _split,
    "price_rise": _rise,
    "budget_overrun": _overrun,
    "unusual_month": _month,
    "unusual_payment": _payment,
}
FINDING_KEYS = frozenset(TELLERS)


def summary(workbook: Workbook, book: FactBook, said: list[Said]) -> str:
    """What matters most first, then what may be saved; quiet is a result too."""
    parts = [
        words.lead
        for found, words in zip(workbook.findings, said, strict=True)
        if found.finding.severity != "low"
    ][:2]
    if not parts:
        parts = ["Nothing among the payments stands out beyond the usual."]
    for currency, _ in workbook.analysis.monthly_cost:
        cost, saving = book.get(cost_key(currency)), book.get(saving_key(currency))
        if saving is not None:
            parts.append(f"In all {saving.reference} may be saved or got back.")
        if cost is not None and cost.value:
            parts.append(f"A usual month costs {cost.reference}.")
    return " ".join(parts)


def defaults(workbook: Workbook) -> list[str]:
    """What the run took for granted, in words."""
    said = ["Searched are {fact:period.months} months up to {fact:period.last}."]
    if workbook.horizon.split_limit is None:
        said.append("No approval limit is set, so no split payments were looked for.")
    if not workbook.budget:
        said.append("No budget is approved, so months were held against their past.")
    return said


def questions(workbook: Workbook) -> list[Need]:
    """What would make the answer better."""
    if not workbook.late:
        return []
    return [
        Need(
            what="Statements since {fact:period.last}",
            why="No line is newer, so the search ends there.",
            question="Will you import them?",
        )
    ]
