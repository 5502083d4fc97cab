"""What may go wrong, from what the facts show; each with its sign in the rows and an answer."""

from __future__ import annotations

from collections.abc import Iterator

from cmo.analysis.response import ResponseCurve
from cmo.models.columns import channel_label
from cmo.strategy.budgets import Divided
from cmo.strategy.contracts import MOST_RISKS, Risk
from cmo.strategy.goals import GOALS, label_of
from cmo.strategy.ground import Ground
from cmo.strategy.milestones import leak_key
from kernel.core.fact_keys import fact_key, key_part
from kernel.core.facts import FactBook

SATURATED = 0.7
LEANS = 0.4
SEASON = 0.05
LATE_DAYS = 3


def risks_of(ground: Ground, book: FactBook, divided: Divided) -> list[Risk]:
    """The gravest first."""
    found = [
        *_stretch(ground, book),
        *_leaks(ground),
        *_season(book),
        *_saturated(ground, divided),
        *_leaning(ground, book),
        *_unknown(ground, book),
        *_late(ground),
    ]
    return found[:MOST_RISKS]


def _stretch(ground: Ground, book: FactBook) -> Iterator[Risk]:
    """The target lies beyond what the curves expect."""
    if reaches(ground, book) == "no":
        label = label_of(ground.asked.metric)
        yield Risk(
            key="stretch",
            title="The target lies beyond what the curves expect",
            sign=f"By {{fact:plan.end}} they expect {{fact:expected.goal}} of {label}, not "
            "{fact:goal.target}.",
            answer="Look for the rest outside the split: offer, price, a step of the funnel.",
        )


def reaches(ground: Ground, book: FactBook) -> str:
    """Whether the expected outcome holds the target: yes, maybe, no, or unknown."""
    expected, target = book.get("expected.goal"), book.get("goal.target")
    if expected is None or target is None or expected.interval is None:
        return "unknown"
    if not isinstance(target.value, int | float):
        return "unknown"
    limits = (expected.interval.low, expected.interval.high)
    if GOALS[ground.asked.metric].better == "down":
        limits = (-limits[1], -limits[0])
        wanted = -float(target.value)
    else:
        wanted = float(target.value)
    if wanted > limits[1]:
        return "no"
    return "yes" if wanted <= limits[0] else "maybe"


def _leaks(ground: Ground) -> Iterator[Risk]:
    for number, leak in enumerate(ground.leaks[:2]):
        name, key = leak.stage.name, leak_key(ground, number)
        yield Risk(
            key=f"leak-{key_part(name)[:40]}",
            title=f"“{name}” goes on losing people",
            sign=f"Fewer than {{fact:{key}.before}} go on at “{name}”.",
            answer=f"Hold back what is raised until “{name}” is mended.",
        )


def _season(book: FactBook) -> Iterator[Risk]:
    season = book.get("season.change")
    if season is None or not isinstance(season.value, float) or season.value > -SEASON:
        return
    yield Risk(
        key="season",
        title="The season works against the plan",
        sign="The plan’s weeks brought {fact:season.then} a year ago, the baseline’s "
        "{fact:season.before}.",
        answer="Judge each review by the same weeks a year ago as well.",
    )


def _saturated(ground: Ground, divided: Divided) -> Iterator[Risk]:
    for name, fit in ground.fits.items():
        if not isinstance(fit, ResponseCurve) or fit.saturation.estimate < SATURATED:
            continue
        label, key = channel_label(name), fact_key("split", name)
        yield Risk(
            key=f"full-{key_part(name)}",
            title=f"{label} has little more to give",
            sign=f"{label} brings {{fact:{key}.saturation}} of the most that it can.",
            answer=f"Keep {label} at {{fact:{key}.amount}} and put what is over elsewhere.",
        )


def _leaning(ground: Ground, book: FactBook) -> Iterator[Risk]:
    for one in ground.figures[1:]:
        if one.revenue_share is None or one.revenue_share < LEANS:
            continue
        label = channel_label(one.channel)
        key = fact_key("base", ground.asked.currency, one.channel, "revenue")
        if key in book:
            yield Risk(
                key=f"leans-{key_part(one.channel)}",
                title=f"Much depends on {label}",
                sign=f"{label} brought {{fact:{key}}} of all revenue in the baseline.",
                answer=f"Watch {label} each week, and keep a campaign ready on another channel.",
            )


def _unknown(ground: Ground, book: FactBook) -> Iterator[Risk]:
    unknown = [name for name, fit in ground.fits.items() if not isinstance(fit, ResponseCurve)]
    for name in sorted(unknown, key=lambda name: -ground.spent[name])[:1]:
        label, key = channel_label(name), fact_key("split", name)
        yield Risk(
            key=f"unknown-{key_part(name)}",
            title=f"Nobody knows what more money on {label} brings",
            sign=f"{{fact:{key}.amount}} stays on {label} by habit alone.",
            answer=f"Vary its spend by plan, so that {label} gets a curve.",
        )


def _late(ground: Ground) -> Iterator[Risk]:
    for name in ground.spent:
        own = ground.metrics.of_channels([name]).last_day(ground.last)
        if own is not None and (ground.last - own).days >= LATE_DAYS:
            label = channel_label(name)
            yield Risk(
                key=f"late-{key_part(name)}",
                title=f"{label} is not up to date",
                sign=f"Its rows end before {{fact:base.last}}, so {label} looks smaller.",
                answer=f"Bring in the missing days of {label} before the money is set.",
            )
