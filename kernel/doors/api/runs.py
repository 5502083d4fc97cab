"""Agent runs: the list, one run, and cancelling it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kernel.doors.api.base import (
    ProblemSerializer,
    door,
    known_parameters,
    one_of,
    page_of,
    parse_id,
)
from kernel.doors.api.starting import ResultSerializer
from kernel.runs import failures, telling
from kernel.runs.api import get_run
from kernel.runs.cancellation import cancel_run
from kernel.runs.models import AgentRun
from kernel.runs.result import result_of
from kernel.runs.states import RunStatus

SHORT = (
    "mode",
    "status",
    "kind",
    "principal",
    "door",
    "attempts",
    "engine",
    "engine_name",
    "function_version",
    "created_at",
    "started_at",
    "finished_at",
)
LONG = (
    "input",
    "prompt_hash",
    "prompt_text_hash",
    "tokens",
    "cost_micros",
    "cancel_requested_at",
)
RUN_ID = OpenApiParameter("run_id", UUID, OpenApiParameter.PATH)
SORTS = ("-created_at", "created_at")
PARAMETERS = ("page", "page_size", "sort", "module", "agent", "mode", "status")


class AgentRunSerializer(ResultSerializer):
    """A run as the list shows it: without input and output."""

    id = serializers.UUIDField()
    kind = serializers.CharField(help_text="user, schedule, webhook, …")
    principal = serializers.CharField()
    door = serializers.CharField()
    parent = serializers.UUIDField(allow_null=True, help_text="The chain that it is a step of.")
    step = serializers.IntegerField(allow_null=True, help_text="Its place there, from 1 on.")
    attempts = serializers.IntegerField()
    engine = serializers.CharField()
    engine_name = serializers.CharField()
    function_version = serializers.CharField()
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    data = None
    entities = None


class AgentRunDetailSerializer(AgentRunSerializer):
    """A run with everything that its row holds."""

    input = serializers.DictField()
    data = serializers.DictField(allow_null=True)
    entities = serializers.ListField(child=serializers.DictField())
    prompt_hash = serializers.CharField()
    prompt_text_hash = serializers.CharField()
    tokens = serializers.IntegerField()
    cost_micros = serializers.IntegerField(help_text="Millionths of a US dollar.")
    cancel_requested_at = serializers.DateTimeField(allow_null=True)
    remedy = serializers.CharField(allow_null=True, help_text="What to do where it did not finish.")
    errors = serializers.ListField(
        child=serializers.DictField(), help_text="Each fault, with its JSON pointer."
    )
    children = AgentRunSerializer(many=True, help_text="The steps of a chain, in their order.")


class AgentRunPageSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    page = serializers.IntegerField()
    page_size = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = AgentRunSerializer(many=True)


class AgentRunList(APIView):
    """Runs of the modules that the caller may read, newest first."""

    @extend_schema(
        operation_id="agent_runs",
        parameters=[
            OpenApiParameter("page", int),
            OpenApiParameter("page_size", int),
            OpenApiParameter("sort", str, enum=SORTS),
            OpenApiParameter("module", str),
            OpenApiParameter("agent", str),
            OpenApiParameter("mode", str),
            OpenApiParameter("status", str, enum=RunStatus.values),
        ],
        responses={200: AgentRunPageSerializer, 400: ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        params = request.query_params
        known_parameters(params, PARAMETERS)
        access = door(request).access
        assert access is not None
        readable = [module for module in access.modules if access.reads(module)]
        sort = one_of(params, "sort", SORTS) or "-created_at"
        rows = AgentRun.objects.filter(module__in=readable).order_by(
            sort, "-id" if sort.startswith("-") else "id"
        )
        if status := one_of(params, "status", RunStatus.values):
            rows = rows.filter(status=status)
        for name in ("module", "agent", "mode"):
            if value := params.get(name):
                rows = rows.filter(**{name: value})
        return Response(page_of(request, rows.defer("output", "facts", "input"), short))


class AgentRunDetail(APIView):
    """One run."""

    @extend_schema(
        operation_id="agent_run",
        parameters=[RUN_ID],
        responses={200: AgentRunDetailSerializer, 404: ProblemSerializer},
    )
    def get(self, request: Request, run_id: str) -> Response:
        known_parameters(request.query_params, ())
        return Response(whole(readable_run(request, parse_id(run_id))))


class AgentRunCancel(APIView):
    """Ask a run to stop: at once where it waits, at its next step where it works."""

    @extend_schema(
        operation_id="agent_run_cancel",
        parameters=[RUN_ID],
        request=None,
        responses={202: ResultSerializer, 404: ProblemSerializer, 409: ProblemSerializer},
    )
    def post(self, request: Request, run_id: str) -> Response:
        return Response(cancel_run(parse_id(run_id)).as_json(), status=202)


def readable_run(request: Request, run_id: UUID) -> AgentRun:
    """A run of the open scope whose module the caller may read."""
    run = get_run(run_id)
    access = door(request).access
    assert access is not None
    access.require_read(run.module)
    return run


def short(run: AgentRun) -> dict[str, Any]:
    """A run for the list."""
    finished = RunStatus(run.status) not in (RunStatus.QUEUED, RunStatus.RUNNING)
    return {
        "id": run.pk,
        "run_id": run.pk,
        "module": run.module,
        "agent": run.agent,
        "success": run.status == RunStatus.SUCCEEDED if finished else None,
        "code": run.code or "ok",
        "error": run.error or None,
        "duration_ms": run.duration_ms,
        "parent": run.parent_id,
        "step": run.step,
        **{name: getattr(run, name) for name in SHORT},
    }


def whole(run: AgentRun) -> dict[str, Any]:
    """A run with input, output, facts, what it cost, and its steps where it is a chain."""
    result = result_of(run)
    children = run.children.defer("output", "facts", "input").order_by("step", "created_at")
    return {
        **short(run),
        "success": result.success,
        "data": result.data,
        "entities": result.entities,
        **{name: getattr(run, name) for name in LONG},
        "remedy": failures.remedy(run.code) if result.success is False else None,
        "errors": telling.errors(run),
        "children": [short(child) for child in children],
    }
