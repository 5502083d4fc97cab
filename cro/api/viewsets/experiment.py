"""Endpoints of experiments, and of their course."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers as fields
from rest_framework.request import Request
from rest_framework.response import Response

from cro import services, tables
from cro.api import serializers
from cro.models.experiment import Decision
from kernel.resources import addresses, changes
from kernel.resources.api import ResourceViewSet
from kernel.resources.api.serializers import DayField
from kernel.resources.api.viewsets import tag_of


class ExperimentStartSerializer(fields.Serializer[Any]):
    """From which day it runs: today, or the planned day, where none is named."""

    starts_on = DayField(required=False)


class ExperimentStopSerializer(fields.Serializer[Any]):
    """The last day that counts: today where none is named."""

    stopped_on = DayField(required=False)


class ExperimentDecisionSerializer(fields.Serializer[Any]):
    """A decision keeps its reason."""

    decision = fields.ChoiceField(choices=Decision.choices)
    reason = fields.CharField(max_length=2000)


class ExperimentViewSet(ResourceViewSet):
    serializer_class = serializers.ExperimentSerializer
    filterset_class = tables.ExperimentFilters
    search_fields = ("name", "hypothesis__title")

    @extend_schema(request=ExperimentStartSerializer)
    def start(self, request: Request, **kwargs: Any) -> Response:
        """Fix its plan and let it run."""
        asked = self._asked(ExperimentStartSerializer)
        return self._answer(services.start_experiment(experiment=self._row(), **asked))

    @extend_schema(request=None)
    def withdrawal(self, request: Request, **kwargs: Any) -> Response:
        """Take the start back: a draft again, whose plan is open."""
        return self._answer(services.withdraw_experiment(experiment=self._row()))

    @extend_schema(request=ExperimentStopSerializer)
    def stop(self, request: Request, **kwargs: Any) -> Response:
        """Stop it; its results are judged from then on."""
        asked = self._asked(ExperimentStopSerializer)
        return self._answer(services.stop_experiment(experiment=self._row(), **asked))

    @extend_schema(request=ExperimentDecisionSerializer)
    def decision(self, request: Request, **kwargs: Any) -> Response:
        """Ship, hold, roll back, or call it invalid, with the reason."""
        asked = self._asked(ExperimentDecisionSerializer)
        return self._answer(services.decide(experiment=self._row(), **asked))

    @extend_schema(request=None)
    def reopening(self, request: Request, **kwargs: Any) -> Response:
        """Take the decision back: stopped, and nothing decided."""
        return self._answer(services.reopen(experiment=self._row()))

    def _row(self) -> Any:
        return changes.one(self.model(), addresses.parse_id(self.kwargs["id"]))

    def _asked(self, kind: type[fields.Serializer[Any]]) -> dict[str, Any]:
        asked = kind(data=self.request.data)
        asked.is_valid(raise_exception=True)
        return dict(asked.validated_data)

    def _answer(self, row: Any) -> Response:
        return Response(self.get_serializer(row).data, headers={"ETag": tag_of(row)})
