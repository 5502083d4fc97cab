"""Accounts as JSON."""

from __future__ import annotations

from cfo.models import Account
from kernel.resources.api import ResourceSerializer


class AccountSerializer(ResourceSerializer):
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
