"""Columns that several lists have."""

from __future__ import annotations

from typing import Any

from cmo.models.columns import channel_label
from kernel.resources.columns import (
    Look,
    TextColumn,
)


class ChannelColumn(TextColumn):
    """A channel as people read it; files hold it as it is stored."""

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        return {"text": channel_label(str(value))}
