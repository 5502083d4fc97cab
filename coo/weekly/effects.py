"""What a weekly report writes: the report, the week's kept figures, and a line for its readers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from coo.models import Metric, Report
from coo.models.report import ReportKind, ReportStatus
from coo.weekly.contracts import WeeklyReportOutput
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook, references
from kernel.decisions.models import NotificationKind
from kernel.decisions.notifications import address_of, notify
from kernel.formats import day_range
from kernel.runs.context import current_run
from kernel.runs.drafts import Written, write_draft

MODULE = "ai_coo"
COLUMNS = ["This week", "The week before", "Usual"]
VALUE_STEP = Decimal("0.0001")


def write(output: WeeklyReportOutput, facts: FactBook) -> list[Entity]:
    """The week's report, once a week; one that a person edited or made final stays as it is."""
    assert output.week_start is not None
    assert output.week_end is not None
    written = write_draft(
        Report,
        find={
            "kind": ReportKind.WEEKLY_OPS.value,
            "period_start": output.week_start,
            "period_end": output.week_end,
        },
        values={
            "title": f"Operations, {day_range(output.week_start, output.week_end)}",
            "figures": _kept(output, facts).as_json(),
            "body": _body(output),
            "narrative": output.narrative,
            "status": ReportStatus.DRAFT.value,
        },
    )
    if written.outcome == "created":
        _tell(output, facts, written)
    entity = written.entity()
    return [*([entity] if entity else []), *_metrics(output, output.week_start, facts)]


def _body(output: WeeklyReportOutput) -> dict[str, object]:
    lines = [
        {"label": one.label, "level": "line", "facts": [one.now, one.before, one.usual]}
        for one in output.totals
    ]
    return {"columns": COLUMNS, "lines": lines, "missing": output.problems}


def _kept(output: WeeklyReportOutput, facts: FactBook) -> FactBook:
    """The figures that the row shows; a run keeps all of them."""
    keys = {key for text in (output.narrative, *output.problems) for key in references(text)}
    for total in output.totals:
        keys |= {total.now, total.before, total.usual}
    book = FactBook()
    for fact in facts:
        if fact.key in keys:
            book.add(fact)
    return book


def _metrics(output: WeeklyReportOutput, period: dt.date, facts: FactBook) -> list[Entity]:
    entities = []
    for total in output.totals:
        value = facts[total.now].value
        if not isinstance(value, int | float):
            continue
        row, made = Metric.objects.update_or_create(
            name=total.metric,
            period=period,
            defaults={
                "value": Decimal(str(value)).quantize(VALUE_STEP),
                "unit": total.unit,
                "run_id": current_run.get(),
            },
        )
        action = "created" if made else "updated"
        entities.append(Entity(row._meta.db_table, row.pk, str(row), action))
    return entities


def _tell(output: WeeklyReportOutput, facts: FactBook, written: Written[Report]) -> None:
    keys = dict.fromkeys(["week.first", "week.last", *references(output.summary)])
    notify(
        NotificationKind.DATA,
        "The week from {fact:week.first} to {fact:week.last}",
        module=MODULE,
        subject=f"weekly-report:{output.week_start}",
        body=output.summary,
        url=address_of(written.row),
        facts=[facts[key].as_json() for key in keys],
    )
