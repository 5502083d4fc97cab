"""Filters of lists, the same for screens and API; and what active ones say in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest

from kernel.resources.rights import members
from kernel.tenancy.models import User

WORDS = {
    "exact": "is",
    "iexact": "is",
    "gte": "from",
    "gt": "above",
    "lte": "up to",
    "lt": "below",
    "icontains": "contains",
    "contains": "contains",
    "in": "is one of",
}


def _people() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in members().items()]


class MemberFilter(django_filters.ChoiceFilter):
    """A person of the tenant."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("null_label", "nobody")
        super().__init__(
            choices=lambda: [(str(pk), name) for pk, name in members().items()], **kwargs
        )


class RowFilter(django_filters.ModelChoiceFilter):
    """A row of another table of the same workspace."""


class TextsFilter(django_filters.BaseInFilter, django_filters.CharFilter):
    """Several texts, separated by commas."""


class IdsFilter(django_filters.BaseInFilter, django_filters.UUIDFilter):
    """Several ids, separated by commas."""


def _rows_of(field: models.Field[Any, Any]) -> Callable[[HttpRequest | None], Any]:
    remote = field.related_model

    def rows(request: HttpRequest | None) -> Any:
        return remote._default_manager.all()  # type: ignore[union-attr]

    return rows


def _relation(field: Any) -> dict[str, Any]:
    return {
        "queryset": _rows_of(field),
        "null_label": "none" if field.null else None,
        "empty_label": "any",
    }


class ResourceFilters(django_filters.FilterSet):
    """Base of a resource's filters: ``class Meta: model = …; fields = {"status": ["exact"]}``.

    Names of parameters are ``field`` and ``field__lookup``. Keys to other tables are looked up
    inside the scope, when they are asked for and not when the class is made.
    """

    FILTER_DEFAULTS = {
        **django_filters.FilterSet.FILTER_DEFAULTS,
        models.DateField: {
            "filter_class": django_filters.DateFilter,
            "extra": lambda field: {"widget": forms.DateInput(attrs={"type": "date"})},
        },
        models.ForeignKey: {"filter_class": RowFilter, "extra": _relation},
        models.OneToOneField: {"filter_class": RowFilter, "extra": _relation},
    }

    @classmethod
    def filter_for_field(cls, field: Any, field_name: str, lookup_expr: str | None = None) -> Any:
        """As django-filter's; it would make a query of the model's rows, outside any scope."""
        lookup = lookup_expr or "exact"
        if "__" in lookup or field.get_lookup(lookup) is None:
            raise TypeError(f"{field_name} has no lookup {lookup}: declare this filter itself.")
        found, params = cls.filter_for_lookup(field, lookup)
        if found is None:
            raise TypeError(f"{field_name} has no filter of its own kind: declare it.")
        return found(**{"field_name": field_name, "lookup_expr": lookup, **params})

    @classmethod
    def filter_for_lookup(cls, field: Any, lookup_type: str) -> Any:
        if isinstance(field, models.ForeignKey) and lookup_type == "exact":
            if field.related_model is User:
                return MemberFilter, {"empty_label": "anyone"}
            return RowFilter, _relation(field)
        found, extra = super().filter_for_lookup(field, lookup_type)
        if found is django_filters.ChoiceFilter:
            extra = {**extra, "empty_label": "any"}
        return found, extra

    def active(self) -> list[tuple[str, Any]]:
        """Names and cleaned values of the filters that are set; call after ``is_valid``."""
        cleaned = getattr(self.form, "cleaned_data", {})
        return [(name, value) for name, value in cleaned.items() if value not in (None, "", [])]

    def words(self, name: str) -> str:
        """How a filter is said before its value: "Status is", "Start from"."""
        found = self.filters[name]
        label = self.label(name)
        return f"{label} {WORDS.get(found.lookup_expr, 'is')}"

    def label(self, name: str) -> str:
        """The filter's field in words: "Start", "Primary KPI"."""
        found = self.filters[name]
        if "label" in found.extra:
            return str(found.extra["label"])
        last: Any = None
        model: Any = self._meta.model
        for part in str(found.field_name).split("__"):
            try:
                last = model._meta.get_field(part)
            except (FieldDoesNotExist, AttributeError):
                break
            model = getattr(last, "related_model", None)
        text = str(getattr(last, "verbose_name", found.field_name)).replace("_", " ")
        return text[:1].upper() + text[1:]

    def said(self, name: str, value: Any) -> str:
        """A cleaned value in words."""
        field = self.form.fields[name]
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            flat = _flat(field.choices)
            return str(flat.get(str(value), value))
        if isinstance(value, models.Model):
            return str(value)
        if value == getattr(field, "null_value", object()):
            return str(getattr(field, "null_label", None) or "none")
        return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _flat(choices: Any) -> dict[str, str]:
    flat: dict[str, str] = {}
    for value, label in choices:
        if isinstance(label, list | tuple):
            flat.update(_flat(label))
        else:
            flat[str(value)] = str(label)
    return flat
