"""The form of category rules."""

from __future__ import annotations

from typing import Any

from cfo.models import CategoryRule
from cfo.rule_patterns import check_pattern
from kernel.resources.forms import ResourceForm


class CategoryRuleForm(ResourceForm):
    class Meta:
        model = CategoryRule
        fields = (
            "pattern", "field", "match", "sign", "account", "category", "position", "active",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "pattern" in cleaned and "match" in cleaned:
            check_pattern(cleaned["match"], cleaned["pattern"])
        return cleaned
