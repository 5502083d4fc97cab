"""`cfo-cron-daily-cash`: every morning, how long the cash lasts by what came in since."""

from __future__ import annotations

from collections.abc import Sequence

from cfo.forecasting import effects
from cfo.forecasting.book import facts_of
from cfo.forecasting.cash import CashAhead
from cfo.forecasting.contracts import ForecastInput, ForecastOutput
from cfo.forecasting.ground import Ground
from cfo.forecasting.output import output_of
from cfo.forecasting.reading import read
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook


class DailyCash(AgentFunction[ForecastInput, Ground, ForecastOutput]):
    """The forecasts made again, and a word to finance where cash is to fall below its floor."""

    name = "cfo-cron-daily-cash"
    version = "1"
    title = "Watch the cash"
    reads = "Reads bank lines, accounts, headcount and the finance settings."
    writes = "Writes the day’s forecasts, and tells finance where cash falls below its floor."
    Input = ForecastInput
    Output = ForecastOutput

    def gather(self, ctx: RunContext, payload: ForecastInput) -> Ground | list[Need]:
        """The lines of the reporting currency."""
        ctx.step("Read the ledger")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: ForecastInput, data: Ground) -> FactBook:
        """Every figure: each series forecast, then cash."""
        ctx.step("Forecast each series and the cash")
        return facts_of(data, CashAhead(data))

    def compose(
        self, ctx: RunContext, payload: ForecastInput, data: Ground, facts: FactBook
    ) -> ForecastOutput:
        """The forecasts, and what is found of the cash."""
        return output_of(data, CashAhead(data), facts)

    def allowed_phrases(
        self, ctx: RunContext, payload: ForecastInput, data: Ground
    ) -> Sequence[str]:
        """Names of categories, accounts and positions may be quoted."""
        return data.own_words()

    def effects(
        self, ctx: RunContext, payload: ForecastInput, output: ForecastOutput, facts: FactBook
    ) -> list[Entity]:
        """The day's rows, and a line for those who read the module."""
        entities = effects.write(output, facts)
        effects.tell(output.findings, facts)
        return entities


FUNCTION = DailyCash
