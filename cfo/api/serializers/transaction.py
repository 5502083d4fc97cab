"""Transactions as JSON."""

from __future__ import annotations

from typing import Any

from cfo.line_identity import FOLLOWING, KEYS, complete, file_by_person, follow
from cfo.models import Transaction
from kernel.resources import changes
from kernel.resources.api import ResourceSerializer


class TransactionSerializer(ResourceSerializer):
    """Currency, fingerprint and who filed it follow from what is sent."""

    class Meta:
        model = Transaction
        fields = (
            "account", "date", "amount", "currency", "counterparty", "memo", "category",
            "reconciled", "flag", "note", "source", "bank_id", "fingerprint", "filed_by", "rule",
            "transfer",
        )  # fmt: skip
        read_only_fields = (
            "currency", "source", "bank_id", "fingerprint", "filed_by", "rule", "transfer",
        )  # fmt: skip

    def create(self, validated_data: dict[str, Any]) -> Any:
        line = Transaction(**validated_data)
        complete(line)
        file_by_person(line)
        return super().create(validated_data | {name: getattr(line, name) for name in FOLLOWING})

    def update(self, instance: Any, validated_data: dict[str, Any]) -> Any:
        before = changes.state(instance, [*KEYS, "category"])
        stood = {name: getattr(instance, name) for name in [*validated_data, *FOLLOWING]}
        for name, value in validated_data.items():
            setattr(instance, name, value)
        follow(instance, before)
        found = {name: getattr(instance, name) for name in stood}
        for name, value in stood.items():
            setattr(instance, name, value)
        return super().update(instance, found)
