"""What a module says of itself on the briefing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kernel.formats import Change


@dataclass(frozen=True, slots=True)
class LineFigure:
    """One of a line's two figures. ``change`` compares with the period before; or a ``note``."""

    name: str
    value: str
    url: str = ""
    change: Change | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A module's line: one or two sentences, two figures, twelve periods as a sparkline.

    ``missing`` is {text, label, url} where there is no data yet; ``reach`` are rows of
    source_reach.html.
    """

    module: str
    sentence: str = ""
    figures: Sequence[LineFigure] = ()
    sparkline: Sequence[float | None] = ()
    severity: str = "low"
    missing: dict[str, str] | None = None
    reach: Sequence[dict[str, Any]] = field(default_factory=tuple)
