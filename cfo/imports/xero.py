"""Xero: the report Account Transactions of bank accounts, as it is exported.

Above the head stand the report's name, the organisation and the days. Each account's rows stand
under a line with its name, between opening and closing balance. Debit and credit are those of the
books: what a bank account is debited with came in.
"""

from pathlib import Path

from kernel.resources.imports.layouts import Drop, Layout

XERO = Layout(
    name="xero",
    title="Xero, account transactions",
    source="https://help.xero.com/us/ReportAccountTransactions",
    about="In Reports, Account Transactions: choose your bank accounts, then Export, CSV.",
    headings={
        "date": ("date",),
        "counterparty": ("contact", "description"),
        "memo": ("description", "reference"),
        "debit": ("credit",),
        "credit": ("debit",),
        "account": ("account", "account name"),
        "currency": ("currency",),
        "balance": ("running balance",),
    },
    marks=(
        ("date",),
        ("source",),
        ("debit",),
        ("credit",),
        ("running balance", "gross", "related account"),
    ),
    section="account",
    drops=(
        Drop("row of sums", r"total\b|net movement\b"),
        Drop("balance", r"(?:opening|closing) balance\b"),
    ),
    advice={"date": "This report has no column for the day: in Xero add Date and export again."},
    sample=Path(__file__).parent / "samples" / "xero.csv",
)
