"""One wording of a content asset, to be held against the others."""

from __future__ import annotations

from django.db import models

from cmo.models.content_asset import ContentAsset
from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import one_of
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow

FILL_IN = r"\[\[.*\]\]"
"""A place that a person fills in: `[[the price]]`."""


class VariantLabel(models.TextChoices):
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"


def _unfilled() -> models.Q:
    held = models.Q()
    for column in ("subject", "headline", "body", "cta_text"):
        held |= models.Q(**{f"{column}__regex": FILL_IN})
    return held


class ContentVariant(DraftedRow, WorkspaceRow):
    """A wording. An outline has places to fill in, marked `[[…]]`; a finished one has none."""

    asset = TenantForeignKey(ContentAsset, models.CASCADE, related_name="variants", db_index=False)
    label = models.CharField(max_length=1, choices=VariantLabel.choices, default=VariantLabel.A)
    subject = models.CharField(max_length=240, blank=True)
    headline = models.CharField(max_length=240, blank=True)
    body = models.TextField(blank=True)
    cta_text = models.CharField("call to action", max_length=120, blank=True)
    is_winner = models.BooleanField("winner", default=False)
    is_outline = models.BooleanField(
        "outline", default=False, help_text="Has places to fill in, marked [[like this]]."
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "cmo_content_variants"
        verbose_name = "content variant"
        ordering = ["asset", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "asset", "label"],
                name="cmo_content_variants_label",
                violation_error_message="Another variant of this asset has that label.",
            ),
            models.UniqueConstraint(
                fields=["tenant", "workspace", "asset"],
                condition=models.Q(is_winner=True),
                name="cmo_content_variants_winner",
                violation_error_message="Another variant of this asset is the winner.",
            ),
            one_of("cmo_content_variants_labels", "label", VariantLabel),
            models.CheckConstraint(
                condition=models.Q(is_outline=True) | ~_unfilled(),
                name="cmo_content_variants_filled",
                violation_error_message=(
                    "It still holds a place to fill in, [[…]]: fill it in or mark it as an outline."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asset.title}, {self.label}"
