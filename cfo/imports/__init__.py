"""What finance takes in as files and by webhook; one file a kind, and one a known export."""

from cfo.imports.budgets import BudgetsImport
from cfo.imports.categories import CategoriesImport
from cfo.imports.headcount import HeadcountImport
from cfo.imports.invoice_lines import InvoiceLinesImport
from cfo.imports.invoices import InvoicesImport
from cfo.imports.statements import StatementsImport

__all__ = [
    "BudgetsImport",
    "CategoriesImport",
    "HeadcountImport",
    "InvoiceLinesImport",
    "InvoicesImport",
    "StatementsImport",
]
