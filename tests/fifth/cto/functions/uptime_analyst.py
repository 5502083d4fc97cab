"""`cto-uptime-analyst`: how long each service was up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from cto.selectors import Down, outages
from pydantic import Field

from kernel.core.contracts import AgentFunction, AgentInput, AgentOutput, Finding, Need, RunContext
from kernel.core.facts import Fact, FactBook, Rows, input_hash

MINUTES = 24 * 60


class UptimeInput(AgentInput):
    """How far to look back."""

    days: Annotated[int, Field(ge=1, le=366)] = Field(
        default=28, title="Period", json_schema_extra={"unit": "days"}
    )


@dataclass(frozen=True, slots=True)
class Log:
    """The outages of a period, a service a line."""

    first: date
    last: date
    services: tuple[Down, ...]

    @property
    def minutes(self) -> int:
        return ((self.last - self.first).days + 1) * MINUTES


class UptimeAnalyst(AgentFunction[UptimeInput, Log, AgentOutput]):
    """Availability by service, each figure with the outages behind it."""

    name = "cto-uptime-analyst"
    title = "Uptime"
    reads = "Reads the outages."
    writes = "Writes no row."
    Input = UptimeInput
    Output = AgentOutput

    def gather(self, ctx: RunContext, payload: UptimeInput) -> Log | list[Need]:
        """The period's outages."""
        first, last, found = outages(ctx.today, payload.days)
        if not found:
            return [Need(what="Outages", why="None is written down.", question="Was there one?")]
        return Log(first, last, found)

    def facts(self, ctx: RunContext, payload: UptimeInput, data: Log) -> FactBook:
        """Minutes down and availability of each service."""
        book = FactBook()
        for place, service in enumerate(data.services):
            rows = Rows(
                "cto/outages",
                {
                    "service": service.name,
                    "day__gte": data.first.isoformat(),
                    "day__lte": data.last.isoformat(),
                },
                "minutes",
                service.minutes,
                service.days,
            )
            book.add(
                Fact(
                    key=f"service-{place}.availability",
                    label=f"Availability, {service.name}",
                    value=1 - service.minutes / data.minutes,
                    unit="fraction",
                    function="cto.functions.uptime_analyst",
                    version="1",
                    input_hash=input_hash(service, data.minutes),
                    formula="One minus the minutes down over all minutes of the period.",
                    rows=(rows,),
                    period=(data.first, data.last),
                )
            )
        return book

    def compose(
        self, ctx: RunContext, payload: UptimeInput, data: Log, facts: FactBook
    ) -> AgentOutput:
        """A line a service, the least available first."""
        lines = [
            f"{service.name} was up {{fact:service-{place}.availability}} of the time."
            for place, service in enumerate(data.services)
        ]
        worst = data.services[0].name
        return AgentOutput(
            summary=" ".join(lines),
            findings=[Finding(kind="uptime", title=f"{worst} was down most", text=lines[0])],
        )

    def allowed_phrases(self, ctx: RunContext, payload: UptimeInput, data: Log) -> Sequence[str]:
        """Names of services may be quoted."""
        return [service.name for service in data.services]


FUNCTION = UptimeAnalyst
