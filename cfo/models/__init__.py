"""The finance executive's tables, one file a noun."""

from cfo.models.account import Account
from cfo.models.budget import Budget
from cfo.models.category import Category
from cfo.models.category_rule import CategoryRule
from cfo.models.forecast import Forecast
from cfo.models.headcount import Headcount
from cfo.models.invoice import Invoice
from cfo.models.invoice_line import InvoiceLine
from cfo.models.metric import Metric
from cfo.models.recommendation import Recommendation
from cfo.models.report import Report
from cfo.models.setting import Setting
from cfo.models.transaction import Transaction

__all__ = [
    "Account",
    "Budget",
    "Category",
    "CategoryRule",
    "Forecast",
    "Headcount",
    "Invoice",
    "InvoiceLine",
    "Metric",
    "Recommendation",
    "Report",
    "Setting",
    "Transaction",
]
