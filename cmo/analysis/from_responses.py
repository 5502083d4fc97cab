"""Findings about channels whose next unit of spend brings little, where another's brings more."""

from __future__ import annotations

import math

from cmo.analysis.budget import split_budget
from cmo.analysis.channel_responses import ChannelResponse
from cmo.analysis.channels import ChannelFigures
from cmo.analysis.finding import EFFORTS, MONTH_DAYS, SCALE, Finding
from cmo.analysis.rows import MetricRows
from kernel.statistics.figures import Figure
from kernel.statistics.ranking import priority, severity_of
from kernel.statistics.rows import Evidence
from kernel.statistics.values import Interval

PAST = 0.5
MOVED = (0.3, 0.2, 0.1)
"""Parts of a channel's spend that may move, the largest whose gain is beyond doubt."""

Move = tuple[float, Interval, ChannelResponse]
"""Amount a month, what it changes of revenue a month, and where it goes."""


def saturation_findings(
    rows: MetricRows, responses: tuple[ChannelResponse, ...], whole: ChannelFigures
) -> tuple[Finding, ...]:
    """A finding for each channel that is past half of its maximum beyond doubt.

    `rows` and `responses` are of one currency, `whole` all channels together. Where the next unit
    of others brings more beyond doubt, it says what moving a part of the spend to the one of them
    where that pays most would bring: at most three tenths, at most to the largest spend that the
    other was ever seen at, and no further than equal returns.
    """
    return tuple(
        _saturation(rows, one, _best_move(one, responses), whole) for one in responses if _past(one)
    )


def saturated(responses: tuple[ChannelResponse, ...]) -> frozenset[str]:
    """The channels that are past half of their maximum beyond doubt."""
    return frozenset(one.channel for one in responses if _past(one))


def _past(one: ChannelResponse) -> bool:
    return one.curve.saturation.low >= PAST


def _saturation(
    rows: MetricRows, own: ChannelResponse, move: Move | None, whole: ChannelFigures
) -> Finding:
    behind, curve = _behind(rows, own), own.curve
    now = [rows.evidence(column, own.present, (own.channel,)) for column in ("revenue", "cost")]
    figures = [
        Figure.of("saturation", curve.saturation, "fraction", "fit_response", *behind),
        Figure.of("next_unit", curve.marginal_now, "ratio", "fit_response", *behind),
        Figure("average_unit", curve.outcome / curve.spend, "ratio", "fit_response", tuple(now)),
        Figure("spend_month", curve.spend * MONTH_DAYS, "money", "fit_response", tuple(now[1:])),
    ]
    impact, share = None, 0.0
    channels: tuple[str, ...] = (own.channel,)
    if move is not None:
        moved, impact, other = move
        beside = _behind(rows, other)
        both = tuple(dict.fromkeys((*behind, *beside)))
        figures += [
            Figure.of("other_unit", other.curve.marginal_now, "ratio", "fit_response", *beside),
            Figure("moved_month", moved, "money", "split_budget", both),
            Figure.of("gain_month", impact, "money", "split_budget", *both),
        ]
        month = (whole.revenue or 0) * MONTH_DAYS / whole.window.days
        share = min(1.0, max(0.0, impact.low / month)) if month else 0.0
        channels = (own.channel, other.channel)
    severity = severity_of(share, SCALE)
    return Finding(
        kind="saturation",
        subject=f"saturation:{own.currency}:{own.channel}",
        window=own.history,
        channels=channels,
        stage=None,
        currency=own.currency,
        severity=severity,
        effort=EFFORTS["saturation"],
        share=share,
        priority=priority(share, severity, EFFORTS["saturation"], SCALE),
        impact=impact,
        ongoing=True,
        figures=tuple(figures),
    )


def _best_move(own: ChannelResponse, responses: tuple[ChannelResponse, ...]) -> Move | None:
    """To the channel whose next unit brings more beyond doubt, and that was seen at more spend."""
    ceiling = own.curve.marginal_now.high
    moves = [
        (*_moved(own, one), one)
        for one in responses
        if one.channel != own.channel
        and one.curve.marginal_now.low > ceiling
        and one.curve.last_seen > one.curve.spend
    ]
    sure = [move for move in moves if move[0] > 0 and move[1].low > 0]
    return max(sure, key=lambda move: (move[1].low, move[2].channel)) if sure else None


def _moved(own: ChannelResponse, other: ChannelResponse) -> tuple[float, Interval]:
    """(amount a month, change of revenue a month) of the largest move whose gain is sure."""
    for part in MOVED:
        amount = _amount(own, other, part)
        change = _change(own, other, amount)
        if change.low > 0:
            break
    return amount, change


def _amount(own: ChannelResponse, other: ChannelResponse, part: float) -> float:
    """How much a month to move, up to `part` of the channel's spend, until returns are equal."""
    here = math.floor(own.curve.spend * MONTH_DAYS)
    there = math.floor(other.curve.spend * MONTH_DAYS)
    split = split_budget(
        {own.channel: own.curve, other.channel: other.curve},
        here + there,
        days=MONTH_DAYS,
        floors={own.channel: math.ceil(here * (1 - part)), other.channel: there},
        caps={
            own.channel: here,
            other.channel: max(math.floor(other.curve.last_seen * MONTH_DAYS), there),
        },
    )
    return float(here - split.amounts[own.channel])


def _change(own: ChannelResponse, other: ChannelResponse, amount: float) -> Interval:
    """What the move changes, for 30 days; limits of both channels by square-and-add.

    Source: Zou and Donner (2008), Statistics in Medicine 27, 1693-1702.
    """
    mine, theirs, a_day = own.curve, other.curve, amount / MONTH_DAYS
    less, more = mine.change(mine.spend - a_day), theirs.change(theirs.spend + a_day)
    gain = less.estimate + more.estimate
    below = math.hypot(less.estimate - less.low, more.estimate - more.low)
    above = math.hypot(less.high - less.estimate, more.high - more.estimate)
    return Interval(gain, gain - below, gain + above, mine.level).times(MONTH_DAYS)


def _behind(rows: MetricRows, own: ChannelResponse) -> tuple[Evidence, ...]:
    """The channel's spend and revenue, and the revenue that told strong weeks from weak ones."""
    fitted = [rows.evidence(column, own.history, (own.channel,)) for column in ("cost", "revenue")]
    if own.demand:
        fitted.append(rows.evidence("revenue", own.history, own.demand))
    return tuple(fitted)
