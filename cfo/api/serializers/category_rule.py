"""Category rules as JSON."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import serializers

from cfo.models import CategoryRule
from cfo.models.category_rule import RuleMatch
from cfo.rule_patterns import check_pattern
from kernel.resources.api import ResourceSerializer


class CategoryRuleSerializer(ResourceSerializer):
    class Meta:
        model = CategoryRule
        fields = (
            "pattern", "field", "match", "sign", "account", "category", "position", "active",
        )  # fmt: skip

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        stands = self.instance
        match = attrs.get("match", getattr(stands, "match", RuleMatch.CONTAINS))
        pattern = attrs.get("pattern", getattr(stands, "pattern", ""))
        try:
            check_pattern(match, pattern)
        except ValidationError as refusal:
            raise serializers.ValidationError(refusal.message_dict) from refusal
        return attrs
