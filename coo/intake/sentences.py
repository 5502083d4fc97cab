"""The built-in analyst's words for an intake, in references and the workspace's names."""

from __future__ import annotations

from collections.abc import Iterator

from coo.intake.ground import Ground
from kernel.core.contracts import Need
from kernel.core.facts import FactBook
from kernel.core.wordings import numbered


def summary(ground: Ground, book: FactBook) -> str:
    """What there is, what the log shows, and what is missing."""
    parts = [*_there(ground, book), *_shown(ground), *_written(ground, book)]
    return " ".join(parts)


def _there(ground: Ground, book: FactBook) -> Iterator[str]:
    if book["tasks.all"].value:
        yield _here(book, "tasks", "task", "open")
    if book["cases.all"].value:
        yield _here(book, "cases", "case", "running")


def _here(book: FactBook, kind: str, noun: str, state: str) -> str:
    """How many there are and how many of them are in a state."""
    some = book[f"{kind}.{state}"].value
    if book[f"{kind}.all"].value == 1:
        return f"{{fact:{kind}.all}} {noun} is here, and it is {'' if some else 'not '}{state}."
    them = f"{{fact:{kind}.{state}}} of them" if some else "none of them"
    return f"{{fact:{kind}.all}} {noun}s are here, {them} {state}."


def _shown(ground: Ground) -> Iterator[str]:
    if ground.log is None:
        yield "No event log is here, so nobody sees how work flows from step to step."
        return
    if not ground.steps:
        return
    whose = f" of {ground.log.workflow}" if ground.log.workflow else ""
    first, last = ground.steps[0][1].name, ground.steps[-1][1].name
    if len(ground.steps) == 1:
        yield f"The log{whose} shows nothing but {first}."
    else:
        yield f"The log{whose} shows {{fact:log.steps}} steps, from {first} to {last}."
    waits = [(arc.median * arc.count, key, arc) for key, arc in ground.arcs if arc.median > 0]
    if waits:
        _, key, arc = max(waits, key=lambda one: (one[0], one[1]))
        yield (
            f"Cases wait most between {arc.source} and {arc.target}: {{fact:{key}.wait}} in the "
            "middle."
        )


def _written(ground: Ground, book: FactBook) -> Iterator[str]:
    if ground.drafts and not ground.version[1]:
        yield f"They stand as a draft called {ground.name}."
    if book["cases.free"].value and ground.drafts:
        waits = numbered(book, "cases.free", "case waits", "cases wait")
        yield f"{waits} to be counted as its own."


def description(ground: Ground) -> str:
    """What the drafted workflow says of itself; it holds no figure."""
    names = listed([step.name for _, step in ground.steps[:3]])
    return f"Drawn from the event log, beginning with {names}; the hours are those of its cases."


def single(book: FactBook) -> str:
    if book["log.cases"].value == 1:
        said = "The log has {fact:log.cases} case with a single event. It shows"
    elif book["log.single"].value == 1:
        said = "{fact:log.single} of {fact:log.cases} cases holds a single event. It shows"
    else:
        said = "{fact:log.single} of {fact:log.cases} cases hold a single event. They show"
    return f"{said} what happened and not what came next; a fuller export of the log would."


def future(book: FactBook) -> str:
    lies = numbered(book, "log.future", "event lies", "events lie")
    were = "Its time was" if book["log.future"].value == 1 else "Their times were"
    return (
        f"{lies} in the future. {were} probably read in the wrong time zone, or day and month are "
        "swapped."
    )


def untimed(ground: Ground) -> str:
    names = listed([step.name for _, step in ground.steps if not step.timed][:3])
    return (
        f"For {names} the log says when they ended and not when they began, so work and waiting "
        "cannot be told apart there. Export the start events too, if your system has them."
    )


def unowned(book: FactBook) -> str:
    belongs = numbered(book, "tasks.unowned", "open task belongs", "open tasks belong")
    return f"{belongs} to nobody, and to no team either."


def undated(book: FactBook) -> str:
    has = numbered(book, "tasks.undated", "open task has", "open tasks have")
    return (
        f"{has} no due time, and no case, workflow or setting promises any. Nobody is warned "
        "before it is late."
    )


def unestimated(book: FactBook) -> str:
    has = numbered(book, "tasks.unestimated", "open task has", "open tasks have")
    return f"{has} no estimate, so load held against capacity lacks that work."


def because(ground: Ground, book: FactBook) -> str:
    """Why the drafted workflow should be used."""
    first, last = ground.steps[0][1].name, ground.steps[-1][1].name
    have = numbered(book, "cases.free", "case has", "cases have")
    show = "shows" if book["log.cases"].value == 1 else "show"
    of_them = "{fact:log.cases} of them"
    if book["log.cases"].value == book["cases.free"].value:
        of_them = "it" if show == "shows" else "all of them"
    return (
        f"{have} no workflow; {of_them} {show} these "
        f"{{fact:log.steps}} steps, {first} first and {last} last."
    )


def questions(ground: Ground) -> Iterator[Need]:
    """What only a person knows: hours, promises, and who does what."""
    if ground.known.unsaid:
        yield Need(
            what=f"The hours a week of {listed(list(ground.known.unsaid[:5]))}",
            why="Without them nobody sees who has too much to do.",
            question="How many hours a week does each of them have for this work?",
            rows="coo/capacity",
        )
    if not ground.known.promised:
        near = " Most took no more than {fact:lead.p85}." if ground.lead else ""
        yield Need(
            what="What you promise",
            why=f"Nothing says how soon a case must be done, so nobody can be warned.{near}",
            question="Within how many working hours should a case be done?",
            rows="coo/workflows",
        )
    if ground.log is None:
        yield Need(
            what="An event log",
            why="It shows where work waits and what is done again; a list of tasks does not.",
            question="Can your system export who did what when, as CSV or XES?",
            rows="coo/process-events",
        )
    elif not ground.tasks:
        yield Need(
            what="A list of tasks",
            why="Finish dates and load are computed from tasks.",
            question="Can you export your tasks, from Jira, Asana, Trello or a table?",
            rows="coo/tasks",
        )


def defaults(ground: Ground, cases: int) -> list[str]:
    """What the run took for granted."""
    said = ["Hours are working hours by the workspace’s calendar."]
    if ground.payload.since:
        said.append("Older work was left alone.")
    if ground.found is not None and ground.found.rare:
        said.append("Activities that few cases came through are not taken for steps.")
    if ground.log is not None and ground.log.cases >= cases:
        said.append("The map is made of the newest cases only.")
    return said


def listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
