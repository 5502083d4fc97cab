"""What every chart returns: the drawing, its legend and its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import get_template
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend: a mark and its words."""

    mark: SafeString
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """All points as text; the first cell of a row is its heading."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Chart:
    """`{{ chart }}` in a template renders components/chart.html."""

    drawing: SafeString
    legend: Sequence[Key] = ()
    table: Table | None = None

    def __html__(self) -> str:
        return get_template("components/chart.html").render({"chart": self})

    def __str__(self) -> str:
        return self.__html__()
