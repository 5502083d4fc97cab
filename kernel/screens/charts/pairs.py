"""Amounts as they are and as they are meant to be, a bar each on one scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from kernel.formats import number

from .marks import legend_mark
from .parts import Chart, Key, Table
from .scale import Scale, amounts
from .svg import joined, line, pct, tag


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: what is meant, and what is now; None where there is no value."""

    name: str
    meant: float | None
    now: float | None = None
    url: str = ""
    note: str = ""


def pairs(
    rows: Sequence[Pair],
    *,
    caption: str,
    meant: str,
    now: str,
    show: Callable[[float], str] = number,
) -> Chart:
    """Bars from zero for what is meant, a dashed mark for what is now.

    `meant` and `now` name the two in the legend and in the table; a `now` that no row has is left
    out of both.
    """
    known = [value for row in rows for value in (row.meant, row.now) if value is not None]
    scale = amounts(max(known, default=0.0))
    drawing = format_html(
        '<ol class="bars" role="list">{}</ol>', joined(_row(row, scale, show) for row in rows)
    )
    if all(row.now is None for row in rows):
        body = [[row.name, _cell(row.meant, show)] for row in rows]
        return Chart(drawing, [], Table(caption, ["", meant], body))
    legend = [Key(legend_mark("bar"), meant), Key(legend_mark("margin"), now)]
    body = [[row.name, _cell(row.meant, show), _cell(row.now, show)] for row in rows]
    return Chart(drawing, legend, Table(caption, ["", meant, now], body))


def _cell(value: float | None, show: Callable[[float], str]) -> str:
    return "no data" if value is None else show(value)


def _row(row: Pair, scale: Scale, show: Callable[[float], str]) -> SafeString:
    words = _cell(row.meant, show)
    parts = []
    if row.meant is not None:
        width = pct(scale.at(row.meant))
        parts.append(
            tag("rect", "", class_="c-bar", x="0", width=width, y="15%", height="70%", rx=3)
        )
    if row.now is not None:
        at = scale.at(row.now)
        parts.append(line(at, at, 0, 100, "c-margin"))
    return format_html(
        '<li class="bars__row"><span class="bars__name">{}{}</span>{}'
        '<span class="num{}">{}</span></li>',
        row.name,
        format_html('<span class="sub">{}</span>', row.note) if row.note else "",
        tag("svg", joined(parts), class_="bars__bar", aria_hidden="true"),
        " missing" if row.meant is None else "",
        format_html('<a class="fig" href="{}">{}</a>', row.url, words) if row.url else words,
    )
