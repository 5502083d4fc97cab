"""The limits, counted by django-ratelimit over the shared counter store.

Headers follow draft-ietf-httpapi-ratelimit-headers-10: ``RateLimit-Policy`` says the quota and its
window, ``RateLimit`` what is left and for how long.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest
from django_ratelimit.core import get_usage

from kernel.errors import KernelError
from kernel.limits.addresses import client_address

log = structlog.get_logger(__name__)

STORE_RETRY_SECONDS = 5


@dataclass(frozen=True)
class Usage:
    """What one policy has left for one caller. ``period`` and ``resets_in`` are seconds."""

    policy: str
    limit: int
    period: int
    used: int
    resets_in: int

    @property
    def over(self) -> bool:
        return self.used > self.limit

    @property
    def headers(self) -> dict[str, str]:
        left = max(self.limit - self.used, 0)
        return {
            "RateLimit-Policy": f'"{self.policy}";q={self.limit};w={self.period}',
            "RateLimit": f'"{self.policy}";r={left};t={self.resets_in}',
        }


def spend(
    request: HttpRequest | None, policy: str, *caller: object, passes_without_store: bool = False
) -> Usage | None:
    """Count one use of a policy by a caller (tenant, person, address: whatever tells them apart).

    ``request`` is None where the caller came by no HTTP door. Raises ``rate_limited`` (429) over
    the limit. Where the store cannot be reached: None and a logged warning for reads
    (``passes_without_store``), else ``limits_unavailable`` (503).
    """
    limit, period = settings.RATE_LIMITS[policy]
    value = hashlib.sha256("\0".join(map(str, (policy, *caller))).encode()).hexdigest()
    if not settings.RATELIMIT_ENABLE:
        return None
    counted = _count(request or HttpRequest(), policy, value, (limit, period))
    if counted is None:
        if passes_without_store:
            return None
        raise KernelError("limits_unavailable", headers={"Retry-After": str(STORE_RETRY_SECONDS)})
    usage = Usage(policy, limit, period, counted["count"], max(counted["time_left"], 1))
    if usage.over:
        raise KernelError(
            "rate_limited",
            detail=f"More than {limit} in {period} seconds. Wait {usage.resets_in} seconds.",
            headers={"Retry-After": str(usage.resets_in), **usage.headers},
        )
    return usage


def spend_login(request: HttpRequest, email: str) -> Usage | None:
    """Count an attempt to log in: by address, by person, and by person and address.

    The person is whoever was typed, known or not, so the answer tells nothing about who is.
    """
    who, address = email.strip().lower(), client_address(request)
    spend(request, "login-address", address)
    spend(request, "login-person", who)
    return spend(request, "login", who, address)


def _count(
    request: HttpRequest, policy: str, value: str, rate: tuple[int, int]
) -> dict[str, Any] | None:
    """One use counted; None where the store cannot say."""
    try:
        counted = get_usage(request, group=policy, key=lambda *_: value, rate=rate, increment=True)
    except Exception:  # whatever the store's driver raises, the answer is the same
        log.warning("rate_limit_store_down", policy=policy, exc_info=True)
        return None
    if counted is None or counted["limit"] == 0:
        log.warning("rate_limit_store_down", policy=policy)
        return None
    return dict(counted)
