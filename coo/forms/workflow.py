"""The form of workflows: name and promise, and the steps, a row each."""

from __future__ import annotations

from typing import Any

from coo.models import Workflow
from coo.models.workflow_steps import ESTIMATES, check_steps
from kernel.resources.forms import ResourceForm
from kernel.resources.lists import Part, RowsInput
from kernel.resources.row_table import RowsTable

BETWEEN = ","
HELP = (
    "A row a step, its hours at best, likely and at worst. A key is a short name that other steps "
    "wait for. Empty rows are left out; more of them stand here once these are saved."
)


class StepsInput(RowsInput):
    """Steps as rows of a table; what a step waits for are keys with commas between them."""

    def __init__(self, **kwargs: Any) -> None:
        parts = (
            Part("key", "key"),
            Part("name", "what is done"),
            Part("role", "by whom", required=False),
            *(Part(name, f"{name} hours", "number") for name in ESTIMATES),
            Part("depends_on", "after (keys with commas)", required=False),
        )
        table = RowsTable(parts, attrs={"rows": 12})
        kwargs.setdefault("help_text", HELP)
        super().__init__(parts, label="Steps", widget=table, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            value = [
                {**step, "depends_on": f"{BETWEEN} ".join(step.get("depends_on", ()))}
                for step in value
            ]
        return super().prepare_value(value)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        steps = super().clean(value)
        for step in steps:
            named = str(step["depends_on"]).split(BETWEEN)
            step["depends_on"] = [key.strip() for key in named if key.strip()]
        check_steps(steps)
        return steps


class WorkflowForm(ResourceForm):
    """A new version begins as a draft; it is activated by a verb of its own."""

    steps = StepsInput()

    class Meta:
        model = Workflow
        fields = ("name", "version", "description", "sla_hours", "steps")
