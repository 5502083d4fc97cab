"""Files that are not what they should be: each is refused in words that help."""

from __future__ import annotations

import io
import zipfile

import pytest

from kernel.errors import KernelError
from kernel.resources.imports import kind_for, preview, run_import
from kernel.resources.tests.marketing import MetricsSnapshot

pytestmark = pytest.mark.django_db
HEAD = "date,channel,clicks,cost\n"
GOOD = HEAD + "2026-01-30,email,3,1.50\n2026-01-31,email,4,2.00\n"


@pytest.fixture
def metrics(cast):
    """The kind, inside Bob's scope."""
    with cast.scope(cast.bob):
        yield kind_for("cmo/metrics")


def refused(kind, content, name="days.csv", **more):
    content = content.encode() if isinstance(content, str) else content
    with pytest.raises(KernelError) as caught:
        run_import(kind, content, name=name, **more)
    assert not MetricsSnapshot.objects.exists()
    return caught.value


def test_a_workbook_says_how_to_save_it_as_csv(metrics):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
    for name in ("days.xlsx", "days.csv"):
        refusal = refused(metrics, held.getvalue(), name)
        assert refusal.code == "file_type_not_allowed"
        assert "Save as, CSV UTF-8" in refusal.detail


def test_a_web_page_that_was_saved_as_csv_is_named_as_such(metrics):
    page = "\n<!DOCTYPE html><html><body>Sign in</body></html>"
    assert "web page" in refused(metrics, page).detail
    assert "JSON" in refused(metrics, '[{"date": "2026-01-30"}]').detail


def test_a_file_that_was_cut_within_its_last_row_is_refused(metrics):
    refusal = refused(metrics, GOOD + "2026-02-01,em")
    assert "The row has 2 of 4 cells" in refusal.errors[0]["detail"]
    assert "cut off" in refusal.errors[0]["detail"]


def test_a_file_that_was_cut_within_a_quotation_is_refused(metrics):
    assert "opened on line 4" in refused(metrics, GOOD + '2026-02-01,"em').detail


def test_a_number_with_an_unquoted_comma_is_refused(metrics):
    refusal = refused(metrics, HEAD + "2026-01-30,email,3,1,50\n")
    assert "5 cells under 4 headings" in refusal.errors[0]["detail"]


def test_the_same_headings_again_are_left_out_with_a_note(metrics):
    batch = run_import(metrics, (GOOD + HEAD + "2026-02-01,email,5,1.00\n").encode())
    assert batch.rows_new == 3
    assert any("1 headings again (line 4" in note for note in batch.notes)


def test_another_table_below_the_first_is_refused_with_its_line(metrics):
    refusal = refused(metrics, GOOD + "Day,Spend,Orders,Campaign\n2026-02-01,1.00,5,A\n")
    assert "On line 4 another table begins" in refusal.detail


def test_days_of_both_orders_are_asked_about_and_never_guessed(metrics):
    text = HEAD + "13/01/2026,email,3,1.50\n01/14/2026,email,4,2.00\n"
    found = preview(metrics, text.encode())
    assert [question.option for question in found.questions] == ["day_order"]
    refused(metrics, text)
    found = preview(metrics, text.encode(), options={"day_order": "day-first"})
    assert [refusal.line for refusal in found.refusals] == [3]


def test_amounts_that_could_be_read_in_two_ways_are_asked_about(metrics):
    text = "date;channel;cost\n2026-01-30;email;1.234\n"
    found = preview(metrics, text.encode())
    assert [question.option for question in found.questions] == ["decimal_mark"]
    for mark, cost in ((".", 123), (",", 123400)):
        found = preview(metrics, text.encode(), options={"decimal_mark": mark})
        assert found.totals[0].file == cost


def test_a_whole_number_s_mark_parts_thousands(metrics):
    text = "date;channel;impressions;cost\n2026-01-30;email;12.345;1.234\n"
    found = preview(metrics, text.encode())
    assert (found.questions, found.reading.decimal_mark) == ([], ",")


@pytest.mark.parametrize(
    ("cell", "minor", "currency"),
    [
        ('"1,234.56"', 123456, "EUR"),
        ('"1.234,56"', 123456, "EUR"),
        ('"1 234,56"', 123456, "EUR"),
        ('"1\u00a0234,56 €"', 123456, "EUR"),
        ('"1\u202f234,56\u202f€"', 123456, "EUR"),
        ("1'234.56", 123456, "EUR"),
        ("1’234.56", 123456, "EUR"),
        ('"$1,234.56 CAD"', None, None),
        ('"USD 1,234.56"', 123456, "USD"),
        ('"1,234.56 CHF"', 123456, "CHF"),
        ('"£1,234.56"', 123456, "GBP"),
    ],
)
def test_amounts_are_read_as_people_write_them(metrics, cell, minor, currency):
    found = preview(metrics, f"date,channel,cost\n2026-01-30,email,{cell}\n".encode())
    if minor is None:
        assert found.refused == 1
    else:
        (_, _, values) = found.sample[0]
        assert (values["cost"], values["currency"]) == (minor, currency)


def test_an_amount_in_another_currency_than_its_row_is_refused(metrics):
    text = "date,channel,currency,cost\n2026-01-30,email,EUR,$5.00\n2026-01-31,email,USD,$5.00\n"
    found = preview(metrics, text.encode())
    assert [refusal.line for refusal in found.refusals] == [2]


@pytest.mark.parametrize("heading", ["Cost (USD)", "Cost in USD", "Spend (US$)"])
def test_a_heading_names_the_currency_of_its_column(metrics, heading):
    found = preview(metrics, f"date,channel,{heading}\n2026-01-30,email,5.00\n".encode())
    assert found.sample[0][2]["currency"] == "USD"


def test_dashes_and_empty_cells_are_missing_and_not_zero(metrics):
    text = "date,channel,clicks,cost,revenue\n2026-01-30,email,2,,n/a\n2026-01-31,email,1,-,--\n"
    found = preview(metrics, text.encode())
    assert [refusal.line for refusal in found.refusals] == []
    assert found.sample[1][2]["cost"] is None


def test_utf_16_without_a_byte_order_mark_is_read(metrics):
    assert preview(metrics, GOOD.encode("utf-16-le")).new == 2
