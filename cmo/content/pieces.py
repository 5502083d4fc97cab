"""Which pieces a campaign needs, on which days, and what each of them is about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cmo.analysis import free_start, gaps
from cmo.analysis.calendar import Event
from cmo.content.ground import Ground, Standing, bare
from cmo.models.columns import channel_label
from kernel import formats
from kernel.core.windows import Window

DAY = dt.timedelta(days=1)
EVERY = {
    "email": 14,
    "social_post": 7,
    "article": 21,
    "ad": 28,
    "script": 28,
    "sms": 28,
    "landing_page": 366,
}
"""After how many days a kind of content is due again on one channel."""
LONGEST_GAP = 7
LONGEST_TITLE = 190
FILLS = ("social_post", "email", "article", "ad", "script")
SENT = ("email", "sms")
STAGES = {
    "ad": "awareness",
    "social_post": "awareness",
    "script": "awareness",
    "article": "consideration",
    "landing_page": "conversion",
    "email": "conversion",
    "sms": "conversion",
}
WORDS = (
    ("email", ("email", "mail", "newsletter")),
    ("sms", ("sms", "text", "whatsapp", "push")),
    ("script", ("video", "youtube", "podcast", "radio", "tv", "tiktok", "reels")),
    ("landing_page", ("website", "site", "landing", "page", "shop", "direct", "app")),
    ("article", ("blog", "content", "seo", "article", "press", "pr", "magazine")),
)


@dataclass(frozen=True, slots=True)
class Thought:
    """What a piece carries: words of the workspace, and where they come from."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece to write. `own` is the draft of an earlier run that it brings up to date."""

    key: str
    channel: str
    kind: str
    title: str
    thought: Thought
    starts_at: dt.datetime
    own: str = ""

    @property
    def day(self) -> dt.date:
        return self.starts_at.date()

    @property
    def event(self) -> str:
        return "send" if self.kind in SENT else "publish"


@dataclass(frozen=True, slots=True)
class Layout:
    """The pieces by day, the drafts that a person keeps, and the stretches that stay empty."""

    pieces: tuple[Piece, ...]
    kept: tuple[str, ...]
    empty: tuple[Window, ...]


def kind_for(channel: str, channel_kind: str) -> str:
    """The kind of content that a channel carries."""
    words = re.split(r"[_\W]+", channel)
    for kind, known in WORDS:
        if any(word in known for word in words):
            return kind
    if channel == "organic_search" or channel_kind == "earned":
        return "article"
    return "ad" if channel_kind == "paid" else "social_post"


def thoughts(ground: Ground) -> list[Thought]:
    """What can be said, in turn: a trouble, a wish, a doubt, what sets the brand apart."""
    reader, brand = ground.reader, ground.brand
    turns: list[tuple[str, Sequence[str]]] = [
        ("differentiator", brand.differentiators),
        ("pillar", brand.messaging_pillars),
    ]
    if reader is not None:
        own = [("pain", reader.pains), ("goal", reader.goals), ("doubt", reader.objections)]
        turns = [*own, *turns]
    if ground.offer is not None:
        turns.append(("benefit", ground.offer.benefits))
    found = [
        Thought(source, bare(texts[place]))
        for place in range(max((len(texts) for _, texts in turns), default=0))
        for source, texts in turns
        if place < len(texts) and bare(texts[place])
    ]
    return found or [Thought("campaign", bare(ground.campaign.objective) or ground.campaign.name)]


def lay_out(ground: Ground) -> Layout:
    """The pieces of the campaign's channels without clashes, its longest silences filled."""
    kinds = {name: kind_for(name, kind) for name, kind in ground.campaign.channels}
    taken = list(ground.events)
    dated: list[tuple[str, str, dt.datetime]] = []
    held = _held(ground, kinds)
    first = max(ground.campaign.start, ground.today)
    for name, number in _counts(ground, kinds, first).items():
        for turn in range(len(held.get(name, ())), number):
            wanted = first + DAY * (turn * EVERY[kinds[name]])
            _take(ground, taken, dated, name, kinds[name], wanted)
    _fill(ground, taken, dated, kinds, first, len(_touched(ground)))
    dated.sort(key=lambda one: (one[2], one[0]))
    window = Window(first, ground.campaign.end)
    days = [*(moment.date() for _, _, moment in dated), *ground.own_days]
    return Layout(
        pieces=_named(ground, dated),
        kept=tuple(one.title for one in _touched(ground)),
        empty=gaps(days, window, LONGEST_GAP),
    )


def _touched(ground: Ground) -> list[Standing]:
    channels = {name for name, _ in ground.campaign.channels}
    return [one for one in ground.standing if one.touched and one.channel in channels]


