"""Variants as JSON."""

from __future__ import annotations

from cro.models import Variant
from kernel.resources.api import ResourceSerializer


class VariantSerializer(ResourceSerializer):
    class Meta:
        model = Variant
        fields = ("experiment", "key", "name", "is_control", "weight")
