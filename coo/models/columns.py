"""Columns that several tables of operations have: hours of work, times in their order."""

from __future__ import annotations

from typing import Any

from django.db import models


class HoursField(models.DecimalField):  # type: ignore[type-arg]
    """Working hours with up to two decimals, at most 99,999."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 7)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)


def not_before(name: str, later: str, earlier: str, words: str) -> models.CheckConstraint:
    """One column is NULL, or at or after another one, which may be NULL too."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{later}__gte": models.F(earlier)})
        | models.Q(**{f"{later}__isnull": True})
        | models.Q(**{f"{earlier}__isnull": True}),
        name=name,
        violation_error_message=words,
    )
