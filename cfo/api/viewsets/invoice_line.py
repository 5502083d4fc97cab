"""Endpoints of invoice lines."""

from __future__ import annotations

from cfo import tables
from cfo.api import serializers
from kernel.resources.api import ResourceViewSet


class InvoiceLineViewSet(ResourceViewSet):
    serializer_class = serializers.InvoiceLineSerializer
    filterset_class = tables.InvoiceLineFilters
    search_fields = ("item", "invoice__number", "invoice__customer")
