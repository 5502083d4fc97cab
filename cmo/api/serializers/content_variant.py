"""Content variants as JSON."""

from __future__ import annotations

from cmo.models import ContentVariant
from kernel.resources.api import ResourceSerializer


class ContentVariantSerializer(ResourceSerializer):
    class Meta:
        model = ContentVariant
        fields = (
            "asset",
            "label",
            "subject",
            "headline",
            "body",
            "cta_text",
            "is_winner",
            "is_outline",
        )
