"""Health checks in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cro.analysis.health import Check
from cro.analysis.judgement import Judgement
from cro.judging.ground import Case
from kernel.core.fact_keys import key_part
from kernel.core.facts import FactBook
from kernel.formats import Notation
from kernel.screens import figures

NAMES = {
    "split": ("Split as planned", "Split is off", "Split not told yet"),
    "size": ("Planned size reached", "", "Planned size not reached"),
    "weeks": ("Whole weeks", "", "Weeks not whole"),
    "gaps": ("No gaps in the data", "", "Days are missing"),
    "fresh": ("Data is fresh", "", "Data is late"),
    "before": ("Groups alike before", "Groups differed before", "Time before not told"),
    "both": ("Nobody counts twice", "Too many saw several", ""),
}
SMALLEST_P = 0.001
STATES = ("pass", "fail", "open")


def shown(case: Case, found: Judgement, book: FactBook, notes: Notation) -> dict[str, Any]:
    """`checks` as components/health.html takes them, and `meta` in words."""
    passed = sum(check.state == "pass" for check in found.checks)
    failed = sum(check.state == "fail" for check in found.checks)
    meta = f"{passed} of {len(found.checks)} pass"
    if failed:
        meta += ", so the result is withheld"
    elif passed == len(found.checks):
        meta += ", so the result may be read"
    else:
        meta += ", none failed"
    return {
        "meta": meta,
        "checks": [
            {
                "name": _name(check),
                "state": check.state,
                "text": WORDS[check.name](_Told(case, found, check, book, notes)),
            }
            for check in found.checks
        ],
    }


def _name(check: Check) -> str:
    if check.name == "size" and check.refusal:
        return "No planned size"
    return NAMES[check.name][STATES.index(check.state)]


class _Told:
    """A check with what its words are made of."""

    def __init__(
        self, case: Case, found: Judgement, check: Check, book: FactBook, notes: Notation
    ) -> None:
        self.case, self.found, self.check = case, found, check
        self.book, self.notes = book, notes

    def link(self, *parts: str) -> str:
        return f"{{fact:{'.'.join([self.case.key, *parts])}}}"

    def linked(self, text: str) -> Any:
        return figures.linked(text, self.book, self.notes)

    def count(self, name: str) -> str:
        return self.notes.number(self.check.figure(name))


def p_words(p_value: float, notes: Notation) -> str:
    """ "p = 0.76", "p below 0.001", on one line."""
    said = p_number(p_value, notes)
    return f"p\u00a0{said}" if p_value < SMALLEST_P else f"p\u00a0=\u00a0{said}"


def p_number(p_value: float, notes: Notation) -> str:
    """ "0.76", "below 0.001", on one line."""
    if p_value < SMALLEST_P:
        return f"below\u00a0{notes.number(SMALLEST_P, 3)}"
    return notes.number(p_value, 2 if p_value >= 0.1 else 3)


def _split(told: _Told) -> Any:
    if told.check.refusal:
        return f"It takes {told.count('need')} people to tell."
    people = [told.link("arm", key_part(arm.key), "people") for arm in told.case.arms]
    weights = ":".join(told.notes.number(arm.weight * 100) for arm in told.case.arms)
    p_value = p_words(told.check.figure("p_value"), told.notes)
    return told.linked(f"{_and(people)} people for {weights}, {p_value}")


def _size(told: _Told) -> Any:
    if told.check.refusal:
        return told.linked(f"{told.link('people')} people, read on any day")
    return told.linked(f"{told.link('people')} of {told.count('planned')} people")


def _weeks(told: _Told) -> Any:
    weeks, days = told.check.figure("weeks"), told.check.figure("days")
    span = told.notes.day_range(told.found.reading.first, told.found.read_to)
    if told.check.state == "pass":
        return f"{span}, {told.notes.count(int(weeks), 'full week')}"
    return f"{told.notes.count(int(days), 'day')}, {span}"


def _gaps(told: _Told) -> Any:
    which = "both variants" if len(told.case.arms) == 2 else "every variant"
    return f"{told.count('held')} of {told.count('days')} days, {which}"


def _fresh(told: _Told) -> Any:
    return f"through {told.notes.day(told.found.reading.last)}"


def _before(told: _Told) -> Any:
    if told.check.refusal:
        return told.check.refusal
    name = told.check.subject or told.case.primary.metric.name
    p_value = p_words(told.check.figure("p_value"), told.notes)
    return f"{name} of the time before, {p_value}"


def _both(told: _Told) -> Any:
    people = int(told.check.figure("people"))
    share = told.notes.percent(told.check.figure("share"))
    if not people:
        return "nobody saw several variants"
    saw = told.notes.count(people, "person who saw several", "people who saw several")
    return f"{saw} left out, {share}"


WORDS: dict[str, Callable[[_Told], Any]] = {
    "split": _split,
    "size": _size,
    "weeks": _weeks,
    "gaps": _gaps,
    "fresh": _fresh,
    "before": _before,
    "both": _both,
}


def _and(parts: list[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)
