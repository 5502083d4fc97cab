"""What marketing takes in as files and by webhook; one file a kind, and one a known export."""

from cmo.imports.calendar_events import CalendarEventsImport
from cmo.imports.funnel_counts import FunnelCountsImport
from cmo.imports.metrics import MetricsImport
from cmo.imports.segments import SegmentsImport
from cmo.imports.touchpoints import TouchpointsImport

__all__ = [
    "CalendarEventsImport",
    "FunnelCountsImport",
    "MetricsImport",
    "SegmentsImport",
    "TouchpointsImport",
]
