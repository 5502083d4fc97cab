"""The form of content assets."""

from __future__ import annotations

from cmo.models import ContentAsset
from kernel.resources.forms import ResourceForm


class ContentAssetForm(ResourceForm):
    class Meta:
        model = ContentAsset
        fields = (
            "campaign",
            "title",
            "kind",
            "channel",
            "stage",
            "key_message",
            "cta",
            "tone",
            "status",
            "publish_on",
        )
