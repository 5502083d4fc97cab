"""Amounts with a currency, in the notations that people use."""

from __future__ import annotations

import pytest

from cmo.setup.prices import price_of, pricing_model_of


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        ("€14 a month", 1400, 1400, "EUR"),
        ("14 € im Monat", 1400, 1400, "EUR"),
        ("ab 1.200 €", 120_000, None, "EUR"),
        ("from $49 to $199", 4900, 19_900, "USD"),
        ("$1,299.50", 129_950, 129_950, "USD"),
        ("EUR 12–18", 1200, 1800, "EUR"),
        ("9,90 €", 990, 990, "EUR"),
        ("CHF 1'250.-", 125_000, 125_000, "CHF"),
        ("up to £300", None, 30_000, "GBP"),
        ("¥4,500", 4500, 4500, "JPY"),
        ("à partir de 20 €", 2000, None, "EUR"),
        ("1 200 € par an", 120_000, 120_000, "EUR"),
    ],
)
def test_an_amount_is_read_in_minor_units(text, low, high, currency):
    price = price_of(text)
    assert (price.low, price.high, price.currency) == (low, high, currency)


@pytest.mark.parametrize("text", ["", "3 kg a month", "24/7", "in 2024 we moved", "free"])
def test_a_number_without_a_currency_is_no_price(text):
    assert price_of(text) is None


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("€9 a month", "subscription"),
        ("a free plan, then €9 a month", "freemium"),
        ("€2 per use", "usage"),
        ("price on request", "quote"),
        ("€9", "one_time"),
        ("a chair", ""),
    ],
)
def test_the_way_of_paying_is_read_from_its_words(text, model):
    assert pricing_model_of(text) == model
