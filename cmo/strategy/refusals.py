"""Why a channel has no response curve, and what would give it one, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cmo.models.columns import channel_label
from kernel.formats import Notation

IMPORT = {"label": "Import daily metrics", "url": "/imports/new/?kind=metrics"}


@dataclass(frozen=True, slots=True)
class Reason:
    """What a refusal says of a channel, and what mends it; `{have}`, `{need}` and `{more}` count.

    `rows` is whether further rows mend it.
    """

    why: str
    mend: str
    rows: bool = False


REASONS: Mapping[str, Reason] = {
    "days": Reason(
        "Rows of {have} days are there; a curve takes {need}.",
        "Import older days, or wait: it comes by itself once {more} more days are in.",
        rows=True,
    ),
    "weeks with spend and an outcome": Reason(
        "{have} whole weeks have both spend and a result; a curve takes {need}.",
        "Import older days, or wait: it comes by itself after {more} more weeks with spend.",
        rows=True,
    ),
    "variation of spend of its own, in percent": Reason(
        "Spend moved by {have}% beyond season, trend and demand; it takes {need}% to tell its "
        "effect from theirs.",
        "Vary it by plan for two months: a fifth more in one fortnight, a fifth less in the next.",
    ),
    "days of present spend with an outcome": Reason(
        "Nothing was spent, or nothing came of it, in the last {need} days.",
        "Nothing to mend while it rests; the curve comes back with its spend.",
    ),
    "weeks of spend that varies as this": Reason(
        "{have} weeks of spend that varies this little leave too much open; about {need} would do.",
        "Vary spend by plan for two months: a fifth more in one fortnight, a fifth less in the "
        "next.",
    ),
}
"""By what the fit says is missing."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A channel without a curve: what its rows have too little of, and how much it takes."""

    channel: str
    what: str
    have: int
    need: int


def told(refused: Iterable[Refused], notes: Notation) -> list[dict[str, Any]]:
    """One entry a reason: the channels that it holds for, why, and what would give a curve."""
    together: dict[tuple[str, int, int], list[str]] = {}
    for one in refused:
        key = (one.what, one.have, one.need)
        together.setdefault(key, []).append(channel_label(one.channel))
    return [
        {"names": ", ".join(names), **_words(what, have, need, notes)}
        for (what, have, need), names in together.items()
    ]


def _words(what: str, have: int, need: int, notes: Notation) -> dict[str, Any]:
    counts = {
        "have": notes.number(have),
        "need": notes.number(need),
        "more": notes.number(max(need - have, 0)),
    }
    reason = REASONS.get(what)
    if reason is None:
        why = f"{what.capitalize()}: {counts['have']} where it takes {counts['need']}."
        return {"why": why, "mend": "", "link": None}
    return {
        "why": reason.why.format(**counts),
        "mend": reason.mend.format(**counts),
        "link": IMPORT if reason.rows else None,
    }
