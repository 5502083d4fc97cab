"""Google Analytics 4: traffic acquisition with the dimension Date, as a CSV.

The file begins with lines that start with "#": the report's name, the account, first and last
day. Under the table's head stands a row of sums that ends with "Grand total". Analytics does not
know what a channel cost, and takes every key event where no column counts purchases alone.
"""

from pathlib import Path

from kernel.resources.imports.layouts import Drop, Layout

_UNKNOWN = ("(not set)", "(none)", "(direct)", "(organic)", "(referral)", "(data not available)")

GA4 = Layout(
    name="ga4",
    title="Google Analytics 4, traffic acquisition by day",
    # Names of dimensions and metrics: the "UI name" of each in the schema of the Data API.
    source="https://developers.google.com/analytics/devguides/reporting/data/v1/api-schema",
    about=(
        "In Reports, Traffic acquisition: add the secondary dimension Date, then Share, Download "
        "file, CSV."
    ),
    headings={
        "date": ("date", "datum"),
        "channel": (
            "session primary channel group default channel group",
            "session primary channel group", "session default channel group",
            "session default channel grouping", "default channel group",
            "sitzung primäre channelgruppe standard channelgruppe",
            "sitzung primäre channelgruppe",
            "groupe de canaux principal de la session groupe de canaux par défaut",
            "groupe de canaux principal de la session",
        ),
        "campaign": ("session campaign", "sitzung kampagne", "campagne de la session"),
        "currency": ("currency",),
        "sessions": ("sessions", "sitzungen"),
        "conversions": (
            "ecommerce purchases", "purchases", "transactions", "e commerce käufe",
            "achats e commerce", "key events", "schlüsselereignisse", "événements clés",
            "conversions",
        ),
        "revenue": (
            "total revenue", "purchase revenue", "gesamtumsatz", "revenu total",
            "revenus totaux",
        ),
    },
    marks=(
        (
            "session primary channel group default channel group",
            "session primary channel group", "session default channel group",
            "session default channel grouping",
            "sitzung primäre channelgruppe standard channelgruppe",
            "sitzung primäre channelgruppe",
            "groupe de canaux principal de la session groupe de canaux par défaut",
            "groupe de canaux principal de la session",
        ),
        ("sessions", "sitzungen"),
    ),
    words={"channel": {"unassigned": "unassigned", "(not set)": "unassigned"}},
    empties={"campaign": _UNKNOWN},
    rounds=("conversions",),
    drops=(
        Drop("row of sums", r"(?:grand total|gesamtsumme|total général)\Z", control=1),
        Drop("comment", r"#"),
    ),
    advice={
        "date": (
            "This report has no day: in Google Analytics add the secondary dimension “Date” to the "
            "table and download it again."
        ),
    },
    sample=Path(__file__).parent / "samples" / "ga4.csv",
)  # fmt: skip
