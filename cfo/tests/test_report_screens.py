"""The Reports screen: the shelf, one statement, its verbs, its paper and its file."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client

from cfo.models import Report
from cfo.tests import cast as rows
from kernel.runs.testing import ran

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reported(cast, transactional_db):
    with cast.scope():
        rows.stand_still()
        rows.ledger()
        rows.decided()
    ran(cast, "ai_cfo", "reporting")
    return cast


@pytest.fixture
def fay(reported):
    client = Client()
    client.force_login(reported.fay)
    return client


def path_of(cast, kind):
    with cast.scope():
        return f"/cfo/reports/{Report.objects.get(kind=kind).pk}/"


def test_reports_stand_by_period_and_kind(fay):
    text = fay.get("/cfo/reports/").content.decode()
    assert "3 reports, 3 of them drafts" in text
    assert "January 2026" in text
    assert "not written" in text
    assert "By period" not in fay.get("/cfo/reports/", {"kind": "pnl"}).content.decode()


def test_every_figure_of_a_statement_opens_its_rows(fay, reported):
    for kind in ("pnl", "cash_flow", "board"):
        path = path_of(reported, kind)
        text = fay.get(path).content.decode()
        keys = sorted(set(re.findall(r"evidence=([a-z0-9._-]+)", text)))
        assert len(keys) > 8, kind
        for key in keys[:6]:
            page = fay.get(path, {"evidence": key}, headers={"HX-Request": "true"})
            drawer = page.content.decode()
            assert 'id="evidence-t"' in drawer, key
            assert "have changed" not in drawer, key


def test_a_statement_adds_up_in_its_file(fay, reported):
    page = fay.get(f"{path_of(reported, 'pnl')}statement/")
    assert page["Content-Disposition"] == 'attachment; filename="pnl-2026-01-eur.csv"'
    head, *lines = csv.reader(io.StringIO(page.content.decode("utf-8-sig")))
    assert head[:2] == ["", "Jan 2026 (EUR)"]
    cents = {line[0]: round(float(line[1]) * 100) for line in lines if line[1]}
    totals = {"Gross profit", "Operating profit", "Net result"}
    parts = sum(value for name, value in cents.items() if name not in totals | {"Revenue"})
    assert parts == cents["Net result"]


def test_a_final_report_is_held_until_it_is_reopened(fay, reported):
    path = path_of(reported, "pnl")
    assert "Make final" in fay.get(path).content.decode()
    assert fay.post(f"{path}closing/").status_code == 302
    text = fay.get(path).content.decode()
    assert "Reopen" in text
    assert "Delete…" not in text
    refused = fay.post(f"{path}edit/", {"title": "Another", "narrative": "Other words."})
    assert refused.status_code in (409, 422)
    assert fay.post(f"{path}closing/").status_code == 409
    assert fay.post(f"{path}reopening/").status_code == 302
    assert fay.post(f"{path}edit/", {"title": "Another", "narrative": "x"}).status_code == 302


def test_paper_holds_the_statement_and_no_navigation(fay, reported):
    text = fay.get(f"{path_of(reported, 'board')}print/").content.decode()
    assert "Net result" in text
    assert "Cash basis" in text
    assert 'class="nav' not in text
    assert "evidence=" not in text.partition("<table")[2]


def test_a_viewer_reads_and_turns_nothing(reported):
    client = Client()
    client.force_login(reported.vera)
    path = path_of(reported, "pnl")
    page = client.get(path)
    if page.status_code == 200:
        assert "Make final" not in page.content.decode()
    assert client.post(f"{path}closing/").status_code == 403
    stranger = Client()
    stranger.force_login(reported.charlie)
    for part in ("", "print/", "statement/"):
        assert stranger.get(f"{path}{part}").status_code == 404
    assert stranger.post(f"{path}closing/").status_code == 404


def test_recurring_charges_stand_by_what_they_cost_a_year(fay, reported):
    assert "No recurring charge is known" in fay.get("/cfo/recurring/").content.decode()
    ran(reported, "ai_cfo", "optimization")
    text = fay.get("/cfo/recurring/").content.decode()
    assert "Still running" in text
    assert "Kontor Property" in text
    key = re.search(r"evidence=(charge\.[a-z0-9._-]+)", text)[1]
    page = fay.get("/cfo/recurring/", {"evidence": key}, headers={"HX-Request": "true"})
    assert 'id="evidence-t"' in page.content.decode()
    dashboard = fay.get("/cfo/").content.decode()
    assert "Recurring charges" in dashboard
    assert "Newest reports" in dashboard
