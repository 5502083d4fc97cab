"""What a line of the bank is for."""

from __future__ import annotations

from django.db import models

from kernel.tenancy.columns import one_of
from kernel.tenancy.rows import WorkspaceRow


class CategoryKind(models.TextChoices):
    REVENUE = "revenue", "Revenue"
    COGS = "cogs", "Cost of goods sold"
    OPEX = "opex", "Operating cost"
    PAYROLL = "payroll", "Payroll"
    TAX = "tax", "Tax"
    TRANSFER = "transfer", "Transfer"
    FINANCING = "financing", "Financing"


class Category(WorkspaceRow):
    """A category; its kind says where in the statements its lines stand.

    A transfer is neither income nor cost. An archived category keeps its lines and takes no more.
    """

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=CategoryKind.choices)
    archived = models.BooleanField(default=False, help_text="Keeps its lines and takes no more.")

    class Meta(WorkspaceRow.Meta):
        db_table = "cfo_categories"
        verbose_name_plural = "categories"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "name"],
                name="cfo_categories_name",
                violation_error_message="Another category of this workspace has that name.",
            ),
            one_of("cfo_categories_kind", "kind", CategoryKind),
        ]

    def __str__(self) -> str:
        return self.name
