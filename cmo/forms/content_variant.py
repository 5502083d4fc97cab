"""The form of content variants."""

from __future__ import annotations

from cmo.models import ContentVariant
from kernel.resources.forms import ResourceForm


class ContentVariantForm(ResourceForm):
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
