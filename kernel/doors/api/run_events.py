"""What happens to a run, as it happens: server-sent events, or JSON for who polls."""

from __future__ import annotations

import json
import time
from collections.abc import Generator, Sequence
from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kernel.doors.api.base import (
    ProblemSerializer,
    door,
    invalid_parameter,
    known_parameters,
    parse_id,
)
from kernel.doors.api.runs import RUN_ID, readable_run
from kernel.doors.door import Door
from kernel.doors.marks import own_transactions
from kernel.limits.places import Place, take
from kernel.runs.models import AgentRun, AgentRunEvent
from kernel.runs.states import FINISHED, RunStatus

STREAM_SECONDS = 30.0
PAUSE_SECONDS = 0.4
SIGN_OF_LIFE_SECONDS = 10.0
SPARE_SECONDS = 15.0
"""A look at the run may take its time at the end of a stream."""
LARGEST_SEQ = 2**31 - 1


class EventStreamRenderer(BaseRenderer):
    """Lets a client accept ``text/event-stream``; the view writes the stream itself."""

    media_type = "text/event-stream"
    format = "events"
    charset = None

    def render(self, data: Any, *_: Any, **__: Any) -> bytes:
        return json.dumps(data, default=str).encode()


@own_transactions
class AgentRunEvents(APIView):
    """The events of a run, streamed for at most 30 seconds; `Last-Event-ID` resumes.

    A stream ends with the run. Resuming a run that is finished and told is 204, which tells an
    EventSource to stop. `Accept: application/json` gives the events so far as a list.
    """

    renderer_classes = (EventStreamRenderer, JSONRenderer)

    @extend_schema(
        operation_id="agent_run_events",
        parameters=[
            RUN_ID,
            OpenApiParameter("Last-Event-ID", int, OpenApiParameter.HEADER),
            OpenApiParameter("after", int, description="The same, for who cannot set headers."),
        ],
        responses={
            (200, "text/event-stream"): str,
            204: OpenApiResponse(description="Finished, and all of it told."),
            404: ProblemSerializer,
            429: ProblemSerializer,
        },
    )
    def get(self, request: Request, run_id: str) -> Any:
        known_parameters(request.query_params, ("after",))
        wanted, after = parse_id(run_id), _after(request)
        here = door(request)
        with here.scope():
            run = readable_run(request, wanted)
            found, finished = _events(wanted, after), _finished(run)
        if request.accepted_media_type == JSONRenderer.media_type:
            return Response([_told(event) for event in found])
        if finished and not found:
            return Response(status=204)
        place = take("follow", here.user and here.user.pk, seconds=STREAM_SECONDS + SPARE_SECONDS)
        stream = _Followed(_stream(here, wanted, after), place)
        response = StreamingHttpResponse(stream, content_type="text/event-stream")
        response.headers["X-Accel-Buffering"] = "no"
        return response


class _Followed:
    """A stream that leaves its place when it ends, is closed, or was never begun."""

    def __init__(self, stream: Generator[str, None, None], place: Place) -> None:
        self._stream = stream
        self._place = place

    def __iter__(self) -> _Followed:
        return self

    def __next__(self) -> str:
        try:
            return next(self._stream)
        except BaseException:
            self._place.leave()
            raise

    def close(self) -> None:
        self._stream.close()
        self._place.leave()


def _after(request: Request) -> int:
    text = request.headers.get("Last-Event-ID") or request.query_params.get("after") or "0"
    if not (text.isascii() and text.isdecimal() and len(text) <= 10 and int(text) <= LARGEST_SEQ):
        raise invalid_parameter("Last-Event-ID", f"is a whole number from 0 to {LARGEST_SEQ}.")
    return int(text)


def _finished(run: AgentRun) -> bool:
    return RunStatus(run.status) in FINISHED


def _events(run_id: UUID, after: int) -> Sequence[AgentRunEvent]:
    return list(AgentRunEvent.objects.filter(run_id=run_id, seq__gt=after).order_by("seq")[:500])


def _told(event: AgentRunEvent) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "event": event.event,
        "name": event.name,
        "done": event.done,
        "total": event.total,
        "detail": event.detail,
        "at": event.at.isoformat(),
    }


def _stream(here: Door, run_id: UUID, after: int) -> Generator[str, None, None]:
    """Events as they come. Each look is a short scope, and nothing is held between two."""
    until = time.monotonic() + STREAM_SECONDS
    spoke = time.monotonic()
    yield "retry: 1000\n\n"
    while True:
        with here.scope():
            run = AgentRun.objects.only("status").filter(pk=run_id).first()
            finished = run is None or _finished(run)
            found = _events(run_id, after)
        for event in found:
            after = event.seq
            body = json.dumps(_told(event), ensure_ascii=False)
            yield f"id: {event.seq}\nevent: {event.event}\ndata: {body}\n\n"
            spoke = time.monotonic()
        if (finished and not found) or time.monotonic() >= until:
            return
        if time.monotonic() - spoke > SIGN_OF_LIFE_SECONDS:
            yield ": still here\n\n"
            spoke = time.monotonic()
        if not finished:
            time.sleep(PAUSE_SECONDS)
