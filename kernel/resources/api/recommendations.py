"""A module's recommendations as endpoints: read them, and decide on them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.decisions import approvals
from kernel.decisions.recommendation import Recommendation
from kernel.decisions.redaction import redacted
from kernel.resources import addresses, changes
from kernel.resources.api.serializers import MomentField, ResourceSerializer
from kernel.resources.api.viewsets import ResourceViewSet, tag_of
from kernel.resources.rights import rights


@extend_schema_field(serializers.ListField(child=serializers.DictField()))
class EvidenceField(serializers.ReadOnlyField):
    """A proposal's figures; those of modules that the caller may not read say ``restricted``."""

    def __init__(self) -> None:
        super().__init__(source="*")

    def to_representation(self, value: Recommendation) -> list[dict[str, Any]]:
        access = rights(self.context["request"]._request)
        return redacted(value.evidence, access, value.manifest.id).as_json()


class RecommendationSerializer(ResourceSerializer):
    """Base of a module's recommendations as JSON.

    ``class Meta(RecommendationSerializer.Meta): model = Recommendation`` names the module's rows.
    """

    evidence = EvidenceField()

    class Meta:
        fields = (
            "kind",
            "subject",
            "title",
            "rationale",
            "severity",
            "impact",
            "currency",
            "effort",
            "priority",
            "evidence",
            "predicted",
            "action_kind",
            "action_args",
            "action_hash",
            "status",
            "owner",
            "due_on",
            "expires_at",
            "snoozed_until",
            "decision_note",
            "decided_by",
            "decided_at",
        )
        read_only_fields = tuple(name for name in fields if name not in ("owner", "due_on"))


class ApprovalSerializer(serializers.Serializer[Any]):
    """An approval binds exactly the action that was shown."""

    action_hash = serializers.CharField(max_length=64)
    note = serializers.CharField(required=False, allow_blank=True, max_length=2000, default="")


class NoteSerializer(serializers.Serializer[Any]):
    note = serializers.CharField(required=False, allow_blank=True, max_length=2000, default="")


class SnoozeSerializer(NoteSerializer):
    until = MomentField()


class PreviewSerializer(serializers.Serializer[Any]):
    """What approving would change now."""

    does = serializers.CharField()
    does_not = serializers.CharField()
    changes = serializers.ListField(child=serializers.DictField())


class RecommendationViewSet(ResourceViewSet):
    """List, one, owner and due date; a decision is made by an address of its own."""

    @extend_schema(responses=PreviewSerializer)
    def preview(self, request: Request, **kwargs: Any) -> Response:
        """What approving would change now, field by field."""
        return Response(self._row().preview().as_json())

    @extend_schema(request=ApprovalSerializer)
    def approval(self, request: Request, **kwargs: Any) -> Response:
        """Approve the action with this hash; it is applied at once."""
        asked = self._asked(ApprovalSerializer)
        return self._answer(approvals.approve(self._row(), **asked))

    @extend_schema(request=NoteSerializer)
    def rejection(self, request: Request, **kwargs: Any) -> Response:
        """Turn it down; it stays quiet until its figure changes."""
        return self._answer(approvals.reject(self._row(), **self._asked(NoteSerializer)))

    @extend_schema(request=NoteSerializer)
    def undo(self, request: Request, **kwargs: Any) -> Response:
        """Take back what was applied."""
        return self._answer(approvals.undo(self._row(), **self._asked(NoteSerializer)))

    @extend_schema(request=SnoozeSerializer)
    def snooze(self, request: Request, **kwargs: Any) -> Response:
        """Let it wait until a time."""
        return self._answer(approvals.snooze(self._row(), **self._asked(SnoozeSerializer)))

    def _row(self) -> Any:
        return changes.one(self.model(), addresses.parse_id(self.kwargs["id"]))

    def _asked(self, kind: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        asked = kind(data=self.request.data)
        asked.is_valid(raise_exception=True)
        return dict(asked.validated_data)

    def _answer(self, row: Any) -> Response:
        return Response(self.get_serializer(row).data, headers={"ETag": tag_of(row)})
