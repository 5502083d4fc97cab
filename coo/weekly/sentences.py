"""What a week's report says: what went well, what did not, what comes next, in a few lines."""

from __future__ import annotations

from coo.weekly.book import NAMED
from coo.weekly.week import FIGURES, Figure, Week
from kernel.core.wordings import numbered
from kernel.decisions.quoting import title_of
from kernel.screens.figures import within_a_sentence


def headline(week: Week) -> str:
    """What came and what was done, and how long it took."""
    book = week.found.book
    done = numbered(book, "now.finished", "task", "tasks")
    said = (
        f"{{fact:week.first}} to {{fact:week.last}}: {done} finished, {{fact:now.opened}} asked for"
    )
    if week.before("finished") is not None:
        said += ", after {fact:earlier.finished} finished in the week before"
    if week.now("cycle") is not None:
        said += ". Work on a task took {fact:now.cycle} in the middle"
    return f"{said}."


def wins(week: Week) -> list[str]:
    """Figures beyond chance on the good side, promises kept, and what was approved."""
    said = [_moved(week, one) for one, good in _clear(week) if good]
    kept, broken = week.now("promised"), week.now("broken")
    if kept is not None and broken is not None and not broken.value:
        one = kept.value == 1
        said.append(
            "The promise of finished work was kept."
            if one
            else "All {fact:now.promised} promises of finished work were kept."
        )
    done = [title_of(row, f"applied.{n}") for n, row in enumerate(week.applied, start=1)]
    return [*said, *(f"Done: {within_a_sentence(title)}." for title in done)]


def problems(week: Week) -> list[str]:
    """Figures beyond chance on the bad side, promises broken or at risk, too much in work."""
    said = [_moved(week, one) for one, good in _clear(week) if not good]
    broken, work = week.now("broken"), week.now("in_work")
    if broken is not None and broken.value:
        were = "was" if broken.value == 1 else "were"
        promises = numbered(week.found.book, "now.promised", "promise", "promises")
        said.append(f"{{fact:now.broken}} of {promises} of finished work {were} broken.")
    for place, one in enumerate(week.risky[:NAMED], start=1):
        left = f"{{fact:risk.{place}.left}}"
        who = f", with {one.who}" if one.who else ""
        over = one.promise.left_hours < 0
        state = f"is {left} overdue" if over else f"has {left} left of its promise"
        said.append(f"{one.name} {state}{who}.")
    if week.limit is not None and work is not None and work.number > week.limit:
        said.append("{fact:now.in_work} tasks are in work at once, over the limit of {fact:limit}.")
    return said


def priorities(week: Week) -> list[str]:
    """What should be decided first, and what is asked for where nothing waits."""
    said = [f"{title_of(row, f'waiting.{n}')}." for n, row in enumerate(week.waiting, start=1)]
    if not said and week.risky:
        said.append("Look at the promises at risk: nothing is proposed for them yet.")
    return said


def narrative(week: Week) -> str:
    """The week in a few lines, figures first; a line break between paragraphs."""
    lines = [headline(week)]
    good, bad = wins(week), problems(week)
    if not _clear(week) and week.charts:
        lines.append("No figure of the week lies beyond what weeks usually do.")
    elif not week.charts:
        lines.append("Too few weeks are known to tell chance from change.")
    paragraphs = [" ".join(lines), " ".join(good), " ".join(bad)]
    first = priorities(week)
    if first:
        paragraphs.append(f"First to decide: {within_a_sentence(first[0])}")
    return "\n".join(filter(None, paragraphs))


def _clear(week: Week) -> list[tuple[Figure, bool]]:
    """Figures beyond chance, and whether that is the good side."""
    found = []
    for figure in FIGURES:
        moved = week.moved(figure.name)
        if moved and figure.better:
            found.append((figure, (moved > 0) == (figure.better == "up")))
    return found


def _moved(week: Week, figure: Figure) -> str:
    way = "more" if (week.moved(figure.name) or 0) > 0 else "less"
    if figure.unit == "count":
        way = "more" if way == "more" else "fewer"
    return (
        f"{figure.label}: {{fact:now.{figure.name}}}, {way} than chance makes it; the usual is "
        f"{{fact:usual.{figure.name}}}."
    )
