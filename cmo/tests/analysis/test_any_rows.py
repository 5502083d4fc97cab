"""Whatever rows a workspace holds, the analysis answers or refuses; it never breaks or says NaN."""

import math
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo.analysis import analyse
from cmo.analysis.finding import Horizon
from cmo.analysis.rows import FunnelRows, MetricRows, Stage
from cmo.tests.analysis.rows import day

SHAPES = ("usual", "zero", "missing", "tiny", "huge", "wild", "constant")
TYPED = ("rate_before", "stage_against_target")
COLUMNS = ("impressions", "clicks", "sessions", "conversions", "cost", "revenue")


def column(shape: str, days: int, draws: np.random.Generator) -> list[int | None]:
    usual = draws.poisson(200, days)
    return {
        "usual": usual.tolist(),
        "zero": [0] * days,
        "missing": [None] * days,
        "tiny": draws.integers(0, 3, days).tolist(),
        "huge": draws.integers(10**11, 10**12, days).tolist(),
        "wild": np.where(draws.random(days) < 0.2, 0, usual**3).tolist(),
        "constant": [50] * days,
    }[shape]


@st.composite
def metrics(draw: st.DrawFn) -> list[dict[str, Any]]:
    draws = np.random.default_rng(draw(st.integers(0, 10**6)))
    records = []
    for channel in draw(st.lists(st.sampled_from("abc"), max_size=3, unique=True)):
        days = draw(st.sampled_from([1, 6, 27, 28, 60, 130]))
        kept = draws.random(days) < draw(st.sampled_from([1.0, 0.9, 0.3]))
        values = {name: column(draw(st.sampled_from(SHAPES)), days, draws) for name in COLUMNS}
        currency = draw(st.sampled_from(["EUR", "EUR", "USD"]))
        for at in np.flatnonzero(kept):
            row = {name: values[name][at] for name in COLUMNS}
            excluded = bool(draws.random() < 0.05)
            records.append(
                {**row, "channel": channel, "currency": currency, "campaign": None,
                 "date": day(130 - days + int(at)), "excluded": excluded}
            )  # fmt: skip
    return records


@st.composite
def counts(draw: st.DrawFn) -> list[dict[str, Any]]:
    draws = np.random.default_rng(draw(st.integers(0, 10**6)))
    records = []
    for stage in draw(st.lists(st.sampled_from("xyz"), max_size=3, unique=True)):
        people, rate = draw(st.sampled_from([0, 1, 8, 900])), draw(st.sampled_from([0, 0.3, 1]))
        for number in range(draw(st.sampled_from([0, 1, 20, 130]))):
            entered = int(draws.poisson(people))
            records.append(
                {"date": day(129 - number), "stage": stage, "entered": entered,
                 "advanced": int(draws.binomial(entered, rate if number > 20 else rate / 2))}
            )  # fmt: skip
    return records


def numbers(value: Any) -> list[float]:
    if is_dataclass(value):
        return [n for field in fields(value) for n in numbers(getattr(value, field.name))]
    if isinstance(value, tuple):
        return [n for item in value for n in numbers(item)]
    return [value] if isinstance(value, float) else []


@pytest.mark.filterwarnings("error")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(metrics(), counts(), st.sampled_from([7, 28, 91]), st.sampled_from([None, 0.5, 1.0]))
def test_it_answers_or_refuses(
    rows: list[dict[str, Any]],
    funnel: list[dict[str, Any]],
    days: int,
    target: float | None,
) -> None:
    stages = tuple(Stage(key, key, "shop", at, target) for at, key in enumerate("xyz"))
    horizon = Horizon(day(131), leak_days=days, channel_days=days, anomaly_days=days)
    answer = analyse(MetricRows.of(rows), FunnelRows.of(funnel), stages, horizon)
    assert all(math.isfinite(number) for number in numbers(answer))
    for finding in answer.findings:
        assert 0 <= finding.share <= 1
        for figure in finding.figures:
            assert figure.rows or (figure.name, figure.function) == TYPED
            if figure.low is not None:
                assert figure.low <= figure.value <= figure.high
