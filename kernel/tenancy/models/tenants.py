"""A company, the hosts that name it, and its workspaces."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django_tenants.models import DomainMixin, TenantMixin

from kernel.core.workdays import WorkDays
from kernel.core.workhours import WorkHours
from kernel.ids import uuid7
from kernel.tenancy.columns import currency_format
from kernel.tenancy.rows import TenantForeignKey, TenantRow

slug_format = RegexValidator(r"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$", "Use a-z, 0-9 and hyphens.")


def default_working_days() -> list[int]:
    """Monday to Friday as ISO weekdays."""
    return [1, 2, 3, 4, 5]


def known_time_zone(value: str) -> None:
    """Accept IANA names only."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(f"“{value}” is no IANA time zone. Use one such as Europe/Berlin.")


class NumberFormat(models.TextChoices):
    EN = "en", "1,234.56"
    DE = "de", "1.234,56"
    FR = "fr", "1 234,56"
    CH = "ch", "1’234.56"


class Tenant(TenantMixin):
    """A company. All share one schema; row-level security keeps them apart."""

    auto_create_schema = False
    auto_drop_schema = False

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    schema_name = models.CharField(max_length=63, default="public", editable=False)
    name = models.CharField(max_length=120)
    slug = models.CharField(max_length=63, unique=True, validators=[slug_format])
    as_of = models.DateField(
        null=True, blank=True, help_text="The tenant's business date; empty means today."
    )
    is_demo = models.BooleanField(default=False)
    second_approval = models.BooleanField(
        default=False, help_text="Who asks for a change may not approve it."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "tenants"

    def __str__(self) -> str:
        return self.name

    def _check_schema_name_is_unique(self) -> None:
        """Pooled tenants share the schema."""

    def _drop_schema(self, force_drop: bool = False) -> None:
        """Never drop the schema that all tenants share."""
        if self.schema_name == "public":
            return
        super()._drop_schema(force_drop)


class Domain(DomainMixin):
    """A host that names one tenant."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = TenantForeignKey(Tenant, models.CASCADE, related_name="domains")

    class Meta:
        db_table = "domains"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.domain = str(self.domain).strip().lower()  # type: ignore[has-type]
        super().save(*args, **kwargs)


class Workspace(TenantRow):
    """A part of a company with its own clock, currency and calendar."""

    name = models.CharField(max_length=120)
    slug = models.CharField(max_length=63, validators=[slug_format])
    timezone = models.CharField(max_length=64, default="UTC", validators=[known_time_zone])
    currency = models.CharField(max_length=3, default="EUR", validators=[currency_format])
    first_weekday = models.PositiveSmallIntegerField(default=1, help_text="ISO: 1 is Monday.")
    fiscal_month = models.PositiveSmallIntegerField(default=1, help_text="First month, 1 to 12.")
    number_format = models.CharField(
        max_length=2, choices=NumberFormat.choices, default=NumberFormat.EN
    )
    working_days = ArrayField(models.PositiveSmallIntegerField(), default=default_working_days)
    workday_start = models.TimeField(default="09:00")
    workday_end = models.TimeField(default="17:00")
    holidays = ArrayField(models.DateField(), default=list, blank=True)
    set_phrases = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        help_text="Phrases with digits that are no figures, such as 24/7.",
    )

    class Meta(TenantRow.Meta):
        db_table = "workspaces"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "slug"], name="workspaces_slug"),
            models.CheckConstraint(
                condition=models.Q(first_weekday__gte=1, first_weekday__lte=7),
                name="workspaces_first_weekday",
            ),
            models.CheckConstraint(
                condition=models.Q(fiscal_month__gte=1, fiscal_month__lte=12),
                name="workspaces_fiscal_month",
            ),
            models.CheckConstraint(
                condition=models.Q(workday_end__gt=models.F("workday_start")),
                name="workspaces_workday",
            ),
            models.CheckConstraint(
                condition=models.Q(number_format__in=NumberFormat.values),
                name="workspaces_number_format",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def work_hours(self) -> WorkHours:
        """The hours in which this workspace works, by its own clock and calendar."""
        return WorkHours(
            WorkDays.of(self.working_days, self.holidays),
            self.workday_start,
            self.workday_end,
            zoneinfo.ZoneInfo(self.timezone),
        )
