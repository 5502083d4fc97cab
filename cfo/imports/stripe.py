"""Stripe: what changed the balance, one row a charge, refund, fee or payout.

The amount taken is the net one, which is what reaches the balance; what Stripe kept is the
difference to the gross amount. Times are in UTC.
"""

from pathlib import Path

from kernel.resources.imports.layouts import Layout

STRIPE = Layout(
    name="stripe",
    title="Stripe, balance transactions",
    source="https://docs.stripe.com/reports/balance#itemized",
    about="In Reports, Balance: download itemized. Amounts are taken net of fees.",
    headings={
        "date": ("created utc", "created", "effective at utc"),
        "counterparty": ("reporting category", "type"),
        "memo": ("description", "source id", "source"),
        "amount": ("net",),
        "currency": ("currency",),
        "bank_id": ("balance transaction id", "id"),
    },
    marks=(
        ("balance transaction id", "id"),
        ("created utc", "created", "effective at utc"),
        ("fee",),
        ("net",),
        ("reporting category", "type"),
    ),
    fixed={"account": "Stripe", "account_kind": "processor"},
    advice={
        "amount": "This report has no net amounts: in Stripe add the column net and export again.",
    },
    sample=Path(__file__).parent / "samples" / "stripe.csv",
)
