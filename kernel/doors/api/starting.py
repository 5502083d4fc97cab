"""Starting a run: ``kernel/run`` by module and mode, ``functions/{name}`` by function."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kernel.core.routing import spec_for
from kernel.doors.api.base import ProblemSerializer, door
from kernel.doors.idempotency import key_of
from kernel.doors.marks import limited, own_transactions
from kernel.errors import InvalidPayloadError, KernelError
from kernel.limits.places import Place, take
from kernel.runs.api import MAX_WAIT, KernelResult, run_kernel

PLACE_FIELDS = ("tenant_id", "workspace_id")
_WAIT = re.compile(r"(?:^|,)\s*wait\s*=\s*\"?(\d{1,4})\"?\s*(?:[,;]|$)", re.IGNORECASE)


class RunSerializer(serializers.Serializer[Any]):
    module = serializers.CharField(help_text="Such as ai_cmo.")
    mode = serializers.CharField(
        required=False, allow_null=True, help_text="Without one the orchestrator chooses."
    )
    agent = serializers.CharField(
        required=False, allow_null=True, help_text="A function's name instead of a mode."
    )
    payload = serializers.DictField(required=False, help_text="As the agent's input contract says.")
    tenant_id = serializers.UUIDField(required=False, help_text="Must be that of the header.")
    workspace_id = serializers.UUIDField(required=False)


class FunctionSerializer(serializers.Serializer[Any]):
    payload = serializers.DictField(
        required=False, help_text="Or give its fields at the top of the body."
    )
    mode = serializers.CharField(required=False, allow_null=True)
    tenant_id = serializers.UUIDField(required=False)
    workspace_id = serializers.UUIDField(required=False)


class ResultSerializer(serializers.Serializer[Any]):
    """The state of a run."""

    success = serializers.BooleanField(allow_null=True, help_text="Null until it is finished.")
    status = serializers.CharField()
    code = serializers.CharField(help_text="`ok`, or why it failed.")
    module = serializers.CharField()
    mode = serializers.CharField()
    agent = serializers.CharField()
    run_id = serializers.UUIDField()
    data = serializers.DictField(allow_null=True)
    entities = serializers.ListField(child=serializers.DictField())
    error = serializers.CharField(allow_null=True)
    duration_ms = serializers.IntegerField(allow_null=True)


STARTED = {
    200: ResultSerializer,
    202: ResultSerializer,
    403: ProblemSerializer,
    404: ProblemSerializer,
    409: ProblemSerializer,
    422: ProblemSerializer,
    429: ProblemSerializer,
}
HEADERS = [
    OpenApiParameter("Prefer", str, OpenApiParameter.HEADER, description="`wait=N`, at most 60."),
    OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER),
]


@own_transactions
@limited("runs")
class StartRun(APIView):
    """Start the agent of a mode. 202 with the queued run, 200 where it ended while waiting."""

    @extend_schema(
        operation_id="kernel_run", request=RunSerializer, responses=STARTED, parameters=HEADERS
    )
    def post(self, request: Request) -> Response:
        body = _body(request)
        _only(body, {"module", "mode", "agent", "payload", *PLACE_FIELDS})
        _same_place(request, body)
        module = _text(body, "module")
        if module is None:
            raise _fault("/module", "missing", "This field is required.")
        return _start(
            request,
            module,
            _text(body, "mode"),
            body.get("payload"),
            agent=_text(body, "agent"),
            base="/payload",
        )


@own_transactions
@limited("runs")
class StartFunction(APIView):
    """Start one function by its name, such as `cmo-optimization-analyst` or `cmo-kernel`."""

    @extend_schema(
        operation_id="functions",
        request=FunctionSerializer,
        responses=STARTED,
        parameters=HEADERS,
    )
    def post(self, request: Request, name: str) -> Response:
        manifest, _ = spec_for(name)
        body = _body(request)
        _same_place(request, body)
        rest = {key: value for key, value in body.items() if key not in PLACE_FIELDS}
        mode, payload, base = None, rest, ""
        if "payload" in rest:
            _only(rest, {"payload", "mode"})
            mode, payload, base = _text(rest, "mode"), rest["payload"], "/payload"
        return _start(request, manifest.id, mode, payload, agent=name, base=base)


def _start(
    request: Request, module: str, mode: str | None, payload: Any, *, agent: str | None, base: str
) -> Response:
    here = door(request)
    wait = _wait(request)
    assert here.tenant
    assert here.workspace
    place = take("follow", here.user and here.user.pk, seconds=wait + 15) if wait else Place()
    try:
        result = run_kernel(
            module,
            mode,
            here.tenant.pk,
            here.workspace.pk,
            payload,
            actor=here.user,
            agent=agent,
            wait=wait or None,
            idempotency_key=key_of(request._request),
        )
    except InvalidPayloadError as error:
        raise _moved(error, base) from error
    finally:
        place.leave()
    return _answer(result, wait)


def _answer(result: KernelResult, wait: int) -> Response:
    headers = {"Location": f"/api/v1/agent-runs/{result.run_id}/"}
    if wait:
        headers["Preference-Applied"] = f"wait={wait}"
    status = 200 if wait and result.is_finished else 202
    return Response(result.as_json(), status=status, headers=headers)


def _moved(error: InvalidPayloadError, base: str) -> InvalidPayloadError:
    """The same faults, their pointers seen from the body's root."""
    faults = [{**fault, "pointer": base + fault["pointer"]} for fault in error.errors]
    return InvalidPayloadError(error.detail, errors=faults)


def _wait(request: Request) -> int:
    """Seconds of `Prefer: wait=N` (RFC 7240); what is malformed is no preference."""
    found = _WAIT.search(request.headers.get("Prefer", ""))
    return min(int(found[1]), int(MAX_WAIT)) if found else 0


def _body(request: Request) -> Mapping[str, Any]:
    body = request.data
    if not isinstance(body, Mapping):
        raise _fault("", "dict_type", "Send a JSON object.")
    return body


def _only(body: Mapping[str, Any], known: set[str]) -> None:
    unknown = sorted(set(body) - known)
    if unknown:
        raise InvalidPayloadError(
            errors=[
                {"pointer": f"/{name}", "code": "extra_forbidden", "detail": "Not known here."}
                for name in unknown
            ]
        )


def _text(body: Mapping[str, Any], name: str) -> str | None:
    value = body.get(name)
    if value is not None and (not isinstance(value, str) or not 0 < len(value) <= 120):
        raise _fault(f"/{name}", "string_type", "Send a text of 1 to 120 characters.")
    return value


def _fault(pointer: str, code: str, detail: str) -> InvalidPayloadError:
    return InvalidPayloadError(errors=[{"pointer": pointer, "code": code, "detail": detail}])


def _same_place(request: Request, body: Mapping[str, Any]) -> None:
    """The body's tenant and workspace win nothing: others than the resolved ones are refused."""
    here = door(request)
    for name, resolved in zip(PLACE_FIELDS, (here.tenant, here.workspace), strict=True):
        if name in body and str(body[name]).lower() != str(resolved and resolved.pk):
            raise KernelError(
                "tenant_mismatch", detail=f"{name} of the body is not that of the request."
            )
