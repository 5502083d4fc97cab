"""What was found in a text or in answers: values with the words that they were taken from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

SCALARS: Final = (
    "name", "tagline", "mission", "voice", "tone", "website", "industry", "value_proposition",
)  # fmt: skip
LISTS: Final = ("values", "competitors", "differentiators", "messaging_pillars")
PROFILE_FIELDS: Final = (
    "name", "tagline", "mission", "value_proposition", "differentiators", "industry", "voice",
    "tone", "values", "messaging_pillars", "competitors", "website",
)  # fmt: skip
SEGMENT_LISTS: Final = (
    "industries", "job_titles", "pains", "goals", "buying_triggers", "objections",
    "preferred_channels",
)  # fmt: skip
LONGEST: Final = {
    "name": 160, "tagline": 240, "tone": 240, "website": 240, "industry": 160, "company_size": 80,
}  # fmt: skip
LONGEST_TEXT = 2_000
LONGEST_ITEM = 240
MOST_ITEMS = 24
LONGEST_PASSAGE = 400

Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A field's value with its passage; `firm` where a label or a person named the field."""

    value: Value
    passage: str
    firm: bool = True


@dataclass(slots=True)
class SegmentFound:
    """A customer segment; `fields` by the table's names."""

    name: str
    passage: str
    fields: dict[str, Value] = field(default_factory=dict)
    primary: bool = False


@dataclass(slots=True)
class OfferFound:
    """An offer; prices in minor units of `currency`. Empty is what nothing said."""

    name: str
    passage: str
    description: str = ""
    kind: str = ""
    pricing_model: str = ""
    price_low: int | None = None
    price_high: int | None = None
    currency: str = ""
    benefits: tuple[str, ...] = ()
    segment: str = ""
    flagship: bool = False


@dataclass(slots=True)
class Found:
    """Everything that was found; `unplaced` are sentences that say something else."""

    profile: dict[str, Taken] = field(default_factory=dict)
    segments: list[SegmentFound] = field(default_factory=list)
    offers: list[OfferFound] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.profile or self.segments or self.offers)

    def take(self, name: str, value: Value, passage: str, *, firm: bool) -> None:
        """Put a field of the profile in: the first value stays, unless only a later one is firm.

        Lists that sentences say grow. What does not fit the field is left out.
        """
        held = fitting(name, value)
        if not held:
            return
        known = self.profile.get(name)
        if known is None or (firm and not known.firm):
            self.profile[name] = Taken(held, cut(passage), firm)
        elif isinstance(held, tuple) and isinstance(known.value, tuple) and not known.firm:
            further = tuple(item for item in held if item not in known.value)
            if further:
                merged = (*known.value, *further)[:MOST_ITEMS]
                self.profile[name] = Taken(merged, cut(f"{known.passage} … {passage}"), False)

    def segment(self, name: str) -> SegmentFound | None:
        """A segment by its name, whatever its case."""
        return next((one for one in self.segments if same(one.name, name)), None)

    def offer(self, name: str) -> OfferFound | None:
        """An offer by its name, whatever its case."""
        return next((one for one in self.offers if same(one.name, name)), None)


def fitting(name: str, value: Value) -> Value:
    """The value where it fits the field's column, the items that fit; empty otherwise."""
    if isinstance(value, tuple):
        items = (item.strip() for item in value)
        return tuple(dict.fromkeys(i for i in items if 0 < len(i) <= LONGEST_ITEM))[:MOST_ITEMS]
    text = value.strip()
    return text if len(text) <= LONGEST.get(name, LONGEST_TEXT) else ""


def cut(passage: str) -> str:
    """A passage at a length that a page can show."""
    words = " ".join(passage.split())
    if len(words) <= LONGEST_PASSAGE:
        return words
    return words[: LONGEST_PASSAGE - 1].rsplit(" ", 1)[0] + "…"


def same(one: str, other: str) -> bool:
    """Whether two names are the same but for case and spaces."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
