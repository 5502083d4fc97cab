"""Columns and filters of the finance lists, one file a noun."""

from cfo.tables.account import AccountFilters, AccountTable
from cfo.tables.budget import BudgetFilters, BudgetTable
from cfo.tables.category import CategoryFilters, CategoryTable
from cfo.tables.category_rule import CategoryRuleFilters, CategoryRuleTable
from cfo.tables.forecast import ForecastFilters, ForecastTable
from cfo.tables.headcount import HeadcountFilters, HeadcountTable
from cfo.tables.invoice import InvoiceFilters, InvoiceTable
from cfo.tables.invoice_line import InvoiceLineFilters, InvoiceLineTable
from cfo.tables.metric import MetricFilters, MetricTable
from cfo.tables.recommendation import RecommendationFilters, RecommendationTable
from cfo.tables.report import ReportFilters, ReportTable
from cfo.tables.setting import SettingFilters
from cfo.tables.transaction import TransactionFilters, TransactionTable

__all__ = [
    "AccountFilters",
    "AccountTable",
    "BudgetFilters",
    "BudgetTable",
    "CategoryFilters",
    "CategoryRuleFilters",
    "CategoryRuleTable",
    "CategoryTable",
    "ForecastFilters",
    "ForecastTable",
    "HeadcountFilters",
    "HeadcountTable",
    "InvoiceFilters",
    "InvoiceLineFilters",
    "InvoiceLineTable",
    "InvoiceTable",
    "MetricFilters",
    "MetricTable",
    "RecommendationFilters",
    "RecommendationTable",
    "ReportFilters",
    "ReportTable",
    "SettingFilters",
    "TransactionFilters",
    "TransactionTable",
]
