"""The finance forms, one file a noun."""

from cfo.forms.account import AccountForm
from cfo.forms.budget import BudgetForm
from cfo.forms.category import CategoryForm
from cfo.forms.category_rule import CategoryRuleForm
from cfo.forms.headcount import HeadcountForm
from cfo.forms.invoice import InvoiceForm
from cfo.forms.invoice_line import InvoiceLineForm
from cfo.forms.report import ReportForm
from cfo.forms.setting import SettingForm
from cfo.forms.transaction import TransactionForm

__all__ = [
    "AccountForm",
    "BudgetForm",
    "CategoryForm",
    "CategoryRuleForm",
    "HeadcountForm",
    "InvoiceForm",
    "InvoiceLineForm",
    "ReportForm",
    "SettingForm",
    "TransactionForm",
]
