"""Effects on screen: the forest of metrics, and how the primary one settled."""

from __future__ import annotations

from typing import Any, Literal

from cro.analysis.comparisons import Comparison
from cro.analysis.judgement import Judgement
from cro.judging.checks import p_words
from cro.judging.ground import Case
from cro.judging.planned import share
from cro.judging.statistics_shown import statistics
from kernel.core.facts import FactBook
from kernel.formats import Notation
from kernel.screens import charts, figures
from kernel.screens.charts.forests import signed_percent

VERDICTS: dict[str, tuple[str, str]] = {
    "improved": ("improved", "good"),
    "worse": ("worse", "bad"),
    "flat": ("no clear change", ""),
    "holds": ("holds", "line"),
    "broken": ("broken", "bad"),
    "unclear": ("unclear", "warn"),
    "unknown": ("too few", ""),
}
Tone = Literal["", "good", "bad"]
EFFECT_TONES: dict[str, Tone] = {"improved": "good", "worse": "bad", "broken": "bad"}


def results(case: Case, found: Judgement, book: FactBook, notes: Notation) -> dict[str, Any]:
    """`forest` and its heads, comparisons `apart` that have no percent, and `meta`."""
    shown = [one for one in found.comparisons if one.relative is not None]
    several = len(case.arms) > 2
    span = notes.day_range(found.reading.first, found.read_to)
    people = sum(count for _, count in found.people) - found.late_people
    level = figures.level_words(found.level, notes)
    kind = "interval" if found.basis == "planned" else "always-valid interval"
    heads = [case.control.name, "Variant" if several else _variant(case)]
    return {
        "meta": f"{notes.count(people, 'person', 'people')}, {span}",
        "early": _early(found),
        "caption": f"Effect of {case.name} on each metric",
        "columns": heads,
        "forest": charts.forest(
            [_effect(case, one, book, notes, heads, several=several) for one in shown],
            level=f"{level} {kind}, relative",
        )
        if shown
        else None,
        "apart": [_apart(case, one, book, notes) for one in found.comparisons if not one.relative],
        "late": notes.count(found.late_people, "person", "people") if found.late_people else "",
        "adjusted": _adjusted(case, found, notes),
        "statistics": statistics(case, found, book, notes),
    }


def settled_chart(case: Case, found: Judgement, notes: Notation) -> dict[str, Any] | None:
    """The primary effect by day with its always-valid band; None where no day says anything."""
    best = case.best()
    if best is None:
        return None
    known = case.settled(best.arm)
    if len(known) < 2:
        return None
    values = [one.effect.interval.estimate for one in known]
    low = [one.effect.interval.low for one in known]
    high = [one.effect.interval.high for one in known]
    name = best.metric.name
    level = figures.level_words(found.level, notes)
    last = signed_percent(values[-1])
    return {
        "meta": f"relative effect on {name} with {case.shown[best.arm].name}",
        "chart": charts.course(
            [one.day for one in known],
            values,
            low,
            high,
            name="effect so far",
            band=f"always-valid {level} interval: wider, and safe to look at on any day",
            finding=f"Relative effect on {name} by day. It stands at {last} on the last day.",
            caption=f"Relative effect on {name} by day",
        ),
    }


def _effect(
    case: Case,
    one: Comparison,
    book: FactBook,
    notes: Notation,
    heads: list[str],
    *,
    several: bool,
) -> charts.Effect:
    assert one.relative is not None
    key, interval = case.comparison_key(one), one.relative.interval
    verdict, tone = VERDICTS[one.verdict]
    believed = case.rules.method == "bayesian" and one.metric.role != "guardrail"
    margin = None
    if one.metric.role == "guardrail":
        margin = -one.metric.margin if one.metric.better == "up" else one.metric.margin
    name = f"{one.metric.name}, {case.shown[one.arm].name}" if several else one.metric.name
    return charts.Effect(
        name,
        interval.estimate,
        interval.low,
        interval.high,
        note=_note(one, notes),
        tone=EFFECT_TONES.get(one.verdict, ""),
        margin=margin,
        verdict=verdict,
        verdict_tone=tone,
        verdict_note=_said(one, notes, believed=believed),
        figures=[
            (heads[0], figures.linked(f"{{fact:{key}.control}}", book, notes)),
            (heads[1], figures.linked(f"{{fact:{key}.variant}}", book, notes)),
        ],
    )


def _note(one: Comparison, notes: Notation) -> str:
    if one.metric.role == "guardrail":
        verb = "fall" if one.metric.better == "up" else "rise"
        return f"guardrail, may {verb} {share(one.metric.margin, notes)}"
    better = "higher" if one.metric.better == "up" else "lower"
    return f"{one.metric.role}, {better} is better"


def _said(one: Comparison, notes: Notation, *, believed: bool) -> str:
    if believed and one.chance_to_win is not None:
        return f"chance to win {notes.percent(one.chance_to_win)}"
    if one.p_value is None or one.effect is None:
        return ""
    several = one.p_value != one.effect.p_value
    return f"{p_words(one.p_value, notes)}{', corrected' if several else ''}"


def _apart(case: Case, one: Comparison, book: FactBook, notes: Notation) -> dict[str, Any]:
    """A comparison without a percentage: why, or its plain difference."""
    key = case.comparison_key(one)
    text: Any = one.refusal
    if not one.refusal and f"{key}.difference" in book:
        text = figures.linked(
            f"{{fact:{key}.control}} and {{fact:{key}.variant}}, a difference of "
            f"{{fact:{key}.difference}}. The control is too near zero for a percentage.",
            book,
            notes,
        )
    return {"name": f"{one.metric.name}, {case.shown[one.arm].name}", "text": text}


def _early(found: Judgement) -> str:
    if found.basis == "planned":
        return ""
    if found.basis == "early":
        return (
            "Read before the planned size, so intervals are the wider ones that stay valid "
            "however often one looks."
        )
    return "Intervals stay valid on whichever day one looks."


def _adjusted(case: Case, found: Judgement, notes: Notation) -> str:
    """Which metrics had the value before taken out, or why none had though it is there."""
    removed = {one.metric.name: one.removed for one in found.comparisons if one.removed}
    if removed:
        parts = [
            f"{name} ({notes.percent(part)} of the variance)" for name, part in removed.items()
        ]
        return f"What people did before was taken out of {', '.join(parts)}."
    return next((one.unadjusted for one in found.comparisons if one.unadjusted), "")


def _variant(case: Case) -> str:
    return next(case.shown[arm.key].name for arm in case.arms if not arm.is_control)
