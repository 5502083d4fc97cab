"""``/api/v1/imports/``: send a file or rows, see what came of it, take it back."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kernel.doors import strict_json
from kernel.doors.api.base import ProblemSerializer, StrictSerializer, known_parameters, page_of
from kernel.doors.parsers import StrictJSONParser
from kernel.errors import KernelError, NotFoundError
from kernel.resources import addresses
from kernel.resources.imports import background, chunks
from kernel.resources.imports.blobs import Blob
from kernel.resources.imports.choices import FIXED, OPTIONS
from kernel.resources.imports.decoding import LARGEST_FILE
from kernel.resources.imports.forms import blob_of
from kernel.resources.imports.kinds import ImportKind, kind_for
from kernel.resources.imports.previews import Preview
from kernel.resources.imports.running import (
    AT_ONCE,
    LOOKED_AT,
    batches,
    is_large,
    preview,
    refuse_unready,
    run_import,
)
from kernel.resources.imports.undoing import full_name, is_much, undo
from kernel.resources.models import BatchStatus, ImportBatch
from kernel.resources.rights import rights

SHOWN = 100


class NewImportSerializer(StrictSerializer):
    """A file as ``multipart/form-data``, or rows as JSON in the API's own units."""

    kind = serializers.CharField(help_text="A kind of import, such as cmo/metrics.")
    file = serializers.FileField(
        required=False, help_text="CSV, or another format that the kind takes; at most 200 MB."
    )
    rows = serializers.ListField(
        child=serializers.DictField(), required=False, max_length=50_000, allow_empty=False
    )
    accept_partial = serializers.BooleanField(
        default=False, help_text="Import the good rows although some are bad."
    )
    dry_run = serializers.BooleanField(default=False, help_text="Say what would happen, only.")
    mapping = serializers.JSONField(
        default=dict, help_text="Column to heading, where headings are not recognised."
    )
    options = serializers.JSONField(
        default=dict,
        help_text=f"{', '.join(OPTIONS)}, {FIXED}COLUMN.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("file" in attrs) == ("rows" in attrs):
            raise serializers.ValidationError("Send either a file or rows.")
        for name in ("mapping", "options"):
            attrs[name] = _texts(name, attrs[name])
        return attrs


class TotalSerializer(serializers.Serializer[Any]):
    column = serializers.CharField()
    label = serializers.CharField()
    unit = serializers.CharField(help_text="money is integer minor units of the currency")
    currency = serializers.CharField()
    file = serializers.JSONField()
    stored = serializers.JSONField()
    said = serializers.JSONField(allow_null=True, help_text="what the file's own sum says")


class RefusedRowSerializer(serializers.Serializer[Any]):
    line = serializers.IntegerField()
    column = serializers.CharField()
    value = serializers.CharField()
    reason = serializers.CharField()


class ImportSerializer(serializers.Serializer[Any]):
    """A batch, or with ``dry_run`` what it would be (then ``id`` is null)."""

    id = serializers.UUIDField(allow_null=True)
    module = serializers.CharField()
    kind = serializers.CharField()
    status = serializers.CharField()
    door = serializers.CharField()
    file_name = serializers.CharField()
    file_hash = serializers.CharField(help_text="SHA-256, in hex.")
    rows_total = serializers.IntegerField()
    rows_new = serializers.IntegerField()
    rows_changed = serializers.IntegerField()
    rows_same = serializers.IntegerField()
    rows_refused = serializers.IntegerField()
    refused = RefusedRowSerializer(many=True)
    totals = TotalSerializer(many=True)
    mapping = serializers.DictField()
    missing = serializers.ListField(child=serializers.CharField())
    questions = serializers.ListField(child=serializers.DictField())
    same_file_before = serializers.BooleanField()
    recognised = serializers.CharField(help_text="the known export that the file is, or nothing")
    notes = serializers.ListField(child=serializers.CharField())
    cautions = serializers.ListField(child=serializers.CharField())
    rows_done = serializers.IntegerField(help_text="rows that a worker has read so far")
    problem = serializers.CharField(help_text="why the last attempt of a worker came to nothing")
    created_at = serializers.DateTimeField(allow_null=True)
    imported_at = serializers.DateTimeField(allow_null=True)
    undone_at = serializers.DateTimeField(allow_null=True)


class ImportPageSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    page = serializers.IntegerField()
    page_size = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = ImportSerializer(many=True)


class ImportListAPI(APIView):
    """Imports of the modules that the caller may read, newest first; and new ones."""

    parser_classes = [StrictJSONParser, MultiPartParser]

    @extend_schema(
        operation_id="imports",
        parameters=[OpenApiParameter("page", int), OpenApiParameter("page_size", int)],
        responses={200: ImportPageSerializer, 400: ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        known_parameters(request.query_params, ("page", "page_size"))
        access = rights(request._request)
        readable = [module for module in access.modules if access.reads(module)]
        return Response(page_of(request, batches(readable), as_json))

    @extend_schema(
        operation_id="import",
        request={
            "multipart/form-data": NewImportSerializer,
            "application/json": NewImportSerializer,
        },
        responses={
            200: ImportSerializer,
            201: ImportSerializer,
            202: ImportSerializer,
            400: ProblemSerializer,
        },
    )
    def post(self, request: Request) -> Response:
        given = NewImportSerializer.read(request)
        kind = kind_for(given["kind"])
        rights(request._request).require_write(kind.manifest.id)
        source, name = _source(given)
        more = {"name": name, "mapping": given["mapping"], "options": given["options"]}
        large = is_large(kind, source)
        if given["dry_run"]:
            limit = LOOKED_AT if large else AT_ONCE
            return Response(as_preview(preview(kind, source, limit=limit, **more)))
        partly = given["accept_partial"]
        if large:
            batch = _queued(kind, source, partly, given)
        else:
            batch = run_import(kind, source, accept_partial=partly, door="api", **more)
            if isinstance(source, Blob) and not given["options"].get("hash"):
                chunks.keep(batch, source.pieces())
        headers = {"Location": f"{request.path}{batch.pk}/"}
        return Response(as_json(batch), status=202 if large else 201, headers=headers)


class ImportDetailAPI(APIView):
    """One import."""

    @extend_schema(
        operation_id="import_detail", responses={200: ImportSerializer, 404: ProblemSerializer}
    )
    def get(self, request: Request, id: str) -> Response:
        return Response(as_json(_batch(request, id)))


class ImportUndoAPI(APIView):
    """Take an import back; 409 ``undo_blocked`` lists the later work that depends on it.

    A large one is taken back by a worker (202): follow ``status``; ``problem`` says why it was not.
    """

    @extend_schema(
        operation_id="import_undo",
        request=None,
        responses={
            200: ImportSerializer,
            202: ImportSerializer,
            404: ProblemSerializer,
            409: ProblemSerializer,
        },
    )
    def post(self, request: Request, id: str) -> Response:
        batch = _batch(request, id)
        if batch.status == BatchStatus.IMPORTED and is_much(batch):
            background.start(batch)
            batch.refresh_from_db()
            return Response(as_json(batch), status=202)
        return Response(as_json(undo(batch.pk)))


class ImportCancelAPI(APIView):
    """Stop what a worker does with an import; nothing of it stays."""

    @extend_schema(
        operation_id="import_cancel",
        request=None,
        responses={200: ImportSerializer, 404: ProblemSerializer, 409: ProblemSerializer},
    )
    def post(self, request: Request, id: str) -> Response:
        batch = _batch(request, id)
        background.cancel(batch)
        batch.refresh_from_db()
        return Response(as_json(batch))


def _queued(kind: ImportKind, source: Any, partly: bool, given: dict[str, Any]) -> ImportBatch:
    """A large file as a batch that waits for a worker; its head is looked at first."""
    more = {"mapping": given["mapping"], "options": given["options"]}
    found = preview(kind, source, name=given["file"].name, limit=LOOKED_AT, rehearse=False, **more)
    refuse_unready(found)
    batch = ImportBatch.objects.create(
        module=kind.manifest.id,
        kind=kind.name,
        door="api",
        file_name=found.name,
        file_hash=found.hash,
        file_size=found.size,
        layout=found.layout,
        **more,
    )
    chunks.keep(batch, source.pieces())
    background.start(batch, accept_partial=partly)
    batch.refresh_from_db()
    return batch


def as_json(batch: ImportBatch) -> dict[str, Any]:
    """A batch for the API."""
    names = (
        "id",
        "module",
        "status",
        "door",
        "file_name",
        "file_hash",
        "rows_total",
        "rows_new",
        "rows_changed",
        "rows_same",
        "rows_refused",
        "totals",
        "mapping",
        "recognised",
        "notes",
        "rows_done",
        "problem",
        "created_at",
        "imported_at",
        "undone_at",
    )
    return {
        **{name: getattr(batch, name) for name in names},
        "kind": full_name(batch),
        "refused": batch.refused[:SHOWN],
        "missing": [],
        "questions": [],
        "cautions": [],
        "same_file_before": False,
    }


def as_preview(found: Preview) -> dict[str, Any]:
    """What importing would do, in the shape of a batch."""
    return {
        "id": None,
        "module": found.kind.manifest.id,
        "kind": found.kind.full_name,
        "status": "preview",
        "door": "api",
        "file_name": found.name,
        "file_hash": found.hash,
        "rows_total": found.total,
        "rows_new": found.new,
        "rows_changed": found.changed,
        "rows_same": found.same,
        "rows_refused": found.refused,
        "refused": [refusal.as_json() for refusal in found.refusals[:SHOWN]],
        "totals": [total.as_json() for total in found.totals],
        "mapping": found.mapping,
        "missing": [column.name for column in found.missing],
        "questions": [
            {"option": q.option, "asks": q.asks, "answers": [value for value, _ in q.answers]}
            for q in found.questions
        ],
        "same_file_before": found.before is not None,
        "recognised": found.recognised.title if found.recognised else "",
        "notes": found.notes,
        "cautions": found.cautions,
        "rows_done": 0,
        "problem": found.problem,
        "created_at": None,
        "imported_at": None,
        "undone_at": None,
    }


def _batch(request: Request, id: str) -> ImportBatch:
    found = ImportBatch.objects.filter(pk=addresses.parse_id(id)).first()
    if found is None:
        raise NotFoundError("There is no such import in this workspace.")
    rights(request._request).require_read(found.module)
    return found


def _source(given: dict[str, Any]) -> tuple[Any, str]:
    if "rows" in given:
        return given["rows"], ""
    file = given["file"]
    if file.size > LARGEST_FILE:
        raise KernelError("too_large", detail="A file may have at most 200 MB. Split it.")
    return blob_of(file), file.name


def _texts(name: str, value: Any) -> dict[str, str]:
    """Mapping and options come as an object, or as its JSON text in a multipart body."""
    if isinstance(value, str):
        try:
            value = strict_json.loads(value.encode("utf-8", "surrogatepass"))
        except ValueError:
            value = None
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise serializers.ValidationError({name: "This is an object of texts."})
    return value
