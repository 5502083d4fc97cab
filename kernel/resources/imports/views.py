"""Screens of imports: the list, a new one, its preview, its outcome, and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views import View

from kernel.errors import ConflictError, KernelError, NotFoundError
from kernel.resources import addresses
from kernel.resources.imports import background, chunks, forms, showing, words
from kernel.resources.imports.kinds import ImportKind, kind_for, kinds
from kernel.resources.imports.looking import look_at
from kernel.resources.imports.running import batches, is_large, run_import
from kernel.resources.imports.showing import HOME
from kernel.resources.imports.undoing import (
    is_much,
    kind_for_batch,
    later_work,
    undo,
    worked_on_since,
)
from kernel.resources.models import BatchStatus, ImportBatch
from kernel.resources.rights import notation, rights

PAGE_SIZE = 25


class ImportView(View):
    """What the screens of imports share."""

    title = "Imports"

    def page(self, template: str, context: dict[str, Any], status: int = 200) -> TemplateResponse:
        crumbs = [] if self.title == "Imports" else [{"label": "Imports", "url": HOME}]
        shared = {"title": self.title, "crumbs": crumbs, "notation": notation(self.request)}
        return TemplateResponse(
            self.request,
            f"kernel/resources/imports/{template}.html",
            {**shared, **context},
            status=status,
        )

    def writable(self) -> list[ImportKind]:
        """Kinds of the modules that this person may change."""
        access = rights(self.request)
        return [kind for kind in kinds() if access.writes(kind.manifest.id)]

    def batch(self, id: object) -> ImportBatch:
        """A batch of a module that this person may read; NotFoundError otherwise."""
        found = (
            ImportBatch.objects.filter(pk=addresses.parse_id(id))
            .select_related("created_by")
            .first()
        )
        if found is None:
            raise NotFoundError("There is no such import in this workspace.")
        rights(self.request).require_read(found.module)
        return found


class ImportList(ImportView):
    """`/imports/`: every batch, newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        access = rights(request)
        readable = [module for module in access.modules if access.reads(module)]
        pages = Paginator(batches(readable).select_related("created_by"), PAGE_SIZE)
        number = showing.page_number(request, pages)
        page = pages.page(number)
        named = {kind.full_name: kind for kind in kinds()}
        writable = self.writable()
        tools = []
        if writable:
            tools = [
                {"label": "New import", "url": f"{HOME}new/", "icon": "upload", "primary": True}
            ]
        return self.page(
            "list",
            {
                "tools": tools,
                "batches": [showing.line_of(batch, named, self.request) for batch in page],
                "pager": showing.pager_of(page, notation(request)),
                "samples": showing.sample_links(writable),
                "may": bool(writable),
            },
        )


class NewImport(ImportView):
    """`/imports/new/`: choose the kind, send the file; a bad file is refused here."""

    title = "New import"

    def get(self, request: HttpRequest) -> HttpResponse:
        offered = self.writable()
        if not offered:
            raise KernelError("role_not_allowed", detail="Your roles may not import anything here.")
        wanted = request.GET.get("kind", "")
        names = [kind.full_name for kind in offered if wanted in (kind.name, kind.full_name)]
        form = forms.UploadForm(kinds=offered, initial={"kind": names[0] if names else ""})
        return self._page(form, offered)

    def post(self, request: HttpRequest) -> HttpResponse:
        offered = self.writable()
        form = forms.UploadForm(request.POST, request.FILES, kinds=offered)
        if not form.is_valid() or form.found is None:
            return self._page(form, offered, status=422)
        found = form.found
        batch = ImportBatch.objects.create(
            module=found.kind.manifest.id,
            kind=found.kind.name,
            door="screen",
            file_name=found.name,
            file_hash=found.hash,
            file_size=found.size,
            layout=found.layout,
            rows_total=found.total,
        )
        assert form.content is not None
        chunks.keep(batch, form.content.pieces())
        return HttpResponseRedirect(f"{HOME}{batch.pk}/")

    def _page(self, form: Any, offered: list[ImportKind], status: int = 200) -> HttpResponse:
        abouts = [{"title": kind.title, "about": kind.about} for kind in offered if kind.about]
        samples = showing.sample_links(offered)
        context = {"form": form, "samples": samples, "abouts": abouts, "cancel": HOME}
        return self.page("new", context, status)


