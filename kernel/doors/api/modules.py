"""Which modules there are, and what the caller may do with them."""

from __future__ import annotations

from typing import Any

import structlog
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kernel.core.manifest import AgentSpec, Manifest, label
from kernel.core.registry import get_all_modules, unavailable
from kernel.core.routing import function_for
from kernel.doors.api.base import door, known_parameters
from kernel.doors.marks import any_workspace
from kernel.errors import KernelError
from kernel.tenancy.access import Access

log = structlog.get_logger(__name__)


class AgentSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    function = serializers.CharField(help_text="Name under /api/v1/functions/.")
    mode = serializers.CharField()
    available = serializers.BooleanField()
    reason = serializers.CharField(allow_null=True, help_text="Why it cannot run.")
    title = serializers.CharField()
    reads = serializers.CharField()
    writes = serializers.CharField()
    input = serializers.DictField(help_text="JSON Schema of the payload.")


class ModuleSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    available = serializers.BooleanField()
    reason = serializers.CharField(allow_null=True, help_text="Why it cannot start.")
    role = serializers.CharField(required=False)
    name = serializers.CharField(required=False)
    title = serializers.CharField(required=False)
    version = serializers.CharField(required=False)
    description = serializers.CharField(required=False)
    entry_agent = serializers.CharField(required=False)
    base_path = serializers.CharField(required=False)
    primary_screens = serializers.ListField(child=serializers.CharField(), required=False)
    roles = serializers.ListField(child=serializers.CharField(), required=False)
    enabled = serializers.BooleanField(required=False)
    can_read = serializers.BooleanField(required=False)
    can_write = serializers.BooleanField(required=False)
    modes = serializers.ListField(child=serializers.CharField(), required=False)
    agents = AgentSerializer(many=True, required=False)


@any_workspace
class ModuleList(APIView):
    """Every registered module, those that cannot start with the reason."""

    @extend_schema(operation_id="modules", responses=ModuleSerializer(many=True))
    def get(self, request: Request) -> Response:
        known_parameters(request.query_params, ())
        access = door(request).access
        assert access is not None
        stand = [_told(manifest, access) for manifest in get_all_modules()]
        missing = [
            {"id": module_id, "available": False, "reason": reason}
            for module_id, reason in sorted(unavailable().items())
        ]
        return Response([*stand, *missing])


def _told(manifest: Manifest, access: Access) -> dict[str, Any]:
    return {
        "id": manifest.id,
        "available": True,
        "reason": None,
        "role": manifest.role,
        "name": manifest.name,
        "title": manifest.title,
        "version": manifest.version,
        "description": manifest.description,
        "entry_agent": manifest.entry_agent,
        "base_path": manifest.ui.base_path,
        "primary_screens": list(manifest.ui.primary_screens),
        "roles": list(manifest.permissions.role),
        "enabled": manifest.id in access.modules,
        "can_read": access.reads(manifest.id),
        "can_write": access.writes(manifest.id),
        "modes": list(manifest.modes),
        "agents": [_agent(spec) for spec in manifest.agents.values()],
    }


def _agent(spec: AgentSpec) -> dict[str, Any]:
    """An agent; one whose code is not there stands with its reason, and its sisters as ever."""
    known = {"key": spec.key, "function": spec.function, "mode": spec.mode}
    try:
        function = function_for(spec.function)
    except KernelError:
        log.exception("an agent has no code", function=spec.function)
        reason = "Its code cannot be loaded; an operator finds why in `modules check`."
        named = {"title": label(spec.mode), "reads": "", "writes": "", "input": {}}
        return {**known, "available": False, "reason": reason, **named}
    return {
        **known,
        "available": True,
        "reason": None,
        "title": function.title,
        "reads": function.reads,
        "writes": function.writes,
        "input": function.Input.model_json_schema(),
    }
