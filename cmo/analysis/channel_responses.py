"""The response curves of a workspace's paid channels, each from its own days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from cmo.analysis.channels import channel_figures
from cmo.analysis.response import ResponseCurve, fit_response
from cmo.analysis.rows import MetricRows
from kernel.core.windows import Window
from kernel.statistics.values import NotEnoughDataError, Shortfall

PRESENT_DAYS = 91
HISTORY_DAYS = 731
DEMAND_KNOWN = 0.9


@dataclass(frozen=True, slots=True)
class ChannelResponse:
    """What a paid channel's spend a day brings in revenue a day; minor units of `currency`.

    `history` are the days that the curve was fitted to, `present` those that it passes through.
    `demand` names the channels without spend that told strong weeks from weak ones.
    """

    channel: str
    currency: str
    history: Window
    present: Window
    demand: tuple[str, ...]
    curve: ResponseCurve


def channel_responses(
    rows: MetricRows,
    last: date,
    *,
    present_days: int = PRESENT_DAYS,
    history_days: int = HISTORY_DAYS,
    level: float = 0.95,
) -> tuple[tuple[ChannelResponse, ...], tuple[Shortfall, ...]]:
    """The curves of the channels that take 2% of the present spend or more, and who has none.

    `rows` are of one currency; excluded rows are left out. A channel whose curve its own weeks do
    not tell is among the shortfalls, with what it would take. Raises NotEnoughDataError without a
    present row.
    """
    present = Window.ending(last, present_days)
    kept = rows.counted()
    figures = channel_figures(kept, present, level)[1:]
    paid = [one.channel for one in figures if one.paid]
    unpaid = tuple(name for name in kept.channels() if name not in paid)
    found: list[ChannelResponse] = []
    short: list[Shortfall] = []
    for name in paid:
        own = kept.of_channels([name])
        history = _history(own, last, history_days)
        demand = _demand(kept.of_channels(unpaid), history)
        try:
            curve = fit_response(
                own.daily("cost", history),
                own.daily("revenue", history),
                demand=demand,
                days=present_days,
                level=level,
            )
        except NotEnoughDataError as error:
            short.append(error.shortfall(f"response of {name}"))
            continue
        beside = () if demand is None else unpaid
        currency = own.currencies()[0]
        found.append(ChannelResponse(name, currency, history, present, beside, curve))
    return tuple(found), tuple(short)


def _history(own: MetricRows, last: date, days: int) -> Window:
    first: date = own.date.min().item()
    return Window(max(first, Window.ending(last, days).first), last)


def _demand(unpaid: MetricRows, history: Window) -> NDArray[np.float64] | None:
    """Revenue a day of the channels without spend, where they have it on nearly every day."""
    days = unpaid.daily("revenue", history)
    known = np.isfinite(days)
    return days if known.mean() >= DEMAND_KNOWN and np.nansum(days) > 0 else None
