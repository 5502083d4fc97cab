"""Endpoints of budgets."""

from __future__ import annotations

from cfo import tables
from cfo.api import serializers
from kernel.resources.api import ResourceViewSet


class BudgetViewSet(ResourceViewSet):
    serializer_class = serializers.BudgetSerializer
    filterset_class = tables.BudgetFilters
    search_fields = ("category__name",)
