"""Segments, baseline traffic and hypotheses from files."""

from __future__ import annotations

import pytest

from cro.models import Hypothesis, Segment, StepCount
from cro.tests import nouns
from kernel.resources.files import lines
from kernel.resources.imports import kind_for, preview, run_import, undo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def inside(cast):
    """Alder's Main workspace."""
    with cast.scope():
        yield


def taken(kind, text, **more):
    return run_import(kind_for(f"cro/{kind}"), text.encode(), name="rows.csv", **more)


def refusals(kind, text):
    return [refusal.reason for refusal in preview(kind_for(f"cro/{kind}"), text.encode()).refusals]


def test_segments_are_known_by_their_name():
    text = "Segment,Rule,Share\nPhones,Came with a phone,62%\nNew,First visit,0.4\n"
    assert taken("segments", text).rows_new == 2
    assert str(Segment.objects.get(name="Phones").traffic_share) == "0.62000"
    again = taken("segments", text.replace("62%", "63%"))
    assert (again.rows_changed, again.rows_same) == (1, 1)
    undo(again.pk)
    assert str(Segment.objects.get(name="Phones").traffic_share) == "0.62000"
    assert "0%" in refusals("segments", text.replace("62%", "162%"))[0]


COUNTS = """Date,Step,Place,Visitors,Converted,Segment
2026-01-30,Cart,1,480,260,
2026-01-30,Checkout,2,260,120,
2026-01-30,Cart,1,300,170,Phones
"""


def test_step_counts_are_of_everybody_or_of_a_segment():
    batch = taken("step-counts", COUNTS)
    assert (batch.rows_new, batch.rows_refused) == (3, 0)
    assert StepCount.objects.get(segment__name="Phones").advanced == 170
    again = taken("step-counts", COUNTS.replace("480", "490"))
    assert (again.rows_changed, again.rows_same) == (1, 2)
    assert StepCount.objects.get(step="Cart", segment=None).entered == 490


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (COUNTS.replace("480,260", "480,481"), "More people went on than came to the step."),
        (COUNTS.replace("480,260", "480,-1"), "Advanced is below zero."),
        (COUNTS.replace("Cart,1,480", "Cart,0,480"), "Positions begin with 1"),
        (COUNTS.replace("480", "many"), "“many” is no number"),
    ],
)
def test_a_count_that_cannot_be_is_refused(text, words):
    assert any(words in one for one in refusals("step-counts", text))


IDEAS = """Idea,Because,We believe,Will,Impact,Confidence,Ease,Page,KPI
Delivery date,People ask,A date,Raise orders,7,5,8,Product page,Orders
"""


def test_a_backlog_of_hypotheses_comes_with_its_points():
    nouns.definition(1, name="Orders")
    assert taken("hypotheses", IDEAS).rows_new == 1
    row = Hypothesis.objects.get()
    assert (str(row.score), row.status, row.metric.name) == ("6.67", "idea", "Orders")
    assert taken("hypotheses", IDEAS.replace("8,Product", "9,Product")).rows_changed == 1
    assert "Impact goes from 1 to 10." in refusals("hypotheses", IDEAS.replace(",7,", ",11,"))[0]
    assert "there is no metric definition" in refusals("hypotheses", IDEAS.replace("e,O", "e,X"))[0]


@pytest.mark.parametrize("kind", ["segments", "step-counts", "hypotheses"])
def test_the_sample_can_be_imported_as_it_is(kind):
    rows = kind_for(f"cro/{kind}").sample_rows()
    text = "".join(lines([list(rows[0]), *(list(row.values()) for row in rows)]))
    batch = taken(kind, text)
    assert (batch.rows_new, batch.rows_refused) == (len(rows), 0)
