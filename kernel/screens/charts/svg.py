"""SVG by hand: coordinates in percent, text in pixels, no outer viewBox, no style attributes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

Attribute = str | int | float


def pct(value: float) -> str:
    """A coordinate: 46.666 → "46.67%", 50.0 → "50%"."""
    return f"{short(value)}%"


def short(value: float) -> str:
    """Two decimals at most, none that say nothing."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def tag(name: str, content: str = "", /, **attributes: Attribute | None) -> SafeString:
    """One element; `class_` and `text_anchor` become class and text-anchor, None is left out.

    Content and values are escaped unless already safe.
    """
    written = format_html_join(
        "",
        ' {}="{}"',
        (
            (key.rstrip("_").replace("_", "-"), value)
            for key, value in attributes.items()
            if value is not None
        ),
    )
    return format_html("<{}{}>{}</{}>", mark_safe(name), written, content, mark_safe(name))  # noqa: S308  element names are ours


def joined(parts: Iterable[SafeString]) -> SafeString:
    """Safe parts, one after another."""
    return SafeString("".join(parts))


def line(x1: float, x2: float, y1: float, y2: float, class_: str, **more: Attribute) -> SafeString:
    """A line between two points in percent."""
    return tag("line", "", class_=class_, x1=pct(x1), x2=pct(x2), y1=pct(y1), y2=pct(y2), **more)


def text(
    words: str, x: str, y: str, dy: int, anchor: str = "start", class_: str = "c-text"
) -> SafeString:
    """Words at a point; `dy` in pixels."""
    return tag("text", words, class_=class_, x=x, y=y, dy=dy, text_anchor=anchor)


def stretched(content: SafeString) -> SafeString:
    """Curves in a box of 100 by 100 that stretches to the plot."""
    return tag(
        "svg",
        content,
        viewBox="0 0 100 100",
        preserveAspectRatio="none",
        width="100%",
        height="100%",
        overflow="visible",
    )


def runs(points: Sequence[tuple[float, float | None]]) -> list[list[tuple[float, float]]]:
    """Points cut where a value is missing, so that no line is drawn across a gap."""
    found: list[list[tuple[float, float]]] = [[]]
    for x, y in points:
        if y is None:
            found.append([])
        else:
            found[-1].append((x, y))
    return [run for run in found if run]


def path(points: Sequence[tuple[float, float]]) -> str:
    """The `d` of a line; a single point becomes a short stroke, else it would not show."""
    if len(points) == 1:
        x, y = points[0]
        return f"M{short(x - 0.4)} {short(y)}L{short(x + 0.4)} {short(y)}"
    return "M" + "L".join(f"{short(x)} {short(y)}" for x, y in points)


def area(points: Sequence[tuple[float, float]]) -> str:
    """The `d` of the same line closed down to the axis."""
    return f"{path(points)}L{short(points[-1][0])} 100L{short(points[0][0])} 100Z"