def _held(ground: Ground, kinds: dict[str, str]) -> dict[str, list[Standing]]:
    """Drafts that people have taken over, by channel; they stand for as many pieces."""
    held: dict[str, list[Standing]] = {}
    for one in _touched(ground):
        if one.kind == kinds[one.channel]:
            held.setdefault(one.channel, []).append(one)
    return held


def _counts(ground: Ground, kinds: dict[str, str], first: dt.date) -> dict[str, int]:
    """How many pieces each channel is due, the most frequent cut first where it is too many."""
    days = (ground.campaign.end - first).days + 1
    counts = {name: 1 + max(days - 1, 0) // EVERY[kind] for name, kind in kinds.items()}
    while sum(counts.values()) > max(ground.most, len(counts)):
        longest = max(counts, key=lambda name: (counts[name], name))
        counts[longest] -= 1
    return counts


def _take(
    ground: Ground,
    taken: list[Event],
    dated: list[tuple[str, str, dt.datetime]],
    channel: str,
    kind: str,
    day: dt.date,
) -> bool:
    """Place a piece on the first free working day from `day` on, inside the campaign."""
    moment = _free(ground, taken, channel, day)
    if moment is None:
        return False
    taken.append(Event(f"{channel}.{len(dated)}", channel, moment, moment + LENGTH))
    dated.append((channel, kind, moment))
    return True


LENGTH = dt.timedelta(minutes=30)
AFTER_OPENING = dt.timedelta(hours=1)


def _free(ground: Ground, taken: list[Event], channel: str, day: dt.date) -> dt.datetime | None:
    hours = ground.hours
    while day <= ground.campaign.end:
        day = hours.work.on_or_after(day)
        opens = dt.datetime.combine(day, hours.opens, hours.zone) + AFTER_OPENING
        found = free_start(Event("new", channel, opens, opens + LENGTH), taken)
        if found.date() == day:
            return found if day <= ground.campaign.end else None
        day = found.date()
    return None


def _fill(
    ground: Ground,
    taken: list[Event],
    dated: list[tuple[str, str, dt.datetime]],
    kinds: dict[str, str],
    first: dt.date,
    held: int,
) -> None:
    """While more may be written, say something in the middle of the longest silence."""
    able = sorted(
        (name for name, kind in kinds.items() if kind in FILLS),
        key=lambda name: FILLS.index(kinds[name]),
    )
    window = Window(first, ground.campaign.end)
    while able and len(dated) + held < ground.most:
        days = [*(moment.date() for _, _, moment in dated), *ground.own_days]
        silent = gaps(days, window, LONGEST_GAP)
        if not silent:
            return
        gap = max(silent, key=lambda one: one.days)
        middle = gap.first + (gap.last - gap.first) / 2
        if not _take(ground, taken, dated, able[0], kinds[able[0]], middle):
            return
        if not gap.first <= dated[-1][2].date() <= gap.last:
            return


def _named(ground: Ground, dated: list[tuple[str, str, dt.datetime]]) -> tuple[Piece, ...]:
    """The pieces with their thoughts and titles; each takes up an untouched draft in its turn.

    Every channel begins with what matters most to the reader.
    """
    known = thoughts(ground)
    free = [one for one in ground.standing if not one.touched]
    names = {one.title for one in ground.standing if one.touched}
    turns: dict[str, int] = {}
    made = []
    for channel, kind, moment in dated:
        turns[channel] = turns.get(channel, 0) + 1
        thought = known[(turns[channel] - 1) % len(known)]
        title = _title(ground, channel_label(channel), thought, moment.date(), names)
        names.add(title)
        own = next((one for one in free if (one.channel, one.kind) == (channel, kind)), None)
        if own is not None:
            free.remove(own)
        key = f"{channel}.{turns[channel]}"
        made.append(Piece(key, channel, kind, title, thought, moment, own.title if own else ""))
    return tuple(made)


def _title(ground: Ground, channel: str, thought: Thought, day: dt.date, taken: set[str]) -> str:
    """What the piece is about, in words that no other piece of the campaign has.

    Where the same thought comes again it is set beside the offer, then beside what else can be
    said, at last beside its day.
    """
    plain = f"{channel}: {thought.text}"
    others = [one.text for one in thoughts(ground) if one.text != thought.text]
    sold = [f"{plain}, answered by {ground.offer.name}"] if ground.offer else []
    further = [f"{plain} – {text}" for text in others]
    for title in (plain, *sold, *further, f"{plain}, {formats.day(day)}"):
        if title[:LONGEST_TITLE] not in taken:
            return title[:LONGEST_TITLE]
    return f"{plain[:150]}, {formats.long_day(day)}, {len(taken)}"
