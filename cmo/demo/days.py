"""Two years of one workspace's days, drawn from its profile, with what is planted in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from cmo.demo.company import (
    BASKETS,
    CHANNELS,
    GROWTH_A_DAY,
    MONTHS,
    PROMOTIONS,
    STAGE_RATES,
    WEEKDAYS,
    WorkspaceProfile,
)
from kernel.statistics.draws import MILLION, Draws, Ints

MILLE = 1000
PROMOTED_VISITS = 1280
PROMOTED_BASKETS = 1080
BASKET_STAGE = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planted: a stage's rate falls by `leak_drop` per mille on day number `leak_from`;
    on day number `broken_on` only `kept` per mille of visits are seen. None: nothing."""

    leak_stage: int
    leak_from: int
    leak_drop: int
    broken_on: int
    kept: int


@dataclass(frozen=True, slots=True)
class Days:
    """Integer arrays: by day and channel, and by day and stage (`entered`, `advanced`)."""

    impressions: Ints
    clicks: Ints
    sessions: Ints
    conversions: Ints
    cost: Ints
    revenue: Ints
    entered: Ints
    advanced: Ints


@dataclass(frozen=True, slots=True)
class Lost:
    """What broken tracking hid on its day."""

    sessions: int
    conversions: int
    revenue: int


def draw_days(
    draws: Draws, profile: WorkspaceProfile, dates: tuple[date, ...], plan: Plan | None
) -> tuple[Days, Lost | None]:
    """All days of a workspace; with a plan, what was planted and what it hid."""
    clicks = _clicks(draws, profile, dates)
    click_rates = np.array([one.click_rate for one in CHANNELS])
    impressions = clicks * MILLION // click_rates * draws.wobble(clicks.shape, 50) // MILLE
    sessions = draws.tosses(clicks, np.array([one.session_rate for one in CHANNELS]))
    cost = _cost(draws, clicks, impressions)
    rates = _rates(draws, dates)
    buying = np.array([one.buying for one in CHANNELS])
    weekly = draws.wobble((len(dates) // 7 + 1, len(CHANNELS)), 40)
    weights = buying * weekly[np.arange(len(dates)) // 7]
    if plan is not None:
        rates[plan.leak_from :, plan.leak_stage] = (
            rates[plan.leak_from :, plan.leak_stage] * (MILLE - plan.leak_drop) // MILLE
        )
    advanced = _advance(draws, sessions, rates)
    conversions, revenue = _orders(draws, advanced[:, -1], sessions, weights)
    lost = None
    if plan is not None:
        at = slice(plan.broken_on, plan.broken_on + 1)
        seen = draws.tosses(sessions[at], np.array(plan.kept * MILLE))
        seen_advanced = _advance(draws, seen, rates[at])
        seen_conversions, seen_revenue = _orders(draws, seen_advanced[:, -1], seen, weights[at])
        lost = Lost(
            int(sessions[at].sum() - seen.sum()),
            int(conversions[at].sum() - seen_conversions.sum()),
            int(revenue[at].sum() - seen_revenue.sum()),
        )
        sessions[at], advanced[at] = seen, seen_advanced
        conversions[at], revenue[at] = seen_conversions, seen_revenue
    entered = np.concatenate([sessions.sum(axis=1, keepdims=True), advanced[:, :-1]], axis=1)
    return Days(impressions, clicks, sessions, conversions, cost, revenue, entered, advanced), lost


def _clicks(draws: Draws, profile: WorkspaceProfile, dates: tuple[date, ...]) -> Ints:
    season = np.array([_season(day) for day in dates])
    growth = MILLION + GROWTH_A_DAY * np.arange(len(dates))
    together = season * draws.wobble((len(dates),), 40) // MILLE
    together = together * np.repeat(draws.wobble((len(dates) // 7 + 1,), 30), 7)[: len(dates)]
    together = together // MILLE * growth // MILLION * profile.size // MILLE
    usual = np.array([one.clicks for one in CHANNELS])
    own = draws.wobble((len(dates), len(CHANNELS)), 60)
    clicks: Ints = together[:, None] * usual * own // MILLE**2
    return clicks


def _season(day: date) -> int:
    """Weekday, time of the year and promotions, in per mille."""
    middle = date(day.year, day.month, 15)
    after = day >= middle
    other = _month_away(middle, 1 if after else -1)
    span, gone = abs((other - middle).days), abs((day - middle).days)
    yearly = (MONTHS[day.month - 1] * (span - gone) + MONTHS[other.month - 1] * gone) // span
    factor = WEEKDAYS[day.weekday()] * yearly // MILLE
    return factor * PROMOTED_VISITS // MILLE if promoted(day) else factor


def _month_away(middle: date, step: int) -> date:
    month = middle.month - 1 + step
    return date(middle.year + month // 12, month % 12 + 1, 15)


def promoted(day: date) -> bool:
    """Whether a promotion runs on that day."""
    return any(first <= day < first + timedelta(days=days) for first, days in PROMOTIONS)


def _cost(draws: Draws, clicks: Ints, impressions: Ints) -> Ints:
    click_cost = np.array([one.click_cost for one in CHANNELS])
    send_cost = np.array([one.send_cost for one in CHANNELS])
    exact = clicks * click_cost + impressions * send_cost // MILLE
    cost: Ints = exact * draws.wobble(clicks.shape, 50) // MILLE // 100
    return cost


def _rates(draws: Draws, dates: tuple[date, ...]) -> Ints:
    rates: Ints = np.array(STAGE_RATES) * draws.wobble((len(dates), len(STAGE_RATES)), 20) // MILLE
    on = np.array([promoted(day) for day in dates])
    rates[on, BASKET_STAGE] = rates[on, BASKET_STAGE] * PROMOTED_BASKETS // MILLE
    return rates


def _advance(draws: Draws, sessions: Ints, rates: Ints) -> Ints:
    entered = sessions.sum(axis=1)
    advanced = []
    for stage in range(rates.shape[1]):
        entered = draws.tosses(entered, rates[:, stage])
        advanced.append(entered)
    return np.stack(advanced, axis=1)


def _orders(draws: Draws, orders: Ints, sessions: Ints, weights: Ints) -> tuple[Ints, Ints]:
    """Each order goes to a channel by sessions times readiness, and has a basket's value."""
    day = np.repeat(np.arange(len(orders)), orders)
    limits = np.cumsum(sessions * weights // MILLE, axis=1)
    picked = draws.below(limits[day, -1])
    channel = (picked[:, None] >= limits[day]).sum(axis=1)
    values = np.array(BASKETS)[draws.below(np.full(day.size, len(BASKETS)))]
    conversions, revenue = np.zeros_like(sessions), np.zeros_like(sessions)
    np.add.at(conversions, (day, channel), 1)
    np.add.at(revenue, (day, channel), values)
    return conversions, revenue
