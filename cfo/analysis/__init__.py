"""The computations behind the finance executive's figures.

Pure functions: arrays and plain values in, frozen dataclasses out; no database, no files, no
clock. Money is whole minor units of one currency; what cannot be answered honestly is refused
with an error of `values`. Each function named in `__all__` has an oracle of the same name under
`oracles/`, which `manage.py prove` runs.
"""

from cfo.analysis.balances import reconciled
from cfo.analysis.budgets import budget_against_actual
from cfo.analysis.cash import burn, cash_outlook, runway
from cfo.analysis.duplicates import duplicate_payments, split_payments
from cfo.analysis.economics import cac_payback, gross_margin
from cfo.analysis.fingerprints import fingerprint, planned_import
from cfo.analysis.forecasting import forecast
from cfo.analysis.methods import sarima, seasonal_naive, theta
from cfo.analysis.money import allocated
from cfo.analysis.outliers import decomposed
from cfo.analysis.patterns import checked_pattern
from cfo.analysis.payroll import payroll_by_head
from cfo.analysis.planning import planned_budget
from cfo.analysis.prices import price_steps
from cfo.analysis.receivables import aged, days_sales_outstanding
from cfo.analysis.recurring import price_rises, recurring_charges
from cfo.analysis.rules import categorised
from cfo.analysis.series import usual_step
from cfo.analysis.smoothing import holt, holt_winters, simple_smoothing
from cfo.analysis.spending import spend_analysis
from cfo.analysis.statements import cash_flow, profit_and_loss
from cfo.analysis.suggestions import suggested_categories
from cfo.analysis.transfers import paired_transfers
from cfo.analysis.unusual import budget_overruns, unusual_months, unusual_payments
from cfo.analysis.variance import price_volume_mix

__all__ = [
    "aged",
    "allocated",
    "budget_against_actual",
    "budget_overruns",
    "burn",
    "cac_payback",
    "cash_flow",
    "cash_outlook",
    "categorised",
    "checked_pattern",
    "days_sales_outstanding",
    "decomposed",
    "duplicate_payments",
    "fingerprint",
    "forecast",
    "gross_margin",
    "holt",
    "holt_winters",
    "paired_transfers",
    "payroll_by_head",
    "planned_budget",
    "planned_import",
    "price_rises",
    "price_steps",
    "price_volume_mix",
    "profit_and_loss",
    "reconciled",
    "recurring_charges",
    "runway",
    "sarima",
    "seasonal_naive",
    "simple_smoothing",
    "spend_analysis",
    "split_payments",
    "suggested_categories",
    "theta",
    "unusual_months",
    "unusual_payments",
    "usual_step",
]
