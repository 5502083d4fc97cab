"""Figures are written as people read them, in each number format."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel import formats
from kernel.formats import Notation, change
from kernel.formats.numbers import MARKS

TODAY = date(2026, 1, 31)
EUROS = partial(formats.money, currency="EUR")


@pytest.mark.parametrize(
    ("number_format", "written"),
    [
        ("en", "1,234,567.50"),
        ("de", "1.234.567,50"),
        ("fr", "1\u202f234\u202f567,50"),
        ("ch", "1’234’567.50"),
    ],
)
def test_each_number_format_has_its_own_marks(number_format: str, written: str) -> None:
    assert formats.number(Decimal("1234567.5"), 2, number_format) == written


@pytest.mark.parametrize(
    ("fraction", "written"),
    [("0.05000", "5%"), ("0.0025", "0.25%"), ("1", "100%"), ("0", "0%"), ("0.125", "12.5%")],
)
def test_a_share_is_written_as_somebody_typed_it(fraction: str, written: str) -> None:
    assert Notation().share(Decimal(fraction)) == written


def test_it_refuses_a_number_format_nobody_defined() -> None:
    with pytest.raises(ValueError, match="unknown number format 'xx'"):
        formats.number(1, 0, "xx")


def test_it_refuses_a_value_that_is_no_number() -> None:
    with pytest.raises(ValueError, match="no number"):
        formats.number(float("nan"))


def test_minus_is_the_true_sign_and_zero_has_none() -> None:
    assert formats.number(-5) == "−5"
    assert formats.number(Decimal("-0.4")) == "0"
    assert formats.signed(76) == "+76"
    assert formats.signed(0) == "0"


def test_halves_are_rounded_away_from_zero_as_read() -> None:
    assert formats.number(0.575, 2) == "0.58"
    assert formats.number(-2.5) == "−3"


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12
    ),
    st.sampled_from(sorted(MARKS)),
)
def test_a_written_number_reads_back_as_itself(value: Decimal, number_format: str) -> None:
    thousands, point = MARKS[number_format]
    text = formats.number(value, 2, number_format)
    back = text.replace(thousands, "").replace(point, ".").replace("−", "-")
    assert Decimal(back) == value


@pytest.mark.parametrize(
    ("minor", "currency", "written"),
    [
        (23138000, "EUR", "€231,380"),
        (2917, "EUR", "€29.17"),
        (7500, "EUR", "€75"),
        (62, "EUR", "€0.62"),
        (-115000, "EUR", "−€1,150"),
        (420000, "USD", "$4,200"),
        (1234, "JPY", "¥1,234"),
        (1234567, "KWD", "KWD\u00a01,235"),
        (1234, "KWD", "KWD\u00a01.234"),
        (120050, "CHF", "CHF\u00a01,201"),
        (0, "EUR", "€0"),
        (None, "EUR", "no data"),
    ],
)
def test_money_puts_the_symbol_first_and_keeps_cents_of_small_amounts(
    minor: int | None, currency: str, written: str
) -> None:
    assert formats.money(minor, currency) == written


def test_money_that_must_add_up_keeps_its_cents() -> None:
    assert formats.money(318000, "EUR", cents=True) == "€3,180.00"
    assert formats.money(318000, "EUR", cents=True, sign=False) == "3,180.00"
    assert formats.money(1234567, "KWD", cents=True, number_format="de") == "KWD\u00a01.234,567"
    assert formats.money(500, "JPY", cents=True) == "¥500"


def test_money_says_plus_where_it_is_a_change() -> None:
    assert formats.money(490000, "EUR", plus=True) == "+€4,900"
    assert formats.money(None, "EUR", missing="no spend") == "no spend"


def test_it_refuses_what_is_no_currency() -> None:
    with pytest.raises(ValueError, match="ISO 4217"):
        formats.money(1, "euro")


@pytest.mark.parametrize(
    ("minor", "written"),
    [
        (0, "0"),
        (300000, "€3k"),
        (1200000, "€12k"),
        (150000000, "€1.5M"),
        (-250000, "−€2.5k"),
        (90000, "€900"),
    ],
)
def test_axis_labels_are_short(minor: int, written: str) -> None:
    assert formats.money_short(minor, "EUR") == written


@pytest.mark.parametrize(
    ("fraction", "written"),
    [
        (0.0299, "2.99%"),
        (0.49, "49.0%"),
        (0.1, "10.0%"),
        (0.00045, "0.05%"),
        (-0.031, "−3.10%"),
        (None, "no data"),
    ],
)
def test_rates_under_a_tenth_keep_two_decimals(fraction: float | None, written: str) -> None:
    assert formats.percent(fraction) == written


def test_differences_of_rates_are_points() -> None:
    assert formats.pp(-0.0005) == "−0.05\u00a0pp"
    assert formats.pp(0.026, plus=True) == "+2.6\u00a0pp"


def test_counts_agree_with_their_noun() -> None:
    assert [formats.count(n, "task") for n in (0, 1, 47)] == ["no tasks", "1 task", "47 tasks"]
    assert formats.count(2, "entry", "entries") == "2 entries"


def test_a_change_has_an_arrow_a_size_and_its_base() -> None:
    found = change(23138000, 21890000, EUROS, better="up")
    assert str(found) == "↑ 5.7% on €218,900"
    assert found.tone == "good"


def test_what_costs_more_is_bad_and_spend_is_neither() -> None:
    assert change(2917, 2851, EUROS, better="down").tone == "bad"
    assert change(4200000, 3951000, EUROS).tone == ""


def test_a_change_whose_interval_covers_zero_is_not_clear() -> None:
    assert (
        str(change(5.51, 5.54, partial(formats.number, digits=2), clear=False))
        == "no clear change on 5.54"
    )


@pytest.mark.parametrize(("now", "before"), [(14, 9), (3, 0)])
def test_a_small_base_gives_both_counts_and_no_percentage(now: int, before: int) -> None:
    assert str(change(now, before, base_events=before)) == f"{now}, was {before}"


def test_a_change_of_rates_is_in_points_and_absolute_ones_in_their_unit() -> None:
    assert str(change(0.0299, 0.0304, formats.percent, kind="rate")) == "↓ 0.05\u00a0pp on 3.04%"
    assert (
        str(change(3.4, 3.1, partial(formats.number, digits=1), kind="absolute")) == "↑ 0.3 on 3.1"
    )


def test_a_change_too_small_to_write_is_no_change() -> None:
    assert str(change(100001, 100000)) == "no change on 100,000"


def test_a_missing_side_says_so() -> None:
    assert str(change(None, 5)) == "no data"
    assert str(change(5, None)) == "no earlier value"


def test_a_loss_that_grows_is_measured_on_its_size() -> None:
    assert str(change(-150, -100, base_events=100)) == "↓ 50.0% on −100"


def test_days_carry_a_year_only_when_it_is_another() -> None:
    assert formats.day(TODAY, TODAY) == "31 Jan"
    assert formats.day(TODAY, TODAY, weekday=True) == "Sat 31 Jan"
    assert formats.day(date(2025, 12, 3), TODAY) == "3 Dec 2025"
    assert formats.day(None, TODAY) == "no date"
    assert formats.long_day(TODAY) == "Saturday, 31 January"


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2026, 1, 1), date(2026, 1, 29), "1 to 29 Jan"),
        (date(2025, 12, 1), date(2025, 12, 29), "1 to 29 Dec 2025"),
        (date(2026, 1, 28), date(2026, 2, 3), "28 Jan to 3 Feb"),
        (date(2025, 12, 28), date(2026, 1, 3), "28 Dec 2025 to 3 Jan 2026"),
        (TODAY, TODAY, "31 Jan"),
    ],
)
def test_ranges_name_what_differs(first: date, last: date, written: str) -> None:
    assert formats.day_range(first, last, TODAY) == written


def test_history_names_a_moment_by_how_far_it_is() -> None:
    now = datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert formats.when(now - timedelta(hours=2), now) == "10:00"
    assert formats.when(datetime(2026, 1, 30, 16, 20, tzinfo=UTC), now) == "Fri 16:20"
    assert formats.when(datetime(2026, 1, 12, 9, tzinfo=UTC), now) == "12 Jan"


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0.14, "0.1 s"),
        (9.96, "10 s"),
        (31, "31 s"),
        (59.6, "1 min"),
        (125, "2 min 5 s"),
        (3840, "1 h 4 min"),
        (3600, "1 h"),
    ],
)
def test_durations_are_as_exact_as_they_are_long(seconds: float, written: str) -> None:
    assert formats.duration(seconds).replace("\u00a0", " ") == written


def test_a_running_clock_counts_up() -> None:
    assert [formats.elapsed(s) for s in (7, 760, 3725)] == ["0:07", "12:40", "1:02:05"]


def test_an_interval_says_its_level_and_its_date() -> None:
    assert formats.interval(41, 111, formats.number, 0.8, "28 Feb") == "80%: 41 to 111, by 28 Feb"


def test_a_notation_binds_format_currency_and_today() -> None:
    write = Notation("de", "EUR", TODAY)
    assert write.money(420000050, cents=True) == "€4.200.000,50"
    assert str(write.change(23138000, 21890000, of="money")) == "↑ 5,7% on €218.900"
    assert write.day(date(2026, 2, 2), weekday=True) == "Mon 2 Feb"
    with pytest.raises(ValueError, match="unknown number format"):
        Notation("xx")
