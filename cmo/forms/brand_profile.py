"""The form of the brand profile."""

from __future__ import annotations

from cmo.models import BrandProfile
from kernel.resources.forms import ResourceForm


class BrandProfileForm(ResourceForm):
    class Meta:
        model = BrandProfile
        fields = (
            "name",
            "tagline",
            "mission",
            "voice",
            "tone",
            "values",
            "website",
            "industry",
            "competitors",
            "value_proposition",
            "differentiators",
            "messaging_pillars",
        )
