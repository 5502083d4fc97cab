"""A Django form as the field dicts that components/field.html shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from kernel.resources.row_table import RowsTable

KINDS: dict[type[forms.Widget], str] = {
    forms.Textarea: "textarea",
    forms.CheckboxInput: "check",
    forms.CheckboxSelectMultiple: "checks",
    forms.RadioSelect: "radio",
    forms.Select: "select",
    forms.SelectMultiple: "checks",
    forms.PasswordInput: "password",
    forms.EmailInput: "email",
    forms.DateInput: "date",
    forms.DateTimeInput: "datetime-local",
    forms.NumberInput: "number",
    forms.HiddenInput: "hidden",
    forms.FileInput: "file",
    forms.ClearableFileInput: "file",
}


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields in order, how many are faulty, and what is wrong with the whole."""

    items: list[dict[str, Any]]
    faulty: int
    problem: str


def kind_of(widget: forms.Widget) -> str:
    """The kind for the widget's class or its nearest known parent; "text" otherwise."""
    return next((KINDS[cls] for cls in type(widget).__mro__ if cls in KINDS), "text")


def field(bound: BoundField) -> dict[str, Any]:
    """One field. The form's field may carry `unit`, and its widget's attrs go along."""
    widget = bound.field.widget
    kind = kind_of(widget)
    value = bound.value()
    shown: dict[str, Any] = {
        "kind": kind,
        "name": bound.html_name,
        "label": bound.label,
        "value": widget.format_value(value) if kind in ("date", "datetime-local") else value,
        "hint": bound.help_text,
        "unit": getattr(bound.field, "unit", ""),
        "error": " ".join(str(error) for error in bound.errors),
        "required": bound.field.required and kind not in ("check", "checks"),
        **{
            key: value
            for key, value in widget.attrs.items()
            if key in ("autocomplete", "inputmode", "maxlength", "rows", "accept", "min", "max")
        },
    }
    if isinstance(widget, RowsTable) and (table := widget.table(bound.html_name, value)):
        return {**shown, **table, "kind": "rows"}
    if isinstance(widget, forms.Select | forms.RadioSelect):
        chosen = {str(v) for v in (value if isinstance(value, list | tuple) else [value])}
        shown["options"] = [
            {"value": key, "label": label, "selected": str(key) in chosen}
            for key, label in _flat(widget.choices)
        ]
    return shown


def fields_of(form: forms.BaseForm) -> Fields:
    """All fields of a form, bound or not."""
    items = [field(bound) for bound in form]
    return Fields(
        items=items,
        faulty=sum(bool(item["error"]) for item in items),
        problem=" ".join(str(error) for error in form.non_field_errors()),
    )


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    flat: list[tuple[Any, Any]] = []
    for key, label in choices:
        if isinstance(label, list | tuple):
            flat.extend(label)
        else:
            flat.append((key, label))
    return flat
