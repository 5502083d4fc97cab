"""A channel's name, as the tables hold it and as people read it."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models


def channel_key(words: str) -> str:
    """How a channel is written in the tables: `Paid Search ` is `paid_search`."""
    return re.sub(r"\s+", "_", words.strip()).lower()


def channel_label(channel: str) -> str:
    """A channel as people read it: `paid_search` is Paid search."""
    words = channel.replace("_", " ")
    return words[:1].upper() + words[1:]


def channel_format(value: str) -> None:
    """Refuse what `channel_key` would write differently."""
    if value != channel_key(value):
        raise ValidationError(f"Write the channel as {channel_key(value)}.", code="channel_format")


class ChannelField(models.CharField):  # type: ignore[type-arg]
    """A channel's name as `channel_key` writes it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("validators", [channel_format])
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return channel_key(value) if isinstance(value, str) else value


def channel_check(name: str) -> models.CheckConstraint:
    """No spaces and no capitals in a channel, so that one channel has one name."""
    return models.CheckConstraint(
        condition=models.Q(channel__regex=r"^[^[:space:][:upper:]]+$"),
        name=name,
        violation_error_message="Write a channel in lower case with _ for spaces.",
    )


def channel_or_none_check(name: str) -> models.CheckConstraint:
    """As `channel_check`, for rows that need no channel."""
    return models.CheckConstraint(
        condition=models.Q(channel__regex=r"^[^[:space:][:upper:]]*$"),
        name=name,
        violation_error_message="Write a channel in lower case with _ for spaces.",
    )
