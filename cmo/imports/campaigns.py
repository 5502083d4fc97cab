"""Campaigns that only a file knows: what is written down of them."""

from __future__ import annotations

from typing import Any

from cmo.models.campaign import CampaignKind, CampaignStatus
from kernel.resources.rights import scope_notation


def running_campaign(words: str, row: dict[str, Any]) -> dict[str, Any]:
    """A campaign with days or contacts of its own: it runs."""
    return _campaign(words, row, CampaignStatus.ACTIVE)


def planned_campaign(words: str, row: dict[str, Any]) -> dict[str, Any]:
    """A campaign that something is planned for."""
    return _campaign(words, row, CampaignStatus.DRAFT)


def _campaign(words: str, row: dict[str, Any], status: CampaignStatus) -> dict[str, Any]:
    return {
        "name": words,
        "kind": CampaignKind.OTHER,
        "status": status,
        "currency": row.get("currency") or scope_notation().currency,
    }
