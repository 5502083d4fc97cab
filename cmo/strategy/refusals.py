"""Why a channel has no response curve, and what would give it one, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from cmo.models.columns import channel_label
from kernel.core.facts import Unit
from kernel.formats import Notation

IMPORT = {"label": "Import daily metrics", "url": "/imports/new/?kind=metrics"}


@dataclass(frozen=True, slots=True)
class Reason:
    """What a refusal says of one channel (`said`) and of several (`why`), and what mends it.

    `{have}`, `{need}` and `{more}` count, as shares where `share` is set; `rows` is whether further
    rows mend it.
    """

    said: str
    why: str
    mend: str
    rows: bool = False
    share: bool = False


VARY = "Vary it by plan for two months: a fifth more in one fortnight, a fifth less in the next."
REASONS: Mapping[str, Reason] = {
    "days": Reason(
        "Its rows hold {have} days; a curve takes {need}.",
        "Rows of {have} days are there; a curve takes {need}.",
        "Import older days, or wait: it comes by itself once {more} more days are in.",
        rows=True,
    ),
    "weeks with spend and an outcome": Reason(
        "{have} of its weeks have spend and a result; a curve takes {need}.",
        "Whole weeks that have both spend and a result: {have}; a curve takes {need}.",
        "Import older days, or wait: it comes by itself after {more} more weeks with spend.",
        rows=True,
    ),
    "variation of spend of its own, in percent": Reason(
        "Its spend moved by {have} on its own; a curve takes {need}.",
        "Spend moved by {have} beyond season, trend and demand; it takes {need} to tell its effect "
        "from theirs.",
        VARY,
        share=True,
    ),
    "days of present spend with an outcome": Reason(
        "Days lately with spend and a result: {have}; a curve takes {need}.",
        "Nothing was spent, or nothing came of it, in the last {need} days.",
        "Nothing to mend while it rests; the curve comes back with its spend.",
    ),
    "weeks of spend that varies as this": Reason(
        "{have} weeks of spend that varies this little leave too much open; a curve takes {need}.",
        "{have} weeks of spend that varies this little leave too much open; about {need} would do.",
        VARY,
    ),
}
"""By what the fit says is missing."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A channel without a curve: what its rows have too little of, and how much it takes."""

    channel: str
    what: str
    have: float
    need: float


def said(what: str, have: str, need: str) -> str:
    """A refusal in a sentence, with references to its figures in their places."""
    reason = REASONS.get(what)
    text = reason.said if reason else f"{what.capitalize()}: {{have}} where it takes {{need}}."
    return text.format(have=have, need=need)


def unit_of(what: str) -> Unit:
    """The unit of a refusal's figures."""
    return "fraction" if what in REASONS and REASONS[what].share else "count"


def figure(what: str, counted: int) -> float | int:
    """A refusal's count in its unit: five percent is 0.05."""
    return counted / 100 if unit_of(what) == "fraction" else counted


def told(refused: Iterable[Refused], notes: Notation) -> list[dict[str, Any]]:
    """One entry a reason: the channels that it holds for, why, and what would give a curve."""
    together: dict[str, list[Refused]] = {}
    for one in refused:
        together.setdefault(one.what, []).append(one)
    return [
        {
            "names": ", ".join(channel_label(one.channel) for one in same),
            **_words(what, same, notes),
        }
        for what, same in together.items()
    ]


def _words(what: str, same: list[Refused], notes: Notation) -> dict[str, Any]:
    reason = REASONS.get(what)
    share = reason is not None and reason.share
    counts = {
        "have": _range([one.have for one in same], notes, share=share),
        "need": _range([one.need for one in same], notes, share=share),
        "more": _range([max(one.need - one.have, 0) for one in same], notes, share=share),
    }
    if reason is None:
        why = f"{what.capitalize()}: {counts['have']} where it takes {counts['need']}."
        return {"why": why, "mend": "", "link": None}
    return {
        "why": reason.why.format(**counts),
        "mend": reason.mend.format(**counts),
        "link": IMPORT if reason.rows else None,
    }


def _range(values: list[float], notes: Notation, *, share: bool) -> str:
    """ "5", or "4 to 6" where the channels differ; "4% to 6%" for shares."""
    write = partial(notes.percent, digits=0) if share else notes.number
    least, most = write(min(values)), write(max(values))
    return least if least == most else f"{least} to {most}"
