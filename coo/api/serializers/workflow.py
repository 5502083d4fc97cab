"""Workflows as JSON."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import serializers

from coo.models import Workflow
from coo.models.workflow_steps import check_steps
from kernel.resources.api import ResourceSerializer


class WorkflowSerializer(ResourceSerializer):
    class Meta:
        model = Workflow
        fields = ("name", "version", "description", "steps", "sla_hours", "status")

    def validate_steps(self, steps: Any) -> Any:
        try:
            check_steps(steps)
        except ValidationError as refusal:
            raise serializers.ValidationError(refusal.messages) from refusal
        return steps
