"""What forecasts are made from: whole months of lines, accounts, people, and what was asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cfo.analysis import forecast, months
from cfo.analysis.forecasting import Forecast
from cfo.analysis.payroll import Head
from cfo.analysis.rows import COSTS, LedgerRows
from cfo.forecasting.contracts import SEASON, ScenarioName, SeriesName
from cfo.selectors import TRANSFER, Ledger, Opening
from kernel.core.fact_keys import fact_key
from kernel.core.windows import Window
from kernel.statistics.values import AnalysisError, NotEnoughDataError

Refusal = AnalysisError | NotEnoughDataError
FINANCING = "financing"


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look ahead at. `floor` in minor units of `currency`."""

    horizon: int
    currency: str
    made_on: dt.date
    floor: int
    by_category: bool = True
    scenario: ScenarioName = "base"


@dataclass(frozen=True, slots=True)
class Series:
    """Monthly sums, signed, oldest first, ending with the last whole month.

    None where the ledger has no line at all in a month. `first` is the first month's number;
    `sign` is what makes its amounts read well: -1 for costs.
    """

    key: str
    name: SeriesName
    label: str
    first: int
    values: tuple[int | None, ...]
    category: str = ""
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """A series with its forecast, or why there is none."""

    series: Series
    found: Forecast | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Ground:
    """The lines of one currency from the first to the last whole month, and what stands around.

    `first` and `last` are numbers of months. `others` are further currencies that have lines,
    `late` is whether months have gone by since the last line.
    """

    asked: Asked
    ledger: Ledger
    opening: Opening
    heads: tuple[Head, ...]
    first: int
    last: int
    others: tuple[str, ...] = ()
    late: bool = False

    @property
    def through(self) -> dt.date:
        """The last day of the last whole month: cash and burn are as of that evening."""
        return months.last_day(self.last)

    @property
    def count(self) -> int:
        """Whole months that are known."""
        return self.last - self.first + 1

    @property
    def window(self) -> Window:
        return months.window(self.first, self.last)

    def ending(self, count: int) -> Window:
        """The last so many whole months."""
        return months.window(max(self.first, self.last - count + 1), self.last)

    @cached_property
    def ahead(self) -> tuple[dt.date, ...]:
        """The first day of each month that is forecast."""
        return tuple(
            months.first_day(self.last + step) for step in range(1, self.asked.horizon + 1)
        )

    @cached_property
    def lines(self) -> LedgerRows:
        """The lines of the whole months, without those between own accounts."""
        return self.ledger.rows.within(self.window).without_transfers()

    @cached_property
    def empty(self) -> tuple[int, ...]:
        """Months in which no account has any line: a statement that is missing."""
        having = set(self.ledger.rows.month_numbers().tolist())
        return tuple(n for n in range(self.first, self.last + 1) if n not in having)

    def monthly(self, rows: LedgerRows, first: int | None = None) -> tuple[int | None, ...]:
        """Sums by month, None where the ledger has no line of any kind."""
        start = self.first if first is None else first
        sums = rows.monthly(start, self.last)
        return tuple(None if start + at in self.empty else value for at, value in enumerate(sums))

    @cached_property
    def counted(self) -> LedgerRows:
        """What burn and cash futures go by: everything but transfers and money that was raised."""
        raised = (self.lines.kind == FINANCING) & (self.lines.amount > 0)
        return self.lines.where(~raised)

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """Revenue and spend, then each category that has lines, the largest first."""
        found = []
        revenue, spend = (self.lines.of_kinds(*kinds) for kinds in (("revenue",), COSTS))
        if len(revenue):
            found.append(Series("revenue", "revenue", "Revenue", self.first, self.monthly(revenue)))
        if len(spend):
            values = self.monthly(spend)
            found.append(Series("spend", "spend", "Spend", self.first, values, sign=-1))
        return (*found, *(self._categories() if self.asked.by_category else ()))

    def _categories(self) -> list[Series]:
        found = []
        for name in sorted(set(self.lines.category.tolist()) - {""}):
            if self.ledger.kinds.get(name) == TRANSFER:
                continue
            rows = self.lines.of_category(name)
            first = int(rows.month_numbers().min())
            sign = -1 if rows.total() < 0 else 1
            series = Series(
                fact_key("category", name), "category", name, first, self.monthly(rows, first),
                name, sign,
            )  # fmt: skip
            found.append((abs(rows.total()), series))
        found.sort(key=lambda one: (-one[0], one[1].label))
        return [series for _, series in found]

    @cached_property
    def flows(self) -> Series:
        """The net flow of each month: what cash goes by."""
        return Series("cash", "cash", "Cash", self.first, self.monthly(self.counted))

    @cached_property
    def _forecasts(self) -> dict[str, Outcome]:
        return {}

    def outcome(self, series: Series) -> Outcome:
        """A series' forecast, made once."""
        if series.key not in self._forecasts:
            self._forecasts[series.key] = forecast_of(series, self.asked.horizon)
        return self._forecasts[series.key]

    def side(self, scenario: ScenarioName) -> tuple[int, ...]:
        """How far each month's flow lies from the expected one in a scenario.

        Low takes revenue half way to its lower 80 % limit, high half way to the upper one; the
        costs of sales follow revenue as they did in the last year.
        """
        revenue = next((one for one in self.series if one.name == "revenue"), None)
        found = self.outcome(revenue).found if revenue else None
        if scenario == "base" or found is None:
            return (0,) * self.asked.horizon
        kept = 1.0 + self.cost_of_sales
        limits = [one.low80 if scenario == "low" else one.high80 for one in found.points]
        return tuple(
            round((limit - point.value) / 2 * kept)
            for limit, point in zip(limits, found.points, strict=True)
        )

    @cached_property
    def cost_of_sales(self) -> float:
        """Costs of sales for a unit of revenue in the last year, below zero, -1 at most."""
        year = self.lines.within(self.ending(SEASON))
        revenue, cost = (year.of_kinds(kind).total() for kind in ("revenue", "cogs"))
        return max(-1.0, min(0.0, cost / revenue)) if revenue > 0 else 0.0

    def own_words(self) -> list[str]:
        """Names of the workspace's own rows, which text may quote."""
        return [*self.ledger.categories, *self.ledger.accounts, *(h.name for h in self.heads)]


def forecast_of(series: Series, horizon: int) -> Outcome:
    """A series' forecast with a season of a year, or the refusal."""
    try:
        return Outcome(series, found=forecast(series.values, SEASON, horizon))
    except (AnalysisError, NotEnoughDataError) as refusal:
        return Outcome(series, refusal=refusal)


def since_gap(values: Sequence[int | None]) -> tuple[int, ...]:
    """The values after the last missing one."""
    last = max((at for at, value in enumerate(values) if value is None), default=-1)
    return tuple(value for value in values[last + 1 :] if value is not None)
