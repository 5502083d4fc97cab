"""What each channel brought in a window: totals, shares, ROAS, CAC and conversion, and change."""

from __future__ import annotations

from dataclasses import dataclass

from cmo.analysis.intervals import ratio_interval
from cmo.analysis.rows import MetricRows
from cmo.analysis.significance import ratio_change
from kernel.core.windows import Window
from kernel.statistics.proportions import rate_interval
from kernel.statistics.significance import holm_adjusted
from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError, Shortfall

ALL_CHANNELS = "*"
PAID_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class ChannelFigures:
    """One channel in one currency and window; money in minor units.

    `roas` is revenue over cost, `cac` cost over conversions (minor units each), `conversion`
    conversions over sessions. A value without its interval had too few days for one; the reason
    is among `shortfalls`. None means that it cannot be computed at all.
    """

    channel: str
    currency: str
    window: Window
    impressions: int | None
    clicks: int | None
    sessions: int | None
    conversions: int | None
    cost: int | None
    revenue: int | None
    cost_share: float | None
    revenue_share: float | None
    roas: float | None
    roas_interval: Interval | None
    cac: float | None
    cac_interval: Interval | None
    conversion: float | None
    conversion_interval: Interval | None
    shortfalls: tuple[Shortfall, ...]

    @property
    def paid(self) -> bool:
        """Whether it takes a share of the spend that is worth steering."""
        return self.cost_share is not None and self.cost_share >= PAID_SHARE


def channel_figures(
    rows: MetricRows, window: Window, level: float = 0.95
) -> tuple[ChannelFigures, ...]:
    """The figures of all channels together (`ALL_CHANNELS`, first), then of each, by name.

    `rows` are of one currency (AnalysisError otherwise); excluded rows are left out. ROAS and CAC
    have intervals from weekly blocks, conversion from days with their design effect.
    Raises NotEnoughDataError where the window has no row.
    """
    kept = rows.within(window).counted()
    if not len(kept):
        raise NotEnoughDataError("daily metrics in the window", 0, 1)
    if len(kept.currencies()) > 1:
        raise AnalysisError("sums are made within one currency only")
    overall = _figures(kept, kept, ALL_CHANNELS, window, level)
    each = (
        _figures(kept.of_channels([name]), kept, name, window, level) for name in kept.channels()
    )
    return (overall, *each)


@dataclass(frozen=True, slots=True)
class ChannelChange:
    """How a channel's ROAS changed against an earlier window, beyond the change of the others.

    `factor` 0.8 says: a fifth less than if it had moved as the other channels did. `p_value` is
    corrected for the number of channels (Holm).
    """

    channel: str
    others: tuple[str, ...]
    factor: Interval
    p_value: float


def channel_changes(
    rows: MetricRows, now: Window, before: Window, level: float = 0.95
) -> tuple[ChannelChange, ...]:
    """The change of each paid channel's ROAS relative to all other paid channels together.

    `rows` are of one currency. Season and promotions that touch every channel cancel out.
    Raises NotEnoughDataError with fewer than two paid channels that have spend and revenue in
    both windows.
    """
    kept = rows.counted()
    names = [figure.channel for figure in channel_figures(kept, now, level)[1:] if figure.paid]
    names = [name for name in names if _steerable(kept.of_channels([name]), now, before)]
    if len(names) < 2:
        raise NotEnoughDataError("paid channels with spend and revenue then and now", len(names), 2)
    changes = []
    for name in names:
        own = kept.of_channels([name])
        others = kept.of_channels(other for other in names if other != name)
        changes.append(
            ratio_change(
                own.daily_pair("revenue", "cost", now),
                own.daily_pair("revenue", "cost", before),
                others.daily_pair("revenue", "cost", now),
                others.daily_pair("revenue", "cost", before),
                level,
            )
        )
    adjusted = holm_adjusted([p for _, p in changes])
    return tuple(
        ChannelChange(name, tuple(one for one in names if one != name), factor, p)
        for name, (factor, _), p in zip(names, changes, adjusted, strict=True)
    )


def _steerable(own: MetricRows, *windows: Window) -> bool:
    totals = (own.within(window) for window in windows)
    return all(part.total("cost") and part.total("revenue") for part in totals)


def _figures(
    own: MetricRows, everything: MetricRows, name: str, window: Window, level: float
) -> ChannelFigures:
    shortfalls: list[Shortfall] = []
    free = not own.total("cost")
    if free:
        shortfalls.append(Shortfall(name, "cost", 0, 1))

    def measured(
        top: str, bottom: str, *, rate: bool = False
    ) -> tuple[float | None, Interval | None]:
        pair = own.daily_pair(top, bottom, window)
        if not pair[1].sum():
            shortfalls.append(Shortfall(name, bottom, 0, 1))
            return None, None
        value = float(pair[0].sum() / pair[1].sum())
        try:
            return value, rate_interval(*pair, level) if rate else ratio_interval(*pair, level)
        except NotEnoughDataError as error:
            shortfalls.append(error.shortfall(f"{name} {top}/{bottom}"))
        except AnalysisError:
            shortfalls.append(Shortfall(name, f"{top} within {bottom}", 0, 1))
        return value, None

    roas = (None, None) if free else measured("revenue", "cost")
    cac = (None, None) if free else measured("cost", "conversions")
    conversion = measured("conversions", "sessions", rate=True)
    return ChannelFigures(
        channel=name,
        currency=own.currencies()[0],
        window=window,
        impressions=own.total("impressions"),
        clicks=own.total("clicks"),
        sessions=own.total("sessions"),
        conversions=own.total("conversions"),
        cost=own.total("cost"),
        revenue=own.total("revenue"),
        cost_share=_share(own.total("cost"), everything.total("cost")),
        revenue_share=_share(own.total("revenue"), everything.total("revenue")),
        roas=roas[0],
        roas_interval=roas[1],
        cac=cac[0],
        cac_interval=cac[1],
        conversion=conversion[0],
        conversion_interval=conversion[1],
        shortfalls=tuple(shortfalls),
    )


def _share(part: int | None, whole: int | None) -> float | None:
    return None if part is None or not whole else part / whole
