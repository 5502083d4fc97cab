"""Every figure that a plan may speak of."""

from __future__ import annotations

from cmo.analysis.finding import VERSION
from cmo.analysis.funnel import Leak
from cmo.figures import day_fact, interval_of, rows_of
from cmo.strategy.budgets import add_budget
from cmo.strategy.goals import add_goal
from cmo.strategy.ground import Ground
from cmo.strategy.milestones import leak_key
from kernel.core.facts import Fact, FactBook, input_hash
from kernel.core.windows import Window
from kernel.statistics.figures import whole_name


def facts_of(ground: Ground) -> FactBook:
    """The goal, the budget and its split, and the funnel's leaks."""
    book = FactBook()
    add_goal(book, ground)
    add_budget(book, ground)
    for number, leak in enumerate(ground.leaks[:2]):
        _add_leak(book, ground, leak_key(ground, number), leak)
    return book


def _add_leak(book: FactBook, ground: Ground, key: str, leak: Leak) -> None:
    stages = (leak.stage.key,)

    def behind(window: Window) -> list[object]:
        return [ground.counts.evidence(name, window, stages) for name in ("advanced", "entered")]

    function = "stage_against_target" if leak.against_target else "rate_interval"
    past = [] if leak.against_target else behind(leak.before)
    for part, label, limits, rows, name in (
        ("now", "Goes on now", leak.rates.now, behind(leak.now), "rate_interval"),
        ("before", "Went on before", leak.rates.before, past, function),
    ):
        book.add(
            Fact(
                key=f"{key}.{part}",
                label=f"{label}, {leak.stage.name}",
                value=limits.estimate,
                unit="fraction",
                function=whole_name("cmo.analysis", name),
                version=VERSION,
                input_hash=input_hash(limits, *(one.digest for one in rows)),  # type: ignore[attr-defined]
                formula="Went on divided by entered; Wilson interval, widened by how much days "
                "differ.",
                rows=tuple(map(rows_of, rows)),  # type: ignore[arg-type]
                interval=interval_of(limits),
            )
        )
    book.add(day_fact(f"{key}.since", "Since", leak.since))
