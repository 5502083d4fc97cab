"""A line of a bank statement."""

from __future__ import annotations

from django.db import models

from cfo.models.account import Account
from cfo.models.category import Category
from cfo.models.category_rule import CategoryRule
from kernel.tenancy.columns import CurrencyField, MoneyField, currency_check, one_of
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class TransactionSource(models.TextChoices):
    STATEMENT = "statement", "Statement"
    WEBHOOK = "webhook", "Webhook"
    HAND = "hand", "By hand"
    DEMO = "demo", "Demo"


class FiledBy(models.TextChoices):
    NONE = "none", "Nobody"
    RULE = "rule", "A rule"
    PERSON = "person", "A person"
    AGENT = "agent", "An agent"


class TransactionFlag(models.TextChoices):
    DUPLICATE = "duplicate", "Paid twice"
    QUERY = "query", "To be asked about"


class Transaction(WorkspaceRow):
    """Money in (above zero) or out of an account, in minor units of the account's currency.

    `fingerprint` is that of `cfo.analysis.fingerprint`, `occurrence` the line's number among
    equal ones of a day, from 0. A line from the bank keeps its account, day, amount and
    counterparty, which the database holds (`cfo_transactions_bank`). `transfer` is the other half
    of a payment between two own accounts. A flag is a mark for people: the line counts as before.
    """

    date = models.DateField()
    amount = MoneyField(help_text="In the currency of the account; money out is below zero.")
    currency = CurrencyField(editable=False)
    account = TenantForeignKey(Account, models.PROTECT, related_name="transactions", db_index=False)
    category = TenantForeignKey(
        Category,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="transactions",
        db_index=False,
    )
    counterparty = models.CharField(max_length=200, blank=True)
    memo = models.CharField(max_length=500, blank=True)
    source = models.CharField(
        max_length=10,
        choices=TransactionSource.choices,
        default=TransactionSource.HAND,
        editable=False,
    )
    bank_id = models.CharField(max_length=120, blank=True, editable=False)
    occurrence = models.PositiveIntegerField(default=0, editable=False)
    fingerprint = models.CharField(max_length=64, editable=False)
    reconciled = models.BooleanField(
        default=False, help_text="Compared with the bank's statement, and right."
    )
    filed_by = models.CharField(
        max_length=10, choices=FiledBy.choices, default=FiledBy.NONE, editable=False
    )
    rule = TenantForeignKey(
        CategoryRule,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="transactions",
        db_index=False,
    )
    transfer = TenantForeignKey(
        "cfo.Transaction",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    flag = models.CharField(max_length=10, choices=TransactionFlag.choices, blank=True)
    note = models.CharField(max_length=240, blank=True)

    class Meta(WorkspaceRow.Meta):
        db_table = "cfo_transactions"
        ordering = ["-date", "-id"]
        indexes = [
            models.Index(fields=["tenant", "workspace", "-date", "-id"], name="cfo_lines_newest"),
            models.Index(
                fields=["tenant", "workspace", "account", "date"], name="cfo_lines_account"
            ),
            models.Index(
                fields=["tenant", "workspace", "category", "date"], name="cfo_lines_category"
            ),
            models.Index(
                fields=["tenant", "workspace", "rule"],
                condition=models.Q(rule__isnull=False),
                name="cfo_lines_rule",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "fingerprint"],
                name="cfo_transactions_once",
                violation_error_message="This line is there already.",
            ),
            models.UniqueConstraint(
                fields=["tenant", "workspace", "transfer"],
                condition=models.Q(transfer__isnull=False),
                name="cfo_transactions_transfer_once",
                violation_error_message="That line is half of another transfer already.",
            ),
            one_of("cfo_transactions_source", "source", TransactionSource),
            one_of("cfo_transactions_filed_by", "filed_by", FiledBy),
            currency_check("cfo_transactions_money"),
            models.CheckConstraint(
                condition=models.Q(fingerprint__regex=r"^[0-9a-f]{64}$"),
                name="cfo_transactions_fingerprint",
                violation_error_message="A fingerprint is 64 hexadecimal digits.",
            ),
            models.CheckConstraint(
                condition=models.Q(category__isnull=True) | ~models.Q(filed_by=FiledBy.NONE),
                name="cfo_transactions_filed",
                violation_error_message="A line with a category says who filed it.",
            ),
            models.CheckConstraint(
                condition=models.Q(flag__in=["", *TransactionFlag.values]),
                name="cfo_transactions_flag",
                violation_error_message="Choose flag out of: duplicate, query, or none.",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gt=-(10**15), amount__lt=10**15),
                name="cfo_transactions_size",
                violation_error_message="An amount has at most fifteen digits.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.counterparty or self.memo or 'Line'}, {self.date.isoformat()}"
