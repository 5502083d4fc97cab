"""Standard Webhooks signatures, read to the letter (standardwebhooks.com, specification 1.0.0).

Signed is ``id.timestamp.body`` as raw bytes with HMAC-SHA256 (RFC 2104). A header holds one or
several ``v1,<base64>``; entries of other versions are passed over, malformed ones never match.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
import secrets
from collections.abc import Iterable

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64  # bytes of a secret
TOLERANCE = 5 * 60  # seconds
MOST_SIGNATURES = 16

_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_TIMESTAMP = re.compile(r"[0-9]{1,12}", re.ASCII)
_ID = re.compile(r"[\x21-\x7e]{1,256}")


class SecretError(ValueError):
    """A text is no signing secret."""


def new_secret() -> str:
    """A fresh secret of 32 random bytes."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def secret_bytes(secret: str) -> bytes:
    """The key behind ``whsec_<base64>``, padded or not; raises SecretError."""
    text = secret.removeprefix(PREFIX).rstrip("=")
    if not _BASE64.fullmatch(text):
        raise SecretError("A secret is whsec_ and base64.")
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        raise SecretError("A secret is whsec_ and base64.") from None
    if not SHORTEST <= len(key) <= LONGEST:
        raise SecretError(f"A secret has {SHORTEST} to {LONGEST} bytes.")
    return key


def sign(secret: str, event_id: str, timestamp: int | str, body: bytes) -> str:
    """``v1,<base64>`` for one event."""
    content = f"{event_id}.{timestamp}.".encode() + body
    mac = hmac.digest(secret_bytes(secret), content, "sha256")
    return f"v1,{base64.b64encode(mac).decode()}"


def is_event_id(text: str) -> bool:
    """Whether a text may be a webhook-id: 1 to 256 visible ASCII characters."""
    return _ID.fullmatch(text) is not None


def seconds_of(timestamp: str) -> int | None:
    """The seconds that a webhook-timestamp says, or None for one that is none."""
    return int(timestamp) if _TIMESTAMP.fullmatch(timestamp) else None


def is_signed(
    secrets_: Iterable[str], event_id: str, timestamp: str, body: bytes, header: str
) -> bool:
    """Whether one of the header's signatures was made with one of the secrets."""
    given = [entry.encode() for entry in header.split(" ")[:MOST_SIGNATURES] if entry.isascii()]
    matches = False
    for secret in secrets_:
        expected = sign(secret, event_id, timestamp, body).encode()
        for signature in given:
            matches |= hmac.compare_digest(signature, expected)
    return matches
