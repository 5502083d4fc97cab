"""The form of budgets."""

from __future__ import annotations

from cfo.models import Budget
from kernel.resources.forms import CurrencyForm


class BudgetForm(CurrencyForm):
    class Meta:
        model = Budget
        fields = ("period", "category", "amount", "currency", "scenario", "version")
