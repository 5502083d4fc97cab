"""Which module a route belongs to, told by its namespace: one place, so no route can be missed."""

from __future__ import annotations

from django.urls import ResolverMatch

from kernel.core.manifest import Manifest
from kernel.core.registry import get_all_modules
from kernel.tenancy.access import Access

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
API_SUFFIX = "-api"


def module_of_match(match: ResolverMatch) -> Manifest | None:
    """The module whose namespace (``cmo``, ``cmo-api``) holds the route; None for the kernel's."""
    if not match.namespaces:
        return None
    role = match.namespaces[0].removesuffix(API_SUFFIX)
    return next((manifest for manifest in get_all_modules() if manifest.role == role), None)


def require(access: Access, manifest: Manifest, method: str | None) -> None:
    """Raise KernelError (403) unless the method is allowed: safe ones read, the others write."""
    if method in SAFE:
        access.require_read(manifest.id)
    else:
        access.require_write(manifest.id)
