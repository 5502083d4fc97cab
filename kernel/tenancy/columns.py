"""Columns that tables of any module have: money, currencies, fractions, lists of short texts."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models

LONGEST_ITEM = 240
MOST_ITEMS = 24

currency_format = RegexValidator(r"^[A-Z]{3}\Z", "Use a three-letter ISO 4217 code such as EUR.")


class MoneyField(models.BigIntegerField):  # type: ignore[type-arg]
    """Minor units of the row's currency; NULL where nobody gave an amount."""

    unit = "money"


class CurrencyField(models.CharField):  # type: ignore[type-arg]
    """An ISO 4217 code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 3)
        kwargs.setdefault("validators", [currency_format])
        super().__init__(*args, **kwargs)


class FractionField(models.DecimalField):  # type: ignore[type-arg]
    """A share or rate from 0 to 1, shown as percent."""

    unit = "fraction"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 6)
        kwargs.setdefault("decimal_places", 5)
        super().__init__(*args, **kwargs)


class ListField(ArrayField):  # type: ignore[type-arg]
    """Short texts, one an item; at most `MOST_ITEMS` of `LONGEST_ITEM` letters each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args:
            kwargs.setdefault("base_field", models.CharField(max_length=LONGEST_ITEM))
        kwargs.setdefault("size", MOST_ITEMS)
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


def currency_check(name: str) -> models.CheckConstraint:
    """Three capital letters, held by the database."""
    return models.CheckConstraint(
        condition=models.Q(currency__regex=r"^[A-Z]{3}$"),
        name=name,
        violation_error_message="Use a three-letter ISO 4217 code such as EUR.",
    )


def not_negative(name: str, *columns: str) -> models.CheckConstraint:
    """Each of the columns is NULL or at least 0."""
    condition = models.Q()
    for column in columns:
        condition &= models.Q(**{f"{column}__gte": 0}) | models.Q(**{f"{column}__isnull": True})
    listed = ", ".join(column.replace("_", " ") for column in columns)
    return models.CheckConstraint(
        condition=condition,
        name=name,
        violation_error_message=f"These are never below zero: {listed}.",
    )


def fraction_check(name: str, column: str) -> models.CheckConstraint:
    """The column is NULL or from 0 to 1."""
    inside = models.Q(**{f"{column}__gte": 0, f"{column}__lte": 1})
    return models.CheckConstraint(
        condition=inside | models.Q(**{f"{column}__isnull": True}),
        name=name,
        violation_error_message=f"Give {column.replace('_', ' ')} between 0%% and 100%%.",
    )


def one_of(name: str, column: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """The column holds one of the choices."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{column}__in": choices.values}),
        name=name,
        violation_error_message=f"Choose {column} out of: {', '.join(choices.values)}.",
    )
