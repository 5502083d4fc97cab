"""The Forecast screen: useful when empty, whole after a run, and every figure opens its rows."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from cfo.forecasting.history import history
from cfo.models import Forecast, Transaction
from cfo.tests import cast as rows
from cfo.tests.test_forecaster import in_dollars
from kernel.runs.testing import ran

PATH = "/cfo/forecast/"


def shown(client, who, path=PATH, **headers):
    client.force_login(who)
    answer = client.get(path, **headers)
    assert answer.status_code == 200, answer.content[:300]
    return answer.content.decode()


@pytest.fixture
def forecast(financed):
    ran(financed, "ai_cfo", "forecasting")
    return financed


def test_an_empty_workspace_is_told_to_import_a_statement(client, cast, db):
    page = shown(client, cast.fay)
    assert "No forecast yet" in page
    assert "/imports/new/?kind=cfo/statements" in page


def test_with_lines_and_no_run_it_offers_the_forecaster(client, financed):
    page = shown(client, financed.fay)
    assert "Lines are there since February 2024" in page
    assert "Run the forecaster" in page


def test_after_a_run_cash_revenue_and_spend_are_fans_with_their_methods(client, forecast):
    page = shown(client, forecast.fay)
    assert page.count('class="c-ahead"') >= 3
    assert page.count("c-band--wide") >= 3
    assert "MASE" in page
    assert "cash floor" in page
    assert "Below floor, P10" in page
    assert "made on 31 Jan, cash basis, in EUR" in page
    assert "NaN" not in page
    assert "{fact" not in page


def test_payroll_stands_by_head(client, forecast):
    page = shown(client, forecast.fay)
    assert 'scope="row">Roaster<' in page
    assert "not yet, or over" in page


def test_a_category_is_drawn_when_it_is_chosen(client, forecast):
    page = shown(client, forecast.fay, f"{PATH}?series=category.rent")
    assert "<h3>Rent</h3>" in page
    assert "goes on" in page


def test_figures_open_the_rows_that_they_come_from(client, forecast):
    page = shown(client, forecast.fay)
    keys = dict.fromkeys(re.findall(r"\?evidence=([a-z0-9._-]+)", page))
    assert len(keys) > 12
    for key in ("cash.now", "burn.net", "revenue.ahead"):
        drawer = shown(client, forecast.fay, f"{PATH}?evidence={key}", HTTP_HX_REQUEST="true")
        assert "Rows have changed" not in drawer
        assert "no longer" not in drawer


def test_a_series_that_was_refused_says_why_and_what_to_do(client, cast, db):
    with cast.scope():
        rows.stand_still()
        rows.ledger(months=4)
    ran(cast, "ai_cfo", "forecasting")
    page = shown(client, cast.fay)
    assert "Import earlier statements" in page
    assert page.count('class="c-ahead"') == 2  # cash alone: its line and its legend


def test_a_month_without_a_line_is_a_gap_in_the_drawing(client, cast, db):
    with cast.scope():
        rows.stand_still()
        rows.ledger()
        Transaction.objects.filter(date__range=("2025-03-01", "2025-03-31")).update(transfer=None)
        Transaction.objects.filter(date__range=("2025-03-01", "2025-03-31")).delete()
    ran(cast, "ai_cfo", "forecasting")
    page = shown(client, cast.fay)
    assert "Statements of months that have no line" in page
    assert "no data" in page


def test_who_reads_no_finance_sees_nothing(client, financed):
    client.force_login(financed.bob)
    assert client.get(PATH).status_code in (403, 404)


def test_several_currencies_are_chosen_and_not_added(client, financed):
    with financed.scope():
        in_dollars()
    ran(financed, "ai_cfo", "forecasting")
    ran(financed, "ai_cfo", "forecasting", {"currency": "USD"})
    assert "Currencies are never added up" in shown(client, financed.fay)
    dollars = shown(client, financed.fay, f"{PATH}?currency=USD")
    assert "in USD" in dollars
    assert "$" in dollars


def test_earlier_forecasts_are_held_against_what_came(client, financed):
    with financed.scope():
        rows.stand_still(dt.date(2025, 10, 31))
    ran(financed, "ai_cfo", "forecasting")
    with financed.scope():
        rows.stand_still()
        early = Forecast.objects.get(series="revenue", made_on=dt.date(2025, 10, 31))
        inside = [
            point["low80"] <= actual <= point["high80"]
            for point, actual in zip(
                early.points[:4], history("EUR", rows.TODAY).series("revenue")[-4:], strict=True
            )
        ]
    ran(financed, "ai_cfo", "forecasting")
    assert "Earlier forecasts" in shown(client, financed.fay)
    page = shown(client, financed.fay, f"/cfo/forecasts/{early.pk}/")
    assert f"{sum(inside)} of 4 months since lay within the 80% band" in page
    assert page.count("not over") == 8
    assert 'class="c-ahead"' in page
