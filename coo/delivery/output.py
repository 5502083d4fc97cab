"""The answer's structure from the ground and its facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from coo.analysis.finishing import FinishDates, working_day
from coo.delivery import sentences
from coo.delivery.book import risk_key
from coo.delivery.contracts import MOST_RISKS, DeliveryOutput, ForecastPart, Future, RiskPart
from coo.delivery.ground import Ground, Outlook
from coo.delivery.proposals import SEVERITY, proposals_of, subject_of
from coo.promises import Standing
from kernel.core.contracts import Finding
from kernel.core.facts import FactBook
from kernel.resources import addresses

MOST_FUTURES = 60


def output_of(ground: Ground, book: FactBook) -> DeliveryOutput:
    """Everything in the built-in words."""
    told = ground.at_risk[:MOST_RISKS]
    return DeliveryOutput(
        summary=sentences.summary(ground, book),
        findings=findings_of(told, book),
        made_on=ground.asked.today,
        first=ground.window.first,
        last=ground.window.last,
        team=ground.asked.team,
        forecasts=[_forecast(ground, one, book) for one in (ground.whole, *ground.by_team)],
        risks=[risk_part(one) for one in told],
        at_risk=[subject_of(one) for one in ground.at_risk],
        proposals=proposals_of(told, ground.asked.today, ground.hours.zone),
        defaults=sentences.defaults(ground),
        questions=sentences.questions(ground),
    )


def findings_of(standings: Iterable[Standing], book: FactBook) -> list[Finding]:
    """A finding a promise, the graver the less is left."""
    return [
        Finding(
            kind=f"sla_{one.promise.state}",
            title=sentences.title(one),
            text=sentences.risk(one),
            severity=SEVERITY[one.promise.state],
            subject=subject_of(one),
            facts=[fact.key for fact in book if fact.key.startswith(f"{risk_key(one)}.")],
        )
        for one in standings
    ]


def risk_part(standing: Standing) -> RiskPart:
    """A promise at risk as the answer holds it."""
    return RiskPart(
        key=risk_key(standing),
        kind="process" if standing.is_process else "task",
        id=str(standing.row.pk),
        name=standing.name,
        state=standing.promise.state,
        url=addresses.row_path(type(standing.row), standing.row.pk),
        text=sentences.risk(standing),
    )


def _forecast(ground: Ground, outlook: Outlook, book: FactBook) -> ForecastPart:
    part = ForecastPart(key=outlook.key, label=outlook.team or "All open tasks", open=outlook.open)
    if outlook.found is None:
        words = sentences.refused(outlook, book) if outlook.open else ""
        return part.model_copy(update={"refused": words})
    futures = _futures(outlook.found, ground.last_day(), ground)
    return part.model_copy(update={"futures": futures})


def _futures(found: FinishDates, after: dt.date, ground: Ground) -> list[Future]:
    """The rising share of futures that are through, at most so many days of it."""
    step = -(-len(found.futures) // MOST_FUTURES) or 1
    kept = [*found.futures[::step]]
    if found.futures and kept[-1] != found.futures[-1]:
        kept.append(found.futures[-1])
    return [
        Future(
            day=working_day(after, days, ground.hours.days),
            share=round(found.chance_within(days), 4),
        )
        for days, _ in kept
    ]
