"""Tables and their fields in the words of forms: "3 campaigns", "Target conversion rate"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from kernel.decisions.recommendation import Recommendation
from kernel.formats import count


@lru_cache(maxsize=256)
def model_of(table: str) -> type[Model] | None:
    """The model whose rows stand in the table, or None where a module has gone."""
    return next((model for model in apps.get_models() if model._meta.db_table == table), None)


def table_of(resource: str) -> str:
    """``cmo/icp-segments`` is the table ``cmo_icp_segments``."""
    return resource.replace("/", "_").replace("-", "_")


def field_words(resource: str, field: str) -> str:
    """A field as forms call it, "Target conversion rate"."""
    model = model_of(table_of(resource))
    words = field.replace("_", " ")
    if model is not None:
        with suppress(FieldDoesNotExist):
            words = str(getattr(model._meta.get_field(field), "verbose_name", words))
    return words[:1].upper() + words[1:]


def counted(table: str, n: int) -> str:
    """ "3 proposals", "1 campaign", or "2 rows" of a table that has gone."""
    model = model_of(table)
    if model is None:
        return count(n, "row")
    if issubclass(model, Recommendation):
        return count(n, "proposal")
    return count(n, str(model._meta.verbose_name), str(model._meta.verbose_name_plural))


def written(entities: Iterable[Mapping[str, Any]]) -> str:
    """What a run wrote in words, "1 campaign, 3 channels"; empty where it wrote nothing."""
    tables = Counter(entity["table"] for entity in entities)
    return ", ".join(counted(table, n) for table, n in tables.items())
