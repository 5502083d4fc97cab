"""What every screen of a resource shares: module, rights, addresses and words."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from kernel.core.manifest import Manifest
from kernel.errors import KernelError
from kernel.formats import Notation
from kernel.resources import addresses
from kernel.resources.rights import notation, rights
from kernel.tenancy.access import Access


class ResourceView(View):
    """Base of a resource's screens. ``model`` says the module, the address and the nouns."""

    model: ClassVar[type[Model]]
    writes: ClassVar[bool] = False
    template_name: ClassVar[str] = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.access = rights(request)
        if self.writes:
            self.access.require_write(self.module.id)
        else:
            self.access.require_read(self.module.id)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def module(self) -> Manifest:
        return addresses.module_of(self.resource_model)

    @property
    def resource_model(self) -> type[Model]:
        return self.model

    access: Access

    @property
    def notation(self) -> Notation:
        return notation(self.request)

    @property
    def may_write(self) -> bool:
        return self.access.writes(self.module.id)

    @property
    def noun(self) -> str:
        return str(self.resource_model._meta.verbose_name)

    @property
    def nouns(self) -> str:
        return str(self.resource_model._meta.verbose_name_plural)

    @property
    def list_path(self) -> str:
        return addresses.list_path(self.resource_model)

    def row_path(self, row: Any, page: str = "") -> str:
        return addresses.row_path(self.resource_model, row.pk, page)

    def page(
        self, context: dict[str, Any], *, template: str = "", status: int = 200
    ) -> TemplateResponse:
        """The page with what all of them show: module, its colour, the way back."""
        manifest = self.module
        shared = {
            "role": manifest.role,
            "module_name": manifest.name.removesuffix(" Module"),
            "crumbs": [{"label": capital(self.nouns), "url": self.list_path}],
            "notation": self.notation,
        }
        return TemplateResponse(
            self.request, template or self.template_name, {**shared, **context}, status=status
        )

    def typed(self, name: str) -> str:
        """What was typed into a field that no form reads, as PostgreSQL can hold it."""
        return self.request.POST.get(name, "").replace("\x00", "").strip()

    def back(self, fallback: str = "") -> str:
        """Where ``next`` asks to go, if that is a page of ours."""
        wanted = self.request.POST.get("next") or self.request.GET.get("next") or ""
        safe = url_has_allowed_host_and_scheme(
            wanted, {self.request.get_host()}, self.request.is_secure()
        )
        return wanted if safe and wanted.startswith("/") else fallback or self.list_path


def capital(text: str) -> str:
    """The first letter as a capital, the others as they are."""
    return text[:1].upper() + text[1:]


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page."""
    htmx = getattr(request, "htmx", None)
    if htmx is not None:
        return bool(htmx) and not htmx.boosted
    return request.headers.get("HX-Request") == "true" and not request.headers.get("HX-Boosted")


def refuse_method(*allowed: str) -> KernelError:
    """405 with the methods that fit."""
    return KernelError(
        "method_not_allowed",
        detail=f"Use {' or '.join(allowed)}.",
        headers={"Allow": ", ".join(allowed)},
    )
