"""Two years of one workspace's days: who enters each step in each segment, and goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from cro.demo.company import (
    GROWTH_A_DAY,
    MONTHS,
    SEGMENT_RATES,
    SHARES,
    STEP_RATES,
    VISITS,
    WEEKDAYS,
)
from cro.demo.planted import Plan
from kernel.statistics.draws import MILLION, Draws, Ints

MILLE = 1000


@dataclass(frozen=True, slots=True)
class Traffic:
    """Integer arrays by day, step and segment."""

    entered: Ints
    advanced: Ints


def draw_traffic(draws: Draws, size: int, dates: tuple[date, ...], plan: Plan | None) -> Traffic:
    """All days of a workspace; with a plan, a step leaks in one segment from its day on."""
    visits = np.array([_visits(day, at, size) for at, day in enumerate(dates)])
    visits = visits * draws.wobble(visits.shape, 40) // MILLE
    people = visits[:, None] * np.array(SHARES) // MILLE
    people = people * draws.wobble(people.shape, 30) // MILLE
    shape = (len(dates), len(STEP_RATES), len(SHARES))
    rates = np.array(STEP_RATES)[:, None] * np.array(SEGMENT_RATES).T // MILLE
    rates = rates * draws.wobble(shape, 20) // MILLE
    if plan is not None:
        hit = (slice(plan.leak_from, None), plan.leak_step, plan.leak_segment)
        rates[hit] = rates[hit] * (MILLE - plan.leak_drop) // MILLE
    entered, advanced = [], []
    for step in range(len(STEP_RATES)):
        entered.append(people)
        people = draws.tosses(people, rates[:, step])
        advanced.append(people)
    return Traffic(np.stack(entered, axis=1), np.stack(advanced, axis=1))


def _visits(day: date, at: int, size: int) -> int:
    growth = MILLION + GROWTH_A_DAY * at
    usual = VISITS * size // MILLE * WEEKDAYS[day.weekday()] // MILLE
    return usual * MONTHS[day.month - 1] // MILLE * growth // MILLION
