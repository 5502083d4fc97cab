"""An account that the company has with a bank, a card or a payment processor."""

from __future__ import annotations

from django.db import models

from kernel.tenancy.columns import CurrencyField, MoneyField, currency_check, one_of
from kernel.tenancy.rows import WorkspaceRow


class AccountKind(models.TextChoices):
    CURRENT = "current", "Current"
    SAVINGS = "savings", "Savings"
    CARD = "card", "Card"
    CASH = "cash", "Cash"
    PROCESSOR = "processor", "Payment processor"


class AccountStatus(models.TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class Account(WorkspaceRow):
    """An account in one currency; balances in its minor units.

    `opening_balance` is that of the evening of `opened_on`: lines of that day and before are in
    it. `stated_balance` is what the bank says was there on the evening of `stated_on`.
    `external_key` is how statement files name the account, hashed or masked.
    """

    name = models.CharField(max_length=120)
    bank = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20, choices=AccountKind.choices, default=AccountKind.CURRENT)
    number_ending = models.CharField(
        "number ends with", max_length=4, blank=True, help_text="The last four characters at most."
    )
    currency = CurrencyField()
    opening_balance = MoneyField(default=0)
    opened_on = models.DateField(
        "opening balance of", help_text="Lines after this day are added to the opening balance."
    )
    stated_balance = MoneyField(
        "balance by the bank", help_text="As the latest statement gives it.", null=True, blank=True
    )
    stated_on = models.DateField("stated on", null=True, blank=True)
    status = models.CharField(
        max_length=10, choices=AccountStatus.choices, default=AccountStatus.OPEN
    )
    external_key = models.CharField(max_length=80, blank=True, editable=False)

    class Meta(WorkspaceRow.Meta):
        db_table = "cfo_accounts"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "name"],
                name="cfo_accounts_name",
                violation_error_message="Another account of this workspace has that name.",
            ),
            models.UniqueConstraint(
                fields=["tenant", "workspace", "external_key"],
                condition=~models.Q(external_key=""),
                name="cfo_accounts_external",
                violation_error_message="Another account stands for the same account of the bank.",
            ),
            one_of("cfo_accounts_kind", "kind", AccountKind),
            one_of("cfo_accounts_status", "status", AccountStatus),
            currency_check("cfo_accounts_currency"),
            models.CheckConstraint(
                condition=models.Q(number_ending__regex=r"^[0-9A-Za-z]{0,4}$"),
                name="cfo_accounts_ending",
                violation_error_message="Give at most the last four letters or digits.",
            ),
            models.CheckConstraint(
                condition=models.Q(stated_balance__isnull=True, stated_on__isnull=True)
                | models.Q(stated_balance__isnull=False, stated_on__isnull=False),
                name="cfo_accounts_stated",
                violation_error_message="A balance by the bank has its day, and a day its balance.",
            ),
            models.CheckConstraint(
                condition=models.Q(stated_on__gte=models.F("opened_on"))
                | models.Q(stated_on__isnull=True),
                name="cfo_accounts_days",
                violation_error_message="The bank's balance is older than the opening balance.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
