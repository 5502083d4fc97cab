"""What every agent must show, written once: inherit `AgentTests`, name the agent, furnish rows.

    class TestPlanner(AgentTests):
        module, mode = "ai_cmo", "strategy"
        writes = (MarketingPlan,)
        edit = (MarketingPlan, "objective", "Ours now.")

        def furnish(self): ...             # rows of one business, in its open scope
        def furnish_otherwise(self): ...   # those of quite another one

For the tests of one agent's own theory: `ran`, `book_of`, `figures_changed` and `unlike`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.db import models

from kernel.core.facts import Fact, FactBook, fill
from kernel.core.registry import get_module
from kernel.errors import InvalidPayloadError, KernelError
from kernel.runs import worker
from kernel.runs.api import run_kernel
from kernel.runs.models import AgentRun
from kernel.tenancy.models import User
from kernel.tenancy.testing import Cast

LONG_SENTENCE = 12
"""Two workspaces may share sentences up to this many words."""
RELATIVE = 1e-9
Model = type[models.Model]


def ran(
    cast: Cast,
    module: str,
    mode: str | None,
    payload: Mapping[str, Any] | None = None,
    *,
    agent: str | None = None,
    who: User | None = None,
    workspace: UUID | None = None,
) -> AgentRun:
    """One finished run in Alder, this process its worker; who writes the module starts it.

    ``agent`` names a function instead of a mode. Fails where the run did not succeed.
    """
    place = workspace or cast.alder.workspace_id
    person = who or cast.writer(get_module(module))
    result = run_kernel(
        module, mode, cast.alder.tenant_id, place, payload or {}, agent=agent, actor=person
    )
    assert worker.work(result.run_id)
    with cast.scope(workspace_id=place):
        run = AgentRun.objects.get(pk=result.run_id)
    assert run.status == "succeeded", (run.code, run.error)
    return run


def book_of(run: AgentRun) -> FactBook:
    """The run's facts."""
    return FactBook.from_json(run.facts)


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and after; None where it was not there."""

    before: Fact | None
    after: Fact | None

    @property
    def factor(self) -> float | None:
        """The value after, divided by that before; None where either is no number or zero."""
        values = [fact.value if fact else None for fact in (self.before, self.after)]
        if not all(isinstance(value, int | float) for value in values) or not values[0]:
            return None
        return float(values[1]) / float(values[0])  # type: ignore[arg-type]


def figures_changed(
    before: AgentRun | FactBook, after: AgentRun | FactBook, *, relative: float = RELATIVE
) -> dict[str, Change]:
    """Every figure whose value or interval differs between two runs, by its key.

    Where a figure came from (hashes, rows, labels) is not compared. Numbers differ beyond
    ``relative``.
    """
    books = [one if isinstance(one, FactBook) else book_of(one) for one in (before, after)]
    keys = dict.fromkeys([*books[0].facts, *books[1].facts])
    changes = {key: Change(books[0].get(key), books[1].get(key)) for key in keys}
    return {key: change for key, change in changes.items() if not _same(change, relative)}


def unlike(
    before: AgentRun | FactBook,
    after: AgentRun | FactBook,
    factors: Mapping[str, float],
    *,
    relative: float = 1e-6,
    slack: float = 1.0,
) -> list[str]:
    """Where two runs differ in another way than theory says; nothing where it holds.

    ``factors`` maps patterns of keys (``channel.*.roas``) to what their value and interval are
    multiplied by; the first pattern that fits counts, and figures that none fits must stay.
    ``slack`` is what rounding may do to money and counts that were multiplied.
    """
    books = [one if isinstance(one, FactBook) else book_of(one) for one in (before, after)]
    changed = figures_changed(books[0], books[1], relative=relative)
    faults = []
    for pattern in factors:
        if not any(fnmatchcase(key, pattern) for key in books[0].facts):
            faults.append(f"{pattern}: no figure is called so")
    for key in books[0].facts:
        factor = next((f for pattern, f in factors.items() if fnmatchcase(key, pattern)), None)
        if factor is None:
            if key in changed:
                faults.append(f"{key} changed: {_told(changed[key])}")
        elif not _times(Change(books[0][key], books[1].get(key)), factor, relative, slack):
            faults.append(
                f"{key} is not {factor} times: {_told(Change(books[0][key], books[1].get(key)))}"
            )
    faults += [f"{key} is new" for key in books[1].facts if key not in books[0]]
    return faults


def _same(change: Change, relative: float) -> bool:
    if change.before is None or change.after is None:
        return False
    return all(
        _near(one, other, relative, 0)
        for one, other in zip(_values(change.before), _values(change.after), strict=True)
    )


def _times(change: Change, factor: float, relative: float, slack: float) -> bool:
    if change.before is None or change.after is None:
        return False
    spare = slack if change.before.unit in ("money", "count") else 0
    return all(
        _near(one * factor if isinstance(one, int | float) else one, other, relative, spare)
        for one, other in zip(_values(change.before), _values(change.after), strict=True)
    )


def _values(fact: Fact) -> tuple[Any, Any, Any]:
    interval = fact.interval
    return (fact.value, *((interval.low, interval.high) if interval else (None, None)))


def _near(one: Any, other: Any, relative: float, slack: float) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return bool(other == pytest.approx(one, rel=relative, abs=max(slack, 1e-12)))
    return bool(one == other)


def _told(change: Change) -> str:
    return " → ".join(
        str(_values(fact)) if fact else "none" for fact in (change.before, change.after)
    )


def sentences(run: AgentRun, rows: Iterable[models.Model] = ()) -> set[str]:
    """Everything that a run says, sentence by sentence, as a reader sees it.

    The texts of its output with the figures put in, and those of ``rows`` that it wrote.
    """
    book = book_of(run)
    texts = [*_texts(run.output), *_texts([_written(row) for row in rows])]
    said = (fill(text, book, lambda fact: str(fact.value)) for text in texts)
    return {
        " ".join(part.split())
        for text in said
        for part in re.split(r"(?<=[.!?:])\s+|\n+", text)
        if part.strip()
    }


def shared_sentences(one: Iterable[str], other: Iterable[str]) -> list[str]:
    """Sentences of over twelve words that stand in both, whatever their case."""
    others = {sentence.casefold() for sentence in other}
    return sorted(s for s in one if len(s.split()) > LONG_SENTENCE and s.casefold() in others)


def _written(row: models.Model) -> list[Any]:
    fields = [f for f in row._meta.concrete_fields if not f.is_relation]
    return [getattr(row, field.attname) for field in fields]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


@pytest.mark.django_db
class AgentTests:
    """The shared tests of one agent; a subclass sets the attributes and furnishes workspaces.

    ``writes`` are the tables of its drafts; ``edit`` is a table, a field of it and what a person
    writes there; ``refused`` maps the pointer of a fault to a payload that has it.
    """

    module: ClassVar[str]
    mode: ClassVar[str]
    payload: ClassVar[Mapping[str, Any]] = {}
    writes: ClassVar[tuple[Model, ...]] = ()
    edit: ClassVar[tuple[Model, str, Any] | None] = None
    refused: ClassVar[Mapping[str, Mapping[str, Any]]] = {}

    def furnish(self) -> None:
        """Write what the agent needs for a whole answer, in the open scope."""
        raise NotImplementedError

    def furnish_otherwise(self) -> None:
        """Write the rows of quite another business, in the open scope."""
        raise NotImplementedError

    def run(self, cast: Cast, workspace: UUID | None = None) -> AgentRun:
        """One run with the usual payload."""
        return ran(cast, self.module, self.mode, self.payload, workspace=workspace)

    def rows(self, cast: Cast, workspace: UUID | None = None) -> dict[Model, list[Any]]:
        """The rows that runs wrote, table by table, oldest first."""
        with cast.scope(workspace_id=workspace or cast.alder.workspace_id):
            return {
                model: list(model._default_manager.exclude(run_id=None).order_by("pk"))
                for model in self.writes
            }

    @pytest.fixture
    def furnished(self, cast: Cast, db: None) -> Cast:
        """The cast, with everything the agent needs in Alder's Main workspace."""
        with cast.scope():
            self.furnish()
        return cast

    def test_an_empty_workspace_is_told_what_is_missing_and_nothing_is_written(
        self, cast: Cast
    ) -> None:
        run = ran(cast, self.module, self.mode)
        needs = (run.output or {})["needs"]
        assert needs
        assert all(need["what"] and need["why"] for need in needs)
        assert all(need["agent"] or need["question"] for need in needs)
        assert run.entities == []
        assert not any(self.rows(cast).values())

    def test_a_whole_run_writes_rows_that_name_it(self, furnished: Cast) -> None:
        run = self.run(furnished)
        output = run.output or {}
        assert output["needs"] == []
        assert output["summary"]
        assert run.entities or not self.writes
        for model, rows in self.rows(furnished).items():
            assert rows, f"no row of {model._meta.db_table}"
            assert {row.run_id for row in rows} == {run.pk}

    def test_a_second_run_finds_its_rows_again(self, furnished: Cast) -> None:
        self.run(furnished)
        before = {model: [row.pk for row in rows] for model, rows in self.rows(furnished).items()}
        run = self.run(furnished)
        after = {model: [row.pk for row in rows] for model, rows in self.rows(furnished).items()}
        assert after == before, (before, after)
        made = [entity["label"] for entity in run.entities if entity["action"] == "created"]
        assert not made, made

    def test_what_a_person_wrote_since_is_kept(self, furnished: Cast) -> None:
        if self.edit is None:
            pytest.skip("this agent keeps no drafts")
        model, field, words = self.edit
        self.run(furnished)
        row = self.rows(furnished)[model][0]
        with furnished.scope():
            edited = model._default_manager.get(pk=row.pk)
            setattr(edited, field, words)
            edited.save()
        self.run(furnished)
        with furnished.scope():
            assert getattr(model._default_manager.get(pk=row.pk), field) == words

    def test_two_businesses_share_no_long_sentence(self, furnished: Cast) -> None:
        second = furnished.alder.second_id
        assert second is not None
        with furnished.scope(workspace_id=second):
            self.furnish_otherwise()
        said = [
            sentences(
                self.run(furnished, place),
                [row for rows in self.rows(furnished, place).values() for row in rows],
            )
            for place in (furnished.alder.workspace_id, second)
        ]
        shared = shared_sentences(*said)
        assert not shared, shared

    def test_a_payload_with_a_fault_is_refused_by_its_name(self, cast: Cast) -> None:
        for pointer, payload in {"/no_such_field": {"no_such_field": 1}, **self.refused}.items():
            with pytest.raises(InvalidPayloadError) as refused:
                ran(cast, self.module, self.mode, payload)
            named = [fault["pointer"] for fault in refused.value.errors]
            assert pointer in named, named

    def test_who_may_not_write_the_module_starts_nothing(self, cast: Cast) -> None:
        with pytest.raises(KernelError) as refused:
            ran(cast, self.module, self.mode, who=cast.vera)
        assert refused.value.status == 403
