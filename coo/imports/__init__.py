"""What operations take in as files and by webhook; one file a kind, and one a known export."""

from coo.imports.capacity import CapacityImport
from coo.imports.event_log import EventLogImport
from coo.imports.tasks import TasksImport
from coo.imports.workflows import WorkflowsImport

__all__ = [
    "CapacityImport",
    "EventLogImport",
    "TasksImport",
    "WorkflowsImport",
]
