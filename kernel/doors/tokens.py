"""Access and refresh tokens: simplejwt's, with what it leaves open closed.

A token carries a stamp of the person's password, so a changed password ends it at the next
request. Refresh tokens form a family a login; each is used once. The table keeps hashes only.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from rest_framework_simplejwt import tokens as simplejwt
from rest_framework_simplejwt.exceptions import TokenError

from kernel.doors.door import as_uuid
from kernel.doors.models import RefreshFamily
from kernel.errors import KernelError
from kernel.tenancy.models import User

GRACE = dt.timedelta(seconds=10)  # a second use this soon is a page opened twice, no theft
MAX_LENGTH = 4096
SWEEP_ONE_IN = 100
STAMP, FAMILY = "stamp", "family"

# RFC 7515, 7.1: three base64url parts without padding. Python's decoder skips other characters.
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


class WrongTypeError(TokenError):
    """A token that is valid, but not of the type that the door takes."""


class _Typed:
    """Tells a token of another type apart from one that is not valid."""

    token_type: str | None
    payload: dict[str, Any]

    def verify_token_type(self) -> None:
        if self.payload.get("token_type") != self.token_type:
            raise WrongTypeError("Token has wrong type")


class AccessToken(_Typed, simplejwt.AccessToken):  # type: ignore[misc]
    """What a request shows; lives ten minutes at most."""


class RefreshToken(_Typed, simplejwt.RefreshToken):  # type: ignore[misc]
    """What a new pair is got with, once."""


@dataclass(frozen=True)
class Read:
    """What a token of ours says."""

    user_id: UUID
    stamp: str
    jti: str
    family: UUID | None

    def belongs_to(self, user: User) -> bool:
        """Whether the person still has the password that the token was given out for."""
        return constant_time_compare(self.stamp, stamp_of(user))


def stamp_of(user: User) -> str:
    """Changes with the password and tells nothing of it."""
    mac = salted_hmac("kernel.doors.tokens", user.password, algorithm="sha256")
    return mac.hexdigest()[:32]


def is_compact(token: str) -> bool:
    """Whether a text has the form of a signed token, to the letter."""
    return len(token) <= MAX_LENGTH and _COMPACT.fullmatch(token) is not None


def read_access(token: str) -> Read:
    """An access token's claims; raises KernelError (401) for anything else."""
    return _read(token, AccessToken)


def read_refresh(token: str) -> Read:
    """A refresh token's claims; raises KernelError (401) for anything else."""
    return _read(token, RefreshToken)


def _read(token: str, kind: type[Any]) -> Read:
    if not is_compact(token):
        raise KernelError("token_invalid", detail="This is no token. Obtain one by logging in.")
    try:
        payload = kind(token).payload
    except WrongTypeError:
        wanted = f"Send a token of type {kind.token_type}."
        raise KernelError("token_wrong_type", detail=wanted) from None
    except (TokenError, ValueError, TypeError, OverflowError, OSError):
        raise KernelError(
            "token_invalid", detail="The token is expired or not valid. Obtain a new one."
        ) from None
    user_id, family = as_uuid(payload.get("user_id")), as_uuid(payload.get(FAMILY))
    stamp, jti = payload.get(STAMP), payload.get("jti")
    whole = user_id is not None and isinstance(stamp, str) and isinstance(jti, str)
    if not whole or (kind is RefreshToken and family is None):
        raise KernelError("token_invalid", detail="The token lacks a claim. Obtain a new one.")
    return Read(user_id, stamp, jti, family)  # type: ignore[arg-type]


def obtain(user: User) -> dict[str, str]:
    """A first pair ``{access, refresh}`` for a person who has just shown their password."""
    if random.randrange(SWEEP_ONE_IN) == 0:  # noqa: S311 - no secret depends on it
        RefreshFamily.objects.filter(expires_at__lt=timezone.now()).delete()
    refresh = RefreshToken.for_user(user)
    family = RefreshFamily(
        user=user,
        current=_hash(refresh["jti"]),
        expires_at=timezone.now() + RefreshToken.lifetime,
    )
    family.save(force_insert=True)
    return _pair(user, refresh, family.pk)


def renew(token: str) -> dict[str, str]:
    """The next pair for a refresh token that was never used.

    Raises KernelError (401): ``token_reused`` for one that was. Soon after its first use, while
    the successor is unused, nothing else happens; later the family is revoked, since one of the
    two who hold it is not the person. Call it with no transaction open, so that this is kept.
    """
    read = read_refresh(token)
    user = User.objects.filter(pk=read.user_id, is_active=True).first()
    if user is None or not read.belongs_to(user):
        raise KernelError("token_invalid", detail="The token is no longer valid. Log in again.")
    refresh = RefreshToken.for_user(user)
    now, used = timezone.now(), _hash(read.jti)
    assert read.family is not None
    rotated = RefreshFamily.objects.filter(
        pk=read.family, user=user, current=used, revoked_at=None, expires_at__gt=now
    ).update(previous=F("current"), current=_hash(refresh["jti"]), rotated_at=now)
    if not rotated:
        _refuse_used(read.user_id, read.family, used, now)
    return _pair(user, refresh, read.family)


def _refuse_used(user_id: UUID, family_id: UUID, used: str, now: dt.datetime) -> None:
    family = RefreshFamily.objects.filter(pk=family_id, user_id=user_id).first()
    if family is None or family.expires_at <= now:
        raise KernelError("token_invalid", detail="The token is no longer valid. Log in again.")
    twice = family.previous == used and family.rotated_at and now - family.rotated_at <= GRACE
    if family.revoked_at is None and not twice:
        from kernel import audit

        RefreshFamily.objects.filter(pk=family.pk, revoked_at=None).update(revoked_at=now)
        audit.record("token.family_revoked", subject=user_id, detail={"family": str(family.pk)})
    raise KernelError("token_reused")


def _pair(user: User, refresh: Any, family: UUID) -> dict[str, str]:
    refresh[STAMP], refresh[FAMILY] = stamp_of(user), str(family)
    access = AccessToken.for_user(user)
    access[STAMP] = refresh[STAMP]
    return {"access": str(access), "refresh": str(refresh)}


def _hash(jti: str) -> str:
    return hashlib.sha256(jti.encode()).hexdigest()
