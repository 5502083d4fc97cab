"""A list as a CSV file, streamed: the doors open a short scope for each chunk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from kernel.audit import record
from kernel.resources import addresses
from kernel.resources.files import BYTE_ORDER_MARK, lines
from kernel.resources.querying import PAGE, PAGE_SIZE, ListQuery, ListShape
from kernel.resources.views.base import ResourceView
from kernel.tenancy.access import access

CHUNK = 500


class ResourceExport(ResourceView):
    """``GET …/export/`` with the list's own parameters: every row of ``listing``, no paging.

    Rows are read by id behind the last one of each chunk, so no connection is held between
    chunks and a row is never sent twice. Rights are looked up again for each.
    """

    listing: ClassVar[type[Any]]

    @property
    def resource_model(self) -> type[Any]:
        return self.listing.model  # type: ignore[no-any-return]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        view = self.listing()
        view.setup(request)
        shape: ListShape = self.listing.shape()
        params = request.GET.copy()
        for name in (PAGE, PAGE_SIZE):
            params.pop(name, None)
        request.GET = params  # type: ignore[assignment]
        query: ListQuery = view.query
        query.refuse_faults()
        names: list[str] = view.chosen_columns
        ids = list(shape.rows(query, view.get_queryset()).values_list("pk", flat=True))
        record(
            "resource.exported",
            subject=addresses.resource_key(self.resource_model),
            detail={"rows": len(ids), "columns": names},
        )
        response = StreamingHttpResponse(
            self._body(view, names, ids), content_type="text/csv; charset=utf-8"
        )
        name = f"{addresses.resource_name(self.resource_model)}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def _body(self, view: Any, names: list[str], ids: list[Any]) -> Iterator[str]:
        head = BYTE_ORDER_MARK + "".join(lines([[view.table_class.label_of(n) for n in names]]))
        for start in range(0, max(len(ids), 1), CHUNK):
            yield head + "".join(self._chunk(view, names, ids[start : start + CHUNK]))
            head = ""

    def _chunk(self, view: Any, names: list[str], ids: list[Any]) -> list[str]:
        access().require_read(self.module.id)
        related = view.table_class.related()
        rows = view.get_queryset().filter(pk__in=ids)
        found = {row.pk: row for row in (rows.select_related(*related) if related else rows)}
        table, notes = view.table_class(list(found.values())), view.notation
        return list(lines(table.plain(found[pk], names, notes) for pk in ids if pk in found))
