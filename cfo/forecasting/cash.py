"""Cash ahead: the burn of the last months, the futures of the balance, and each scenario's end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cfo.analysis import burn, cash_outlook, runway
from cfo.analysis.cash import MONTHS_NEEDED, Burn, CashMonth, CashOutlook, Runway
from cfo.analysis.money import divided
from cfo.analysis.rows import LedgerRows
from cfo.forecasting.contracts import BURN_MONTHS, SEASON, ScenarioName
from cfo.forecasting.ground import Ground, Outcome, since_gap
from kernel.statistics.values import NotEnoughDataError

OUTLOOK_MONTHS = 24
SCENARIOS: tuple[ScenarioName, ...] = ("low", "base", "high")


@dataclass(frozen=True)
class CashAhead:
    """The cash of a ground; what cannot be said is a refusal.

    Flows are those of `Ground.counted`: without transfers, and without money that was raised.
    """

    ground: Ground

    @cached_property
    def now(self) -> int:
        """The accounts' balances on the evening of `ground.through`."""
        return self.ground.opening.total + self.ground.ledger.rows.total()

    @cached_property
    def flows(self) -> tuple[int, ...]:
        """Net flows of the months since the last one without a line."""
        return since_gap(self.ground.flows.values)

    @cached_property
    def by_flow(self) -> Outcome:
        """The forecast of the monthly net flow."""
        return self.ground.outcome(self.ground.flows)

    @cached_property
    def burned(self) -> Burn | NotEnoughDataError:
        """Burn of the last months."""
        rows = self.ground.counted
        count = min(BURN_MONTHS, len(self.flows))

        def monthly(part: LedgerRows) -> tuple[int, ...]:
            return part.monthly(self.ground.last - count + 1, self.ground.last)

        try:
            inflows = monthly(rows.where(rows.amount > 0)) if count else ()
            outflows = monthly(rows.where(rows.amount < 0)) if count else ()
            return burn(inflows, outflows, BURN_MONTHS)
        except NotEnoughDataError as refusal:
            return refusal

    @cached_property
    def lasts(self) -> Runway | None:
        """How long the cash lasts if the burn stays as it is."""
        if isinstance(self.burned, NotEnoughDataError):
            return None
        return runway(self.now, self.burned.net, self.ground.through, self.ground.asked.floor)

    @cached_property
    def length(self) -> int:
        """Months that the futures reach."""
        return max(self.ground.asked.horizon, OUTLOOK_MONTHS)

    def expected(self, scenario: ScenarioName) -> list[int] | None:
        """The flow of each month ahead; None where no method could forecast it.

        Beyond the forecast's horizon the mean of its last year goes on.
        """
        found = self.by_flow.found
        if found is None:
            return None
        side = self.ground.side(scenario)
        flows = [point.value + more for point, more in zip(found.points, side, strict=True)]
        year = flows[-SEASON:]
        return flows + [divided(sum(year), len(year))] * (self.length - len(flows))

    @cached_property
    def _outlooks(self) -> dict[ScenarioName, CashOutlook]:
        return {}

    def outlook(self, scenario: ScenarioName = "base") -> CashOutlook | None:
        """The futures in a scenario; None below three months."""
        if len(self.flows) < MONTHS_NEEDED:
            return None
        if scenario not in self._outlooks:
            self._outlooks[scenario] = cash_outlook(
                self.now,
                self.flows,
                self.ground.through,
                self.length,
                self.ground.asked.floor,
                self.expected(scenario),
                self.by_flow.found.calibration if self.by_flow.found else 1.0,
            )
        return self._outlooks[scenario]

    def points(self, scenario: ScenarioName = "base") -> tuple[CashMonth, ...]:
        """The months of the horizon."""
        found = self.outlook(scenario)
        return found.by_month[: self.ground.asked.horizon] if found else ()

    @property
    def main(self) -> ScenarioName:
        """The scenario of the finance settings, where it differs from the others."""
        wanted = self.ground.asked.scenario
        return wanted if wanted in self.scenarios else "base"

    def start(self, scenario: ScenarioName) -> str:
        """What follows the keys of a scenario's facts; nothing for the main one's."""
        return "" if scenario == self.main else f".{scenario}"

    @property
    def scenarios(self) -> tuple[ScenarioName, ...]:
        """Those that differ: without a forecast of revenue there is one."""
        return SCENARIOS if any(self.ground.side("low")) else ("base",)
