"""Columns of a resource's table: what a cell shows, sorts by and exports.

Each is a django-tables2 column. ``cell`` gives the dict that components/resource_row.html takes;
``plain`` the value that a CSV file holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import django_tables2
from django.contrib.postgres.fields import ArrayField
from django.db import models

from kernel.formats import Notation
from kernel.formats.currencies import exponent, major
from kernel.resources.addresses import is_served, row_path
from kernel.tenancy.models import User

GOOD, BAD, WARN, OFF, NOW = "good", "bad", "warn", "off", "now"
STATUS_TONES = {
    "active": NOW,
    "running": NOW,
    "doing": NOW,
    "scheduled": NOW,
    "applied": GOOD,
    "approved": GOOD,
    "completed": GOOD,
    "done": GOOD,
    "imported": GOOD,
    "blocked": BAD,
    "failed": BAD,
    "rejected": BAD,
    "paused": WARN,
    "pending": WARN,
    "review": WARN,
    "archived": OFF,
    "cancelled": OFF,
    "draft": OFF,
    "expired": OFF,
    "undone": OFF,
}


@dataclass(frozen=True)
class Look:
    """What cells need besides their row: notation, and where an edit in the row is posted."""

    notation: Notation
    editable: frozenset[str] = frozenset()
    back: str = ""
    people: Mapping[UUID, str] = field(default_factory=dict)


class ResourceColumn(django_tables2.Column):
    """Text. ``minor`` columns are left out on phones; ``missing`` says what None means."""

    kind = "text"
    missing = "none"

    def __init__(self, *args: Any, minor: bool = False, missing: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.minor = minor
        self.missing = missing or self.missing

    @classmethod
    def from_field(cls, field: Any, **kwargs: Any) -> Any:
        return None

    def cell(self, record: Any, value: Any, name: str, label: str, look: Look) -> dict[str, Any]:
        """The cell as the component takes it."""
        base = {"label": label, "minor": self.minor, "kind": self.kind}
        if value in (None, ""):
            if self.kind == "num":
                return {**base, "text": self.missing, "tone": OFF}
            return {**base, "kind": "missing", "text": self.missing}
        return {**base, **self.shown(record, value, look)}

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        return {"text": str(value)}

    def plain(self, record: Any, value: Any, notes: Notation) -> Any:
        """The value as a file holds it: unformatted, but for words that hold figures."""
        return value


class TextColumn(ResourceColumn):
    """Words; long ones are cut at ``longest``."""

    def __init__(self, *args: Any, longest: int = 80, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.longest = longest

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        return {"text": text if len(text) <= self.longest else f"{text[: self.longest - 1]}…"}

    def plain(self, record: Any, value: Any, notes: Notation) -> Any:
        return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value


class NumberColumn(ResourceColumn):
    """A number with a fixed count of decimals."""

    kind = "num"
    missing = "no data"

    def __init__(self, *args: Any, digits: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.digits = digits

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        return {"text": look.notation.number(value, self.digits)}


class MoneyColumn(ResourceColumn):
    """Minor units; ``currency`` is the row's attribute that names the currency."""

    kind = "num"
    missing = "no data"

    def __init__(
        self, *args: Any, currency: str = "currency", cents: bool | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.cents = cents

    def currency_of(self, record: Any) -> str:
        found: Any = record
        for part in self.currency.replace("__", ".").split("."):
            found = getattr(found, part, "")
        return str(found or "")

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        currency, cents = self.currency_of(record), self.cents
        if cents is None and value and value % 10 ** exponent(currency):
            cents = True  # what somebody typed is not shown rounded
        return {"text": look.notation.money(value, currency, cents=cents)}

    def plain(self, record: Any, value: Any, notes: Notation) -> Any:
        currency = self.currency_of(record)
        return value if value is None or not currency else major(value, currency)


class PercentColumn(ResourceColumn):
    """A fraction 0..1 as percent."""

    kind = "num"
    missing = "no data"

    def __init__(self, *args: Any, digits: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.digits = digits

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        return {"text": look.notation.percent(value, self.digits)}


class DayColumn(ResourceColumn):
    """A day. With ``due`` a day that has passed is marked late."""

    missing = "no date"

    def __init__(self, *args: Any, due: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.due = due

    def cell(self, record: Any, value: Any, name: str, label: str, look: Look) -> dict[str, Any]:
        if name not in look.editable:
            return super().cell(record, value, name, label, look)
        return {
            "label": label,
            "minor": self.minor,
            "kind": "input",
            "type": "date",
            "name": name,
            "value": value.isoformat() if value else "",
            **edit(record, name, look),
        }

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        day = value.date() if isinstance(value, datetime) else value
        cell: dict[str, Any] = {"text": look.notation.day(day)}
        today = look.notation.today
        if self.due and today and day < today:
            late = (today - day).days
            cell |= {"tone": BAD, "note": f"{look.notation.count(late, 'day')} late"}
        return cell

    def plain(self, record: Any, value: Any, notes: Notation) -> Any:
        return value.isoformat() if isinstance(value, date) else value


class MomentColumn(ResourceColumn):
    """A time, in the workspace's zone."""

    missing = "no time"

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        return {"text": look.notation.moment(value)}

    def plain(self, record: Any, value: Any, notes: Notation) -> Any:
        return value.isoformat() if isinstance(value, datetime) else value


class ListColumn(ResourceColumn):
    """Short texts, one after another."""

    def cell(self, record: Any, value: Any, name: str, label: str, look: Look) -> dict[str, Any]:
        return super().cell(record, "; ".join(map(str, value or ())), name, label, look)

    def plain(self, record: Any, value: Any, notes: Notation) -> Any:
        return "; ".join(map(str, value or ()))


class StatusColumn(ResourceColumn):
    """A choice; a select in the row where the list lets it be edited."""

    def cell(self, record: Any, value: Any, name: str, label: str, look: Look) -> dict[str, Any]:
        choices = record._meta.get_field(name).flatchoices
        tone = STATUS_TONES.get(str(value), "")
        if name not in look.editable:
            words = dict(choices).get(value, value)
            shown = {"text": str(words), "tone": tone} if value else {"text": self.missing}
            return {"label": label, "minor": self.minor, "kind": "text", **shown}
        options = [
            {"value": key, "label": words, "selected": key == value} for key, words in choices
        ]
        return {
            "label": label,
            "minor": self.minor,
            "kind": "select",
            "name": name,
            "tone": tone,
            "options": options,
            **edit(record, name, look),
        }


class ChoiceColumn(ResourceColumn):
    """A choice that is only shown."""

    def cell(self, record: Any, value: Any, name: str, label: str, look: Look) -> dict[str, Any]:
        words = dict(record._meta.get_field(name).flatchoices).get(value, value)
        return super().cell(record, words, name, label, look)


class PersonColumn(ResourceColumn):
    """A member of the tenant."""

    kind = "person"
    missing = "nobody"

    def cell(self, record: Any, value: Any, name: str, label: str, look: Look) -> dict[str, Any]:
        if name not in look.editable:
            return super().cell(record, value, name, label, look)
        chosen = value.pk if value else None
        options = [{"value": "", "label": "nobody", "selected": chosen is None}]
        options += [
            {"value": str(pk), "label": who, "selected": pk == chosen}
            for pk, who in look.people.items()
        ]
        if chosen is not None and chosen not in look.people:
            options.append({"value": str(chosen), "label": str(value), "selected": True})
        return {
            "label": label,
            "minor": self.minor,
            "kind": "select",
            "name": name,
            "options": options,
            **edit(record, name, look),
        }

    def plain(self, record: Any, value: Any, notes: Notation) -> Any:
        return str(value) if value else None


class RowColumn(ResourceColumn):
    """A row of another resource, with a link to its page."""

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        path = row_path(type(value), value.pk)
        return {"text": str(value), "url": path if is_served(path) else ""}

    def plain(self, record: Any, value: Any, notes: Notation) -> Any:
        return str(value) if value is not None else None


class FlagColumn(ResourceColumn):
    """Yes or no."""

    def cell(self, record: Any, value: Any, name: str, label: str, look: Look) -> dict[str, Any]:
        words = self.missing if value is None else "yes" if value else "no"
        return super().cell(record, words, name, label, look)

    def plain(self, record: Any, value: Any, notes: Notation) -> Any:
        return None if value is None else "yes" if value else "no"


class SeverityColumn(ResourceColumn):
    """low, medium, high or critical, drawn as bars."""

    kind = "severity"


def edit(record: Any, name: str, look: Look) -> dict[str, Any]:
    """Where an edit of one field in the row is posted, and the state that it was based on."""
    return {
        "action": row_path(type(record), record.pk, f"fields/{name}"),
        "hidden": [
            {"name": "seen", "value": record.updated_at.isoformat()},
            {"name": "next", "value": look.back},
        ],
    }


def unit_of(field: Any) -> str:
    """What a model field's number counts: "money" (minor units), "fraction" (0..1) or ""."""
    return str(getattr(field, "unit", ""))


def column_for(field: Any, **kwargs: Any) -> ResourceColumn:
    """The column that suits a model field."""
    kwargs.setdefault("verbose_name", str(field.verbose_name))
    if isinstance(field, models.ForeignKey):
        return (PersonColumn if field.related_model is User else RowColumn)(**kwargs)
    if field.choices:
        return (StatusColumn if field.name == "status" else ChoiceColumn)(**kwargs)
    if isinstance(field, models.BooleanField):
        return FlagColumn(**kwargs)
    if isinstance(field, ArrayField):
        return ListColumn(**kwargs)
    if isinstance(field, models.DateTimeField):
        return MomentColumn(**kwargs)
    if isinstance(field, models.DateField):
        return DayColumn(**kwargs)
    if unit_of(field) == "money":
        return MoneyColumn(**kwargs)
    if unit_of(field) == "fraction":
        return PercentColumn(**kwargs)
    if isinstance(field, models.DecimalField | models.FloatField):
        digits = min(getattr(field, "decimal_places", None) or 2, 4)
        return NumberColumn(digits=digits, **kwargs)
    if isinstance(field, models.IntegerField):
        return NumberColumn(**kwargs)
    return TextColumn(**kwargs)


def as_file_value(value: Any) -> str:
    """A plain value as text of a CSV cell; None is an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)
