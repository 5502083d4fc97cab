"""The computations behind the operations executive's figures.

Pure functions: plain values in, frozen dataclasses out; no database, no files, no clock. Times of
work are in working hours with the calendar's beside; what cannot be answered honestly is refused
with an error of `kernel.statistics.values`. Each function named in `__all__` has an oracle of the
same name under `oracles/`, which `manage.py prove` runs.
"""

from coo.analysis.ages import task_ages
from coo.analysis.control import control_chart
from coo.analysis.cycle_times import cycle_time
from coo.analysis.dag import ordered
from coo.analysis.discovery import discovered
from coo.analysis.estimates import pert
from coo.analysis.finishing import finish_dates
from coo.analysis.flows import directly_follows
from coo.analysis.in_work import littles_law, wip
from coo.analysis.loads import load_against_capacity
from coo.analysis.paths import rework, variants
from coo.analysis.promises import sla_at_risk
from coo.analysis.schedules import critical_path
from coo.analysis.shares import kept_share
from coo.analysis.statuses import status_times
from coo.analysis.throughputs import throughput
from coo.analysis.waiting import bottleneck

__all__ = [
    "bottleneck",
    "control_chart",
    "critical_path",
    "cycle_time",
    "directly_follows",
    "discovered",
    "finish_dates",
    "kept_share",
    "littles_law",
    "load_against_capacity",
    "ordered",
    "pert",
    "rework",
    "sla_at_risk",
    "status_times",
    "task_ages",
    "throughput",
    "variants",
    "wip",
]
