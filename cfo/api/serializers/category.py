"""Categories as JSON."""

from __future__ import annotations

from cfo.models import Category
from kernel.resources.api import ResourceSerializer


class CategorySerializer(ResourceSerializer):
    class Meta:
        model = Category
        fields = ("name", "kind", "archived")
