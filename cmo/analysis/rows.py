"""The rows that computations read: columns as arrays, and the filter that finds them again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernel.core.windows import Window
from kernel.statistics.rows import DatedRows, Equals, Evidence, by_day, days_of, texts_of
from kernel.statistics.values import AnalysisError

COUNTS = ("impressions", "clicks", "sessions", "conversions")
SUMS = ("cost", "revenue")


@dataclass(frozen=True)
class MetricRows(DatedRows):
    """Daily metrics by campaign and channel.

    Counts are numbers, `cost` and `revenue` minor units of `currency`; NaN where the source gave
    no value. Excluded rows are kept, and left out of every sum.
    """

    campaign: NDArray[np.object_]
    channel: NDArray[np.object_]
    currency: NDArray[np.object_]
    excluded: NDArray[np.bool_]
    impressions: NDArray[np.float64]
    clicks: NDArray[np.float64]
    sessions: NDArray[np.float64]
    conversions: NDArray[np.float64]
    cost: NDArray[np.float64]
    revenue: NDArray[np.float64]

    @classmethod
    def of(cls, records: Iterable[Mapping[str, Any]]) -> MetricRows:
        """From records with the columns of `cmo_metrics_snapshots`; missing values are None.

        Raises AnalysisError on a negative value.
        """
        rows = list(records)
        return cls(
            days_of(rows),
            texts_of(rows, "campaign"),
            texts_of(rows, "channel"),
            texts_of(rows, "currency"),
            np.array([bool(row.get("excluded", False)) for row in rows], dtype=np.bool_),
            *(_numbers(rows, name) for name in COUNTS + SUMS),
        )

    def counted(self) -> MetricRows:
        """Without the rows that somebody excluded."""
        return self.where(~self.excluded)

    def of_currency(self, currency: str) -> MetricRows:
        return self.where(self.currency == currency)

    def of_channels(self, channels: Iterable[str]) -> MetricRows:
        return self.where(np.isin(self.channel.astype(str), sorted(set(channels))))

    def currencies(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.currency.tolist())))

    def channels(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.channel.tolist())))

    def total(self, column: str) -> int | None:
        """The exact sum of a column, None where no row has a value."""
        values = getattr(self, column)
        known = values[np.isfinite(values)]
        return int(known.sum()) if known.size else None

    def evidence(self, column: str, window: Window, channels: tuple[str, ...] = ()) -> Evidence:
        """The counted rows of a window, of one currency, of these channels or of all."""
        kept = self.within(window).counted()
        equals: Equals = (("currency", self.currencies()), ("excluded", ("false",)))
        if channels:
            kept, equals = kept.of_channels(channels), (("channel", channels), *equals)
        return kept.evidence_of(
            "metrics_snapshots", window, equals, column, ("channel", "campaign")
        )

    def daily(self, column: str, window: Window) -> NDArray[np.float64]:
        """Sums a day, one entry for each day of the window, NaN where no row has a value."""
        values = getattr(self, column)
        known = np.isfinite(values)
        return by_day(self.date[known], values[known], window)

    def daily_pair(
        self, numerator: str, denominator: str, window: Window
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Two columns a day over the rows that have both; a day without such a row is (0, 0)."""
        top, bottom = getattr(self, numerator), getattr(self, denominator)
        both = self.where(np.isfinite(top) & np.isfinite(bottom))
        return (
            np.nan_to_num(both.daily(numerator, window)),
            np.nan_to_num(both.daily(denominator, window)),
        )


@dataclass(frozen=True)
class FunnelRows(DatedRows):
    """Daily counts of a funnel's stages: how many entered, how many of these advanced."""

    stage: NDArray[np.object_]
    entered: NDArray[np.float64]
    advanced: NDArray[np.float64]

    @classmethod
    def of(cls, records: Iterable[Mapping[str, Any]]) -> FunnelRows:
        """From records with the columns of `cmo_funnel_counts`; rows without both counts drop.

        Raises AnalysisError where more advanced than entered.
        """
        rows = [row for row in records if None not in (row["entered"], row["advanced"])]
        entered, advanced = _numbers(rows, "entered"), _numbers(rows, "advanced")
        if np.any(advanced > entered):
            raise AnalysisError("more people advanced than entered")
        return cls(days_of(rows), texts_of(rows, "stage"), entered, advanced)

    def of_stage(self, stage: str) -> FunnelRows:
        return self.where(self.stage == stage)

    def evidence(self, column: str, window: Window, stages: tuple[str, ...]) -> Evidence:
        """The rows of a window and of these stages."""
        kept = self.within(window)
        kept = kept.where(np.isin(kept.stage.astype(str), sorted(set(stages))))
        return kept.evidence_of("funnel_counts", window, (("stage", stages),), column, ("stage",))

    def daily(self, window: Window) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(entered, advanced) a day of the window; a day without a row is (0, 0)."""
        return (
            np.nan_to_num(by_day(self.date, self.entered, window)),
            np.nan_to_num(by_day(self.date, self.advanced, window)),
        )


@dataclass(frozen=True, slots=True)
class Stage:
    """A funnel's stage: `key` is what funnel rows call it, `position` orders it in its funnel."""

    key: str
    name: str
    funnel: str
    position: int
    target_rate: float | None = None


def _numbers(rows: list[Mapping[str, Any]], name: str) -> NDArray[np.float64]:
    values = [np.nan if row.get(name) is None else float(row[name]) for row in rows]
    numbers = np.array(values, dtype=np.float64)
    if np.any(numbers < 0):
        raise AnalysisError(f"{name} is not negative")
    return numbers
