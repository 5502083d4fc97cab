"""A row of any tenant table, filled by the types of its fields."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kernel.ids import uuid7
from kernel.runs import events
from kernel.runs.models import AgentRun
from kernel.runs.states import RunStatus
from kernel.tenancy.rows import ScopeForeignKey

DIGEST = 64
"""How long a text is that holds a SHA-256; each row has its own."""

WRITTEN_FOR = {"coo_task_transitions": "task"}
"""Tables that the database fills by itself, each with its key to the row that it does so for."""

PLAIN: tuple[tuple[type[models.Field[Any, Any]], Any], ...] = (
    (models.BooleanField, False),
    (models.DateTimeField, dt.datetime(2026, 1, 31, tzinfo=dt.UTC)),
    (models.DateField, dt.date(2026, 1, 1)),
    (models.DecimalField, Decimal(1)),
    (models.IntegerField, 1),
    (models.FloatField, 1.0),
    (models.JSONField, {}),
    (ArrayField, []),
)

ASKED: dict[str, dict[str, Any]] = {"cro_metrics": {"conversions": 1}}
"""By table, what its own rules ask for beside the columns that cannot be empty."""


def make(model: Any, word: str, **given: Any) -> Any:
    """A saved row of the open scope; its texts are ``word``, its required keys rows of their own."""
    if key := WRITTEN_FOR.get(model._meta.db_table):
        above = make(model._meta.get_field(key).related_model, word)
        return model.objects.filter(**{key: above}).first()
    values = {**ASKED.get(model._meta.db_table, {}), **given}
    if model is AgentRun:
        values = {"module": "ai_cmo", "kind": "user", **given}
    for field in model._meta.concrete_fields:
        wanted = not (field.null or field.has_default() or field.primary_key or field.generated)
        if field.name in values or isinstance(field, ScopeForeignKey) or not wanted:
            continue
        if not getattr(field, "auto_now", False) and not getattr(field, "auto_now_add", False):
            values[field.name] = _value(field, word)
    row = model(**values)
    row.save(force_insert=True)
    if model is AgentRun:
        for status in (RunStatus.RUNNING, RunStatus.SUCCEEDED):
            AgentRun.objects.filter(pk=row.pk).update(status=status)
        events.add(row.pk, [events.Event("succeeded")])
    return row


def _value(field: Any, word: str) -> Any:
    if isinstance(field, models.ForeignKey):
        return field.related_model.objects.first() or make(field.related_model, word)
    if field.choices:
        return "" if field.blank else field.flatchoices[0][0]
    if isinstance(field, models.CharField | models.TextField):
        if field.blank:
            return ""
        if field.max_length == DIGEST:
            return hashlib.sha256(f"{word}{uuid7()}".encode()).hexdigest()
        return "EUR" if field.name == "currency" else word[: field.max_length]
    return next(value for kind, value in PLAIN if isinstance(field, kind))
