"""A source made ready: its layout, mapping and reading settled, its rows still to be read."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from kernel.core.facts import canonical_json
from kernel.resources.imports import choices
from kernel.resources.imports.blobs import Blob, blob
from kernel.resources.imports.choices import BY_HAND, FIXED
from kernel.resources.imports.columns import Reading
from kernel.resources.imports.decoding import check_size
from kernel.resources.imports.formats import format_of
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.layouts import Layout, recognise
from kernel.resources.imports.parsing import JsonReader, RowReader, SheetReader
from kernel.resources.imports.previews import Preview
from kernel.resources.imports.reading import Sheet, open_sheet
from kernel.resources.models import BatchStatus, ImportBatch, ImportLayout
from kernel.resources.rights import scope_notation
from kernel.tenancy import clock

Source = bytes | Blob | Sequence[Mapping[str, Any]]


def prepare(
    kind: ImportKind,
    source: Source,
    name: str,
    mapping: Mapping[str, str] | None,
    options: Mapping[str, str] | None,
    limit: int,
) -> tuple[Preview, RowReader | None]:
    """What is known before the first row, and a reader of the rows; none where columns miss.

    Raises KernelError: import_invalid, file_type_not_allowed, too_large.
    """
    if isinstance(source, bytes | Blob):
        found, reader = _of_file(kind, blob(source), name, mapping, options, limit)
    else:
        content = canonical_json(list(source)).encode()
        found = Preview(kind, name, hashlib.sha256(content).hexdigest(), len(content))
        found.reading = Reading(
            currency=scope_notation().currency, zone=clock.now().tzinfo or dt.UTC
        )
        reader = JsonReader(kind, source, found.reading, limit)
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
    return found, reader


def _of_file(
    kind: ImportKind,
    content: Blob,
    name: str,
    mapping: Mapping[str, str] | None,
    options: Mapping[str, str] | None,
    limit: int,
) -> tuple[Preview, RowReader | None]:
    given = choices.check_options(options)
    sheet = _open(kind, content, name, given)
    known = remembered(kind, sheet.layout)
    if known is not None:
        before = {**_without_asked(kind, known.options), **given}
        if before != given:
            given = before
            sheet = _open(kind, content, name, given)
        known_mapping = {k: v for k, v in known.mapping.items() if not v or v in sheet.header}
        mapping = {**known_mapping, **(mapping or {})}
    layout = None if sheet.form else _chosen(kind, sheet, given)
    fixed = _fixed(kind, layout, given)
    shaped = kind.under(layout, fixed) if layout or fixed else kind
    found = Preview(
        shaped,
        sheet.name,
        sheet.hash,
        sheet.size,
        sheet.encoding,
        sheet.encoding_sure,
        sheet.separator,
        sheet.header,
        sheet.layout,
    )
    found.remembered, found.options, found.above = known is not None, given, sheet.above
    found.recognised, found.fixed, found.form = layout, fixed, sheet.form
    found.why = layout.why(sheet.header) if layout else []
    found.mapping = choices.settle_mapping(shaped, sheet.header, mapping)
    found.missing = choices.missing_columns(shaped, found.mapping)
    if found.missing:
        return found, None
    found.reading, found.questions = choices.settle_reading(
        shaped, sheet, found.mapping, {**sheet.says, **given}, scope_notation(), limit
    )
    return found, SheetReader(shaped, sheet, found.mapping, found.reading, limit)


def _open(kind: ImportKind, content: Blob, name: str, options: Mapping[str, str]) -> Sheet:
    form = format_of(kind.formats, content)
    if form is not None:
        check_size(content)
        return form.open(content, name[:255], options.get("encoding", ""))
    named = options.get("layout", "")
    layouts = [] if named == BY_HAND else kind.layouts

    def fits(header: Sequence[str]) -> int:
        return max((layout.fits(header) for layout in layouts), default=0)

    return open_sheet(
        content,
        name,
        known=kind.known_headers(),
        fits=fits if layouts else None,
        encoding=options.get("encoding", ""),
        separator=options.get("separator", ""),
    )


def _chosen(kind: ImportKind, sheet: Sheet, options: Mapping[str, str]) -> Layout | None:
    named = options.get("layout", "")
    if named == BY_HAND:
        return None
    return kind.layout_named(named) or recognise(kind.layouts, sheet.header)


def _fixed(kind: ImportKind, layout: Layout | None, options: Mapping[str, str]) -> dict[str, str]:
    """The cells that hold for the whole file, a person's choice over the layout's."""
    names = {column.name for column in kind.bound}
    asked = {
        name.removeprefix(FIXED): value
        for name, value in options.items()
        if name.startswith(FIXED) and name.removeprefix(FIXED) in names
    }
    return {**(layout.fixed if layout else {}), **asked}


def _without_asked(kind: ImportKind, options: Mapping[str, str]) -> dict[str, str]:
    """Options of another file, without what is asked anew of each."""
    asked = {f"{FIXED}{column.name}" for column in kind.bound if column.asked}
    return {name: value for name, value in options.items() if name not in asked}


def remembered(kind: ImportKind, layout: str) -> ImportLayout | None:
    """How files with this header were read the last time."""
    return ImportLayout.objects.filter(
        module=kind.manifest.id, kind=kind.name, layout=layout
    ).first()
