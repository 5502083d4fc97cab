"""What a week's summary says: wins, problems, what comes next, and all of it in a few lines."""

from __future__ import annotations

from cro.models.experiment import Decision
from cro.weekly.week import Week
from kernel.decisions.quoting import title_of
from kernel.screens.figures import within_a_sentence
from kernel.screens.tiles import is_clear


def wins(week: Week) -> list[str]:
    """What was shipped, a way that clearly lets more through, and what was approved."""
    said = [
        f"“{one.name}” shipped: {one.decision_reason}"
        for one in week.decided
        if one.decision == Decision.SHIP
    ]
    if (moved := _moved(week)) and moved[0]:
        said.append(moved[1])
    done = [title_of(row, f"applied.{n}") for n, row in enumerate(week.applied, start=1)]
    return [*said, *(f"Done: {within_a_sentence(title)}." for title in done)]


def problems(week: Week) -> list[str]:
    """Results that are withheld, a way that lets fewer through, sources that are late."""
    said = [f"The result of “{one.row.name}” is withheld." for one in week.withheld]
    if (moved := _moved(week)) and not moved[0]:
        said.append(moved[1])
    for place, source in enumerate(week.late, start=1):
        said.append(
            f"{source.name} reaches only {{fact:late.{place}}}; its last days are missing here."
        )
    return said


def priorities(week: Week) -> list[str]:
    """What should be decided first."""
    said = [f"{title_of(row, f'waiting.{n}')}." for n, row in enumerate(week.waiting, start=1)]
    if not said:
        said += [f"Decide on “{one.row.name}”." for one in week.ready]
    return said


def narrative(week: Week) -> str:
    """The week in a few lines."""
    lines = [headline(week)]
    if week.started:
        lines.append(f"Began: {_and([f'“{one.name}”' for one in week.started[:4]])}.")
    if week.decided:
        told = [f"“{one.name}” ({one.get_decision_display().lower()})" for one in week.decided[:4]]
        lines.append(f"Decided: {_and(told)}.")
    if week.way.fact("now", "rate") is not None:
        moved = _moved(week)
        lines.append(moved[1] if moved else _level(week))
    if week.withheld:
        words = "result is" if len(week.withheld) == 1 else "results are"
        lines.append(f"{{fact:tests.withheld}} {words} withheld, because a health check failed.")
    return " ".join(lines)


def headline(week: Week) -> str:
    """How many tests ran and who came to them."""
    tests, them = ("test", "it") if len(week.ran) == 1 else ("tests", "them")
    return (
        f"{{fact:tests.running}} {tests} ran from {{fact:week.first}} to {{fact:week.last}}, with "
        f"{{fact:tests.people}} people in {them}."
    )


def _level(week: Week) -> str:
    now, before = week.way.fact("now", "rate"), week.way.fact("earlier", "rate")
    assert now is not None
    if before is None:
        return f"{now.reference} of those who came reached the end."
    return f"{now.reference} reached the end, no clear change on {before.reference}."


def _moved(week: Week) -> tuple[bool, str] | None:
    """Whether the way clearly lets more or fewer through than a week before, and in words."""
    now, before = week.way.fact("now", "rate"), week.way.fact("earlier", "rate")
    if now is None or before is None or not is_clear(now, before):
        return None
    up = float(str(now.value)) > float(str(before.value))
    way = "more" if up else "fewer"
    return up, (
        f"{way.capitalize()} people reached the end: {now.reference} after {before.reference}."
    )


def _and(parts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
