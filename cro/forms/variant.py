"""The form of variants."""

from __future__ import annotations

from cro.models import Variant
from kernel.resources.forms import ResourceForm


class VariantForm(ResourceForm):
    class Meta:
        model = Variant
        fields = ("experiment", "key", "name", "is_control", "weight")
