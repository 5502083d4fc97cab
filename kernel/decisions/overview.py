"""What waits for a decision across the modules that a person may read."""

from __future__ import annotations

from typing import Any

from django.apps import apps

from kernel.core.registry import get_all_modules
from kernel.decisions.recommendation import Recommendation, waiting_in
from kernel.tenancy.access import Access


def recommendation_models(rights: Access | None = None) -> list[type[Recommendation]]:
    """The recommendation tables of the modules that stand, or of those that may be read."""
    by_role = {manifest.role: manifest.id for manifest in get_all_modules()}
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Recommendation)
        and (module := by_role.get(model._meta.app_label)) is not None
        and (rights is None or rights.reads(module))
    ]


def waiting(rights: Access, limit: int = 100) -> list[Any]:
    """Proposals of every readable module that want a decision, the most pressing first."""
    rows = [row for model in recommendation_models(rights) for row in waiting_in(model)[:limit]]
    return sorted(rows, key=lambda row: -row.priority)[:limit]


def waiting_count(rights: Access) -> int:
    """How many there are."""
    return sum(waiting_in(model).count() for model in recommendation_models(rights))
