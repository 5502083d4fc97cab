"""Endpoints of invoices."""

from __future__ import annotations

from cfo import tables
from cfo.api import serializers
from kernel.resources.api import ResourceViewSet


class InvoiceViewSet(ResourceViewSet):
    serializer_class = serializers.InvoiceSerializer
    filterset_class = tables.InvoiceFilters
    search_fields = ("number", "customer")
