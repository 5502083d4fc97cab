"""What a run writes: reports as drafts, and the figures of the month that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cfo.models import Metric, Report
from cfo.models.report import ReportStatus
from cfo.reporting.contracts import MetricPart, ReporterOutput, ReportPart
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook, references
from kernel.runs.context import current_run
from kernel.runs.drafts import write_draft

VALUE_STEP = Decimal("0.0001")


def write(output: ReporterOutput, facts: FactBook) -> list[Entity]:
    """Drafts of the reports, a person's and final ones left as they are; then the metrics."""
    entities = [entity for part in output.reports if (entity := _report(part, facts))]
    return entities + _metrics(output.metrics, facts, output)


def _report(part: ReportPart, facts: FactBook) -> Entity | None:
    written = write_draft(
        Report,
        find={
            "kind": part.kind,
            "period_start": part.period_start,
            "period_end": part.period_end,
            "currency": part.currency,
        },
        values={
            "title": part.title,
            "figures": _kept(part, facts).as_json(),
            "body": body_of(part),
            "narrative": part.narrative,
            "status": ReportStatus.DRAFT.value,
        },
    )
    return written.entity()


def body_of(part: ReportPart) -> dict[str, object]:
    """The statement as it is stored: columns, lines with keys of facts, what is missing."""
    return {
        "columns": part.columns,
        "lines": [line.model_dump() for line in part.lines],
        "missing": part.missing,
    }


def _kept(part: ReportPart, facts: FactBook) -> FactBook:
    """The figures that the report shows; a run keeps all of them."""
    keys = {key for line in part.lines for key in line.facts if key} | set(part.facts)
    for text in (part.narrative, *part.missing):
        keys |= set(references(text))
    book = FactBook()
    for fact in facts:
        if fact.key in keys:
            book.add(fact)
    return book


def _metrics(parts: Sequence[MetricPart], facts: FactBook, output: ReporterOutput) -> list[Entity]:
    if not parts or not output.reports:
        return []
    period = output.reports[0].period_end.replace(day=1)
    entities = []
    for part in parts:
        value = facts[part.fact].value
        if not isinstance(value, int | float):
            continue
        row, made = Metric.objects.update_or_create(
            name=part.name,
            period=period,
            currency=part.currency,
            defaults={
                "value": Decimal(str(value)).quantize(VALUE_STEP),
                "unit": part.unit,
                "run_id": current_run.get(),
            },
        )
        action = "created" if made else "updated"
        entities.append(Entity(row._meta.db_table, row.pk, str(row), action))
    return entities
