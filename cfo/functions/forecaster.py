"""`cfo-forecaster`: what comes in and goes out in the months ahead, and how long cash lasts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cfo.forecasting import effects
from cfo.forecasting.book import facts_of
from cfo.forecasting.cash import CashAhead
from cfo.forecasting.contracts import ForecastDraft, ForecastInput, ForecastOutput
from cfo.forecasting.ground import Ground
from cfo.forecasting.output import output_of
from cfo.forecasting.reading import read
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook


class Forecaster(AgentFunction[ForecastInput, Ground, ForecastOutput]):
    """Every series by the method that its own past bears out, and the cash that follows."""

    name = "cfo-forecaster"
    version = "1"
    title = "Look ahead"
    reads = "Reads bank lines, accounts, headcount and the finance settings."
    writes = "Writes a forecast for each series, and the month’s cash, burn and runway."
    Input = ForecastInput
    Output = ForecastOutput
    Draft = ForecastDraft

    def gather(self, ctx: RunContext, payload: ForecastInput) -> Ground | list[Need]:
        """The lines of one currency, its accounts and people."""
        ctx.step("Read the ledger")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: ForecastInput, data: Ground) -> FactBook:
        """Every figure: each series forecast, then cash."""
        whole = (*data.series, data.flows)
        for number, series in enumerate(whole):
            ctx.check_cancelled()
            ctx.step("Forecast each series", number, len(whole))
            data.outcome(series)
        ctx.step("Draw the futures of cash")
        return facts_of(data, CashAhead(data))

    def compose(
        self, ctx: RunContext, payload: ForecastInput, data: Ground, facts: FactBook
    ) -> ForecastOutput:
        """The fans with the built-in words."""
        return output_of(data, CashAhead(data), facts)

    def draft_keys(self, output: ForecastOutput) -> dict[str, list[str]]:
        """The keys of series."""
        return {"SeriesText.key": [part.key for part in output.series if part.points]}

    def allowed_phrases(
        self, ctx: RunContext, payload: ForecastInput, data: Ground
    ) -> Sequence[str]:
        """Names of categories, accounts and positions may be quoted."""
        return data.own_words()

    def accept(self, output: ForecastOutput, draft: Any) -> ForecastOutput:
        """The model's words; points, methods and figures stay."""
        texts = {item.key: item.because for item in draft.series if item.because}
        return output.model_copy(
            update={
                "summary": draft.summary or output.summary,
                "series": [
                    one.model_copy(update={"because": texts.get(one.key, one.because)})
                    if one.points
                    else one
                    for one in output.series
                ],
            }
        )

    def effects(
        self, ctx: RunContext, payload: ForecastInput, output: ForecastOutput, facts: FactBook
    ) -> list[Entity]:
        """A row a series, and the month's figures."""
        return effects.write(output, facts)


FUNCTION = Forecaster
