"""From an input contract to the fields of a form."""

from __future__ import annotations

import types
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

import annotated_types
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined


def form_fields(contract: type[BaseModel]) -> list[dict[str, Any]]:
    """One entry a field, in the contract's order, for AgentConsole.

    Keys: ``name``; ``label``; ``type`` (text, textarea, integer, decimal, boolean, date,
    datetime, choice, choices, lines, json); ``unit`` and ``help`` or ``""``; ``hint``, which
    says what is used when the field stays empty; ``default`` as plain JSON, or None;
    ``choices`` as ``(value, label)`` pairs; ``required``; ``min``, ``max``, ``step``,
    ``max_length``, or None; ``list``, whether several values may be given. ``max_length`` counts
    the characters of one text, never the values of a list.
    """
    return [_field(name, info) for name, info in contract.model_fields.items()]


def _field(name: str, info: FieldInfo) -> dict[str, Any]:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    annotation, metadata = _unwrap(info.annotation)
    kind, choices = _kind(annotation)
    limits = _limits([*info.metadata, *metadata], whole=kind == "integer")
    if kind in ("choices", "lines", "json"):
        limits["max_length"] = None
    default = _default(info)
    labels = extra.get("choices")
    if isinstance(labels, dict):
        choices = [(value, str(labels.get(value, label))) for value, label in choices]
    return {
        "name": name,
        "label": info.title or name.replace("_", " ").capitalize(),
        "type": str(extra.get("widget", kind)),
        "unit": str(extra.get("unit", "")),
        "help": info.description or "",
        "hint": str(extra.get("hint", "")) or _hint(default, choices, str(extra.get("unit", ""))),
        "default": default,
        "choices": choices,
        "required": info.is_required(),
        "list": kind in ("choices", "lines"),
        "step": 1 if kind == "integer" else ("any" if kind == "decimal" else None),
        **limits,
    }


def _unwrap(annotation: Any) -> tuple[Any, list[Any]]:
    """The type inside Annotated and Optional, with the metadata met on the way."""
    metadata: list[Any] = []
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *further = get_args(annotation)
            for item in further:
                metadata += item.metadata if isinstance(item, FieldInfo) else [item]
        elif get_origin(annotation) in (Union, types.UnionType):
            rest = [part for part in get_args(annotation) if part is not type(None)]
            if len(rest) != 1:
                return annotation, metadata
            annotation = rest[0]
        else:
            return annotation, metadata


def _kind(annotation: Any) -> tuple[str, list[tuple[Any, str]]]:
    choices = _choices(annotation)
    if choices:
        return "choice", choices
    if get_origin(annotation) in (list, tuple, set, frozenset):
        inner, _ = _unwrap(get_args(annotation)[0]) if get_args(annotation) else (str, [])
        choices = _choices(inner)
        if choices:
            return "choices", choices
        plain = isinstance(inner, type) and issubclass(inner, str | int | UUID)
        return ("lines" if plain else "json"), []
    if not isinstance(annotation, type):
        return "json", []
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, "boolean"),
        (int, "integer"),
        ((float, Decimal), "decimal"),
        (datetime, "datetime"),
        (date, "date"),
        ((str, UUID), "text"),
    )
    for wanted, kind in kinds:
        if issubclass(annotation, wanted):
            return kind, []
    return "json", []


def _choices(annotation: Any) -> list[tuple[Any, str]]:
    if get_origin(annotation) is Literal:
        return [(value, _words(value)) for value in get_args(annotation)]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [
            (item.value, str(getattr(item, "label", _words(item.value)))) for item in annotation
        ]
    return []


def _words(value: Any) -> str:
    return str(value).replace("_", " ").capitalize() if isinstance(value, str) else str(value)


def _limits(metadata: Iterable[Any], *, whole: bool) -> dict[str, Any]:
    limits: dict[str, Any] = {"min": None, "max": None, "max_length": None}
    for item in metadata:
        if isinstance(item, annotated_types.Ge | annotated_types.Interval) and item.ge is not None:
            limits["min"] = item.ge
        if isinstance(item, annotated_types.Le | annotated_types.Interval) and item.le is not None:
            limits["max"] = item.le
        if isinstance(item, annotated_types.Gt):
            limits["min"] = item.gt + 1 if whole else item.gt  # type: ignore[operator]
        if isinstance(item, annotated_types.Lt):
            limits["max"] = item.lt - 1 if whole else item.lt  # type: ignore[operator]
        if isinstance(item, annotated_types.MaxLen):
            limits["max_length"] = item.max_length
    return limits


def _default(info: FieldInfo) -> Any:
    value = info.get_default(call_default_factory=True, validated_data={})
    if value is PydanticUndefined:
        return None
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, tuple | set | frozenset):
        return list(value)
    return value


def _hint(default: Any, choices: list[tuple[Any, str]], unit: str) -> str:
    if default is None or default == "" or default == [] or default == {}:
        return ""
    if isinstance(default, bool):
        return f"Empty means {'yes' if default else 'no'}."
    chosen = default if isinstance(default, list) else [default]
    labels = dict(choices)
    words = ", ".join(str(labels.get(item, item)) for item in chosen)
    return f"Empty means {words}{' ' + unit if unit else ''}."
