"""Every figure of a planned test."""

from __future__ import annotations

from cro.designing.ground import Ground, StepTraffic
from cro.figures import count_fact, day_fact, fact
from cro.judging.book import MEANS
from kernel.core.facts import Fact, FactBook, Rows, Unit

READING = "cro.designing.reading"
SIZE = "cro.analysis.sample_size"
SMALLEST = "cro.analysis.smallest_effect"


def facts_of(ground: Ground) -> FactBook:
    """Baseline and traffic, what was asked, the size, and what could be shown."""
    book = FactBook()
    baseline, weekly = _baseline(ground), _weekly(ground)
    for one in (baseline, weekly, *_asked(ground)):
        book.add(one)
    behind = (baseline, weekly)
    for one in (*_size(ground, *behind), *_shown(ground, *behind)):
        book.add(one)
    if ground.window is not None:
        book.add(day_fact("traffic.last", "Newest count", ground.window.last,
                          "The last day with a step count."))  # fmt: skip
    return book


def _baseline(ground: Ground) -> Fact:
    unit: Unit = "fraction"
    if ground.kind != "proportion":
        unit = "money" if ground.currency else "ratio"
    if ground.past is not None:
        value = round(ground.past.mean) if ground.currency else ground.past.mean
        return fact(
            "baseline", f"{ground.metric} today", value, unit,
            f"Of the control of {ground.past.name}. {MEANS[ground.kind]}",
            "cro.analysis.sample_of", rows=ground.past.rows, currency=ground.currency or None,
        )  # fmt: skip
    assert ground.here is not None
    return fact(
        "baseline", f"{ground.metric} today", ground.here.through, unit,
        "The part that goes on, of this step and of each later one, multiplied.",
        "cro.analysis.step_baseline", rows=_ways(ground, ground.here),
    )  # fmt: skip


def _ways(ground: Ground, step: StepTraffic) -> tuple[Rows, ...]:
    names = [one.step for one in ground.others]
    later = ground.others[names.index(step.step) :]
    return tuple(row for one in later for row in one.rows)


def _weekly(ground: Ground) -> Fact:
    if ground.past is not None and ground.past.here:
        people = [row for row in ground.past.rows if row.column == "units"]
        return count_fact(
            "weekly", "People a week", ground.weekly,
            f"Everybody who came to {ground.past.name}, by its days, times seven.",
            rows=tuple(people),
        )  # fmt: skip
    assert ground.here is not None
    return count_fact(
        "weekly", f"People a week, {ground.here.step}", ground.weekly,
        "Those who entered the step, by the days with a count, times seven.",
        rows=tuple(row for row in ground.here.rows if row.column == "entered"),
    )  # fmt: skip


def _asked(ground: Ground) -> list[Fact]:
    asked = ground.asked
    said = "As asked, or from the experiment settings."
    return [
        fact("effect", "Smallest effect to find", asked.effect, "fraction", said, READING),
        count_fact("longest", "Weeks at most", asked.longest, said),
        count_fact("variants", "Variants", asked.variants, "As asked, the present one included."),
        fact("alpha", "False alarms accepted", asked.alpha, "fraction", said, READING),
        fact("power", "Real effects to be found", asked.power, "fraction", said, READING),
    ]


def _size(ground: Ground, *behind: Fact) -> list[Fact]:
    if ground.size is None or ground.weeks is None:
        return []
    return [
        fact(
            "size", "People of all variants", ground.size.people, "count",
            "Until a true effect of that size is found with the power, by the method's own limit.",
            SIZE, *behind,
        ),
        fact("arm", "People with each variant", ground.size.variant, "count",
             "The size by the planned shares.", SIZE, *behind),
        fact("weeks", "Weeks", ground.weeks, "count",
             "The size by the people of a week, in whole weeks.", "cro.analysis.weeks_needed",
             *behind),
        fact("power_reached", "Chance to find it in the longest test", ground.power, "fraction",
             "With the people of that many weeks.", "cro.analysis.power_of", *behind),
    ]  # fmt: skip


def _shown(ground: Ground, *behind: Fact) -> list[Fact]:
    found = []
    said = "The smallest true effect that the people of the longest test show with the power."
    if ground.reachable is not None:
        found.append(fact("reachable", "Smallest effect that can be shown", abs(ground.reachable),
                          "fraction", said, SMALLEST, *behind))  # fmt: skip
    if ground.fewer is not None:
        found.append(fact("fewer", "The same with two variants", abs(ground.fewer), "fraction",
                          said, SMALLEST, *behind))  # fmt: skip
    if ground.earlier is not None:
        step, effect = ground.earlier
        found.append(fact("earlier", f"The same at {step.step}", abs(effect), "fraction", said,
                          SMALLEST, rows=_ways(ground, step)))  # fmt: skip
    return found
