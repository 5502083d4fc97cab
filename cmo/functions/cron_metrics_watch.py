"""`cmo-cron-metrics-watch`: every morning, the days that do not fit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from cmo.analysis.finding import Horizon
from cmo.optimization import effects, sentences
from cmo.optimization.book import facts_of
from cmo.optimization.contracts import OptimizationOutput
from cmo.optimization.output import findings_of
from cmo.optimization.proposals import proposals_of
from cmo.optimization.reading import read
from cmo.optimization.workbook import Workbook
from kernel.core.contracts import AgentFunction, AgentInput, Entity, Need, RunContext
from kernel.core.facts import FactBook

WATCHED = ("broken_tracking", "spend_spike", "drop")
WATCHED_DAYS = 7


class WatchInput(AgentInput):
    """Which days to watch; empty watches the last week of rows."""

    until: date | None = Field(
        default=None,
        title="Up to",
        json_schema_extra={"hint": "Empty means the tenant's today."},
    )
    days: Annotated[int, Field(ge=1, le=91)] = Field(
        default=WATCHED_DAYS,
        title="Days",
        description="Odd ones are searched for in this many last days.",
        json_schema_extra={"unit": "days"},
    )


class MetricsWatch(AgentFunction[WatchInput, Workbook, OptimizationOutput]):
    """Broken tracking, spend spikes and drops of the last days, by the whole history."""

    name = "cmo-cron-metrics-watch"
    version = "1"
    title = "Watch daily metrics"
    reads = "Reads daily metrics."
    writes = "Writes a proposal for days of broken tracking, and tells the marketers."
    Input = WatchInput
    Output = OptimizationOutput

    def gather(self, ctx: RunContext, payload: WatchInput) -> Workbook | list[Need]:
        """The metrics of two years, up to today."""
        ctx.step("Read metrics")
        until = min(payload.until or ctx.today, ctx.today)
        return read(Horizon(until, anomaly_days=payload.days), only=WATCHED, funnels=False)

    def facts(self, ctx: RunContext, payload: WatchInput, data: Workbook) -> FactBook:
        """Every figure of the odd days."""
        ctx.step("Compare the last days with the usual")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: WatchInput, data: Workbook, facts: FactBook
    ) -> OptimizationOutput:
        """What is odd, or that nothing is."""
        said = [sentences.say(data, facts, found) for found in data.findings]
        quiet = "Nothing odd in the last {fact:period.anomaly_days} up to {fact:period.last}."
        return OptimizationOutput(
            summary=" ".join(words.text for words in said) or quiet,
            findings=findings_of(data, facts, said),
            proposals=proposals_of(data, facts, said, ctx.today),
        )

    def allowed_phrases(
        self, ctx: RunContext, payload: WatchInput, data: Workbook
    ) -> Sequence[str]:
        """Names of channels may be quoted."""
        return data.own_words()

    def effects(
        self, ctx: RunContext, payload: WatchInput, output: OptimizationOutput, facts: FactBook
    ) -> list[Entity]:
        """Proposals, and a line for the marketers where somebody should look."""
        entities = effects.propose_all(output.proposals, facts)
        effects.tell(output.findings, facts)
        return entities


FUNCTION = MetricsWatch
