"""The operations forms, one file a noun."""

from coo.forms.capacity import CapacityForm
from coo.forms.process import ProcessForm
from coo.forms.process_event import ProcessEventForm
from coo.forms.report import ReportForm
from coo.forms.setting import SettingForm
from coo.forms.task import TaskForm
from coo.forms.workflow import WorkflowForm

__all__ = [
    "CapacityForm",
    "ProcessEventForm",
    "ProcessForm",
    "ReportForm",
    "SettingForm",
    "TaskForm",
    "WorkflowForm",
]
