"""Where a resource lives: ``/{role}/{resource}/``, its rows, and what may be done there.

The address is the only register of resources: a model's table without its prefix, with hyphens,
is its resource, and the URL resolver knows which pages exist.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db.models import Model
from django.urls import Resolver404, get_urlconf, resolve

from kernel.core.manifest import Manifest
from kernel.core.registry import module_of_role
from kernel.errors import KernelError

ANY_ID = "00000000-0000-7000-8000-000000000000"
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def module_of(model: type[Model]) -> Manifest:
    """The module whose app holds the model; raises KernelError unknown_module."""
    return module_of_role(model._meta.app_label)


def resource_name(model: type[Model]) -> str:
    """``cmo_icp_segments`` is ``icp-segments``."""
    role = model._meta.app_label
    return model._meta.db_table.removeprefix(f"{role}_").replace("_", "-")


def resource_key(model: type[Model]) -> str:
    """``cmo/icp-segments``: how facts and changes name a resource."""
    return f"{model._meta.app_label}/{resource_name(model)}"


def list_path(model: type[Model]) -> str:
    """``/cmo/icp-segments/``"""
    return f"{module_of(model).ui.base_path.rstrip('/')}/{resource_name(model)}/"


def row_path(model: type[Model], id: UUID | str, page: str = "") -> str:
    """``/cmo/icp-segments/{id}/``, or ``…/{id}/edit/`` with a page's name."""
    return f"{list_path(model)}{id}/" + (f"{page}/" if page else "")


def with_query(path: str, pairs: list[tuple[str, str]]) -> str:
    """The path with a query string, or without one where there are no pairs."""
    return f"{path}?{urlencode(pairs)}" if pairs else path


def is_served(path: str) -> bool:
    """Whether the product has a page at this path; ids of rows make no difference."""
    return view_at(path) is not None


def view_at(path: str) -> type[Any] | None:
    """The view class that answers a path, or None."""
    return _view_at(get_urlconf() or settings.ROOT_URLCONF, _ID.sub(ANY_ID, path))


@lru_cache(maxsize=2048)
def _view_at(urlconf: str, path: str) -> type[Any] | None:
    try:
        match = resolve(path, urlconf)
    except Resolver404:
        return None
    return getattr(match.func, "view_class", None)


def parse_id(value: object) -> UUID:
    """An id out of an address; raises KernelError invalid_uuid for anything else."""
    if isinstance(value, UUID):
        return value
    text = str(value)
    try:
        if len(text) != 36:
            raise ValueError
        return UUID(text)
    except ValueError:
        raise KernelError("invalid_uuid", detail="The id in the address is no UUID.") from None
