"""The form of accounts."""

from __future__ import annotations

from cfo.models import Account
from kernel.resources.forms import CurrencyForm


class AccountForm(CurrencyForm):
    class Meta:
        model = Account
        fields = (
            "name",
            "bank",
            "kind",
            "number_ending",
            "currency",
            "opening_balance",
            "opened_on",
            "stated_balance",
            "stated_on",
            "status",
        )
