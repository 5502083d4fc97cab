"""Effects beside each other on one axis that is centred on zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.safestring import SafeString

from kernel.formats import percent

from .marks import interval_mark
from .scale import Scale, around_zero
from .svg import joined, line, pct, tag, text


@dataclass(frozen=True, slots=True)
class Effect:
    """One metric's effect. margin: how far a guardrail may move to its worse side."""

    name: str
    value: float
    low: float
    high: float
    note: str = ""
    tone: Literal["", "good", "bad"] = ""
    margin: float | None = None
    verdict: str = ""
    verdict_tone: str = ""
    verdict_note: str = ""
    figures: Sequence[tuple[str, str]] = ()


def axis_percent(value: float) -> str:
    """ "+10%", "−2.5%" """
    whole = abs(value * 100 - round(value * 100)) < 1e-9
    return percent(value, 0 if whole else 1, plus=True)


def signed_percent(value: float) -> str:
    """ "+6.6%" """
    return percent(value, 1, plus=True)


def forest(
    effects: Sequence[Effect],
    *,
    level: str = "95% interval",
    show: Callable[[float], str] = signed_percent,
    axis: Callable[[float], str] = axis_percent,
) -> dict[str, Any]:
    """The context of components/forest.html: axis and rows on one scale.

    Raises ValueError without any effect.
    """
    if not effects:
        raise ValueError("a forest needs one effect at least")
    edges = [edge for e in effects for edge in (e.low, e.high, e.margin or 0.0)]
    scale = around_zero(min(edges), max(edges))
    return {
        "axis": _axis(scale, axis),
        "level": level,
        "guarded": any(e.margin is not None for e in effects),
        "rows": [_row(e, scale, level, show) for e in effects],
    }


def _axis(scale: Scale, show: Callable[[float], str]) -> SafeString:
    words = joined(
        text("0" if tick == 0 else show(tick), pct(scale.at(tick)), "0", 14, "middle")
        for tick in scale.ticks
    )
    return tag("svg", words, class_="forest__svg forest__axis", aria_hidden="true")


def _row(effect: Effect, scale: Scale, level: str, show: Callable[[float], str]) -> dict[str, Any]:
    between = f"{show(effect.low)} to {show(effect.high)}"
    parts = [tag("title", f"{effect.name}: {show(effect.value)}, {level} {between}")]
    if effect.margin is not None:
        edge = scale.at(effect.margin)
        left, width = (edge, 100 - edge) if effect.margin < 0 else (0.0, edge)
        parts += [
            tag(
                "rect",
                "",
                class_="c-safe",
                x=pct(left),
                width=pct(width),
                y="18%",
                height="64%",
                rx=3,
            ),
            line(edge, edge, 10, 90, "c-margin"),
        ]
    parts += [
        line(scale.at(0), scale.at(0), 0, 100, "c-zero"),
        interval_mark(scale, effect.value, effect.low, effect.high, effect.tone, ticks=16),
    ]
    return {
        "name": effect.name,
        "note": effect.note,
        "figures": effect.figures,
        "svg": tag("svg", joined(parts), class_="forest__svg", role="img"),
        "value": show(effect.value),
        "between": between,
        "verdict": effect.verdict,
        "tone": effect.verdict_tone,
        "said": effect.verdict_note,
    }
