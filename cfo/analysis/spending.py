"""Every question about a workspace's spending, asked at once; the answers in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from cfo.analysis import months
from cfo.analysis.budgets import BudgetLine
from cfo.analysis.duplicates import duplicate_payments, split_payments
from cfo.analysis.finding import EFFORTS, Finding, FindingKind, SpendAnalysis
from cfo.analysis.from_spending import (
    Draft,
    duplicate_finding,
    month_finding,
    overrun_finding,
    payment_finding,
    rise_finding,
    split_finding,
)
from cfo.analysis.money import divided
from cfo.analysis.ranking import priority, ranked, severity_of
from cfo.analysis.recurring import RecurringCharge, price_rises, recurring_charges
from cfo.analysis.rows import COSTS, LedgerRows, Window
from cfo.analysis.unusual import budget_overruns, unusual_months, unusual_payments
from cfo.analysis.values import Shortfall

MONTHS_OF_COST = 12


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far back each question looks, in months, up to the last whole one before `as_of`.

    `report_months` is for what is reported, `history_months` for what it is judged against.
    `alpha` is the chance of a false alarm that each question may take, `level` that of the
    intervals. `split_limit` is the amount (minor units) above which a payment needs approval,
    None where there is no such rule.
    """

    as_of: date
    report_months: int = 12
    history_months: int = 36
    alpha: float = 0.01
    level: float = 0.95
    split_limit: int | None = None


def spend_analysis(
    rows: LedgerRows, budget: Sequence[BudgetLine], currency: str, horizon: Horizon
) -> SpendAnalysis:
    """Duplicates, splits, recurring charges, price rises, outliers and overruns; savings ranked.

    Rows after `horizon.as_of` are not looked at. Each currency is answered by itself; `budget`
    and the split limit are in `currency`, the workspace's. Nothing is raised for missing data:
    what could not be asked is among `shortfalls`.
    """
    kept = rows.where(rows.date <= np.datetime64(horizon.as_of, "D"))
    parts = [
        _of_currency(kept.of_currency(code), budget if code == currency else (), code, horizon)
        for code in kept.currencies()
    ]
    if not parts:
        empty = Shortfall("workspace", "transactions", 0, 1)
        return SpendAnalysis((), (), (), (), (empty,), ())
    findings = [finding for part in parts for finding in part.findings]
    order = ranked([(one.priority, one.share, one.subject) for one in findings])
    found = tuple(findings[at] for at in order)
    saving = [at for at, one in enumerate(found) if one.saving > 0]
    return SpendAnalysis(
        findings=found,
        savings=tuple(sorted(saving, key=lambda at: (found[at].currency != currency,
                                                     -found[at].saving, found[at].subject))),
        recurring=tuple(one for part in parts for one in part.recurring),
        monthly_cost=tuple(one for part in parts for one in part.monthly_cost),
        shortfalls=tuple(one for part in parts for one in part.shortfalls),
        answered=tuple(one for part in parts for one in part.answered),
    )  # fmt: skip


def _of_currency(
    rows: LedgerRows, budget: Sequence[BudgetLine], currency: str, horizon: Horizon
) -> SpendAnalysis:
    last = months.last_whole(horizon.as_of)
    since = months.first_day(months.number_of(horizon.as_of) - horizon.report_months + 1)
    cost = _monthly_cost(rows, last)
    begins = months.number_of(rows.date.min().item())
    first = max(begins, last - horizon.history_months + 1)
    short: list[Shortfall] = []
    answered = [f"payments:{currency}"]
    drafts: list[tuple[FindingKind, Draft]] = []
    recent = Window(since, horizon.as_of)
    drafts += [
        ("duplicate_payment", duplicate_finding(rows, one))
        for one in duplicate_payments(rows)
        if one.ground != "equal_only" and rows.day(one.rows[-1]) >= recent.first
    ]
    if horizon.split_limit is not None:
        drafts += [
            ("split_payment", split_finding(rows, one))
            for one in split_payments(rows, horizon.split_limit)
            if rows.day(one.rows[-1]) >= recent.first
        ]
    charges: tuple[RecurringCharge, ...] = recurring_charges(rows, horizon.as_of)
    rises = price_rises(charges, rows, recent.first)
    drafts += [("price_rise", rise_finding(rows, one)) for one in rises]
    if last >= first:
        over, missing = budget_overruns(rows, budget, first, last, horizon.alpha, horizon.level)
        short += missing
        answered += [f"budgets:{currency}"] if budget else []
        reported = last - horizon.report_months + 1
        overrun = [one for one in over if one.month >= reported]
        drafts += [("budget_overrun", overrun_finding(rows, one)) for one in overrun]
        strange, missing = unusual_months(rows, first, last, horizon.alpha, horizon.level)
        short += missing
        answered += [f"months:{currency}"]
        named = {(one.category, one.month) for one in overrun}
        drafts += [
            ("unusual_month", month_finding(rows, one))
            for one in strange
            if one.month >= reported and (one.category, one.month) not in named
        ]
    drafts += [
        ("unusual_payment", payment_finding(rows, one))
        for one in unusual_payments(rows, horizon.alpha)
        if rows.day(one.row) >= recent.first
    ]
    findings = tuple(_finding(kind, draft, currency, cost) for kind, draft in drafts)
    return SpendAnalysis(findings, (), charges, ((currency, cost),), tuple(short), tuple(answered))


def _finding(kind: FindingKind, draft: Draft, currency: str, cost: int) -> Finding:
    subject, window, payee, category, stake, saving, figures = draft
    share = max(0.0, stake / cost) if cost else 1.0
    severity = severity_of(share)
    effort = EFFORTS[kind]
    return Finding(
        kind, f"{kind}:{currency}:{subject}", window, payee, category, currency, severity, effort,
        share, priority(share, severity, effort), saving, figures,
    )  # fmt: skip


def _monthly_cost(rows: LedgerRows, last: int) -> int:
    """The mean of the last 12 whole months' costs (of those since the first row), above zero."""
    begins = months.number_of(rows.date.min().item())
    first = max(begins, last - MONTHS_OF_COST + 1)
    if last < first:
        return 0
    costs = rows.of_kinds(*COSTS, "").where(rows.of_kinds(*COSTS, "").amount < 0)
    return max(0, -divided(sum(costs.monthly(first, last)), last - first + 1))
