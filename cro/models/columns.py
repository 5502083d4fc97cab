"""Columns that several tables of experiments have: methods, error rates, sums."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

ROUNDING = Decimal("0.000001")
OF_THE_SUM = Decimal("0.999999999")
SPOKEN = {
    "minimum_effect": "the smallest effect",
    "planned_size": "the planned size",
    "planned_weeks": "the planned weeks",
    "smallest_believable": "the smallest effect",
    "weight": "the weight",
    "sum_squares": "sum of squares",
    "denominator_sum_squares": "sum of squares of the denominator",
    "pre_sum_squares": "sum of squares before the test",
    "cross_product": "cross-product",
    "pre_cross_product": "cross-product with the time before",
}
"""Columns as people speak of them."""


class Method(models.TextChoices):
    FIXED = "fixed", "Fixed size"
    SEQUENTIAL = "sequential", "Sequential"
    BAYESIAN = "bayesian", "Bayesian"


class SumField(models.DecimalField):  # type: ignore[type-arg]
    """A sum over people, exact; NULL where the metric's kind has no such sum."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 38)
        kwargs.setdefault("decimal_places", 8)
        super().__init__(*args, **kwargs)


def alpha_check(name: str) -> models.CheckConstraint:
    """`alpha` lies above 0 and below one half."""
    return models.CheckConstraint(
        condition=models.Q(alpha__gt=0, alpha__lt=Decimal("0.5")),
        name=name,
        violation_error_message="Give alpha above 0%% and below 50%%; 5%% is usual.",
    )


def power_check(name: str) -> models.CheckConstraint:
    """`power` lies from one half to below 1."""
    return models.CheckConstraint(
        condition=models.Q(power__gte=Decimal("0.5"), power__lt=1),
        name=name,
        violation_error_message="Give power from 50%% to below 100%%; 80%% is usual.",
    )


def above_zero(name: str, column: str) -> models.CheckConstraint:
    """The column is NULL or above 0."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{column}__gt": 0}) | models.Q(**{f"{column}__isnull": True}),
        name=name,
        violation_error_message=f"Give {SPOKEN[column]} above zero.",
    )


def no_negative_variance(name: str, total: str, squares: str) -> models.CheckConstraint:
    """The sum of squares is NULL or large enough for the sum: no variance is below zero.

    n·Σx² ≥ (Σx)², but for what rounding takes.
    """
    held = models.F(squares) * models.F("units") + models.F("units") * ROUNDING
    needed = models.F(total) * models.F(total) * OF_THE_SUM
    said = SPOKEN[squares]
    return models.CheckConstraint(
        condition=models.Q(**{f"{squares}__isnull": True})
        | models.Q(GreaterThanOrEqual(held, needed)),
        name=name,
        violation_error_message=(
            f"The {said} is too small for the sum: the variance would be below zero. It is "
            "the sum of each person's value squared, not the square of the sum."
        ),
    )


def possible_cross_product(
    name: str, cross: str, one: tuple[str, str], other: tuple[str, str]
) -> models.CheckConstraint:
    """The cross-product is NULL or one that values of these sums and squares can have.

    (n·Σxy − Σx·Σy)² ≤ (n·Σx² − (Σx)²)·(n·Σy² − (Σy)²) by Cauchy and Schwarz, but for what
    rounding takes.
    """
    units = models.F("units")
    shared = units * models.F(cross) - models.F(one[0]) * models.F(other[0])
    most = _spread(*one) * _spread(*other)
    said = SPOKEN[cross]
    return models.CheckConstraint(
        condition=models.Q(**{f"{cross}__isnull": True})
        | models.Q(LessThanOrEqual(shared * shared, most)),
        name=name,
        violation_error_message=(
            f"These sums of squares allow no such {said}. It is the sum of each "
            "person's two values multiplied with each other."
        ),
    )


def _spread(total: str, squares: str) -> models.expressions.Combinable:
    """n·Σx² − (Σx)², and a little."""
    units, summed = models.F("units"), models.F(total)
    return units * models.F(squares) - summed * summed * OF_THE_SUM + units * ROUNDING
