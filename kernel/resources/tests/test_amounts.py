"""Numbers as people write them."""

from decimal import Decimal

import pytest

from kernel.resources.amounts import NotANumberError, mark_of, read_number, to_minor


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1,234.56", ",", "1234.56"),
        ("1.234,56", ".", "1234.56"),
        ("1'234.50", ".", "1234.50"),
        ("1 234,5", ".", "1234.5"),
        ("€1,234", ".", "1234"),
        ("€1,234", ",", "1.234"),
        ("1.234", ".", "1.234"),
        ("1.234", ",", "1234"),
        ("1.234.567", ".", "1234567"),
        ("(12.50)", ".", "-12.50"),
        ("12-", ".", "-12"),
        ("−3", ".", "-3"),
        ("USD 4.20", ".", "4.20"),
        ("12,5 kr", ".", "12.5"),
        ("0,5", ".", "0.5"),
    ],
)
def test_it_reads_the_number(text, mark, value):
    assert read_number(text, mark) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "=1+1", "1e5", "abc", "1.2.3", "1,23,456", "NaN", "Infinity", "12%", "٣", "--1"]
)
def test_it_refuses_what_is_no_plain_number(text):
    with pytest.raises(NotANumberError):
        read_number(text)


def test_it_knows_when_a_mark_could_be_either():
    assert mark_of("1,234") is None
    assert mark_of("1,23") == ","
    assert mark_of("0,234") == ","


def test_it_rounds_to_the_currencys_own_unit_and_says_so():
    assert to_minor(Decimal("12.345"), "EUR") == (1235, True)
    assert to_minor(Decimal("12.34"), "EUR") == (1234, False)
    assert to_minor(Decimal("1200"), "JPY") == (1200, False)
    assert to_minor(Decimal("1.2345"), "KWD") == (1235, True)
    with pytest.raises(NotANumberError):
        to_minor(Decimal(10) ** 20, "EUR")
