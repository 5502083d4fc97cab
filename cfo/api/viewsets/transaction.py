"""Endpoints of transactions."""

from __future__ import annotations

from cfo import tables
from cfo.api import serializers
from kernel.resources.api import ResourceViewSet


class TransactionViewSet(ResourceViewSet):
    serializer_class = serializers.TransactionSerializer
    filterset_class = tables.TransactionFilters
    search_fields = ("counterparty", "memo")
