"""What is done with an experiment on its page: start, stop, decide, reopen."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from cro import models, services
from cro.models.experiment import Decision
from kernel.errors import ConflictError
from kernel.resources import addresses, changes
from kernel.resources.views.base import ResourceView


class ExperimentCourse(ResourceView):
    """A `POST` that takes an experiment a step on; a refusal is a page that says why."""

    model = models.Experiment
    template_name = "kernel/resources/field_refused.html"
    writes = True

    def post(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row = changes.one(models.Experiment, addresses.parse_id(id))
        try:
            said = self.step(row)
        except ConflictError as refusal:
            context = {
                "title": f"“{row}” was not changed",
                "problem": refusal.detail,
                "cancel": self.row_path(row),
            }
            return self.page(context, status=409)
        messages.success(request, said)
        return HttpResponseRedirect(self.back(self.row_path(row)))

    def step(self, row: models.Experiment) -> str:
        """Take the step; answers what to say. Raises ConflictError where it does not fit."""
        raise NotImplementedError


class ExperimentStart(ExperimentCourse):
    """`POST …/start/`: its plan is fixed, and it runs."""

    def step(self, row: models.Experiment) -> str:
        started = services.start_experiment(experiment=row)
        if started.is_fixed:
            return f"“{row}” runs; its plan is fixed and stays."
        return f"“{row}” runs. Its results came first, so nothing was fixed before the start."


class ExperimentWithdrawal(ExperimentCourse):
    """`POST …/withdrawal/`: a draft again, whose plan is open."""

    def step(self, row: models.Experiment) -> str:
        services.withdraw_experiment(experiment=row)
        return f"“{row}” is a draft again."


class ExperimentStop(ExperimentCourse):
    """`POST …/stop/`"""

    def step(self, row: models.Experiment) -> str:
        services.stop_experiment(experiment=row)
        return f"“{row}” was stopped."


class ExperimentDecision(ExperimentCourse):
    """`POST …/decision/` with `decision` and `reason`."""

    def step(self, row: models.Experiment) -> str:
        decision = self.request.POST.get("decision", "")
        services.decide(
            experiment=row,
            decision=decision,
            reason=self.typed("reason"),
        )
        return f"“{row}” was decided: {Decision(decision).label.lower()}."


class ExperimentReopening(ExperimentCourse):
    """`POST …/reopening/`: the decision is taken back."""

    def step(self, row: models.Experiment) -> str:
        services.reopen(experiment=row)
        return f"“{row}” is stopped, and nothing is decided."
