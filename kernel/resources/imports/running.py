"""Preview and import: the service behind screen, API, command and webhook.

Everything here needs an open scope of a workspace whose principal may write the kind's module.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from kernel.audit import record
from kernel.core.facts import canonical_json
from kernel.errors import KernelError
from kernel.resources.imports import parsing
from kernel.resources.imports.columns import MoneyColumn, Reading
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.parsing import KEPT_REFUSALS, Parsed, Refusal
from kernel.resources.imports.previews import Preview, Total
from kernel.resources.imports.reading import Sheet, open_sheet
from kernel.resources.imports.staging import CHANGED, NEW, SAME, Stage, Staged, take_turns
from kernel.resources.imports.writing import keep_images, make_rows
from kernel.resources.models import BatchStatus, ImportBatch, ImportLayout
from kernel.resources.rights import scope_notation
from kernel.tenancy.access import access
from kernel.tenancy.scope import DATABASE

AT_ONCE = 50_000
SAMPLE = 8

Source = bytes | Sequence[Mapping[str, Any]]


@dataclass
class _Work:
    preview: Preview
    parsed: Parsed | None = None
    stage: Stage | None = None


def preview(
    kind: ImportKind,
    source: Source,
    *,
    name: str = "",
    mapping: Mapping[str, str] | None = None,
    options: Mapping[str, str] | None = None,
    limit: int = AT_ONCE,
) -> Preview:
    """What importing ``source`` would do; writes nothing.

    ``source`` is a file's bytes, or JSON rows by column name. ``mapping`` is column name to
    header, as far as it differs from what is remembered or recognised.
    Raises KernelError: import_invalid, file_type_not_allowed, too_large, role_not_allowed.
    """
    access().require_write(kind.manifest.id)
    return _prepare(kind, source, name, mapping, options, limit).preview


@transaction.atomic(using=DATABASE)
def run_import(
    kind: ImportKind,
    source: Source,
    *,
    accept_partial: bool = False,
    door: str = "python",
    name: str = "",
    mapping: Mapping[str, str] | None = None,
    options: Mapping[str, str] | None = None,
    batch: ImportBatch | None = None,
    limit: int = AT_ONCE,
) -> ImportBatch:
    """Import ``source`` as one batch: all of it, in the caller's transaction, or nothing.

    With bad rows it raises KernelError import_invalid, listing them, unless
    ``accept_partial`` says to take the good ones. ``door`` is screen, api, command or webhook;
    ``batch`` is one that was uploaded before.
    """
    access().require_write(kind.manifest.id)
    take_turns(kind.model._meta.db_table)
    at = timezone.now()
    work = _prepare(kind, source, name, mapping, options, limit, at)
    found = work.preview
    _refuse_unready(found)
    if found.refused and not accept_partial:
        raise refused_rows(found)
    assert work.stage is not None
    assert work.parsed is not None
    batch = _batch(batch, found, door)
    work.stage.write(at)
    _settle(batch, found, work, at)
    keep_images(batch, work.stage, work.parsed.made)
    _remember(found)
    record(
        "import.done",
        subject=batch.pk,
        detail={
            "kind": kind.full_name,
            "file": batch.file_name,
            "new": batch.rows_new,
            "changed": batch.rows_changed,
            "same": batch.rows_same,
            "refused": batch.rows_refused,
        },
    )
    return batch


def refused_rows(found: Preview) -> KernelError:
    """The refusal of a file with bad rows: each with its line and reason."""
    words = f"{found.refused} of {found.total} rows cannot be taken; nothing was imported."
    return KernelError(
        "import_invalid",
        detail=f"{words} Mend them, or say that the good rows are to be imported.",
        errors=[
            {
                "pointer": f"/rows/{refusal.line}/{refusal.column}".rstrip("/"),
                "code": "row_refused",
                "detail": f"Line {refusal.line}: {refusal.reason}",
            }
            for refusal in found.refusals[:KEPT_REFUSALS]
        ],
    )


def _refuse_unready(found: Preview) -> None:
    errors = [
        {
            "pointer": f"/mapping/{column.name}",
            "code": "required",
            "detail": f"The file has no column for {column.heading}.",
        }
        for column in found.missing
    ]
    errors += [
        {"pointer": f"/options/{question.option}", "code": "required", "detail": question.asks}
        for question in found.questions
    ]
    if errors:
        raise KernelError(
            "import_invalid", detail=" ".join(e["detail"] for e in errors), errors=errors
        )


def _prepare(
    kind: ImportKind,
    source: Source,
    name: str,
    mapping: Mapping[str, str] | None,
    options: Mapping[str, str] | None,
    limit: int,
    at: dt.datetime | None = None,
) -> _Work:
    """Read and stage a source; with ``at``, the time of writing, new rows elsewhere are made."""
    notation = scope_notation()
    if isinstance(source, bytes):
        work, parsed = _prepare_file(kind, source, name, mapping, options, limit)
    else:
        rows = list(source)
        content = canonical_json(rows).encode()
        found = Preview(kind, name, hashlib.sha256(content).hexdigest(), len(content))
        found.reading = Reading(currency=notation.currency)
        parsed = parsing.parse_rows(kind, rows, found.reading, limit)
        work = _Work(found)
    if parsed is not None:
        _stage(work, parsed, at)
    found = work.preview
    found.before = (
        ImportBatch.objects.filter(
            file_hash=found.hash,
            module=kind.manifest.id,
            kind=kind.name,
            status=BatchStatus.IMPORTED,
        )
        .order_by("-imported_at")
        .first()
    )
    return work


def _prepare_file(
    kind: ImportKind,
    content: bytes,
    name: str,
    mapping: Mapping[str, str] | None,
    options: Mapping[str, str] | None,
    limit: int,
) -> tuple[_Work, Parsed | None]:
    given = parsing.check_options(options)
    sheet = _open(kind, content, name, given)
    known = _layout(kind, sheet.layout)
    if known is not None:
        remembered = {**known.options, **given}
        if remembered != given:
            given = remembered
            sheet = _open(kind, content, name, given)
        known_mapping = {k: v for k, v in known.mapping.items() if v in sheet.header}
        mapping = {**known_mapping, **(mapping or {})}
    found = Preview(
        kind,
        sheet.name,
        sheet.hash,
        sheet.size,
        sheet.encoding,
        sheet.encoding_sure,
        sheet.separator,
        sheet.header,
        sheet.layout,
    )
    found.remembered = known is not None
    found.options = given
    found.mapping = parsing.settle_mapping(kind, sheet.header, mapping)
    found.missing = parsing.missing_columns(kind, found.mapping)
    if found.missing:
        return _Work(found), None
    found.reading, found.questions = parsing.settle_reading(
        kind, sheet, found.mapping, given, scope_notation()
    )
    return _Work(found), parsing.parse_sheet(kind, sheet, found.mapping, found.reading, limit)


def _open(kind: ImportKind, content: bytes, name: str, options: Mapping[str, str]) -> Sheet:
    return open_sheet(
        content,
        name,
        known=kind.known_headers(),
        encoding=options.get("encoding", ""),
        separator=options.get("separator", ""),
    )


def _layout(kind: ImportKind, layout: str) -> ImportLayout | None:
    return ImportLayout.objects.filter(
        module=kind.manifest.id, kind=kind.name, layout=layout
    ).first()


def _stage(work: _Work, parsed: Parsed, at: dt.datetime | None) -> None:
    """Hold the parsed rows against the table; rows that break its rules are refused too."""
    found, kind = work.preview, work.preview.kind
    stage = Stage(kind, [Staged(line, _by_column(kind, values)) for line, values in parsed.rows])
    stage.find_broken()
    for row in stage.rows:
        if row.broken:
            parsed.refusals.append(Refusal(row.line, "", "", stage.words(row)))
    good = {row.line for row in stage.rows if not row.broken}
    stage.rows = [row for row in stage.rows if not row.broken]
    parsed.rows = [(line, values) for line, values in parsed.rows if line in good]
    parsed.made = [made for made in parsed.made if any(made in v.values() for _, v in parsed.rows)]
    parsed.refusals.sort(key=lambda refusal: refusal.line)
    found.made = [f"{m.column.heading} “{m.words}”" for m in parsed.made]
    if at is not None and found.ready:
        make_rows(parsed.made, at)
    stage.classify()
    outcomes = [row.outcome for row in stage.rows]
    found.total, found.refusals, found.refused = parsed.total, parsed.refusals, parsed.refused
    found.new, found.changed, found.same = (outcomes.count(o) for o in (NEW, CHANGED, SAME))
    found.sample = _sample(kind, parsed, stage)
    found.totals = [] if at is not None else _totals(kind, parsed, stage)
    if kind.day:
        days = [values[kind.day] for _, values in parsed.rows if values.get(kind.day)]
        found.first_day, found.last_day = min(days, default=None), max(days, default=None)
    work.parsed, work.stage = parsed, stage


def _by_column(kind: ImportKind, values: dict[str, Any]) -> dict[str, Any]:
    return {kind.fields[n].column: v for n, v in values.items() if n in kind.fields}


def _sample(
    kind: ImportKind, parsed: Parsed, stage: Stage
) -> list[tuple[int, str, dict[str, Any]]]:
    """The first rows as they were read, with what becomes of them; changed ones come first."""
    pairs = list(zip(parsed.rows, stage.rows, strict=True))
    first = [pair for pair in pairs if pair[1].outcome == CHANGED][: SAMPLE // 2]
    rest = [pair for pair in pairs if pair[1].outcome != CHANGED][: SAMPLE - len(first)]
    return [(line, row.outcome, values) for (line, values), row in [*first, *rest]]


def _totals(kind: ImportKind, parsed: Parsed, stage: Stage) -> list[Total]:
    columns = [c for c in kind.bound if c.total and c.name in kind.fields]
    amounts = [c for c in columns if isinstance(c, MoneyColumn)]
    by = next((kind.fields[c.currency].column for c in amounts if c.currency in kind.fields), None)
    stored = stage.stored_sums([kind.fields[c.name].column for c in columns], by)
    totals = []
    for column in columns:
        money = column in amounts
        at_rest = {name: sums[kind.fields[column.name].column] for name, sums in stored.items()}
        for (name, currency), value in parsed.sums.items():
            if name != column.name:
                continue
            here = at_rest.get(currency) if money and by else sum(v or 0 for v in at_rest.values())
            unit = "money" if money else "count"
            totals.append(
                Total(name, column.heading, unit, currency, _exact(value), _exact(here or 0))
            )
    return totals


def _exact(value: Any) -> int | str:
    whole = int(value)
    return whole if whole == value else str(value)


def _batch(batch: ImportBatch | None, found: Preview, door: str) -> ImportBatch:
    """The uploaded batch, or a new one."""
    if batch is None:
        batch = ImportBatch(
            module=found.kind.manifest.id,
            kind=found.kind.name,
            door=door,
            file_name=found.name,
            file_hash=found.hash,
            file_size=found.size,
        )
        batch.save()
    else:
        # As it is now: a second click waited for its turn with what it had read before.
        held = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if held.status != BatchStatus.UPLOADED:
            raise KernelError("already_finished", detail="This file has been imported already.")
    return batch


def _settle(batch: ImportBatch, found: Preview, work: _Work, at: dt.datetime) -> None:
    assert work.stage is not None
    assert work.parsed is not None
    batch.status = BatchStatus.IMPORTED
    batch.imported_at = at
    batch.layout, batch.mapping, batch.options = found.layout, found.mapping, found.options
    batch.rows_total, batch.rows_refused = found.total, found.refused
    batch.rows_new, batch.rows_changed, batch.rows_same = found.new, found.changed, found.same
    batch.refused = [refusal.as_json() for refusal in found.refusals[:KEPT_REFUSALS]]
    found.totals = _totals(found.kind, work.parsed, work.stage)
    batch.totals = json.loads(json.dumps([total.as_json() for total in found.totals]))
    batch.first_day, batch.last_day = found.first_day, found.last_day
    batch.save()


def _remember(found: Preview) -> None:
    """Keep how this layout was read, for the next file with the same header."""
    if not found.layout:
        return
    ImportLayout.objects.update_or_create(
        module=found.kind.manifest.id,
        kind=found.kind.name,
        layout=found.layout,
        defaults={
            "header": found.header,
            "mapping": found.mapping,
            "options": found.options,
        },
    )


def batches(modules: Iterable[str]) -> Any:
    """Batches of these modules, newest first."""
    return ImportBatch.objects.filter(module__in=list(modules)).order_by("-created_at", "-id")
