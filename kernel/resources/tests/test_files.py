"""CSV out: nothing that a spreadsheet would run."""

import csv
import io
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kernel.resources.files import FORMULA_STARTS, lines, safe_cell
from kernel.resources.imports.reading import cell


def test_it_leads_formulas_with_an_apostrophe():
    for text in ("=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "\rx", "\n=1", "＝1+1"):
        assert safe_cell(text) == f"'{text}"


def test_it_leaves_plain_numbers_as_they_are():
    assert safe_cell(-12) == "-12"
    assert safe_cell(Decimal("-1.50")) == "-1.50"
    assert safe_cell(None) == ""
    assert safe_cell(True) == "yes"


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_no_cell_begins_like_a_formula_and_every_row_reads_back(row):
    written = "".join(lines([row]))
    (back,) = csv.reader(io.StringIO(written, newline=""))
    assert len(back) == len(row)
    for text in back:
        bare = text.lstrip("-+")
        assert not text.startswith(FORMULA_STARTS) or bare.replace(".", "", 1).isdigit()


def test_an_export_reads_back_as_it_was():
    assert cell([safe_cell("=1+1")], 0) == "=1+1"
    assert cell([safe_cell("'quoted'")], 0) == "'quoted'"
