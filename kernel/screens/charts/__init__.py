"""Charts, drawn on the server as SVG that keeps its text size at any width."""

from .forests import Effect, forest
from .marks import days, gantt, legend_mark, rate_whisker, ratebar, severity, whisker
from .parts import Chart, Key, Table
from .rows import Bar, Stage, bars, funnel
from .scale import within
from .sparklines import sparkline
from .trends import Band, Event, Gap, trend

__all__ = [
    "Band",
    "Bar",
    "Chart",
    "Effect",
    "Event",
    "Gap",
    "Key",
    "Stage",
    "Table",
    "bars",
    "days",
    "forest",
    "funnel",
    "gantt",
    "legend_mark",
    "rate_whisker",
    "ratebar",
    "severity",
    "sparkline",
    "trend",
    "whisker",
    "within",
]
