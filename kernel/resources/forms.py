"""Forms of a resource: fields as the workspace writes them, keys looked up in the scope."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import ModelFormMetaclass

from kernel.core.windows import OUT_OF_YEARS, YEARS
from kernel.formats import Notation
from kernel.formats.currencies import exponent, major
from kernel.resources.amounts import DECIMAL_MARKS, NotANumberError, read_number, to_minor
from kernel.resources.columns import unit_of
from kernel.resources.lists import ListInput, RowsInput
from kernel.resources.rights import members, scope_notation
from kernel.resources.violations import Violation
from kernel.tenancy.models import User


class NumberText(forms.CharField):
    """A number typed in the workspace's notation; a disabled one keeps the row's value."""

    unit = ""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("max_length", None)
        super().__init__(strip=True, **kwargs)
        self.notation = Notation()
        self.widget.attrs.setdefault("inputmode", "decimal")

    def number(self, value: str) -> Decimal:
        try:
            return read_number(value, DECIMAL_MARKS.get(self.notation.number_format, "."))
        except NotANumberError:
            example = self.notation.number(Decimal("1234.5"), 1)
            raise ValidationError(f"Write a number such as {example}.", code="invalid") from None

    def shown(self, value: Any, digits: int) -> str:
        return self.notation.number(value, digits, missing="")


class MoneyInput(NumberText):
    """Minor units behind, an amount of the major unit in front."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.currency = ""

    @property
    def unit(self) -> str:  # type: ignore[override]
        return self.currency or self.notation.currency

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            return self.shown(major(value, self.unit), exponent(self.unit))
        return value

    def clean(self, value: Any) -> Any:
        if self.disabled:
            return value
        text = super().clean(value)
        if not text:
            return None
        try:
            minor, rounded = to_minor(self.number(text), self.unit)
        except NotANumberError:
            raise ValidationError("This amount is too large.", code="invalid") from None
        if rounded:
            digits = exponent(self.unit)
            raise ValidationError(
                f"{self.unit} has {digits} decimals; write the amount with no more.", code="invalid"
            )
        return minor


class PercentInput(NumberText):
    """A fraction 0..1 behind, percent in front."""

    unit = "%"

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal | float | int) and not isinstance(value, bool):
            percent = (Decimal(str(value)) * 100).normalize()
            digits = max(0, -int(percent.as_tuple().exponent))
            return self.shown(percent, digits)
        return value

    def clean(self, value: Any) -> Any:
        if self.disabled:
            return value
        text = super().clean(value)
        if not text:
            return None
        return self.number(text.removesuffix("%")) / 100


class DayInput(forms.DateField):
    """A day, picked with the browser's own picker."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        kwargs["input_formats"] = ["%Y-%m-%d"]
        super().__init__(**kwargs)
        self.error_messages["invalid"] = "Write a day as 2026-01-31."

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and day.year not in YEARS and not self.disabled:
            raise ValidationError(OUT_OF_YEARS, code="invalid")
        return day


class MomentInput(forms.CharField):
    """A time as the workspace's clocks show it; stored with its zone."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.notation = Notation()

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dt.datetime):
            return f"{self.notation.local(value):%Y-%m-%dT%H:%M}"
        return value

    def clean(self, value: Any) -> Any:
        if self.disabled:
            return value
        text = super().clean(value)
        if not text:
            return None
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:
            raise ValidationError("Write a time as 2026-01-31T09:30.", code="invalid") from None
        if moment.year not in YEARS:
            raise ValidationError(OUT_OF_YEARS, code="invalid")
        if moment.tzinfo is not None:
            return moment
        return self._placed(moment)

    def _placed(self, moment: dt.datetime) -> dt.datetime:
        """In the workspace's zone; a time that a change of clocks skips is refused."""
        placed = moment.replace(tzinfo=ZoneInfo(self.notation.zone))
        back = placed.astimezone(dt.UTC).astimezone(placed.tzinfo)
        if back.replace(tzinfo=None) != moment:
            raise ValidationError("The clocks skip this time; choose another.", code="invalid")
        return placed


class MemberChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A person of the tenant."""


def field_for(field: Any, **kwargs: Any) -> Any:
    """The form field of a model field; keys get their rows when the form is made."""
    if isinstance(field, models.ForeignKey):
        kind = MemberChoice if field.related_model is User else forms.ModelChoiceField
        nothing = "none" if field.blank else "choose one"
        return kind(
            queryset=field.related_model._default_manager.none(),
            required=not field.blank,
            label=_label(field),
            help_text=field.help_text,
            initial=None,
            empty_label="nobody" if kind is MemberChoice else nothing,
            error_messages={"invalid_choice": "There is no such row in this workspace."},
        )
    common = {
        "required": not field.blank and not field.null,
        "label": _label(field),
        "help_text": field.help_text,
        "initial": None if field.default is models.NOT_PROVIDED else field.get_default,
    }
    if unit_of(field) == "money":
        return MoneyInput(**common)
    if unit_of(field) == "fraction":
        return PercentInput(**common)
    if isinstance(field, ArrayField):
        return ListInput(**{**common, "required": not field.blank, **_list_limits(field)})
    if isinstance(field, models.DateTimeField):
        return MomentInput(**common)
    if isinstance(field, models.DateField):
        return DayInput(**common)
    made = field.formfield(**kwargs)
    if made is not None and field.choices:
        made.choices = [
            (value, label) if value != "" else ("", "none" if field.blank else "choose one")
            for value, label in made.choices
        ]
    if made is not None and isinstance(made.widget, forms.Textarea):
        made.widget.attrs["rows"] = 4
    return made


def _list_limits(field: Any) -> dict[str, Any]:
    limits = {"longest": field.base_field.max_length, "most": field.size}
    said = {"help_text": f"{field.help_text} One a line.".strip()}
    return said | {name: limit for name, limit in limits.items() if limit}


def _asked(field: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        return "Choose one."
    return f"Enter the {str(field.label or '').lower()}."


def _label(field: Any) -> str:
    text = str(field.verbose_name)
    return text[:1].upper() + text[1:]


class _ResourceFormMeta(ModelFormMetaclass):
    """Django would ask a key's rows while the class is made, where no scope is open."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        meta = attrs.get("Meta")
        if meta is not None and getattr(meta, "formfield_callback", None) is None:
            meta.formfield_callback = staticmethod(field_for)
        return super().__new__(mcs, name, bases, attrs)


class ResourceForm(forms.ModelForm, metaclass=_ResourceFormMeta):  # type: ignore[type-arg]
    """Base of a resource's form: ``class Meta: model = …; fields = (…)``.

    Must be made inside a scope. A hidden ``seen`` carries the row's ``updated_at``. Where amounts
    are in the currency of another row, ``currency_from`` names the key to it.
    """

    currency_from: ClassVar[str] = ""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, notation: Notation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notation = notation or scope_notation()
        if self.instance.pk and not self.instance._state.adding:
            self.initial["seen"] = self.instance.updated_at.isoformat()
        for name, field in self.fields.items():
            self._prepare(field)
            said = self._meta.error_messages or {}
            if "required" not in said.get(name, {}):
                field.error_messages["required"] = _asked(field)

    def _prepare(self, field: Any) -> None:
        if isinstance(field, MemberChoice):
            field.queryset = User.objects.filter(pk__in=list(members())).order_by("name", "email")
        elif isinstance(field, forms.ModelChoiceField):
            rows: Any = field.queryset
            field.queryset = rows.model._default_manager.all()
        if isinstance(field, NumberText | MomentInput | RowsInput):
            field.notation = self.notation
        if isinstance(field, MoneyInput | RowsInput):
            field.currency = self._currency()

    def _currency(self) -> str:
        typed = str(self.data.get(self.add_prefix("currency"), "")).upper() if self.is_bound else ""
        named = self._row_named() if self.currency_from else None
        found = typed or str(getattr(named or self.instance, "currency", "") or "")
        return found if len(found) == 3 and found.isascii() and found.isalpha() else ""

    def _row_named(self) -> Any:
        """The row that ``currency_from`` leads to as the form stands; None for a faulty one."""
        typed = self.data.get(self.add_prefix(self.currency_from)) if self.is_bound else None
        field: Any = self.fields[self.currency_from]
        if not typed or field.disabled:
            return None
        try:
            return field.queryset.filter(pk=typed).first()
        except (ValidationError, ValueError):
            return None

    def written_fields(self) -> list[str]:
        """Names of the model's fields that this form writes."""
        own = {field.name for field in self._meta.model._meta.concrete_fields}
        return [name for name in self.fields if name in own]

    def refuse(self, violation: Violation) -> None:
        """Say what the database refused, under the field where there is one."""
        named = [name for name in violation.fields if name in self.fields]
        self.add_error(
            named[-1] if named else None, ValidationError(violation.detail, violation.code)
        )


class CurrencyForm(ResourceForm):
    """A row with amounts: a new one begins with the workspace's currency."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].widget.attrs["autocapitalize"] = "characters"
        if self.instance._state.adding:
            self.initial.setdefault("currency", self.notation.currency)

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()
