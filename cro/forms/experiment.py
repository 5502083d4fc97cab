"""The form of experiments."""

from __future__ import annotations

from typing import Any

from cro.models import Experiment, Setting
from kernel.resources.forms import ResourceForm

PLANNED = (
    "metric",
    "segment",
    "method",
    "alpha",
    "power",
    "baseline",
    "minimum_effect",
    "planned_size",
    "planned_weeks",
    "starts_on",
    "ends_on",
)


class ExperimentForm(ResourceForm):
    """A new one begins as the workspace decided; what was fixed before a start is shown and
    stays."""

    class Meta:
        model = Experiment
        fields = ("name", "hypothesis", *PLANNED, "multiple_exposures")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self._begin()
        elif self.instance.is_fixed:
            for name in PLANNED:
                self.fields[name].disabled = True
                self.fields[name].help_text = "Fixed before the start."

    def _begin(self) -> None:
        decided = Setting.objects.first() or Setting()
        for name in ("method", "alpha", "power"):
            self.initial.setdefault(name, getattr(decided, name))
        self.initial.setdefault("minimum_effect", decided.smallest_believable)
