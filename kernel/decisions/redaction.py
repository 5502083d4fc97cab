"""Figures for one person: those of modules that they may not read say ``restricted``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kernel.core.facts import Fact, FactBook
from kernel.core.registry import get_all_modules
from kernel.tenancy.access import Access

RESTRICTED = "restricted"


def redacted(
    facts: FactBook | Sequence[Mapping[str, Any]], rights: Access, home: str | None = None
) -> FactBook:
    """The book with every figure that the person may not see replaced by the word.

    A figure is of the modules whose rows or functions it was computed from; one that names none
    is of ``home``, the module of the run or row that it stands in.
    """
    book = facts if isinstance(facts, FactBook) else FactBook.from_json(facts)
    shown = FactBook()
    for fact in book:
        shown.add(fact if may_see(fact, rights, home) else _hidden(fact))
    return shown


def may_see(fact: Fact, rights: Access, home: str | None = None) -> bool:
    """Whether every module behind a figure may be read."""
    return all(rights.reads(module) for module in modules_behind(fact, home))


def modules_behind(fact: Fact, home: str | None = None) -> set[str]:
    """The ids of the modules that a figure comes from."""
    by_role = {manifest.role: manifest.id for manifest in get_all_modules()}
    roles = {rows.resource.partition("/")[0] for rows in fact.rows}
    roles.add(fact.function.partition(".")[0])
    behind = {by_role[role] for role in roles if role in by_role}
    return behind or ({home} if home else set())


def _hidden(fact: Fact) -> Fact:
    return replace(
        fact,
        value=RESTRICTED,
        unit="text",
        currency=None,
        interval=None,
        rows=(),
        formula=RESTRICTED,
        input_hash="",
    )
