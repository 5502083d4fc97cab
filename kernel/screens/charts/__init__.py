"""Charts, drawn on the server as SVG that keeps its text size at any width."""

from .courses import course
from .curves import Curve, Mark, curve
from .fans import Ahead, Level, Moment, fan
from .forests import Effect, forest
from .marks import days, gantt, legend_mark, meter, rate_whisker, ratebar, severity, whisker
from .pairs import Pair, pairs
from .parts import Chart, Key, Table
from .rows import Bar, Stage, bars, funnel
from .scale import within
from .schedules import Due, schedule
from .sparklines import sparkline
from .trends import Band, Event, Gap, trend

__all__ = [
    "Ahead",
    "Band",
    "Bar",
    "Chart",
    "Curve",
    "Due",
    "Effect",
    "Event",
    "Gap",
    "Key",
    "Level",
    "Mark",
    "Moment",
    "Pair",
    "Stage",
    "Table",
    "bars",
    "course",
    "curve",
    "days",
    "fan",
    "forest",
    "funnel",
    "gantt",
    "legend_mark",
    "meter",
    "pairs",
    "rate_whisker",
    "ratebar",
    "schedule",
    "severity",
    "sparkline",
    "trend",
    "whisker",
    "within",
]
