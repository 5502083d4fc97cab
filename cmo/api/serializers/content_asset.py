"""Content assets as JSON."""

from __future__ import annotations

from cmo.models import ContentAsset
from kernel.resources.api import ResourceSerializer


class ContentAssetSerializer(ResourceSerializer):
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
