"""The answer's structure from the ground and its facts."""

from __future__ import annotations

from coo.loads import Person
from coo.operating import sentences
from coo.operating.contracts import MetricPart, OperatingOutput, OpsFinding, PersonPart, WeekPart
from coo.operating.ground import Ground, person_key
from coo.operating.proposals import proposals_of
from coo.operating.sentences import Said
from kernel.core.facts import FactBook


def output_of(ground: Ground, book: FactBook) -> OperatingOutput:
    """Everything in the built-in words."""
    said = sentences.findings(ground, book)
    return OperatingOutput(
        summary=sentences.summary(ground, book),
        findings=[_finding(words, book) for words in said],
        people=[_person(one) for one in ground.ahead.people],
        metrics=metrics_of(ground) if not ground.asked.team else [],
        proposals=proposals_of(ground, book, said),
        defaults=sentences.defaults(ground, book),
        questions=sentences.questions(ground, book),
    )


def _finding(said: Said, book: FactBook) -> OpsFinding:
    return OpsFinding(
        kind=said.kind,
        key=said.key,
        title=said.title,
        text=said.text,
        severity=said.severity,
        subject=said.subject,
        facts=[fact.key for fact in book if fact.key.rpartition(".")[0] == said.key],
    )


def _person(person: Person) -> PersonPart:
    return PersonPart(
        key=person_key(person.who),
        who=person.who,
        weeks=[
            WeekPart(
                week=one.week,
                load=round(one.load, 4),
                capacity=None if one.capacity is None else round(one.capacity, 4),
            )
            for one in person.weeks
        ],
    )


def metrics_of(ground: Ground) -> list[MetricPart]:
    """The whole weeks' pace, cycle time, work in progress and broken promises."""
    found = []
    for week in ground.weeks:
        done, times, law = ground.done(week), ground.times(week), ground.law(week)
        found.append(
            MetricPart(name="throughput", period=week.first, value=len(done), unit="count")
        )
        if times is not None:
            hours = round(times.hours.p50, 4)
            found.append(
                MetricPart(name="cycle_time", period=week.first, value=hours, unit="hours")
            )
        if law is not None:
            mean = round(law.in_work, 4)
            found.append(MetricPart(name="wip", period=week.first, value=mean, unit="count"))
        broken = len(ground.broken_in(week))
        found.append(MetricPart(name="sla_breaches", period=week.first, value=broken, unit="count"))
    return found
