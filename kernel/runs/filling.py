"""Rows that people and agents fill together: what a person left empty may be filled, no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from kernel.runs.drafts import DraftedRow, Written, untouched, write_draft
from kernel.runs.models import AgentRun

R = TypeVar("R", bound=DraftedRow)


def write_or_fill(
    model: type[R], row: R | None, *, find: Mapping[str, Any], values: Mapping[str, Any]
) -> tuple[Written[R], list[str]]:
    """Write a draft as ``write_draft`` does, or fill what is empty in a person's ``row``.

    ``row`` is the one that ``find`` names, or None where there is none yet. Of an agent's own
    draft, fields for which ``values`` holds nothing stay as they are. Answers what
    became of it (``updated`` where something was filled) and the names of the fields that now
    hold the given value and did not before.
    """
    if row is not None and not untouched(row):
        filled = [name for name, value in values.items() if value and _empty(row, name)]
        for name in filled:
            setattr(row, name, values[name])
        if filled:
            row.save(update_fields=[*filled, "updated_at"])
        return Written(row, "updated" if filled else "kept"), filled
    given = dict(values)
    if row is not None:
        given = {name: value or getattr(row, name) for name, value in values.items()}
    changed = [name for name, value in given.items() if row is None or getattr(row, name) != value]
    return write_draft(model, find=find, values=given), [n for n in changed if given[n]]


def drafted_names(rows: Iterable[Any]) -> dict[UUID, str]:
    """What each row was called when an agent's run last wrote it, by the row's id.

    A person may have given it another name since; an agent that looks for its row by name finds
    it by this one.
    """
    wanted = {row.pk: row.run_id for row in rows if row.run_id}
    runs = AgentRun.objects.filter(pk__in=set(wanted.values())).order_by()
    labels: dict[tuple[UUID, str], str] = {
        (run, entity["id"]): entity["label"]
        for run, entities in runs.values_list("pk", "entities")
        for entity in entities
    }
    found = {row: labels.get((run, str(row))) for row, run in wanted.items()}
    return {row: name for row, name in found.items() if name}


def _empty(row: models.Model, name: str) -> bool:
    value = getattr(row, name)
    return value is None or value in ("", [], {})
