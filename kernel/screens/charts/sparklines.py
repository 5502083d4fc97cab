"""Twelve periods in a corner of a tile, ending in a dot."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from .svg import area, joined, path, pct, runs, stretched, tag

PAD = 6.9


def sparkline(values: Sequence[float | None]) -> SafeString:
    """Shape only, so it is hidden from screen readers; the tile's words carry the figures.

    A missing value breaks the line. Fewer than two known values draw nothing.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return SafeString("")
    low, high = min(known), max(known)
    span = (high - low) or 1.0
    last = len(values) - 1

    def height(value: float) -> float:
        return 50.0 if high == low else 100 - PAD - (value - low) / span * (100 - 2 * PAD)

    points = [
        (n / last * 100, None if value is None else height(value)) for n, value in enumerate(values)
    ]
    curves = joined(
        part
        for run in runs(points)
        for part in (
            tag("path", "", class_="c-fill", d=area(run)),
            tag("path", "", class_="c-line", d=path(run)),
        )
    )
    dot = SafeString("")
    if values[-1] is not None:
        dot = tag("circle", "", class_="c-dot", cx="100%", cy=pct(height(values[-1])), r=3.5)
    return tag("svg", joined((stretched(curves), dot)), class_="spark", aria_hidden="true")
