"""Which engine writes: the built-in analyst, or the model that the settings name."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings

from kernel.errors import KernelUsageError

BUILT_IN = "built-in analyst"
ANTHROPIC_PREFIX = "anthropic:"


@dataclass(frozen=True, slots=True)
class Engine:
    """Who writes the text. ``name`` is shown to people; a model's is the settings' own."""

    kind: Literal["builtin", "model"]
    name: str


@dataclass(frozen=True, slots=True)
class ModelAccess:
    """Where a model is reached. Without ``url`` the provider's own address is used."""

    url: str
    key: str
    model: str

    def __repr__(self) -> str:
        return f"ModelAccess(url={self.url!r}, model={self.model!r})"


def access() -> ModelAccess | None:
    """The configured model: a name, with an address or a key; None where there is none."""
    url = str(getattr(settings, "AI_GATEWAY_URL", "") or "").strip()
    key = str(getattr(settings, "AI_GATEWAY_KEY", "") or "").strip()
    model = str(getattr(settings, "AI_GATEWAY_MODEL", "") or "").strip()
    return ModelAccess(url, key, model) if model and (url or key) else None


def available() -> Engine:
    """The engine that would write now."""
    configured = access()
    if configured is None:
        return Engine("builtin", BUILT_IN)
    return Engine("model", configured.model.removeprefix(ANTHROPIC_PREFIX))


# Set while tests run: a call to anything but this machine's loopback is then an error.
loopback_only = False


def refuse_real_calls(configured: ModelAccess) -> None:
    """Raise ``KernelUsageError`` for an address off loopback while ``loopback_only`` is set."""
    if not loopback_only:
        return
    host = urlsplit(configured.url).hostname or "the provider's own address"
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = host == "localhost"
    if not local:
        raise KernelUsageError(f"a test tried to call a real model at {host}")
