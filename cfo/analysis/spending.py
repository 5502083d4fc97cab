"""Every question about a workspace's spending, asked at once; the answers in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from cfo.analysis import months
from cfo.analysis.budgets import BudgetLine
from cfo.analysis.duplicates import DuplicatePayment, duplicate_payments, split_payments
from cfo.analysis.finding import EFFORTS, SCALE, Finding, FindingKind, SpendAnalysis
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
from cfo.analysis.recurring import PriceRise, price_rises, recurring_charges
from cfo.analysis.rows import COSTS, LedgerRows
from cfo.analysis.unusual import budget_overruns, unusual_months, unusual_payments
from kernel.statistics.ranking import priority, ranked, severity_of
from kernel.statistics.values import Shortfall

MONTHS_OF_COST = 12


NO_PRICE = ("tax", "payroll", "financing")
"""Kinds of payments that grow without a price that anybody could be asked about."""


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
    charges = recurring_charges(rows, horizon.as_of)
    rises = tuple(
        one
        for one in price_rises(charges, rows, since)
        if rows.kind[one.charge.rows[-1]] not in NO_PRICE
    )
    twice = tuple(
        one
        for one in duplicate_payments(rows)
        if one.ground != "equal_only" and rows.day(one.rows[-1]) >= since
    )
    known = _extras(rows, rises, twice, last)
    drafts, named, short = _by_month(rows, budget, known, last, horizon)
    drafts += [("price_rise", rise_finding(rows, one)) for one in rises]
    drafts += [("duplicate_payment", duplicate_finding(rows, one)) for one in twice]
    drafts += _by_payment(rows, since, twice, named, horizon)
    answered = [f"payments:{currency}"]
    if last >= months.number_of(rows.date.min().item()):
        answered += [f"months:{currency}", *([f"budgets:{currency}"] if budget else [])]
    findings = tuple(_finding(kind, draft, currency, cost) for kind, draft in drafts)
    return SpendAnalysis(findings, (), charges, ((currency, cost),), short, tuple(answered))


Drafts = list[tuple[FindingKind, Draft]]
Named = frozenset[tuple[str, int]]


def _by_month(
    rows: LedgerRows,
    budget: Sequence[BudgetLine],
    known: Mapping[tuple[str, int], int],
    last: int,
    horizon: Horizon,
) -> tuple[Drafts, Named, tuple[Shortfall, ...]]:
    """Overruns and unusual months, the categories and months so named, and what was too short.

    `known` is what other findings explain of a category's month: where that is half of an excess,
    the month is left to them. An unusual month that is an overrun is named once.
    """
    first = max(months.number_of(rows.date.min().item()), last - horizon.history_months + 1)
    reported = last - horizon.report_months + 1
    if last < first:
        return [], frozenset(), ()
    over, short = budget_overruns(rows, budget, first, last, horizon.alpha, horizon.level)
    strange, missing = unusual_months(rows, first, last, horizon.alpha, horizon.level)
    over = tuple(
        one
        for one in over
        if one.month >= reported
        and known.get((one.category, one.month), 0) * 2 < one.unexpected.estimate
    )
    named = frozenset((one.category, one.month) for one in over)
    strange = tuple(
        one
        for one in strange
        if one.month >= reported
        and (one.category, one.month) not in named
        and known.get((one.category, one.month), 0) * 2 < one.excess.estimate
    )
    drafts: Drafts = [("budget_overrun", overrun_finding(rows, one)) for one in over]
    drafts += [("unusual_month", month_finding(rows, one)) for one in strange]
    named |= {(one.category, one.month) for one in strange}
    return drafts, named, (*short, *missing)


def _by_payment(
    rows: LedgerRows,
    since: date,
    twice: Sequence[DuplicatePayment],
    named: Named,
    horizon: Horizon,
) -> Drafts:
    """Splits and unusual payments since a day, but none twice for one cause."""
    drafts: Drafts = []
    seen = {at for one in twice for at in one.rows}
    if horizon.split_limit is not None:
        for split in split_payments(rows, horizon.split_limit):
            if rows.day(split.rows[-1]) >= since and not seen.issuperset(split.rows):
                drafts.append(("split_payment", split_finding(rows, split)))
    month = rows.month_numbers()
    for odd in unusual_payments(rows, horizon.alpha):
        where = (str(rows.category[odd.row]), int(month[odd.row]))
        if rows.day(odd.row) >= since and where not in named:
            drafts.append(("unusual_payment", payment_finding(rows, odd)))
    return drafts


def _extras(
    rows: LedgerRows,
    rises: Sequence[PriceRise],
    twice: Sequence[DuplicatePayment],
    last: int,
) -> Mapping[tuple[str, int], int]:
    """What price rises and duplicates added to each category and month."""
    extras: Counter[tuple[str, int]] = Counter()
    for rise in rises:
        monthly = divided(rise.extra_yearly, 12)
        for month in range(months.number_of(rise.since), last + 1):
            extras[rise.charge.category, month] += monthly
    month_of = rows.month_numbers()
    for one in twice:
        for at in one.rows[1:]:
            extras[str(rows.category[at]), int(month_of[at])] += one.amount
    return extras


def _finding(kind: FindingKind, draft: Draft, currency: str, cost: int) -> Finding:
    subject, window, payee, category, stake, saving, figures = draft
    share = max(0.0, stake / cost) if cost else 1.0
    severity = severity_of(share, SCALE)
    effort = EFFORTS[kind]
    return Finding(
        kind, f"{kind}:{currency}:{subject}", window, payee, category, currency, severity, effort,
        share, priority(share, severity, effort, SCALE), saving, figures,
    )  # fmt: skip


def _monthly_cost(rows: LedgerRows, last: int) -> int:
    """The mean of the last 12 whole months' costs (of those since the first row), above zero."""
    begins = months.number_of(rows.date.min().item())
    first = max(begins, last - MONTHS_OF_COST + 1)
    if last < first:
        return 0
    costs = rows.of_kinds(*COSTS, "").where(rows.of_kinds(*COSTS, "").amount < 0)
    return max(0, -divided(sum(costs.monthly(first, last)), last - first + 1))
