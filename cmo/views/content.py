"""Content: the board, one piece with its variants, and what is decided about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from cmo import board, wordings
from cmo.analysis import limits_for
from cmo.models import ContentAsset, ContentVariant
from cmo.models.content_asset import AssetStatus
from cmo.views.content_asset import ContentAssetDetail
from kernel.errors import ConflictError
from kernel.resources import addresses, changes
from kernel.resources.views.base import ResourceView
from kernel.resources.violations import ViolationError

CONSOLE = "/runs/console/cmo/?mode=content"


class Content(ResourceView):
    """`/cmo/content/`: every piece by its status."""

    model = ContentAsset
    template_name = "cmo/content.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        new = {"label": "New content asset", "url": f"{self.list_path}new/", "icon": "plus"}
        engine = {"label": "Run the content engine", "url": CONSOLE, "icon": "play"}
        tools = [engine, {**new, "primary": True}] if self.may_write else []
        start = [{**engine, "primary": True}, new] if self.may_write else []
        return self.page({**board.page(request), "tools": tools, "start": start, "crumbs": []})


class ContentAssetPage(ContentAssetDetail):
    """A piece with its variants side by side."""

    related = ()
    template_name = "cmo/asset.html"

    def more(self, row: Any) -> dict[str, Any]:
        """The variants, what keeps it from being approved, and where lengths come from."""
        rows = self._variants(row)
        add = f"{addresses.list_path(ContentVariant)}new/"
        added = addresses.with_query(add, [("asset", str(row.pk)), ("next", self.row_path(row))])
        link = {"label": "Add a variant", "url": added}
        waits = row.status in (AssetStatus.DRAFT, AssetStatus.REVIEW)
        return {
            "versions": wordings.versions(row, rows, self.notation, may_write=self.may_write),
            "approval": {"off": wordings.refusal(row, rows) if waits and rows else ""},
            "add": link if self.may_write and rows and len(rows) < 3 else None,
            "start": [{**link, "primary": True}] if self.may_write else [],
            "sources": list(dict.fromkeys(one.source for one in limits_for(row.kind, row.channel))),
            "crumbs": [{"label": "Content", "url": "/cmo/content/"}],
        }

    def lede(self, row: Any) -> str:
        return wordings.state_words(row, self.notation)

    def tools(self, row: Any) -> list[dict[str, Any]]:
        """Approve first, where nothing keeps it from that."""
        tools = super().tools(row)
        waits = row.status in (AssetStatus.DRAFT, AssetStatus.REVIEW)
        if not self.may_write or not waits or wordings.refusal(row, self._variants(row)):
            return tools
        approve = {
            "label": "Approve",
            "url": self.row_path(row, "approval"),
            "icon": "check",
            "primary": True,
            "post": True,
        }
        return [approve, *({**tool, "primary": False} for tool in tools)]

    def _variants(self, row: Any) -> list[ContentVariant]:
        if not hasattr(self, "_rows"):
            self._rows = list(ContentVariant.objects.filter(asset=row).order_by("label"))
        return self._rows


class ContentApproval(ResourceView):
    """`POST …/approval/`: an asset whose variants are all finished may go out."""

    model = ContentAsset
    template_name = "kernel/resources/field_refused.html"
    writes = True

    def post(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row = changes.one(ContentAsset, addresses.parse_id(id), lock=True)
        rows = list(ContentVariant.objects.filter(asset=row).order_by("label"))
        problem = wordings.refusal(row, rows)
        if not problem and row.status in wordings.CLOSED:
            problem = f"It is {row.get_status_display().lower()} already."
        if not problem:
            before = changes.state(row, ["status"])
            row.status = AssetStatus.APPROVED
            try:
                changes.save(row, before)
            except ViolationError as refusal:
                problem = refusal.violation.detail
        if problem:
            return self.page(
                {
                    "title": f"“{row}” was not approved",
                    "problem": problem,
                    "cancel": self.row_path(row),
                },
                status=409,
            )
        messages.success(request, f"“{row}” was approved.")
        return HttpResponseRedirect(self.back(self.row_path(row)))


class VariantWinner(ResourceView):
    """`POST …/winner/`: the variant that won; the one before it is no longer."""

    model = ContentVariant
    writes = True

    def post(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        wanted = changes.one(ContentVariant, addresses.parse_id(id))
        asset = changes.one(ContentAsset, wanted.asset_id, lock=True)
        rows = {
            row.pk: row for row in ContentVariant.objects.select_for_update().filter(asset=asset)
        }
        if wanted.pk not in rows:
            raise ConflictError("The variant is gone.")
        for row in sorted(rows.values(), key=lambda row: row.pk == wanted.pk):
            before = changes.state(row, ["is_winner"])
            row.is_winner = row.pk == wanted.pk
            changes.save(row, before)
        messages.success(request, f"Variant {wanted.label} of “{asset}” is the winner.")
        return HttpResponseRedirect(self.back(addresses.row_path(ContentAsset, asset.pk)))
