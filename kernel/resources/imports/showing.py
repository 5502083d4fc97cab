"""What the screens of imports are filled with."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from kernel.errors import KernelError
from kernel.formats import Notation
from kernel.resources.files import lines
from kernel.resources.imports import forms, words
from kernel.resources.imports.background import is_silent
from kernel.resources.imports.choices import FIXED
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.previews import Preview
from kernel.resources.imports.undoing import full_name, kind_for_batch
from kernel.resources.models import BatchStatus, ImportBatch
from kernel.resources.rights import notation, rights
from kernel.tenancy import clock

HOME = "/imports/"
SHOWN_MADE = 12


def as_file(rows: list[list[Any]], name: str) -> HttpResponse:
    response = HttpResponse("".join(lines(rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def as_download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def sample_links(offered: list[ImportKind]) -> list[dict[str, str]]:
    """A sample of each kind, and one of each export that it takes."""
    links = []
    for kind in offered:
        at = f"{HOME}samples/{kind.full_name}/"
        links.append({"label": kind.title, "url": at})
        links += [
            {"label": layout.title, "url": f"{at}{layout.name}/"}
            for layout in kind.layouts
            if layout.sample
        ]
    return links


def previewed(found: Preview, batch: ImportBatch, request: HttpRequest) -> dict[str, Any]:
    """What the preview's page shows."""
    notes = notation(request)
    heads, rows = words.sample_rows(found, notes)
    counts = "" if found.missing else words.counts(found, notes)
    totals = [] if found.more else words.totals([one.as_json() for one in found.totals], notes)
    refusals = [refusal.as_json() for refusal in found.refusals]
    refused = found.refused
    if found.more and batch.refused:  # what a worker found in all of the file
        refusals, refused = batch.refused, batch.rows_refused
    layout = found.recognised
    open_questions = [q for q in found.questions if not q.option.startswith(FIXED)]
    advice = [layout.advice[c.name] for c in found.missing if layout and c.name in layout.advice]
    return {
        "found": found,
        "made": made_words(found, notes),
        "lede": f"{found.kind.title}. {counts}",
        "asked": forms.asked_fields(found),
        "mapping": forms.mapping_fields(found),
        "options": forms.option_fields(found),
        "heads": heads,
        "rows": rows,
        "totals": totals,
        "said": any(total["said"] for total in totals),
        "refusals": refusals[:50],
        "refused": refused,
        "good": found.new + found.changed + found.same,
        "before": sent_before(found, request),
        "why": ", ".join(f"“{head}”" for head in found.why[:4]),
        "advice": " ".join(advice),
        "open_mapping": bool(found.missing or open_questions or not found.encoding_sure),
        "questions": open_questions,
    }


def made_words(found: Preview, notes: Notation) -> str:
    """The first rows of other tables that are made on the way, and how many more."""
    more = len(found.made) - SHOWN_MADE + found.made_more
    listed = ", ".join(found.made[:SHOWN_MADE])
    return f"{listed} and {notes.number(more)} more" if more > 0 else listed


def working(batch: ImportBatch, request: HttpRequest) -> dict[str, Any]:
    """What the page of a batch shows while a worker has it."""
    notes = notation(request)
    undoing = batch.status in (BatchStatus.UNDO_QUEUED, BatchStatus.UNDOING)
    said = ""
    if batch.rows_done and not undoing:
        said = f"{notes.count(batch.rows_done, 'row')} read so far."
    if batch.cancel_asked:
        said = "It stops after the rows at hand."
    return {
        "batch": batch,
        "lede": batch.get_status_display(),
        "said": said,
        "silent": is_silent(batch),
        "undoing": undoing,
        "poll": f"{HOME}{batch.pk}/",
        "may": rights(request).writes(batch.module) and not batch.cancel_asked,
    }


def kind_of(batch: ImportBatch) -> ImportKind | None:
    try:
        return kind_for_batch(batch)
    except KernelError:
        return None


def line_of(
    batch: ImportBatch, named: dict[str, ImportKind], request: HttpRequest
) -> dict[str, Any]:
    """A batch as the list shows it."""
    notes = notation(request)
    kind = named.get(full_name(batch))
    may = rights(request).writes(batch.module)
    return {
        "url": f"{HOME}{batch.pk}/",
        "name": str(batch),
        "kind": words.kind_words(kind, batch),
        "reach": words.reach(batch, notes),
        "when": local(batch.imported_at or batch.created_at, request),
        "who": str(batch.created_by) if batch.created_by_id else batch.door,
        "counts": [batch.rows_new, batch.rows_changed, batch.rows_same, batch.rows_refused]
        if batch.imported_at
        else [None] * 4,
        "status": batch.get_status_display(),
        "tone": words.TONES[BatchStatus(batch.status)],
        "undo": f"{HOME}{batch.pk}/undo/" if may and batch.status == BatchStatus.IMPORTED else "",
    }


def facts_of(
    batch: ImportBatch, kind: ImportKind | None, request: HttpRequest
) -> list[dict[str, Any]]:
    notes = notation(request)
    who = str(batch.created_by) if batch.created_by_id else batch.door
    when = local(batch.imported_at or batch.created_at, request)
    facts: list[dict[str, Any]] = [
        {"name": "What", "value": words.kind_words(kind, batch)},
        {"name": "Imported", "value": f"{when} by {who}, {batch.door}"},
        {"name": "Days", "value": words.reach(batch, notes) or "no days in it"},
        {"name": "New rows", "value": notes.number(batch.rows_new)},
        {"name": "Changed rows", "value": notes.number(batch.rows_changed)},
        {"name": "Already there", "value": notes.number(batch.rows_same)},
        {"name": "Refused rows", "value": notes.number(batch.rows_refused)},
        {"name": "File hash", "value": batch.file_hash[:16], "mono": True},
    ]
    if batch.recognised:
        facts.insert(1, {"name": "Recognised as", "value": batch.recognised})
    if batch.undone_at:
        facts.insert(2, {"name": "Taken back", "value": local(batch.undone_at, request)})
    return facts


def sent_before(found: Preview, request: HttpRequest) -> str:
    """That this very file came in before, and whether it would change anything now."""
    if found.before is None:
        return ""
    when = local(found.before.imported_at, request)
    then = "Importing it again changes nothing." if found.changes_nothing else ""
    return f"The same file was imported on {when}. {then}".strip()


def local(moment: Any, request: HttpRequest) -> str:
    zone = clock.now().tzinfo
    local = moment.astimezone(zone)
    return f"{notation(request).day(local.date())}, {local:%H:%M}"


def page_number(request: HttpRequest, pages: Any) -> int:
    text = request.GET.get("page") or "1"
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= pages.num_pages):
        raise KernelError(
            "invalid_parameter", detail=f"page is a whole number from 1 to {pages.num_pages}."
        )
    return int(text)


def pager_of(page: Any, notes: Any) -> dict[str, str]:
    total = notes.count(page.paginator.count, "import")
    return {
        "said": f"{page.start_index()} to {page.end_index()} of {total}",
        "previous": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
