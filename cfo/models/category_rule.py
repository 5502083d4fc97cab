"""A rule that files lines of the bank by what they say."""

from __future__ import annotations

from django.db import models

from cfo.models.account import Account
from cfo.models.category import Category
from kernel.tenancy.columns import one_of
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class RuleField(models.TextChoices):
    COUNTERPARTY = "counterparty", "Counterparty"
    MEMO = "memo", "Memo"
    EITHER = "either", "Either"


class RuleMatch(models.TextChoices):
    CONTAINS = "contains", "Contains"
    EQUALS = "equals", "Equals"
    REGEX = "regex", "Pattern"


class RuleSign(models.TextChoices):
    ANY = "any", "In or out"
    IN = "in", "Money in"
    OUT = "out", "Money out"


class CategoryRule(WorkspaceRow):
    """The first active rule that fits a line names its category, by `position`."""

    position = models.PositiveIntegerField(default=1, help_text="1 is tried first.")
    field = models.CharField(
        "looks at", max_length=20, choices=RuleField.choices, default=RuleField.COUNTERPARTY
    )
    match = models.CharField(
        "how", max_length=20, choices=RuleMatch.choices, default=RuleMatch.CONTAINS
    )
    pattern = models.CharField("text", max_length=200)
    sign = models.CharField("money", max_length=3, choices=RuleSign.choices, default=RuleSign.ANY)
    category = TenantForeignKey(Category, models.CASCADE, related_name="rules", db_index=False)
    account = TenantForeignKey(
        Account,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="rules",
        db_index=False,
        help_text="Only lines of this account.",
    )
    active = models.BooleanField(default=True)

    class Meta(WorkspaceRow.Meta):
        db_table = "cfo_category_rules"
        verbose_name = "category rule"
        ordering = ["position", "id"]
        indexes = [
            models.Index(fields=["tenant", "workspace", "position"], name="cfo_rules_position"),
            models.Index(fields=["tenant", "workspace", "category"], name="cfo_rules_category"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "field", "match", "pattern", "sign", "account"],
                name="cfo_category_rules_once",
                nulls_distinct=False,
                violation_error_message="Another rule looks for the same already.",
            ),
            one_of("cfo_category_rules_field", "field", RuleField),
            one_of("cfo_category_rules_match", "match", RuleMatch),
            one_of("cfo_category_rules_sign", "sign", RuleSign),
            models.CheckConstraint(
                condition=models.Q(pattern__regex=r"[^[:space:]]"),
                name="cfo_category_rules_pattern",
                violation_error_message="Say which text the rule looks for.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pattern} → {self.category}"
