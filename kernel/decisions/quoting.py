"""Proposals that another text speaks of: their titles, with figures under keys of that text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from kernel.core.facts import Fact, FactBook
from kernel.core.numbers_in_text import REFERENCE
from kernel.core.windows import Window
from kernel.decisions.recommendation import Recommendation, RecommendationStatus


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal's title with its figures."""

    title: str
    facts: FactBook


def proposed(rows: Iterable[Any]) -> tuple[Proposed, ...]:
    """Stored proposals, to be quoted."""
    return tuple(Proposed(row.title, row.facts) for row in rows)


def applied_in(model: type[Recommendation], window: Window, zone: str) -> Any:
    """Proposals that were applied on days of a window, by a workspace's clock, the first first."""
    start, end = window.instants(ZoneInfo(zone))
    rows = model.objects.filter(
        status=RecommendationStatus.APPLIED, decided_at__gte=start, decided_at__lt=end
    )
    return rows.order_by("-priority", "id")


def title_of(row: Proposed, prefix: str) -> str:
    """A proposal's title, its references as the quoting book has them."""
    keys = {fact.key: key for fact, key in _keyed(row, prefix)}
    return REFERENCE.sub(lambda m: f"{{fact:{keys[m[1]]}}}" if m[1] in keys else m[0], row.title)


def quoted_facts(row: Proposed, prefix: str) -> list[Fact]:
    """The figures that a proposal's title names, under keys that begin with `prefix`."""
    return [replace(fact, key=key) for fact, key in _keyed(row, prefix)]


def words_of(rows: Iterable[Proposed]) -> list[str]:
    """What stands between the figures of titles, which text may quote: as it is, or within a
    sentence."""
    parts = (part.strip(" .,") for row in rows for part in REFERENCE.split(row.title)[::2])
    return [form for part in parts if part for form in (part, part[:1].lower() + part[1:])]


def _keyed(row: Proposed, prefix: str) -> list[tuple[Fact, str]]:
    named = dict.fromkeys(REFERENCE.findall(row.title))
    facts = [row.facts[key] for key in named if key in row.facts]
    return [(fact, f"{prefix}.{place}") for place, fact in enumerate(facts, start=1)]
