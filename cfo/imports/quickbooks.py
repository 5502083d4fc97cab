"""QuickBooks Online: the transaction detail of bank accounts, as the report is exported.

Above the head stand the company, the report's name and its days. Each account's rows stand under
a line with its name, between a beginning balance and a sum; or the account has a column. Debit and
credit are those of the books: what a bank account is debited with came in.
"""

from pathlib import Path

from kernel.resources.imports.layouts import Drop, Layout

QUICKBOOKS = Layout(
    name="quickbooks",
    title="QuickBooks, transaction detail by account",
    source="https://quickbooks.intuit.com/learn-support/en-us/help-article/report-management/",
    about=(
        "In Reports, Transaction Detail by Account: narrow it to your bank accounts, then Export, "
        "CSV."
    ),
    headings={
        "date": ("date",),
        "counterparty": ("name",),
        "memo": ("memo description", "memo"),
        "amount": ("amount",),
        "debit": ("credit",),
        "credit": ("debit",),
        "account": ("account",),
        "currency": ("currency",),
        "balance": ("balance",),
    },
    marks=(
        ("date",),
        ("transaction type",),
        ("num", "no"),
        ("memo description", "memo"),
        ("amount", "debit"),
    ),
    section="account",
    drops=(
        Drop("row of sums", r"total\b|grand total\b"),
        Drop("opening balance", r"beginning balance\b"),
        Drop("line of the report", r"(?:cash|accrual) basis\b"),
    ),
    advice={
        "date": "This report has no column for the day: in QuickBooks add Date and export again.",
        "amount": "This report has no amounts: in QuickBooks add Amount and export it again.",
    },
    sample=Path(__file__).parent / "samples" / "quickbooks.csv",
)
