"""Categories, budgets, invoices with their lines, and headcount from files."""

from __future__ import annotations

import datetime as dt

import pytest

from cfo.imports.months import month_of
from cfo.models import Budget, Category, Headcount, Invoice, InvoiceLine
from cfo.tests import nouns
from kernel.errors import KernelError
from kernel.resources.files import lines
from kernel.resources.imports import kind_for, preview, run_import, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(cast):
    """Fay's scope."""
    with cast.scope(cast.fay):
        yield cast


def taken(kind, text, **more):
    return run_import(kind_for(kind), text.encode(), name="rows.csv", **more)


def refusals(kind, text):
    return [refusal.reason for refusal in preview(kind_for(kind), text.encode()).refusals]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-03", 3), ("2026/3", 3), ("03/2026", 3), ("March 2026", 3), ("Mrz 2026", 3),
        ("März 2026", 3), ("juin 2026", 6), ("Juillet 2026", 7), ("July 2026", 7),
        ("mai 2026", 5), ("Dez. 2026", 12), ("ago 2026", 8),
    ],
)  # fmt: skip
def test_a_month_is_read_as_people_write_it(text, month):
    assert month_of(text) == dt.date(2026, month, 1)


@pytest.mark.parametrize("text", ["2026-13", "0/2026", "Smarch 2026", "2026", "", "12.03.2026"])
def test_what_is_no_month_is_none(text):
    assert month_of(text) is None


def test_categories_say_their_kind_in_words_that_other_products_use(inside):
    batch = taken("categories", "Account,Type\nSales,Income\nPackaging,Direct costs\nRent,opex\n")
    assert batch.rows_new == 3
    kinds = dict(Category.objects.values_list("name", "kind"))
    assert kinds == {"Sales": "revenue", "Packaging": "cogs", "Rent": "opex"}
    assert "is none of" in refusals("categories", "name,kind\nLuck,luck\n")[0]


def test_budgets_are_months_of_categories_and_come_twice_as_once(inside):
    nouns.category(1, name="Rent")
    text = "Month,Category,Budget\nMar 2026,Rent,-2800.00\n04/2026,Rent,-2900\n"
    batch = taken("budgets", text)
    assert (batch.rows_new, batch.rows_refused) == (2, 0)
    march = Budget.objects.get(period=dt.date(2026, 3, 1))
    assert (march.amount, march.currency, march.scenario, march.version, march.status) == (
        -280000, "EUR", "base", 1, "draft",
    )  # fmt: skip
    again = taken("budgets", text)
    assert (again.rows_new, again.rows_same) == (0, 2)
    second = taken("budgets", text.replace("Budget\n", "Budget,Version\n").replace(
        "00.00", "00.00,2").replace("-2900", "-2900,2"))  # fmt: skip
    assert second.rows_new == 2
    undo(second.pk)
    assert Budget.objects.count() == 2


def test_a_file_does_not_change_what_was_approved(inside):
    filed = nouns.category(1, name="Rent")
    nouns.budget(1, category=filed, period=dt.date(2026, 3, 1), status="approved")
    text = "Month,Category,Budget\n2026-03,Rent,-2800.00\n"
    with pytest.raises(KernelError, match="approve a new version instead"):
        taken("budgets", text)
    assert taken("budgets", text.replace("Budget", "Version,Budget").replace("Rent,", "Rent,2,"))
    assert Budget.objects.get(status="approved").amount == -100


def test_a_budget_of_an_unknown_category_or_no_month_says_so(inside):
    nouns.category(1, name="Rent")
    said = refusals("budgets", "Month,Category,Budget\n2026-03,Rant,-1\nsoon,Rent,-1\n")
    assert "there is no category “Rant” here" in said[0]
    assert "“soon” is no month as 2026-03" in said[1]


INVOICES = """Invoice Number,Customer,Invoice Date,Due Date,Date Paid,Currency,Total
E1,Café Morgenrot,2026-01-05,2026-02-04,,EUR,"1,240.00"
E1,Hotel Lindenhof,2026-01-07,2026-02-06,2026-01-30,EUR,99.50
U1,Corner Reads,2026-01-08,2026-02-07,,USD,$45.10
"""
LINES = """Invoice Number,Customer,Line,Product,Qty,Unit Price,Line Total
E1,Café Morgenrot,1,Espresso blend,60.5,18.90,"1,143.45"
E1,Café Morgenrot,2,Decaf,4.125,23.40,96.55
U1,,1,Gift box,1,45.10,45.10
"""


def test_invoices_and_their_lines_come_in_two_files(inside):
    batch = taken("invoices", INVOICES)
    assert (batch.rows_new, batch.rows_refused) == (3, 0)
    assert Invoice.objects.filter(paid_on=None).count() == 2
    assert Invoice.objects.get(number="U1").total == 4510
    sold = taken("invoice-lines", LINES)
    assert (sold.rows_new, sold.rows_refused) == (3, 0)
    first = InvoiceLine.objects.get(item="Espresso blend")
    assert (first.quantity, first.unit_price, first.amount) == (60500, 1890, 114345)
    assert InvoiceLine.objects.get(item="Gift box").currency == "USD"
    paid = taken("invoices", INVOICES.replace("2026-02-04,,", "2026-02-04,2026-02-03,"))
    assert (paid.rows_changed, paid.rows_same) == (1, 2)
    undo(paid.pk)
    assert Invoice.objects.get(customer="Café Morgenrot").paid_on is None


def test_lines_name_an_invoice_that_is_here_and_only_one(inside):
    taken("invoices", INVOICES)
    text = (
        "Invoice Number,Line,Product,Qty,Unit Price,Line Total\n"
        "E1,1,Decaf,1,1.00,1.00\nE9,1,Decaf,1,1.00,1.00\nU1,1,Decaf,1.2345,1.00,1.00\n"
    )
    said = refusals("invoice-lines", text)
    assert "2 rows are called “E1”. Say which by customer" in said[0]
    assert "there is no invoice “E9” here" in said[1]
    assert "more than three decimals" in said[2]


def test_an_invoice_is_not_due_before_it_was_issued(inside):
    assert refusals("invoices", INVOICES.replace("2026-02-04", "2026-01-04")) == [
        "It is due before it was issued."
    ]


def test_positions_are_whole_months_with_a_cost(inside):
    text = "Role,Department,Start,End,Monthly Cost\nRoaster,Roastery,2026-03,,3600\n"
    batch = taken("headcount", text + "Buyer,,15.01.2025,31.12.2026,4100.50\n")
    assert (batch.rows_new, batch.rows_refused) == (2, 0)
    buyer = Headcount.objects.get(name="Buyer")
    assert (buyer.start_month, buyer.end_month) == (dt.date(2025, 1, 1), dt.date(2026, 12, 1))
    assert (buyer.cost, buyer.currency) == (410050, "EUR")
    said = refusals("headcount", text.replace("2026-03,,3600", "2026-03,2026-02,-3600"))
    assert said[0].startswith("The last month lies before the first.")


@pytest.mark.parametrize(
    "kind", ["categories", "budgets", "invoices", "invoice-lines", "headcount"]
)
def test_the_sample_can_be_imported_as_it_is(inside, kind):
    nouns.category(1, name="Packaging")
    nouns.invoice(1)
    Invoice.objects.update(number="E260101")
    found = kind_for(kind)
    rows = found.sample_rows()
    text = "".join(lines([list(rows[0]), *(list(row.values()) for row in rows)]))
    batch = taken(kind, text)
    assert (batch.rows_new + batch.rows_changed, batch.rows_refused) == (len(rows), 0)
