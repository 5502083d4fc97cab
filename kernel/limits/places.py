"""How many things one caller may hold open at once: streams that follow, requests that wait.

A place is a key of the counter store that ends by itself, so a process that dies gives its places
back in time.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import structlog
from django.conf import settings
from django.core.cache import caches

from kernel.errors import KernelError

log = structlog.get_logger(__name__)
RETRY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A place that is held until it is left, or ends by itself; without a key there is none."""

    key: str = ""

    def leave(self) -> None:
        """Give the place back; twice is once."""
        if not self.key:
            return
        try:
            caches[settings.RATELIMIT_USE_CACHE].delete(self.key)
        except Exception:  # whatever the store's driver raises, the place ends by itself
            log.warning("rate_limit_store_down", policy="places", exc_info=True)


def take(policy: str, *caller: object, seconds: float) -> Place:
    """Take one of the caller's places of ``settings.PLACES`` for at most ``seconds``.

    Raises ``rate_limited`` (429) where all are taken. While the store cannot be reached nothing is
    counted.
    """
    limit = settings.PLACES[policy]
    if not settings.RATELIMIT_ENABLE:
        return Place()
    name = hashlib.sha256("\0".join(map(str, (policy, *caller))).encode()).hexdigest()
    try:
        for number in range(limit):
            key = f"place:{name}:{number}"
            if caches[settings.RATELIMIT_USE_CACHE].add(key, 1, timeout=seconds):
                return Place(key)
    except Exception:  # whatever the store's driver raises, the answer is the same
        log.warning("rate_limit_store_down", policy=policy, exc_info=True)
        return Place()
    raise KernelError(
        "rate_limited",
        detail=f"You follow {limit} runs at once already. Close one, or ask without waiting.",
        headers={"Retry-After": str(RETRY_SECONDS)},
    )
