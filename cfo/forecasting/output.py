"""The answer's structure from the ground and its facts."""

from __future__ import annotations

from cfo.analysis import months
from cfo.forecasting import sentences
from cfo.forecasting.cash import CashAhead
from cfo.forecasting.contracts import ForecastOutput, Point, ScenarioPart, SeriesPart, Tried
from cfo.forecasting.ground import Ground, Outcome
from cfo.forecasting.people import payroll_part
from kernel.core.contracts import Finding, Severity
from kernel.core.facts import FactBook

CASH_KEYS = (
    "cash.now", "burn.net", "burn.gross", "runway.months", "runway.day", "zero.p10", "zero.p50",
    "zero.p90", "zero.share", "cash.end",
)  # fmt: skip
SOON = 6
NAMED = {"key", "series", "category", "label"}


def output_of(ground: Ground, cash: CashAhead, book: FactBook) -> ForecastOutput:
    """Everything in the built-in words."""
    return ForecastOutput(
        summary=sentences.summary(ground, cash, book),
        findings=_findings(ground, cash),
        currency=ground.asked.currency,
        made_on=ground.asked.made_on,
        through=ground.through,
        horizon=ground.asked.horizon,
        series=[
            _cash_part(ground, cash, book),
            *(_part(ground, ground.outcome(series), book) for series in ground.series),
        ],
        cash=[key for key in CASH_KEYS if key in book],
        scenarios=_scenarios(cash, book),
        payroll=payroll_part(ground),
        defaults=sentences.defaults(ground, book),
        questions=sentences.questions(ground, book),
    )


def _part(ground: Ground, outcome: Outcome, book: FactBook) -> SeriesPart:
    series, found = outcome.series, outcome.found
    part = SeriesPart(
        key=series.key, series=series.name, category=series.category, label=series.label
    )
    if found is None:
        return part.model_copy(update={"refused": sentences.refused(outcome)})
    return SeriesPart(
        **part.model_dump(include=NAMED),
        method=found.method,
        mase=found.chosen.mase,
        because=sentences.because(outcome, book),
        points=[
            Point(period=on, value=p.value, low80=p.low80, high80=p.high80, low95=p.low95,
                  high95=p.high95)
            for on, p in zip(ground.ahead, found.points, strict=True)
        ],
        tried=_tried(outcome),
        calibration=found.calibration,
    )  # fmt: skip


def _cash_part(ground: Ground, cash: CashAhead, book: FactBook) -> SeriesPart:
    """Cash: the middle future and the limits of four fifths and nineteen twentieths of them."""
    outcome, why = cash.by_flow, sentences.because_of_cash(cash, book)
    points = cash.points(cash.main)
    if not points:
        return SeriesPart(key="cash", series="cash", label="Cash", refused=why)
    found = outcome.found
    return SeriesPart(
        key="cash",
        series="cash",
        label="Cash",
        method=found.method if found else "mean_flow",
        mase=found.chosen.mase if found else None,
        because=why,
        points=[
            Point(period=on, value=m.p50, low80=m.p10, high80=m.p90, low95=m.low95,
                  high95=m.high95)
            for on, m in zip(ground.ahead, points, strict=True)
        ],
        tried=_tried(outcome),
        calibration=found.calibration if found else None,
    )  # fmt: skip


def _tried(outcome: Outcome) -> list[Tried]:
    if outcome.found is None:
        return []
    return [
        Tried(method=one.method, mase=one.mase, refused=one.refused)
        for one in outcome.found.candidates
    ]


def _scenarios(cash: CashAhead, book: FactBook) -> list[ScenarioPart]:
    parts = []
    for scenario in cash.scenarios:
        start = cash.start(scenario)
        if f"cash.end{start}" in book:
            zero = f"zero.p50{start}"
            parts.append(
                ScenarioPart(
                    scenario=scenario,
                    end=f"cash.end{start}",
                    zero=zero if zero in book else "",
                )
            )
    return parts


def _findings(ground: Ground, cash: CashAhead) -> list[Finding]:
    """Cash that is expected below its floor, the sooner the graver."""
    found = cash.outlook(cash.main)
    if found is None:
        return []
    end = months.last_day(ground.last + ground.asked.horizon)
    soon = months.last_day(ground.last + min(SOON, ground.asked.horizon))
    severity: Severity
    if found.zero_p50 is not None and found.zero_p50 <= end:
        severity = "critical" if found.zero_p50 <= soon else "high"
        text = "Cash is as likely as not below its floor by {fact:zero.p50}."
        key = "zero.p50"
    elif found.zero_p10 is not None and found.zero_p10 <= end:
        severity, key = "medium", "zero.p10"
        text = "If months go badly, cash is below its floor by {fact:zero.p10}."
    else:
        return []
    return [
        Finding(
            kind="cash_floor",
            title="Cash falls below its floor",
            text=text,
            severity=severity,
            subject=f"cash:{ground.asked.currency}",
            facts=[key, "cash.now", "zero.share"],
        )
    ]
