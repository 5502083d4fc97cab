"""Burn, runway, and the day the cash is gone, as a spread of possible futures."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from cfo.analysis import months
from cfo.analysis.money import divided
from kernel.statistics.values import AnalysisError, NotEnoughDataError

MONTHS_NEEDED = 3
MONTHS_JUDGED = 24
PERSISTENCE_LIMIT = 0.8
HORIZON_LIMIT = 60
PATHS = 4000
SHARES = (0.1, 0.5, 0.9)
OUTER = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Burn:
    """What goes out beyond what comes in, a month: minor units above zero, 0 where cash grows.

    `net_flow` is the mean signed flow of the `months` months; `gross` the mean of what went out.
    """

    net: int
    gross: int
    net_flow: int
    months: int


@dataclass(frozen=True, slots=True)
class Runway:
    """`months` = cash above the floor / burn; None where nothing is burned."""

    months: float | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class CashMonth:
    """Cash on `day`: a tenth of the futures have less than `p10`, half less than `p50`.

    Nineteen of twenty futures lie from `low95` to `high95`.
    """

    day: date
    p10: int
    p50: int
    p90: int
    low95: int
    high95: int


@dataclass(frozen=True, slots=True)
class CashOutlook:
    """The futures of the cash.

    `zero_p10` is the day by which the cash is below the floor in a tenth of the futures, and so
    on; None where that does not happen within the horizon. `share_out` is the share of futures in
    which it does. `expected` is the mean monthly flow, `seed` what the draws came from.
    """

    as_of: date
    cash: int
    floor: int
    by_month: tuple[CashMonth, ...]
    zero_p10: date | None
    zero_p50: date | None
    zero_p90: date | None
    share_out: float
    expected: int
    months_judged: int
    paths: int
    seed: int


def burn(inflows: Sequence[int], outflows: Sequence[int], last: int = 3) -> Burn:
    """The mean of the `last` months; both series oldest first, whole months, outflows below zero.

    Raises NotEnoughDataError with fewer months, AnalysisError for series of two lengths.
    Source: net burn = money out - money in, over the months.
    """
    if len(inflows) != len(outflows) or last < 1:
        raise AnalysisError("one inflow and one outflow a month")
    if len(inflows) < last:
        raise NotEnoughDataError("whole months", len(inflows), last)
    out = divided(sum(outflows[-last:]), last)
    flow = divided(sum(inflows[-last:]) + sum(outflows[-last:]), last)
    return Burn(max(0, -flow), max(0, -out), flow, last)


def runway(cash: int, net_burn: int, as_of: date, floor: int = 0) -> Runway:
    """Months until cash falls below the floor at this burn, and the day, counted in months of
    30.4375 days; None where it never does, as at the floor without a burn."""
    if net_burn < 0:
        raise AnalysisError("burn is not below zero")
    if cash < floor or (cash == floor and net_burn):
        return Runway(0.0, as_of)
    if net_burn == 0:
        return Runway(None, None)
    length = (cash - floor) / net_burn
    days = length * 30.4375
    ends = as_of + timedelta(days=math.floor(days)) if days < 36_500 else None
    return Runway(length, ends)


def cash_outlook(
    cash: int,
    flows: Sequence[int],
    as_of: date,
    horizon: int = 24,
    floor: int = 0,
    expected: Sequence[int] | None = None,
    widen: float = 1.0,
) -> CashOutlook:
    """Futures of `cash` from past monthly net `flows` (whole months, oldest first, 3 or more).

    Of each future first the mean flow is drawn, from Student's t around the mean of the last 24
    months, since two dozen months do not tell it exactly; then each month a past month's departure
    from that mean is drawn, which goes on into the next months as far as departures did in the
    past. `expected` (one a month of the horizon) takes the place of the mean where a plan or a
    forecast is known; `widen` is by how much that forecast missed more than it thought. Within a
    month cash moves evenly. The seed comes from the data: the same data give the same answer.
    Source of the persistence: first-order autocorrelation with Kendall's correction of its bias.
    Raises NotEnoughDataError below 3 months, AnalysisError for a horizon beyond 60 months.
    """
    if not 1 <= horizon <= HORIZON_LIMIT:
        raise AnalysisError(f"a horizon is between 1 and {HORIZON_LIMIT} months")
    if expected is not None and len(expected) != horizon:
        raise AnalysisError("one expected flow a month of the horizon")
    if not 0.0 <= widen < math.inf:
        raise AnalysisError("a factor is not below zero")
    if len(flows) < MONTHS_NEEDED:
        raise NotEnoughDataError("whole months", len(flows), MONTHS_NEEDED)
    judged = np.array(flows[-MONTHS_JUDGED:], dtype=np.float64)
    seed = _seed(cash, flows, as_of, horizon, floor, expected)
    steps = _steps(judged, horizon, expected, seed, widen)
    paths = cash + np.cumsum(steps, axis=1)
    before = np.concatenate([np.full((PATHS, 1), float(cash)), paths[:, :-1]], axis=1)
    hits = _hits(before, paths, floor)
    days = [_day(as_of, float(np.quantile(hits, q, method="inverted_cdf"))) for q in SHARES]
    quantiles = np.quantile(paths, (*SHARES, *OUTER), axis=0).round()
    by_month = tuple(
        CashMonth(months.moved(as_of, at + 1), *(int(value) for value in quantiles[:, at]))
        for at in range(horizon)
    )
    return CashOutlook(
        as_of=as_of,
        cash=cash,
        floor=floor,
        by_month=by_month,
        zero_p10=days[0],
        zero_p50=days[1],
        zero_p90=days[2],
        share_out=float(np.isfinite(hits).mean()),
        expected=divided(sum(expected), horizon) if expected else round(float(judged.mean())),
        months_judged=len(judged),
        paths=PATHS,
        seed=seed,
    )


def _steps(
    judged: NDArray[np.float64],
    horizon: int,
    expected: Sequence[int] | None,
    seed: int,
    widen: float,
) -> NDArray[np.float64]:
    """Net flows of each future and month."""
    from scipy.special import stdtrit

    count, kept = len(judged), _persistence(judged)
    bits = np.random.PCG64(seed).random_raw(PATHS * (horizon + 1))
    uniform = ((bits >> 11).astype(np.float64) + 0.5) * 2.0**-53
    off = (judged - judged.mean()) * math.sqrt(count / (count - 1))
    spread = float(judged.std(ddof=1)) / math.sqrt(count) * math.sqrt((1 + kept) / (1 - kept))
    level = stdtrit(count - 1, uniform[:PATHS]) * spread
    drawn = off[(uniform[PATHS:] * count).astype(np.int64)].reshape(PATHS, horizon)
    for month in range(1, horizon if kept else 0):
        drawn[:, month] = kept * drawn[:, month - 1] + math.sqrt(1 - kept**2) * drawn[:, month]
    middle = judged.mean() if expected is None else np.array(expected, dtype=np.float64)
    steps: NDArray[np.float64] = middle + widen * (level[:, None] + drawn)
    return steps


def _persistence(judged: NDArray[np.float64]) -> float:
    """How much of a month's departure from the mean goes on into the next, 0 to 0.8."""
    off = judged - judged.mean()
    square = float(off @ off)
    if square == 0.0:
        return 0.0
    found = float(off[1:] @ off[:-1]) / square
    return min(PERSISTENCE_LIMIT, max(0.0, found + (1 + 3 * found) / len(judged)))


def _hits(
    before: NDArray[np.float64], after: NDArray[np.float64], floor: int
) -> NDArray[np.float64]:
    """Months until each future first is below the floor, infinite where it never is."""
    below = after < floor
    first = below.argmax(axis=1)
    rows = np.arange(len(after))
    start, end = before[rows, first], after[rows, first]
    part = np.clip((start - floor) / np.where(below[rows, first], start - end, 1.0), 0.0, 1.0)
    hits = np.where(below.any(axis=1), first + part, np.inf)
    return np.where(before[:, 0] < floor, 0.0, hits)


def _day(as_of: date, after: float) -> date | None:
    if not math.isfinite(after):
        return None
    whole = math.floor(after)
    start, end = months.moved(as_of, whole), months.moved(as_of, whole + 1)
    return start + timedelta(days=math.floor((after - whole) * (end - start).days))


def _seed(*parts: object) -> int:
    text = "\x1f".join(str(tuple(p) if isinstance(p, list) else p) for p in parts)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
