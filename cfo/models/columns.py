"""Columns that several finance tables have: months, scenarios, quantities."""

from __future__ import annotations

from django.db import models


class Scenario(models.TextChoices):
    BASE = "base", "Base"
    LOW = "low", "Low"
    HIGH = "high", "High"


class QuantityField(models.BigIntegerField):  # type: ignore[type-arg]
    """Thousandths of a unit, whole: 1500 is one and a half."""


def first_of_month(name: str, column: str) -> models.CheckConstraint:
    """The column is NULL or the first day of a month."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{column}__day": 1}) | models.Q(**{f"{column}__isnull": True}),
        name=name,
        violation_error_message=f"Give {column.replace('_', ' ')} as the first day of a month.",
    )