class ImportPage(ImportView):
    """`/imports/{id}/`: what importing would do, how far it is, or what it did."""

    def get(self, request: HttpRequest, id: object) -> HttpResponse:
        batch = self.batch(id)
        self.title = str(batch)
        if batch.status in background.BEFORE:
            return self.page("working", showing.working(batch, request))
        if batch.status == BatchStatus.UPLOADED:
            return self._preview(batch, batch.problem)
        return self._outcome(batch)

    def post(self, request: HttpRequest, id: object) -> HttpResponse:
        batch = self.batch(id)
        self.title = str(batch)
        rights(request).require_write(batch.module)
        if request.POST.get("do") == "stop":
            background.cancel(batch)
            return HttpResponseRedirect(request.path)
        if batch.status != BatchStatus.UPLOADED:
            raise KernelError("already_finished", detail="This file has been imported already.")
        if "map-sent" in request.POST:
            self._choose(batch)
        if request.POST.get("do") != "import":
            return HttpResponseRedirect(request.path)
        partly = "accept_partial" in request.POST
        kind = kind_for_batch(batch)
        with chunks.opened(batch) as content:
            if is_large(kind, content):
                background.start(batch, accept_partial=partly)
                return HttpResponseRedirect(request.path)
            try:
                run_import(
                    kind,
                    content,
                    accept_partial=partly,
                    door="screen",
                    name=batch.file_name,
                    mapping=batch.mapping,
                    options=batch.options,
                    batch=batch,
                )
            except KernelError as refusal:
                if refusal.code != "import_invalid":
                    raise
                return self._preview(batch, refusal.detail, status=422)
        messages.success(request, f"“{batch}” was imported.")
        return HttpResponseRedirect(request.path)

    def _choose(self, batch: ImportBatch) -> None:
        """Keep how a person wants the file read; another layout begins with its own mapping."""
        data, kind = self.request.POST, kind_for_batch(batch)
        batch.options = forms.chosen_options(data, batch.options)
        batch.mapping = {} if forms.other_layout(data) else forms.chosen_mapping(data, kind)
        batch.problem = ""
        batch.save(update_fields=["mapping", "options", "problem", "updated_at"])

    def _preview(self, batch: ImportBatch, problem: str = "", status: int = 200) -> HttpResponse:
        try:
            found = look_at(batch)
        except KernelError as refusal:
            if refusal.status >= 500 or refusal.status == 403:
                raise
            return self.page("unreadable", {"problem": refusal.detail, "batch": batch}, 422)
        seen = showing.previewed(found, batch, self.request)
        return self.page("preview", {**seen, "problem": problem}, status)

    def _outcome(self, batch: ImportBatch) -> HttpResponse:
        notes = notation(self.request)
        kind = showing.kind_of(batch)
        may_undo = (
            batch.status == BatchStatus.IMPORTED
            and kind is not None
            and rights(self.request).writes(batch.module)
        )
        tools = []
        if may_undo:
            tools = [{"label": "Undo…", "url": f"{HOME}{batch.pk}/undo/", "icon": "undo-2"}]
        totals = words.totals(batch.totals, notes)
        return self.page(
            "outcome",
            {
                "batch": batch,
                "kind": words.kind_words(kind, batch),
                "facts": showing.facts_of(batch, kind, self.request),
                "tools": tools,
                "totals": totals,
                "said": any(total["said"] for total in totals),
                "refusals": batch.refused[:50],
                "refused": batch.rows_refused,
                "open": addresses.list_path(kind.model) if kind else "",
                "nouns": str(kind.model._meta.verbose_name_plural) if kind else "",
            },
        )


class ImportUndo(ImportView):
    """`/imports/{id}/undo/`: says what goes and what stands in the way, then does it."""

    def get(self, request: HttpRequest, id: object) -> HttpResponse:
        batch = self.batch(id)
        rights(request).require_write(batch.module)
        blocked = later_work(batch) if batch.status == BatchStatus.IMPORTED else []
        return self._page(batch, blocked)

    def post(self, request: HttpRequest, id: object) -> HttpResponse:
        batch = self.batch(id)
        if batch.status == BatchStatus.IMPORTED and is_much(batch):
            background.start(batch)
            return HttpResponseRedirect(f"{HOME}{batch.pk}/")
        try:
            undo(batch.pk)
        except ConflictError as refusal:
            return self._page(batch, [error["detail"] for error in refusal.errors], status=409)
        messages.success(request, f"“{batch}” was taken back.")
        return HttpResponseRedirect(f"{HOME}{batch.pk}/")

    def _page(self, batch: ImportBatch, blocked: list[str], status: int = 200) -> HttpResponse:
        self.title = f"Undo {batch}?"
        notes = notation(self.request)
        return self.page(
            "undo",
            {
                "batch": batch,
                "blocked": blocked,
                "new": notes.count(batch.rows_new, "row") if batch.rows_new else "",
                "changed": notes.count(batch.rows_changed, "row") if batch.rows_changed else "",
                "along": self._along(batch) if not blocked else "",
                "cancel": f"{HOME}{batch.pk}/",
                "done": batch.status != BatchStatus.IMPORTED,
            },
            status,
        )

    def _along(self, batch: ImportBatch) -> str:
        """Later work that goes with the rows, in words."""
        if batch.status != BatchStatus.IMPORTED:
            return ""
        count = worked_on_since(batch)
        rows = notation(self.request).count(count, "of these rows was", "of these rows were")
        return f"{rows} worked on since; that goes with them." if count else ""


class RefusedRows(ImportView):
    """`/imports/{id}/refused/`: the bad rows as a CSV file, with line and reason."""

    def get(self, request: HttpRequest, id: object) -> HttpResponse:
        batch = self.batch(id)
        refused = batch.refused
        if batch.status == BatchStatus.UPLOADED:
            refused = [refusal.as_json() for refusal in look_at(batch).refusals] or refused
        rows = [[r["line"], r["column"], r["value"], r["reason"]] for r in refused]
        return showing.as_file([["Line", "Column", "Cell", "Reason"], *rows], "refused-rows")


class SampleFile(ImportView):
    """`/imports/samples/{role}/{kind}/`: a file that can be imported as it is."""

    def get(self, request: HttpRequest, role: str, kind: str) -> HttpResponse:
        found = kind_for(f"{role}/{kind}")
        rights(request).require_read(found.manifest.id)
        names = [column.name for column in found.bound]
        rows = [[row.get(name, "") for name in names] for row in found.sample_rows()]
        heads = [column.heading for column in found.bound]
        return showing.as_file([heads, *rows], f"{role}-{kind}-sample")


class LayoutSample(ImportView):
    """`/imports/samples/{role}/{kind}/{layout}/`: a small file in a known export's layout."""

    def get(self, request: HttpRequest, role: str, kind: str, layout: str) -> HttpResponse:
        found = kind_for(f"{role}/{kind}")
        rights(request).require_read(found.manifest.id)
        known = found.layout_named(layout)
        if known is None or known.sample is None:
            raise NotFoundError("There is no such sample.")
        return showing.as_download(known.sample.read_bytes(), f"{layout}-sample")
