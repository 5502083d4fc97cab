"""What the company sells, to whom and for how much."""

from __future__ import annotations

from django.db import models

from cmo.models.icp_segment import IcpSegment
from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import (
    CurrencyField,
    ListField,
    MoneyField,
    currency_check,
    not_negative,
    one_of,
)
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class OfferKind(models.TextChoices):
    PRODUCT = "product", "Product"
    SERVICE = "service", "Service"
    SUBSCRIPTION = "subscription", "Subscription"


class PricingModel(models.TextChoices):
    ONE_TIME = "one_time", "One-time"
    SUBSCRIPTION = "subscription", "Subscription"
    USAGE = "usage", "By usage"
    FREEMIUM = "freemium", "Freemium"
    QUOTE = "quote", "On quote"


class OfferStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    ACTIVE = "active", "Active"
    RETIRED = "retired", "Retired"


class Offer(DraftedRow, WorkspaceRow):
    """An offer; its prices in minor units of `currency`. One is the flagship."""

    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, choices=OfferKind.choices, default=OfferKind.PRODUCT)
    description = models.TextField(blank=True)
    benefits = ListField()
    pricing_model = models.CharField(
        max_length=20, choices=PricingModel.choices, default=PricingModel.ONE_TIME
    )
    price_low = MoneyField("price from", null=True, blank=True)
    price_high = MoneyField("price to", null=True, blank=True)
    currency = CurrencyField()
    status = models.CharField(max_length=20, choices=OfferStatus.choices, default=OfferStatus.DRAFT)
    segment = TenantForeignKey(
        IcpSegment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="offers",
        db_index=False,
    )
    is_flagship = models.BooleanField("flagship", default=False)

    class Meta(WorkspaceRow.Meta):
        db_table = "cmo_offers"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "name"],
                name="cmo_offers_name",
                violation_error_message="Another offer of this workspace has that name.",
            ),
            models.UniqueConstraint(
                fields=["tenant", "workspace"],
                condition=models.Q(is_flagship=True),
                name="cmo_offers_flagship",
                violation_error_message="Another offer is the flagship; there is just one.",
            ),
            one_of("cmo_offers_kind", "kind", OfferKind),
            one_of("cmo_offers_pricing", "pricing_model", PricingModel),
            one_of("cmo_offers_status", "status", OfferStatus),
            not_negative("cmo_offers_amounts", "price_low", "price_high"),
            models.CheckConstraint(
                condition=models.Q(price_high__gte=models.F("price_low"))
                | models.Q(price_low__isnull=True)
                | models.Q(price_high__isnull=True),
                name="cmo_offers_prices",
                violation_error_message="The highest price is below the lowest.",
            ),
            currency_check("cmo_offers_currency"),
        ]

    def __str__(self) -> str:
        return self.name
