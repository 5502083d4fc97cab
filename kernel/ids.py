"""Time-ordered row ids: UUID version 7 (RFC 9562, section 5.7, method 1 of 6.2)."""

from __future__ import annotations

import os
import threading
import time
import uuid

_COUNTER_BITS = 42
_COUNTER_LIMIT = 1 << _COUNTER_BITS

_lock = threading.Lock()
_last_ms = 0
_counter = 0


def uuid7() -> uuid.UUID:
    """A new id whose order is the order of making, also within one millisecond.

    Layout: 48 bits of milliseconds since 1970, 4 bits of version, a 42 bit counter spread
    over ``rand_a`` and the head of ``rand_b``, 2 bits of variant, 32 random bits. The
    counter starts at a random point each millisecond and counts up inside it; should it
    run out, or the clock step back, the last millisecond is carried on by one.
    Safe to call from threads, and from children of a fork (they start afresh).
    """
    global _last_ms, _counter
    with _lock:
        now = time.time_ns() // 1_000_000
        if now > _last_ms:
            _last_ms = now
            _counter = int.from_bytes(os.urandom(6)) >> 7
        else:
            _counter += 1
            if _counter >= _COUNTER_LIMIT:
                _last_ms += 1
                _counter = int.from_bytes(os.urandom(6)) >> 7
        ms, count = _last_ms, _counter
    value = (ms & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76
    value |= (count >> 30) << 64
    value |= 0b10 << 62
    value |= (count & 0x3FFF_FFFF) << 32
    value |= int.from_bytes(os.urandom(4))
    return uuid.UUID(int=value)


def _after_fork() -> None:
    global _lock, _last_ms, _counter
    _lock = threading.Lock()
    _last_ms = 0
    _counter = 0


os.register_at_fork(after_in_child=_after_fork)
