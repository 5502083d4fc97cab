"""Budgets as JSON."""

from __future__ import annotations

from cfo.models import Budget
from kernel.resources.api import ResourceSerializer


class BudgetSerializer(ResourceSerializer):
    class Meta:
        model = Budget
        fields = ("period", "category", "amount", "currency", "scenario", "version", "status")
        read_only_fields = ("status",)
