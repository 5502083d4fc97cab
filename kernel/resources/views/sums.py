"""What a list's rows add up to, so that a figure can be held against them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import (
    Count,
    DecimalField,
    FloatField,
    IntegerField,
    Max,
    QuerySet,
    Subquery,
    Sum,
    Value,
)

from kernel.resources.columns import unit_of
from kernel.resources.querying import SUM, Fault

if TYPE_CHECKING:
    from kernel.resources.views.listing import ResourceList

MOST = 4


def counting(rows: QuerySet[Any]) -> Subquery:
    """The count of rows as a value of a query of these rows; evaluated once for all of them."""
    one = rows.order_by().annotate(every=Value(1)).values("every")
    return Subquery(one.annotate(n=Count("*")).values("n"))


class Sums:
    """Counts a list's rows, and adds up ``totals`` and the columns that ``?sum=`` names."""

    def __init__(self, view: ResourceList) -> None:
        self.view = view
        self.asked = [name for name in _asked(view) if _field(view, name) is not None]
        self.names = list(dict.fromkeys([*view.totals, *self.asked]))
        self.found: dict[str, Any] = {}

    @staticmethod
    def faults(view: ResourceList) -> list[Fault]:
        """The columns of ``?sum=`` that cannot be added up."""
        asked = _asked(view)
        if len(asked) <= MOST and all(_field(view, name) is not None for name in asked):
            return []
        known = [f.name for f in view.model._meta.concrete_fields if _is_number(f)]
        return [Fault(SUM, "invalid_parameter", f"sum takes these: {', '.join(known) or 'none'}.")]

    def count(self, rows: QuerySet[Any]) -> int:
        """The number of rows; the sums are taken in the same query."""
        if not self.names:
            return rows.count()
        wanted: dict[str, Any] = {f"sum_{name}": Sum(name) for name in self.names}
        if self._has_currency():
            wanted |= {"currencies": Count("currency", distinct=True), "currency": Max("currency")}
        self.found = rows.order_by().aggregate(n=Count("*"), **wanted)
        return int(self.found["n"])

    def cells(self) -> list[str]:
        """A text for each column after the name; empty where nothing is added up."""
        shown = self.view.chosen_columns[1:]
        if not any(name in self.names for name in shown):
            return []
        return [self.said(name) if name in self.names else "" for name in shown]

    def notes(self) -> list[str]:
        """A sentence for each column that was asked for."""
        count = self.view.notation.count(self.found.get("n", 0), self.view.noun, self.view.nouns)
        return [f"{_label(self.view, n)} of these {count}: {self.said(n)}." for n in self.asked]

    def said(self, name: str) -> str:
        value = self.found.get(f"sum_{name}")
        field = _field(self.view, name)
        if value is None:
            return "no data"
        if unit_of(field) == "money":
            if self.found.get("currencies", 1) > 1:
                return "several currencies"
            currency = self.found.get("currency") or self.view.notation.currency
            return self.view.notation.money(int(value), currency, cents=True)
        return self.view.notation.number(value, 0 if value == int(value) else 2)

    def _has_currency(self) -> bool:
        return any(field.name == "currency" for field in self.view.model._meta.concrete_fields)


def _asked(view: ResourceList) -> list[str]:
    return [name for name in view.request.GET.get(SUM, "").split(",") if name]


def _field(view: ResourceList, name: str) -> Any:
    try:
        found = view.model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return found if _is_number(found) else None


def _is_number(field: Any) -> bool:
    plain = isinstance(field, IntegerField | DecimalField | FloatField)
    return plain and not field.is_relation and not field.choices


def _label(view: ResourceList, name: str) -> str:
    text = str(view.model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return text[:1].upper() + text[1:]
