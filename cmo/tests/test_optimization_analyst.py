"""The analyst from request to proposals: defaults, needs, narrowing, evidence that adds up."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db.models import F

from cmo.models import (
    FunnelCount,
    MetricsSnapshot,
    Recommendation,
    Touchpoint,
)
from cmo.optimization.contracts import FindingText, OptimizationDraft
from cmo.strategy.contracts import MilestoneText, PlanDraft, RiskText
from cmo.tests import cast as rows
from kernel import run_kernel
from kernel.core.binding import unbound_in
from kernel.core.facts import FactBook, fill
from kernel.decisions.approvals import approve, reject, undo
from kernel.errors import InvalidPayloadError, KernelError
from kernel.resources.evidence import behind
from kernel.runs import worker
from kernel.runs.models import AgentRun

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def there(cast, transactional_db):
    with cast.scope():
        rows.stand_still()
        rows.marketing()
    return cast


def ran(cast, payload=None, who=None, workspace=None):
    house = cast.alder
    result = run_kernel(
        "ai_cmo",
        "optimization",
        house.tenant_id,
        workspace or house.workspace_id,
        payload or {},
        actor=who or cast.bob,
    )
    assert worker.work(result.run_id)
    with cast.scope(workspace_id=workspace or house.workspace_id):
        run = AgentRun.objects.get(pk=result.run_id)
    assert run.status == "succeeded", (run.code, run.error)
    return run


def leak(cast, share=0.7):
    """Fewer people go on at the last stage for three weeks."""
    with cast.scope():
        days = rows.days(21)
        late = FunnelCount.objects.filter(stage__name="Basket to order", date__in=days)
        late.update(advanced=F("advanced") * int(share * 100) / 100)


def test_an_empty_payload_is_a_whole_answer_and_says_what_it_took_for_granted(there):
    run = ran(there)
    assert run.output["needs"] == []
    book = FactBook.from_json(run.facts)
    words = [fill(text, book, lambda fact: str(fact.value)) for text in run.output["defaults"]]
    assert any("91" in text and "182" in text for text in words)
    assert book["channel.eur.revenue"].value > 0


def test_a_workspace_without_rows_is_told_what_is_missing_and_nothing_is_written(
    cast, transactional_db
):
    run = ran(cast)
    assert run.output["needs"][0]["what"] == "Daily metrics"
    assert run.entities == []


def test_a_few_days_are_too_little_for_an_answer(cast, transactional_db):
    with cast.scope():
        rows.stand_still()
        rows.marketing(count=5)
    run = ran(cast)
    needs = run.output["needs"]
    book = FactBook.from_json(run.facts)
    assert needs
    assert "Will you import more days?" in {need["question"] for need in needs}
    assert all(fill(need["why"], book, lambda fact: str(fact.value)) for need in needs)
    assert run.entities == []


def test_a_payload_narrows_to_channels_as_people_write_them(there):
    run = ran(there, {"channels": ["Paid Search"]})
    book = FactBook.from_json(run.facts)
    assert "channel.eur.paid_search.revenue" in book
    assert "channel.eur.display.revenue" not in book


def test_an_unknown_channel_is_asked_about(there):
    need = ran(there, {"channels": ["skywriting"]}).output["needs"][0]
    assert "skywriting" in need["what"]
    assert "paid_search" in need["question"]


@pytest.mark.parametrize(
    ("payload", "pointer"),
    [
        ({"days": 3}, "/days"),
        ({"until": "yesterday"}, "/until"),
        ({"currency": "euros"}, "/currency"),
        ({"chanels": []}, "/chanels"),
    ],
)
def test_it_refuses_what_it_cannot_follow_and_names_the_field(there, payload, pointer):
    with pytest.raises(InvalidPayloadError) as refused:
        ran(there, payload)
    assert refused.value.errors[0]["pointer"] == pointer


def test_who_may_not_write_marketing_starts_nothing(there):
    with pytest.raises(KernelError) as refused:
        ran(there, who=there.fay)
    assert refused.value.code == "role_not_allowed"


def test_every_figure_adds_up_from_the_rows_that_it_names(there):
    leak(there)
    book = FactBook.from_json(ran(there).facts)
    named = {
        (rows_.resource, tuple(sorted(rows_.filters.items())), rows_.column): rows_
        for fact in book
        for rows_ in fact.rows
    }
    assert len(named) > 20
    with there.scope():
        for rows_ in named.values():
            found = behind(rows_)
            assert (found.total, found.count) == (rows_.total, rows_.count), rows_


def test_attribution_is_read_from_touchpoints_and_asked_for_where_there_are_none(there):
    asked = ran(there)
    (question,) = asked.output["questions"]
    assert question["what"] == "Attribution needs touchpoints"
    assert question["rows"] == "cmo/touchpoints"
    assert asked.output["attribution"] == []
    with there.scope():
        at = dt.datetime.combine(rows.days(1)[0], dt.time(9), dt.UTC)
        for channel, ago in (("display", 3), ("paid_search", 0)):
            bought = {} if ago else {"converted_at": at, "value": 4200, "currency": "EUR"}
            when = at - dt.timedelta(days=ago)
            Touchpoint.objects.create(person_key="p1", channel=channel, at=when, **bought)
    run = ran(there)
    book = FactBook.from_json(run.facts)
    assert run.output["questions"] == []
    assert book["attribution.eur.conversions"].value == 1
    assert book["credit.eur.first.display"].value == book["credit.eur.last.paid_search"].value == 1
    assert book["credit.eur.linear.display"].value == 0.5
    assert [one["channel"] for one in run.output["attribution"]] == ["display", "paid_search"]
    with there.scope():
        behind_it = behind(book["credit.eur.first.display"].rows[0])
        assert (behind_it.count, behind_it.total, behind_it.changed) == (1, 4200, False)


def test_a_key_with_a_number_word_refuses_no_draft():
    """A key names a finding; it is no prose, whatever the campaign is called."""
    draft = OptimizationDraft(
        summary="All is well.",
        findings=[FindingText(key="campaign_gap.three-for-two.eur.a.b", text="It pays more.")],
    )
    assert unbound_in(draft, FactBook()) == []
    plan = PlanDraft(
        summary="All is well.",
        objective="Grow.",
        milestones=[MilestoneText(key="campaign-3-for-2", detail="Start it.")],
        risks=[RiskText(key="leak-step-2", sign="It falls.", answer="Look.")],
    )
    assert unbound_in(plan, FactBook()) == []
    spoken = draft.model_copy(update={"summary": "Three things matter."})
    assert unbound_in(spoken, FactBook())


def test_a_leak_becomes_a_proposal_that_can_be_applied_and_undone(there):
    leak(there)
    run = ran(there)
    with there.scope(there.bob):
        row = Recommendation.objects.get(kind="leak")
        assert row.run_id == run.pk
        assert row.severity in ("high", "critical")
        fact = row.predicted_fact
        assert fact.interval.low < fact.value < fact.interval.high
        applied = approve(row, action_hash=row.action_hash)
        assert applied.status == "applied"
        assert undo(applied).status == "undone"


def test_the_same_finding_keeps_one_open_row(there):
    leak(there)
    ran(there)
    ran(there)
    with there.scope():
        assert Recommendation.objects.filter(kind="leak").count() == 1


def test_a_rejected_finding_stays_quiet_until_its_figure_changes(there):
    leak(there)
    ran(there)
    with there.scope(there.bob):
        reject(Recommendation.objects.get(kind="leak"), note="Known")
    ran(there)
    with there.scope():
        assert Recommendation.objects.filter(kind="leak", status="pending").count() == 0
    leak(there, share=0.5)
    ran(there)
    with there.scope():
        assert Recommendation.objects.filter(kind="leak", status="pending").count() == 1


def test_it_says_no_long_sentence_of_one_workspace_about_another(there):
    def sentences(run):
        book = FactBook.from_json(run.facts)
        texts = [run.output["summary"], *(one["text"] for one in run.output["findings"])]
        words = " ".join(fill(text, book, lambda fact: str(fact.value)) for text in texts)
        return {one.strip() for one in re.split(r"(?<=[.?!])\s", words) if len(one.split()) > 12}

    leak(there)
    one = sentences(ran(there))
    second = there.alder.second_id
    with there.scope(workspace_id=second):
        rows.marketing(count=200)
        MetricsSnapshot.objects.update(revenue=F("revenue") * 3, clicks=F("clicks") + 11)
    two = sentences(ran(there, who=there.alice, workspace=second))
    assert one
    assert not one & two
