"""How series and amounts can be other than they are said to be.

The errors and values that every analysis has are those of `kernel.statistics.values`. Money is a
whole number of minor units of one currency.
"""

from __future__ import annotations

from kernel.statistics.values import AnalysisError


class GapsError(AnalysisError):
    """A series has periods without a value; `missing` counts them from its start, from 0."""

    def __init__(self, missing: tuple[int, ...]) -> None:
        named = ", ".join(str(at + 1) for at in missing[:5])
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        super().__init__(f"no value in period {named}{more}")
        self.missing = missing


class StoppedSeriesError(AnalysisError):
    """A series that once moved has been zero for `periods` periods: its past says nothing now."""

    def __init__(self, periods: int) -> None:
        super().__init__(f"the last {periods} periods are all zero")
        self.periods = periods


class MixedCurrenciesError(AnalysisError):
    """Amounts of several currencies were to be added up."""

    def __init__(self, currencies: tuple[str, ...]) -> None:
        super().__init__(f"amounts in {', '.join(currencies)} are not added up")
        self.currencies = currencies
