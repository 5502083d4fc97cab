"""Endpoints of accounts."""

from __future__ import annotations

from cfo import tables
from cfo.api import serializers
from kernel.resources.api import ResourceViewSet


class AccountViewSet(ResourceViewSet):
    serializer_class = serializers.AccountSerializer
    filterset_class = tables.AccountFilters
    search_fields = ("name", "bank", "number_ending")
