"""What customers owe: by days overdue, and how many days of sales that is."""

from __future__ import annotations

from collections.abc import Iterator

from cfo.analysis import aged, days_sales_outstanding
from cfo.analysis.receivables import Ageing
from cfo.figures import fact
from cfo.reporting.ground import Ground
from cfo.reporting.keys import key_of
from kernel.core.facts import Fact, Rows
from kernel.statistics.values import NotEnoughDataError

AGED = "cfo.analysis.aged"
DSO_DAYS = 91
BUCKETS = {
    "not_due": "not due yet",
    "1_30": "1 to 30 days overdue",
    "31_60": "31 to 60 days overdue",
    "61_90": "61 to 90 days overdue",
    "over_90": "more than 90 days overdue",
}


def owed(ground: Ground) -> Ageing | None:
    """Open invoices on the evening of the report; None where no invoice is known."""
    return aged(ground.sales.invoices, ground.as_of) if ground.sales.invoices else None


def bucket_key(ground: Ground, name: str) -> str:
    """The key of what is open for so many days."""
    return key_of(ground, "owed", "bucket", name)


def facts(ground: Ground) -> Iterator[Fact]:
    """Each bucket, what is open, what is overdue, and the days of sales outstanding."""
    found = owed(ground)
    if found is None:
        return
    for bucket in found.buckets:
        yield fact(
            bucket_key(ground, bucket.name), f"Owed, {BUCKETS[bucket.name]}", bucket.amount,
            "money",
            "Open invoices by the days since they were due, added up.", AGED,
            rows=_rows(ground, bucket.invoices), currency=ground.currency,
        )  # fmt: skip
    late = [key for bucket in found.buckets[1:] for key in bucket.invoices]
    every = [key for bucket in found.buckets for key in bucket.invoices]
    for name, label, value, keys in (
        ("open", "Owed", found.open_amount, every),
        ("overdue", "Owed and overdue", found.overdue_amount, late),
    ):
        yield fact(
            key_of(ground, "owed", name), label, value, "money",
            "Invoices that were not paid on that evening, added up.", AGED,
            rows=_rows(ground, keys), currency=ground.currency,
        )  # fmt: skip
    try:
        days = days_sales_outstanding(ground.sales.invoices, ground.as_of, DSO_DAYS)
    except NotEnoughDataError:
        return
    yield fact(
        key_of(ground, "owed", "dso"), "Days sales outstanding", round(days.days, 1), "days",
        "What is open divided by what was invoiced in a quarter, times the days of that quarter.",
        "cfo.analysis.days_sales_outstanding", rows=_rows(ground, days.invoices),
    )  # fmt: skip


def _rows(ground: Ground, keys: tuple[str, ...] | list[str]) -> tuple[Rows, ...]:
    kept = [one for one in ground.sales.invoices if one.key in set(keys)]
    if not kept:
        return ()
    filters = {"id__in": ",".join(sorted(one.key for one in kept))}
    total = sum(one.total for one in kept)
    return (Rows("cfo/invoices", filters, "total", total, len(kept)),)
