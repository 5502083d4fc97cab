"""Charts, drawn on the server as SVG that keeps its text size at any width."""

from .controls import Reading, control
from .courses import course
from .curves import Curve, Mark, curve
from .fans import Ahead, Level, Moment, fan
from .forests import Effect, forest
from .graphs import MOST_NODES, Link, Node, graph
from .marks import days, gantt, legend_mark, meter, rate_whisker, ratebar, severity, whisker
from .pairs import Pair, pairs
from .parts import Chart, Key, Table
from .rows import Bar, Stage, bars, funnel
from .scale import within
from .schedules import Due, schedule
from .sparklines import sparkline
from .trends import Band, Event, Gap, trend

__all__ = [
    "MOST_NODES",
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
    "Link",
    "Mark",
    "Moment",
    "Node",
    "Pair",
    "Reading",
    "Stage",
    "Table",
    "bars",
    "control",
    "course",
    "curve",
    "days",
    "fan",
    "forest",
    "funnel",
    "gantt",
    "graph",
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
