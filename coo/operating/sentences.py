"""The built-in analyst's words: times and pace first, then what should change."""

from __future__ import annotations

from dataclasses import dataclass

from coo.loads import NOBODY, Person
from coo.operating.ground import WEEK, Ground, person_key
from kernel.core.contracts import Need
from kernel.core.facts import FactBook
from kernel.core.wordings import numbered
from kernel.statistics.ranking import Severity

NO_CHANGE = 0.1
FEW_DAYS = 14
"""Fewer days than these make no pace."""
SEEN = 0.05
"""Less of a count than this is written as nothing."""


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in words: its key among the facts, a title without figures, and the text."""

    kind: str
    key: str
    title: str
    text: str
    severity: Severity
    subject: str


def summary(ground: Ground, book: FactBook) -> str:
    """How long work takes, how much is finished, how much is in work, and promises."""
    said = [
        _times(book),
        _pace(ground, book),
        _in_work(ground, book),
        _promises(book),
        _over(ground),
    ]
    return " ".join(filter(None, said))


def _times(book: FactBook) -> str:
    if "cycle.p50" not in book:
        return "Too little was finished to say how long work takes."
    if not book["cycle.days_p85"].value:
        return (
            "Nearly all finished tasks began and ended in the same moment, so their times do not "
            "say how long work takes."
        )
    return (
        "A typical task took {fact:cycle.p50} ({fact:cycle.days_p50} by the calendar), nearly all "
        "at most {fact:cycle.p95}."
    )


def _pace(ground: Ground, book: FactBook) -> str:
    if ground.window.days < FEW_DAYS:
        were = numbered(book, "done.now", "was", "were")
        return f"{were} finished since {{fact:period.first}}, too few days to speak of a pace."
    text = "{fact:pace.now} were finished a week since {fact:period.first}"
    change = book.get("pace.change")
    if change is None or not isinstance(change.value, int | float):
        return f"{text}."
    if abs(change.value) < NO_CHANGE:
        return f"{text}, about as many as before."
    return f"{text}, {{fact:pace.before}} in the weeks before."


def _in_work(ground: Ground, book: FactBook) -> str:
    if ground.titles:
        are = numbered(book, "open.now", "task is", "tasks are")
        at_work = "{fact:wip.now} of them" if ground.in_work else "none of them"
        if len(ground.titles) == 1:
            at_work = "and it is" if ground.in_work else "and it is not"
        text = f"{are} open, {at_work} in work now"
    else:
        text = "No task is open now"
    if ground.blocked:
        text += ", {fact:blocked.now} of those blocked" if len(ground.titles) > 1 else ", blocked"
    if "wip.mean" in book and book["wip.mean"].number >= SEEN:
        text += "; on average {fact:wip.mean} were in work"
    share = book.get("blocked.share")
    if share is not None and share.value:
        text += ". Finished tasks stood blocked for {fact:blocked.share} of their time in work"
    return f"{text}."


def _promises(book: FactBook) -> str:
    open_ones = ""
    if "sla.overdue" in book:
        past = ("open promise is past its time", "open promises are past their time")
        open_ones = f"{numbered(book, 'sla.overdue', *past)}."
    if "sla.kept" not in book:
        return open_ones
    return f"{_finished_promises(book)} {open_ones}".strip()


def _finished_promises(book: FactBook) -> str:
    if book["sla.broken"].value == book["sla.due"].value:
        due = numbered(book, "sla.due", "promise", "promises")
        return f"Of {due} of finished work none was kept."
    if not book["sla.broken"].value:
        due = numbered(book, "sla.due", "promise", "promises")
        return f"Of {due} of finished work all were kept."
    return "{fact:sla.kept} of {fact:sla.due} promises of finished work were kept."


def _over(ground: Ground) -> str:
    if not ground.over:
        known = any(one.capacity is not None for one in ground.ahead.people)
        return "Nobody has more work than hours in the weeks ahead." if known else ""
    worst = ground.over[0]
    return (
        f"{worst.who} has {{fact:{person_key(worst.who)}.over}} too much to do in the weeks ahead."
    )


def findings(ground: Ground, book: FactBook) -> list[Said]:
    """What stands out, the graver first."""
    said = [overloaded(one) for one in ground.over]
    limit = ground.asked.wip_limit
    if limit is not None and ground.in_work > limit:
        said.append(_above_limit())
    if ground.slower:
        said.append(_slower())
    if ground.stuck:
        said.append(_stuck(ground))
    if ground.ahead.tasks_of(NOBODY):
        said.append(_nobody(book))
    return said


def overloaded(person: Person) -> Said:
    """Somebody has more work than hours."""
    key = person_key(person.who)
    return Said(
        "overload",
        key,
        f"{person.who} has more work than hours",
        f"In the weeks ahead {person.who} has {{fact:{key}.hours}} to do and "
        f"{{fact:{key}.capacity}} for it: {{fact:{key}.over}} too much.",
        "medium",
        f"overload:{person.who}",
    )


def _above_limit() -> Said:
    return Said(
        "wip_limit",
        "wip",
        "More is in work than you allow",
        "{fact:wip.now} tasks are in work at once; the limit is {fact:wip.limit}. Finish before "
        "you begin: the more is in work, the longer each takes.",
        "medium",
        "wip",
    )


def _slower() -> Said:
    return Said(
        "slower",
        "cycle",
        "Work takes longer than it did",
        "A typical task took {fact:cycle.p50}, against {fact:cycle_before.p50} in the weeks "
        "before; chance does not explain that.",
        "medium",
        "cycle-time",
    )


def _stuck(ground: Ground) -> Said:
    title = ground.title_of(ground.stuck[0])
    text = (
        f"“{title}” has been in work for {{fact:stuck.hours}} ({{fact:stuck.days}} by the "
        "calendar), far longer than nearly all others took."
    )
    if len(ground.stuck) > 1:
        text = (
            "{fact:stuck.count} tasks have been in work for far longer than nearly all others "
            f"took; “{title}” for {{fact:stuck.hours}} ({{fact:stuck.days}} by the calendar)."
        )
    return Said(
        "stuck",
        "stuck",
        "Some work does not move",
        text,
        "low",
        "stuck",
    )


def _nobody(book: FactBook) -> Said:
    has = numbered(book, "nobody.count", "open task has", "open tasks have")
    return Said(
        "nobody",
        "nobody",
        "Open tasks belong to nobody",
        f"{has} neither an assignee nor a team.",
        "low",
        "nobody",
    )


def defaults(ground: Ground, book: FactBook) -> list[str]:
    """What was taken for granted, in words."""
    looked = "Looked at are {fact:period.weeks} weeks up to {fact:period.last}."
    if ground.window.days < ground.asked.weeks * WEEK:
        looked = (
            "Looked at are the days from {fact:period.first} to {fact:period.last}; no task is "
            "known from before."
        )
    said = [looked, "Work ahead is that of {fact:ahead.weeks} weeks, by estimates."]
    if "cycle.unmarked" in book:
        tasks = numbered(book, "cycle.unmarked", "finished task", "finished tasks")
        said.append(
            f"Of {tasks} nobody wrote when work began, so time counts from when it was asked for."
        )
    if "law.gap" in book and abs(book["law.gap"].number) >= SEEN:
        said.append(
            "Work that was begun before the period or goes on after it makes {fact:law.gap} of the "
            "average in work."
        )
    if "unestimated.count" in book:
        weighs = numbered(
            book, "unestimated.count", "open task without an estimate weighs",
            "open tasks without an estimate weigh",
        )  # fmt: skip
        said.append(f"{weighs} nothing.")
    return said


def questions(ground: Ground, book: FactBook) -> list[Need]:
    """What would make the answer better."""
    asked = []
    if not any(one.capacity is not None for one in ground.ahead.people):
        asked.append(
            Need(
                what="Hours a week",
                why="Load can then be held against what people have.",
                question="How many hours a week does each person have for this work?",
                rows="coo/capacity",
            )
        )
    if "unestimated.count" in book:
        asked.append(
            Need(
                what="Estimates",
                why="Tasks that lack an estimate are missing from the load.",
                question="How many hours will they take?",
                rows="coo/tasks",
            )
        )
    return asked
