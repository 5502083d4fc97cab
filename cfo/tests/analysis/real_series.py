"""Real series that ship with statsmodels, as whole numbers: (name, season, values)."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import numpy as np

Series = tuple[str, int, tuple[int, ...]]


def airline() -> tuple[int, ...]:
    """Airline passengers 1949-1960, series G of Box and Jenkins (1976)."""
    from statsmodels.tsa.statespace.tests.results import results_sarimax

    return tuple(int(value) for value in results_sarimax.air2_stationary["data"])


def real_series() -> Iterator[Series]:
    """Monthly, quarterly and yearly series of economy, nature and trade."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield "airline", 12, airline()
        yield from _monthly()
        yield from _quarterly()
        yield from _yearly()


def _monthly() -> Iterator[Series]:
    from statsmodels.datasets import co2, elec_equip, elnino

    weekly = co2.load_pandas().data["co2"].interpolate()
    yield "co2", 12, whole(weekly.resample("MS").mean().to_numpy()[-180:], 100)
    years = elnino.load_pandas().data
    table = years[[name for name in years.columns if name != "YEAR"]].to_numpy()
    yield "elnino", 12, whole(table.ravel()[-240:], 100)
    equipment = elec_equip.load_pandas().data.iloc[:, 0].to_numpy()
    yield "elec_equip", 12, whole(equipment, 100)


def _quarterly() -> Iterator[Series]:
    from statsmodels.datasets import interest_inflation, macrodata

    macro = macrodata.load_pandas().data
    for name in ("realgdp", "realcons", "realinv", "realgovt", "realdpi", "cpi", "m1", "pop"):
        yield name, 4, whole(macro[name].to_numpy(), 10)
    for name in ("tbilrate", "unemp", "infl"):
        yield name, 4, whole(macro[name].to_numpy(), 100)
    money = interest_inflation.load_pandas().data
    for name in ("Dp", "R"):
        yield name, 4, whole(money[name].to_numpy(dtype=float), 10_000)


def _yearly() -> Iterator[Series]:
    from statsmodels.datasets import copper, nile, sunspots

    yield "nile", 1, whole(nile.load_pandas().data["volume"].to_numpy(), 1)
    yield "sunspots", 1, whole(sunspots.load_pandas().data["SUNACTIVITY"].to_numpy()[-120:], 10)
    metal = copper.load_pandas().data
    yield "copper", 1, whole(metal["WORLDCONSUMPTION"].to_numpy(), 1)
    yield "stocks", 1, whole(metal["INVENTORYINDEX"].to_numpy(), 1000)


def whole(values: np.ndarray, times: int) -> tuple[int, ...]:
    return tuple(int(value) for value in np.round(np.asarray(values, dtype=float) * times))
