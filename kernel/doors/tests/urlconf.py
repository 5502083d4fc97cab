"""A URLconf for attacks on the middleware: views that raise, stream, render late and return 500."""

from __future__ import annotations

import threading
import time
from typing import Any

import psycopg
from django.db import DatabaseError, OperationalError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.template import Context, Template
from django.template.response import TemplateResponse
from django.urls import include, path
from django.views import View
from rest_framework.exceptions import ValidationError
from rest_framework.views import APIView

from kernel.doors.marks import for_person, own_transactions, public
from kernel.errors import KernelError
from kernel.runs.models import AgentRun, AgentRunEvent
from kernel.tenancy.scope import current_scope

LIST = Template("{% for run in runs %}[{{ run.agent }}]{% endfor %}")


def write(agent: str = "written") -> AgentRun:
    return AgentRun.objects.create(module="ai_cmo", agent=agent)


def listed(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"agents": [run.agent for run in AgentRun.objects.all()]})


def where(request: HttpRequest) -> HttpResponse:
    scope = current_scope()
    assert scope
    return JsonResponse(
        {
            "tenant": str(scope.tenant_id),
            "workspace": str(scope.workspace_id),
            "name": request.tenant.name,
            "workspace_name": request.workspace.name,
            "user": request.user.email,
            "roles": sorted(request.access.roles),
            "same": str(request.scope_args["tenant_id"]) == str(scope.tenant_id),
        }
    )


class Lazy(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        class Late(TemplateResponse):
            @property
            def rendered_content(self) -> str:
                return LIST.render(Context({"runs": AgentRun.objects.all()}))

        return Late(request, "unused.html")


def crash(request: HttpRequest) -> HttpResponse:
    write()
    raise RuntimeError("crash")


def crash_in_rendering(request: HttpRequest) -> HttpResponse:
    write()

    class Late(TemplateResponse):
        @property
        def rendered_content(self) -> str:
            raise RuntimeError("crash while rendering")

    return Late(request, "unused.html")


def missing(request: HttpRequest) -> HttpResponse:
    write()
    raise Http404


def refused(request: HttpRequest) -> HttpResponse:
    write()
    raise KernelError("conflict")


def answers_500(request: HttpRequest) -> HttpResponse:
    write()
    return HttpResponse("broken", status=500)


def answers_400(request: HttpRequest) -> HttpResponse:
    write("kept")
    return HttpResponse("no", status=400)


def fails_at_commit(request: HttpRequest) -> HttpResponse:
    run = write()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("UPDATE agent_runs SET cancel_requested_at = now() WHERE id = %s", [run.pk])
    AgentRunEvent.objects.create(
        run_id="00000000-0000-7000-8000-000000000001", seq=1, event="orphan"
    )
    return HttpResponse("ok")


def database_error(request: HttpRequest) -> HttpResponse:
    write()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")
    except DatabaseError:
        return HttpResponse("swallowed", status=500)
    return HttpResponse("ok")


def database_away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("connection is lost") from psycopg.OperationalError()


def wrong_context(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('ubigrowth.context', 'a|b|c|d|e|f|g', true)")
    return listed(request)


def in_a_thread(request: HttpRequest) -> HttpResponse:
    seen: list[Any] = []

    def work() -> None:
        try:
            seen.append(AgentRun.objects.count())
        except KernelError as error:
            seen.append(error.code)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return JsonResponse({"seen": seen})


def stream(request: HttpRequest) -> HttpResponse:
    def chunks() -> Any:
        for _ in range(3):
            yield ",".join(run.agent for run in AgentRun.objects.all()) + "\n"

    return StreamingHttpResponse(chunks(), content_type="text/plain")


def stream_that_crashes(request: HttpRequest) -> HttpResponse:
    def chunks() -> Any:
        yield "one\n"
        write()
        raise RuntimeError("crash while streaming")

    return StreamingHttpResponse(chunks(), content_type="text/plain")


@own_transactions
def own(request: HttpRequest) -> HttpResponse:
    before = current_scope() is None and not transaction.get_connection().in_atomic_block
    with request.door.scope():
        agents = [run.agent for run in AgentRun.objects.all()]
    return JsonResponse({"nothing_open": before, "agents": agents})


@own_transactions
def own_stream(request: HttpRequest) -> HttpResponse:
    door = request.door

    def chunks() -> Any:
        for _ in range(3):
            with door.scope():
                yield_this = ",".join(run.agent for run in AgentRun.objects.all())
            yield yield_this + "\n"

    return StreamingHttpResponse(chunks(), content_type="text/plain")


@public
def open_to_all(request: HttpRequest) -> HttpResponse:
    return HttpResponse("none" if current_scope() is None else "scope")


@for_person
def person_only(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.user.email)


class Api(APIView):
    def get(self, request: Any) -> HttpResponse:
        return listed(request)

    def post(self, request: Any) -> HttpResponse:
        write()
        raise ValidationError({"name": ["is wrong"]})


class ApiCrash(APIView):
    def get(self, request: Any) -> HttpResponse:
        write()
        raise RuntimeError("crash in the API")


class Make(APIView):
    def post(self, request: Any) -> HttpResponse:
        if request.data.get("slow"):
            time.sleep(0.3)
        run = write(request.data["agent"])
        if request.data.get("fails"):
            raise ValidationError({"agent": ["is wrong"]})
        status = request.data.get("status", 201)
        return JsonResponse(
            {"id": str(run.pk)}, status=status, headers={"Location": f"/runs/{run.pk}/"}
        )


module_routes = [path("figures/", listed), path("change/", listed)]

urlpatterns = [
    path("listed/", listed),
    path("api/v1/listed/", listed),
    path("api/v1/stream/", stream),
    path("where/", where),
    path("api/v1/where/", where),
    path("lazy/", Lazy.as_view()),
    path("crash/", crash),
    path("crash-in-rendering/", crash_in_rendering),
    path("missing/", missing),
    path("refused/", refused),
    path("answers-500/", answers_500),
    path("answers-400/", answers_400),
    path("fails-at-commit/", fails_at_commit),
    path("database-error/", database_error),
    path("api/v1/database-away/", database_away),
    path("api/v1/wrong-context/", wrong_context),
    path("in-a-thread/", in_a_thread),
    path("stream/", stream),
    path("stream-that-crashes/", stream_that_crashes),
    path("own/", own),
    path("own-stream/", own_stream),
    path("open/", open_to_all),
    path("person/", person_only),
    path("api/v1/plain/", Api.as_view()),
    path("api/v1/make/", Make.as_view()),
    path("api/v1/crash/", ApiCrash.as_view()),
    path("api/v1/plain-crash/", crash),
    path("cmo/", include((module_routes, "cmo"))),
    path("api/v1/cmo/", include((module_routes, "cmo-api"))),
]

handler400 = "kernel.doors.pages.bad_request"
handler403 = "kernel.doors.pages.forbidden"
handler404 = "kernel.doors.pages.not_found"
handler500 = "kernel.doors.pages.broken"
