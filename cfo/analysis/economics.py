"""Gross margin, and how long a customer takes to pay back what winning it cost."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.statistics.values import AnalysisError, NotEnoughDataError


@dataclass(frozen=True, slots=True)
class GrossMargin:
    """`profit` = revenue - cost, in minor units; `margin` is its fraction of revenue."""

    revenue: int
    cost: int
    profit: int
    margin: float


@dataclass(frozen=True, slots=True)
class CacPayback:
    """`cac` and `gross_profit_month` are minor units a customer, rounded; `months` is exact.

    `months` is None where a customer brings no gross profit: it is never paid back.
    """

    cac: int
    gross_profit_month: int
    months: float | None


def gross_margin(revenue: int, cost: int) -> GrossMargin:
    """Both as amounts above zero, of one currency and period.

    Raises NotEnoughDataError without revenue, AnalysisError for amounts below zero.
    """
    if revenue < 0 or cost < 0:
        raise AnalysisError("revenue and cost are given as amounts above zero")
    if revenue == 0:
        raise NotEnoughDataError("revenue", 0, 1)
    profit = revenue - cost
    return GrossMargin(revenue, cost, profit, profit / revenue)


def cac_payback(
    acquisition_cost: int, new_customers: int, revenue_month: int, customers: int, margin: float
) -> CacPayback:
    """Months until the gross profit of an average customer covers the cost to win one.

    `acquisition_cost` bought `new_customers`; `customers` bring `revenue_month` a month at gross
    `margin` (a fraction). Raises NotEnoughDataError without customers.
    Source: CAC payback = CAC / (monthly revenue a customer x gross margin).
    """
    if min(acquisition_cost, new_customers, revenue_month, customers) < 0 or not margin <= 1:
        raise AnalysisError("costs and counts are not negative, a margin is at most 1")
    if new_customers == 0:
        raise NotEnoughDataError("new customers", 0, 1)
    if customers == 0:
        raise NotEnoughDataError("customers", 0, 1)
    cac = acquisition_cost / new_customers
    monthly = revenue_month / customers * margin
    months = cac / monthly if monthly > 0 else None
    return CacPayback(round(cac), round(monthly), months)
