"""How long a text may be on each channel, by what the platforms document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kernel.statistics.values import AnalysisError

PARTS = ("subject", "headline", "body", "cta_text")

GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENDED = frozenset("\f^{}\\[~]|€")
SEPTETS = 160
UCS2_UNITS = 70


@dataclass(frozen=True, slots=True)
class Limit:
    """The longest a part may be, in characters, and who says so.

    `hard` limits are refused by the platform; the others are where a reader no longer sees the
    end of the text.
    """

    part: str
    characters: int
    hard: bool
    source: str


@dataclass(frozen=True, slots=True)
class Excess:
    """A part that is too long: `length` as the channel counts it, over `limit`."""

    part: str
    length: int
    limit: int
    hard: bool
    source: str


_SEARCH = "Google Ads API, responsive search ads: headlines 30, descriptions 90 characters"
_DISPLAY = "Google Ads Help 17090561: headlines 30, descriptions 90; API: call to action 30"
_META = "Meta Ads Guide, text recommendations: primary text 125, headline 40 characters"
_LINKEDIN_AD = "LinkedIn ad specifications, single image: introductory text 600, headline 200"
_MAIL = "RFC 5322, 2.1.1: a line of 78 characters, less the nine of its field name"
_SMS = "3GPP TS 23.038: 160 characters of the GSM alphabet, 70 with any other, in one message"
_ALL_POSTS = "The shortest of LinkedIn's 3,000, Facebook's 63,206 and Instagram's 2,200 characters"


def _post(characters: int, network: str) -> tuple[Limit, ...]:
    return (Limit("body", characters, True, f"{network}: {characters:,} characters a post"),)


_SEARCH_AD = (Limit("headline", 30, True, _SEARCH), Limit("body", 90, True, _SEARCH))
_DISPLAY_AD = (
    Limit("headline", 30, True, _DISPLAY),
    Limit("body", 90, True, _DISPLAY),
    Limit("cta_text", 30, True, _DISPLAY),
)
_META_AD = (Limit("headline", 40, False, _META), Limit("body", 125, False, _META))
_LINKEDIN = (Limit("headline", 200, True, _LINKEDIN_AD), Limit("body", 600, True, _LINKEDIN_AD))

LIMITS: Mapping[tuple[str, str], tuple[Limit, ...]] = MappingProxyType(
    {
        ("ad", "paid_search"): _SEARCH_AD,
        ("ad", "google_ads"): _SEARCH_AD,
        ("ad", "display"): _DISPLAY_AD,
        ("ad", "paid_social"): _META_AD,
        ("ad", "meta"): _META_AD,
        ("ad", "facebook"): _META_AD,
        ("ad", "instagram"): _META_AD,
        ("ad", "linkedin"): _LINKEDIN,
        ("ad", "linkedin_ads"): _LINKEDIN,
        ("email", ""): (Limit("subject", 69, False, _MAIL),),
        ("sms", ""): (Limit("body", SEPTETS, True, _SMS),),
        ("social_post", ""): (Limit("body", 2200, True, _ALL_POSTS),),
        ("social_post", "x"): _post(280, "X"),
        ("social_post", "twitter"): _post(280, "X"),
        ("social_post", "threads"): _post(500, "Threads"),
        ("social_post", "bluesky"): _post(300, "Bluesky"),
        ("social_post", "pinterest"): _post(500, "Pinterest"),
        ("social_post", "instagram"): _post(2200, "Instagram"),
        ("social_post", "tiktok"): _post(2200, "TikTok"),
        ("social_post", "linkedin"): _post(3000, "LinkedIn"),
        ("social_post", "facebook"): _post(63206, "Facebook"),
    }
)
"""Limits by kind of content and channel; the empty channel stands for every other one."""


def limits_for(kind: str, channel: str) -> tuple[Limit, ...]:
    """The limits of a kind of content on a channel; none where no platform sets one."""
    return LIMITS.get((kind, channel)) or LIMITS.get((kind, ""), ())


def over_limit(kind: str, channel: str, parts: Mapping[str, str]) -> tuple[Excess, ...]:
    """Which parts are too long for the channel, in the order of its limits.

    `parts` are texts by their name: subject, headline, body, cta_text; any other name raises
    AnalysisError. Characters are Unicode's. A short message counts in GSM characters, those of the
    extension table twice; with any other character in it only 70 fit.
    """
    unknown = sorted(set(parts) - set(PARTS))
    if unknown:
        raise AnalysisError(f"no such part: {', '.join(unknown)}")
    found = []
    for limit in limits_for(kind, channel):
        words = parts.get(limit.part, "")
        length, allowed = len(words), limit.characters
        if kind == "sms":
            length, allowed = _message(words)
        if length > allowed:
            found.append(Excess(limit.part, length, allowed, limit.hard, limit.source))
    return tuple(found)


def _message(words: str) -> tuple[int, int]:
    """Length of a short message in its own units, and how many fit."""
    letters = set(words)
    if letters <= GSM_BASIC | GSM_EXTENDED:
        return len(words) + sum(letter in GSM_EXTENDED for letter in words), SEPTETS
    return len(words.encode("utf-16-be")) // 2, UCS2_UNITS
