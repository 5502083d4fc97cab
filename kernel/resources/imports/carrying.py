"""Rows carried from a reader to the table, a portion at a time, so that memory stays bounded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from kernel.resources.amounts import NotANumberError, to_minor
from kernel.resources.imports import telling
from kernel.resources.imports.columns import (
    CellError,
    ImportColumn,
    MoneyColumn,
    NewRow,
    WholeColumn,
)
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.parsing import Refusal, RowReader, made_by
from kernel.resources.imports.plans import Plan, Row
from kernel.resources.imports.previews import Preview, Total
from kernel.resources.imports.refusing import ask_rules, write_good
from kernel.resources.imports.shelves import Shelf
from kernel.resources.imports.staging import CHANGED, NEW, SAME, Stage, Staged
from kernel.resources.imports.writing import keep_images, keep_needed, make_rows
from kernel.resources.models import ImportBatch

PORTION = 20_000
REHEARSED = 5_000
"""Rows that a rehearsal writes, a portion at most: so that a preview of many takes no longer."""
SAMPLE = 8
NAMED = 100

Progress = Callable[[int], None]
"""Told after each portion how many rows were read; may raise to stop."""


class Carrier:
    """Holds a reader's rows against the table, and writes them where ``at`` says when.

    With ``whole`` one bad row keeps all from being written: portions after it are only checked,
    so that every bad one is listed. A `rehearsal` is written like an import, to be taken back by
    who asked for it, its first rows only: what the table's own rules refuse is known before
    anything is stored.
    """

    def __init__(
        self,
        found: Preview,
        reader: RowReader,
        *,
        batch: ImportBatch | None = None,
        at: dt.datetime | None = None,
        whole: bool = True,
        progress: Progress | None = None,
        door: str = "",
        rehearsal: bool = False,
    ) -> None:
        self.found, self.reader, self.batch, self.at = found, reader, batch, at
        self.rehearsal = rehearsal
        self.whole, self.progress, self.door = whole, progress, door
        self.kind: ImportKind = found.kind
        self.counts = {NEW: 0, CHANGED: 0, SAME: 0}
        self.stored: dict[str, dict[str, Any]] = {}
        self.made: list[str] = []
        self.made_in: set[type[Any]] = set()
        self.written = 0
        self.plan: Plan | None = None
        self.ahead = False
        self.settled = 0
        self.stopped = False
        self.tried = self.untried = 0
        self.size = REHEARSED if rehearsal else PORTION
        self.totals = [c for c in self.kind.bound if c.total and c.name in self.kind.fields]
        self.amounts = [c for c in self.totals if isinstance(c, MoneyColumn)]
        self.by = next(
            (
                self.kind.fields[c.currency].column
                for c in self.amounts
                if c.currency in self.kind.fields
            ),
            None,
        )

    def carry(self) -> None:
        """Read to the end; raises what the reader and the table's rules raise."""
        with Shelf() as shelf:
            self.plan = self.kind.plan(self._read_ahead(shelf), self.door)
            planned = self.plan is not None
            for rows in shelf.portions() if planned else self.reader.portions(self.size):
                if self.plan is not None:
                    self.plan.settle(self.settled, rows)
                    rows = self._planned(self.plan, rows)
                self._portion(rows)
                self._tell(self.settled if planned else 0)
        self._settle()

    @property
    def tried_all(self) -> bool:
        """Whether a rehearsal has written every good row."""
        return not self.found.more and not self.untried

    def finish(self) -> None:
        """Store what belongs to the rows as a whole, once all of them are written."""
        if self.plan is not None:
            self.plan.finish()
        for model in self.made_in:
            ask_rules(model)

    def _read_ahead(self, shelf: Shelf) -> Iterator[Row]:
        """Every good row, for a kind that plans; nothing is read where it does not ask."""
        self.ahead = True
        for rows in self.reader.portions(self.size):
            shelf.put(rows)
            yield from rows
            self._tell(0)

    def _planned(self, plan: Plan, rows: list[Row]) -> list[Row]:
        """The rows that the plan takes; the others are refused with its words.

        Of a file that was read in part nothing is refused for what the rest may hold.
        """
        first, self.settled = self.settled, self.settled + len(rows)
        labels, good = self.reader.labels, []
        refused = {} if self.reader.parsed.more else plan.refused
        for number, (line, values) in enumerate(rows, start=first):
            if number in refused:
                name, reason = refused[number]
                self.reader.parsed.refuse([Refusal(line, labels.get(name, ""), "", reason)])
            else:
                good.append((line, values))
        return good

    def _tell(self, settled: int) -> None:
        """Say how far it is; of rows that are planned, reading and writing count for half each."""
        if self.progress is not None:
            read = self.reader.parsed.total
            self.progress((read + settled) // 2 if self.ahead else read)

    def _portion(self, rows: list[Row]) -> None:
        parsed = self.reader.parsed
        stage = Stage(self.kind, [Staged(line, self._by_column(values)) for line, values in rows])
        stage.find_broken()
        broken = [(row, stage.words(row)) for row in stage.rows if row.broken]
        rows = self._without(rows, stage, broken)
        made = named = made_by(rows)
        writes = self.found.ready and self.at is not None and not self.stopped
        # A plan settles rows by the whole of their file: of a part they may lack what they need.
        in_part = self.plan is not None and parsed.more
        if self.rehearsal and (self.tried or in_part):
            writes, self.untried = False, self.untried + len(rows)
        if writes:
            rows, made = self._make(rows, made, stage)
        stage.classify()
        if self.rehearsal or not writes:
            self._add_stored(stage)
        if writes:
            self.tried += len(rows)
            rows = self._write(rows, made, stage)
        left = [new for new in named if new.id is not None] if writes else named
        self.made += [f"{new.column.heading} “{new.words}”" for new in left]
        self._look(rows, stage)
        if writes and not self.rehearsal:
            self._add_stored(stage)
        self.stopped = self.whole and parsed.refused > 0

    def _without(
        self, rows: list[Row], stage: Stage, refused: Sequence[tuple[Staged, str]]
    ) -> list[Row]:
        """The rows that are left when some are refused, in the stage as well."""
        if not refused:
            return rows
        gone = {row.mark for row, _ in refused}
        for row, words in refused:
            self.reader.parsed.refuse([Refusal(row.line, "", "", words)])
        kept = [pair for pair in zip(rows, stage.rows, strict=True) if pair[1].mark not in gone]
        stage.rows = [row for _, row in kept]
        return [row for row, _ in kept]

    def _make(
        self, rows: list[Row], made: list[NewRow], stage: Stage
    ) -> tuple[list[Row], list[NewRow]]:
        """Write the rows of other tables; who needs one that its table refuses is refused."""
        assert self.at is not None
        refused = make_rows(made, self.at)
        self.made_in |= {new.column.to for new in made if new.column.to is not None}
        if not refused:
            return rows, made
        words = {id(new): said for new, said in refused}
        without = [
            (row, next(words[id(v)] for v in values.values() if id(v) in words))
            for (_, values), row in zip(rows, stage.rows, strict=True)
            if any(id(value) in words for value in values.values())
        ]
        return self._without(rows, stage, without), [new for new in made if new.id is not None]

    def _write(self, rows: list[Row], made: list[NewRow], stage: Stage) -> list[Row]:
        """Write the rows that the table takes, keep their images, and answer them."""
        assert self.at is not None
        refused = write_good(stage, self.at)
        if refused:
            rows = self._without(rows, stage, refused)
            made = keep_needed(made, rows)
        if self.batch is not None:
            self.written += keep_images(self.batch, stage, made, self.written)
        return rows

    def _by_column(self, values: dict[str, Any]) -> dict[str, Any]:
        fields = self.kind.fields
        return {fields[name].column: value for name, value in values.items() if name in fields}

    def _look(self, rows: list[Row], stage: Stage) -> None:
        """Count what becomes of the rows, and keep the first for the sample."""
        found = self.found
        for row in stage.rows:
            self.counts[row.outcome] += 1
        if not found.sample and rows:
            pairs = list(zip(rows, stage.rows, strict=True))
            first = [pair for pair in pairs if pair[1].outcome == CHANGED][: SAMPLE // 2]
            rest = [pair for pair in pairs if pair[1].outcome != CHANGED][: SAMPLE - len(first)]
            found.sample = [(line, row.outcome, values) for (line, values), row in [*first, *rest]]
            found.cautions = [
                *self.kind.cautions([values for _, values in rows]),
                *(self.plan.cautions if self.plan else ()),
            ]
        if self.kind.day:
            days = [self._day(v[self.kind.day]) for _, v in rows if v.get(self.kind.day)]
            if days:
                low, high = min(days), max(days)
                found.first_day = min(found.first_day or low, low)
                found.last_day = max(found.last_day or high, high)

    def _day(self, value: dt.date) -> dt.date:
        """A day, or that of a time in the workspace's zone."""
        if isinstance(value, dt.datetime):
            return value.astimezone(self.found.reading.zone).date()
        return value

    def _add_stored(self, stage: Stage) -> None:
        columns = [self.kind.fields[c.name].column for c in self.totals]
        for currency, sums in stage.stored_sums(columns, self.by).items():
            held = self.stored.setdefault(currency, {})
            for column, value in sums.items():
                if value is not None:
                    held[column] = held.get(column, 0) + value

    def _settle(self) -> None:
        found, parsed = self.found, self.reader.parsed
        parsed.refusals.sort(key=lambda refusal: refusal.line)
        found.total, found.refusals, found.refused = parsed.total, parsed.refusals, parsed.refused
        found.new, found.changed, found.same = (self.counts[o] for o in (NEW, CHANGED, SAME))
        made = list(dict.fromkeys(self.made))
        found.made, found.made_more = made[:NAMED], max(len(made) - NAMED, 0)
        found.more = parsed.more
        found.totals = [total for column in self.totals for total in self._totals(column)]
        found.notes = telling.notes(found, parsed)

    def _totals(self, column: ImportColumn) -> list[Total]:
        """A column's sums: one a currency where it is money."""
        stored_in = self.kind.fields[column.name].column
        at_rest = {name: sums.get(stored_in, 0) for name, sums in self.stored.items()}
        money = isinstance(column, MoneyColumn)
        sums = {c: v for (name, c), v in self.reader.parsed.sums.items() if name == column.name}
        totals = []
        for currency, value in sums.items():
            here = at_rest.get(currency, 0) if money and self.by else sum(at_rest.values())
            said = self._said(column, currency)
            unit = "money" if money else "count"
            totals.append(
                Total(
                    column.name,
                    column.heading,
                    unit,
                    currency,
                    exact(value),
                    exact(here),
                    None if said is None else exact(said),
                )
            )
        return totals

    def _said(self, column: ImportColumn, currency: str) -> int | Decimal | None:
        """What the file's own row of sums says, in stored units; none across currencies."""
        text = column.means(self.reader.parsed.control.get(column.name, ""))
        if not text or not isinstance(column, WholeColumn):
            return None
        try:
            amount = column.number(text, self.found.reading)
            if not isinstance(column, MoneyColumn):
                return amount
            return (
                to_minor(amount, currency)[0] if len(self.reader.parsed.currencies) == 1 else None
            )
        except (CellError, NotANumberError):
            return None


def exact(value: Any) -> int | str:
    """A sum as JSON holds it exactly."""
    whole = int(value)
    return whole if whole == value else str(value)
