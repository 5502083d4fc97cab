"""What one run of brand intake looks at: what is stored, and what was handed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from cmo.setup.contracts import BrandIntakeInput
from cmo.setup.entries import offer_in, offer_of, segments_in
from cmo.setup.found import (
    LISTS,
    PROFILE_FIELDS,
    SCALARS,
    Found,
    SegmentFound,
    Taken,
    Value,
    cut,
    fitting,
    same,
)
from cmo.setup.intake import MOST_OFFERS, MOST_SEGMENTS, read_text
from cmo.setup.patterns import address_of


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored row: its fields, whether a person changed it, and the names it went by."""

    id: UUID
    values: Mapping[str, Any]
    touched: bool
    names: frozenset[str] = frozenset()

    def is_called(self, name: str) -> bool:
        """Whether it has, or had when an agent wrote it, this name."""
        return any(same(one, name) for one in self.names)


@dataclass(frozen=True)
class Ground:
    """The workspace's rows and the payload. `company` is its name in the product's settings."""

    payload: BrandIntakeInput
    company: str
    currency: str
    profile: Stored | None = None
    segments: tuple[Stored, ...] = ()
    offers: tuple[Stored, ...] = ()
    further: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether nothing of setup is stored yet."""
        return self.profile is None and not self.segments and not self.offers

    @cached_property
    def found(self) -> Found:
        """What text and answers say; an answer by field beats the text."""
        said = Found()
        for name in (*SCALARS, *LISTS):
            answer: Value = getattr(self.payload, name)
            if answer:
                words = answer if isinstance(answer, str) else " · ".join(answer)
                value = address_of(words) if name == "website" else answer
                said.take(name, value, words, firm=True)
        for line in self.payload.segments:
            found = segments_in(line, item=True) or [SegmentFound(fitting("name", line), line)]  # type: ignore[arg-type]
            said.segments += [one for one in found if one.name and not said.segment(one.name)]
        for line in self.payload.offers:
            offer = offer_in(line, item=True) or offer_of(cut(line)[:80], line)
            if not said.offer(offer.name):
                said.offers.append(offer)
        return self._with_text(said)

    def _with_text(self, said: Found) -> Found:
        text = read_text(self.payload.text)
        said.profile = {**text.profile, **said.profile}
        said.segments += [one for one in text.segments if not said.segment(one.name)]
        said.offers += [one for one in text.offers if not said.offer(one.name)]
        said.unplaced = text.unplaced
        del said.segments[MOST_SEGMENTS:], said.offers[MOST_OFFERS:]
        if said and "name" not in said.profile and self.profile is None:
            passage = f"The company’s name in the settings: {self.company}"
            said.take("name", self.company, passage, firm=False)
        return said

    def stored(self, name: str) -> Value:
        """A field of the stored profile; empty where there is none."""
        value = self.profile.values.get(name, "") if self.profile else ""
        return tuple(value) if isinstance(value, list) else value

    def state(self, name: str, taken: Taken) -> str:
        """What becomes of a found field: new, changed, same, or kept as a person has it."""
        held = self.stored(name)
        if held == taken.value:
            return "same"
        if not held:
            return "new"
        return "kept" if self.profile and self.profile.touched else "changed"

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Fields of the profile that are empty after this run."""
        return tuple(
            name
            for name in PROFILE_FIELDS
            if not self.stored(name) and name not in self.found.profile
        )
