"""What a run writes: a forecast a series and day, and the month's cash figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from cfo.forecasting.contracts import ForecastOutput, SeriesPart
from cfo.models import Category, Forecast, Metric
from kernel.core.contracts import Entity, Finding
from kernel.core.facts import FactBook
from kernel.decisions.models import NotificationKind
from kernel.decisions.notifications import notify
from kernel.resources.rights import scope_notation
from kernel.runs.context import current_run
from kernel.screens import figures

MODULE = "ai_cfo"
FOUR_PLACES = Decimal("0.0001")
LARGEST_MASE = Decimal("9999999.9999")
LARGEST_CALIBRATION = Decimal("9999.9999")
METRICS = {
    "cash": ("cash.now", "money"),
    "burn": ("burn.net", "money"),
    "gross_burn": ("burn.gross", "money"),
    "runway": ("runway.months", "months"),
}
WORTH_TELLING = ("medium", "high", "critical")


def write(output: ForecastOutput, facts: FactBook) -> list[Entity]:
    """One row a series; the same day's are made again."""
    if output.made_on is None:
        return []
    categories = dict(Category.objects.values_list("name", "pk"))
    entities = [
        _forecast(output, part, facts, categories.get(part.category))
        for part in output.series
        if part.points and (part.series != "category" or part.category in categories)
    ]
    _write_metrics(output, facts)
    return entities


def _forecast(
    output: ForecastOutput, part: SeriesPart, facts: FactBook, category: UUID | None
) -> Entity:
    find = {
        "series": part.series,
        "category_id": category,
        "currency": output.currency,
        "made_on": output.made_on,
    }
    values: dict[str, Any] = {
        "method": part.method,
        "horizon": len(part.points),
        "points": [point.model_dump(mode="json") for point in part.points],
        "mase": _places(part.mase, LARGEST_MASE),
        "because": figures.plain(part.because, facts, scope_notation()),
        "candidates": [one.model_dump(mode="json") for one in part.tried],
        "calibration": _places(part.calibration, LARGEST_CALIBRATION),
    }
    row = Forecast.objects.select_for_update(of=("self",)).filter(**find).first()
    if row is None:
        row = Forecast.objects.create(**find, **values, run_id=current_run.get())
        return Entity("cfo_forecasts", row.pk, str(row), "created")
    if all(getattr(row, name) == value for name, value in values.items()):
        return Entity("cfo_forecasts", row.pk, str(row), "confirmed")
    for name, value in values.items():
        setattr(row, name, value)
    row.run_id = current_run.get()
    row.save()
    return Entity("cfo_forecasts", row.pk, str(row), "updated")


def _places(value: float | None, largest: Decimal) -> Decimal | None:
    if value is None:
        return None
    return min(Decimal(str(value)).quantize(FOUR_PLACES), largest)


def _write_metrics(output: ForecastOutput, facts: FactBook) -> None:
    """Cash, burn and runway of the last whole month, where they are known."""
    assert output.through is not None
    period: dt.date = output.through.replace(day=1)
    for name, (key, unit) in METRICS.items():
        fact = facts.get(key)
        if fact is None or not isinstance(fact.value, int | float):
            continue
        Metric.objects.update_or_create(
            name=name,
            period=period,
            currency=output.currency,
            defaults={
                "value": Decimal(str(fact.value)),
                "unit": unit,
                "run_id": current_run.get(),
            },
        )


def tell(findings: Iterable[Finding], facts: FactBook) -> None:
    """A line for everybody who reads the module, once for each thing found."""
    for finding in findings:
        if finding.severity not in WORTH_TELLING:
            continue
        notify(
            NotificationKind.DATA,
            finding.title,
            module=MODULE,
            subject=finding.subject,
            body=finding.text,
            severity=finding.severity,
            facts=[facts[key].as_json() for key in finding.facts if key in facts],
            url="/cfo/forecast/",
        )
