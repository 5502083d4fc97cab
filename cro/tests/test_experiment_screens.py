"""The Experiments screen and the page of an experiment: health before effect, then the decision."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from cro.judging.proposals import reason_of
from cro.judging.reading import cases
from cro.models import Experiment, ExperimentMetric, Hypothesis, Metric, MetricDefinition, Variant
from cro.tests import cast as rows
from cro.tests.test_experiment_analyst import furnish
from kernel.tenancy import services

pytestmark = pytest.mark.django_db
LIST = "/cro/experiments/"


@pytest.fixture
def ready(cast, db):
    """A workspace with one test that may be shipped."""
    with cast.scope():
        furnish()
    return cast


def client_of(cast, person=None):
    client = Client()
    client.force_login(person or cast.alice)
    return client


def row(cast):
    with cast.scope():
        return Experiment.objects.get(name="One-page checkout")


def page(cast, person=None, query=""):
    answer = client_of(cast, person).get(f"{LIST}{row(cast).pk}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def broken(cast):
    """A split that is off, with an effect that would look large."""
    with cast.scope():
        Metric.objects.filter(variant__key="b").update(units=80, conversions=70)


def post(cast, verb, person=None, **data):
    return client_of(cast, person).post(f"{LIST}{row(cast).pk}/{verb}/", data)


def test_the_page_has_health_before_the_decision_and_that_before_effects(ready):
    html = page(ready)
    places = [html.index(words) for words in ("Health checks", "Proposed: ship", "Results", "How it settled")]  # fmt: skip
    assert places == sorted(places)
    assert "Ship Version B." in html
    assert "Set before the first result" in html


def test_a_failed_split_stands_in_place_of_decision_and_effects(ready):
    broken(ready)
    html = page(ready)
    assert "Result withheld" in html
    for words in ("Proposed:", "Ship it", "How it settled", "forest", "relative effect", "87.5%"):
        assert words not in html, words
    assert "Record as invalid" in html


def test_a_withheld_result_can_be_neither_shipped_nor_held(ready):
    broken(ready)
    for decision in ("ship", "hold", "rollback"):
        answer = post(ready, "decision", decision=decision, reason="We like it.")
        assert answer.status_code == 409
        assert "A health check of" in answer.content.decode()
    assert row(ready).decision == ""
    assert post(ready, "decision", decision="invalid", reason="The split.").status_code == 302
    assert row(ready).decision == "invalid"


def test_a_decision_is_kept_with_its_reason_and_can_be_reopened(ready):
    with ready.scope():
        idea = Hypothesis.objects.create(title="One page", because="a", we_believe="b", will="c")
        Experiment.objects.update(hypothesis=idea)
    assert post(ready, "decision", decision="ship", reason="It won.").status_code == 302
    html = page(ready)
    assert "Decided: ship" in html
    assert "It won." in html
    with ready.scope():
        assert Hypothesis.objects.get().status == "proven"
    assert post(ready, "reopening").status_code == 302
    assert "Proposed: ship" in page(ready)


def test_who_may_only_read_sees_who_decides(ready):
    with ready.scope():
        services.set_roles(ready.vera.pk, ["viewer"], viewer_modules=["ai_cro"])
    html = page(ready, ready.vera)
    assert "Owners, admins and growth may decide." in html
    assert "Ship it" not in html


def test_every_figure_of_the_page_opens_its_rows(ready):
    html = page(ready)
    keys = set(re.findall(r'href="\?evidence=([^"]+)"', html))
    assert {f"test.one-page-checkout.orders.b.{name}" for name in ("control", "variant", "lift")} <= keys  # fmt: skip
    shown = page(ready, query="?evidence=test.one-page-checkout.orders.b.variant")
    assert "Conversions divided by people." in shown
    assert "Changed" not in re.findall(r"<dt>(\w+)</dt>", shown)


def test_a_running_test_before_its_size_says_so_and_offers_no_decision(growing):
    html = page(growing)
    assert "Not ready" in html
    assert "always-valid" in html
    assert "Ship it" not in html


def test_a_draft_shows_its_plan_and_can_be_started(ready):
    with ready.scope():
        orders = MetricDefinition.objects.get(name="Orders")
        draft = rows.designed("Later", orders)
    client = client_of(ready)
    html = client.get(f"{LIST}{draft.pk}/").content.decode()
    assert "Not started" in html
    assert "open until it starts" in html
    assert client.post(f"{LIST}{draft.pk}/start/").status_code == 302
    assert "No result yet" in client.get(f"{LIST}{draft.pk}/").content.decode()


def test_a_test_without_a_fixed_plan_says_that_nothing_was_fixed(ready):
    with ready.scope():
        orders = MetricDefinition.objects.get(name="Orders")
        old = rows.designed("Imported", orders, planned_size=None, starts_on=rows.days(2)[0])
        rows.results(old, orders, (0.4, 0.5), first=rows.days(2)[0])
        Experiment.objects.filter(pk=old.pk).update(status="stopped", stopped_on=rows.TODAY)
    html = client_of(ready).get(f"{LIST}{old.pk}/").content.decode()
    assert "Nothing was fixed before the start" in html
    assert "always-valid" in html


def test_three_variants_are_each_held_against_the_control(ready):
    with ready.scope():
        orders = MetricDefinition.objects.get(name="Orders")
        three = rows.designed("Three", orders, weights=("0.4", "0.3", "0.3"), planned_size=3000)
        rows.started(three, rows.days(2)[0])
        three.refresh_from_db()
        rows.results(three, orders, (0.4, 0.5, 0.41), people=[120, 90, 90])
        assert Variant.objects.filter(experiment=three).count() == 3
    html = client_of(ready).get(f"{LIST}{three.pk}/").content.decode()
    assert "Orders, Version B" in html
    assert "Orders, Version C" in html
    assert "97.5% interval" in html
    assert "Ship Version B." in html


def test_too_few_events_are_said_and_not_drawn(ready):
    with ready.scope():
        Metric.objects.filter(metric__name="Payment errors").update(conversions=0)
    html = page(ready)
    assert "control has 0 events" in html


def test_the_screen_says_what_is_withheld_ready_and_running(ready):
    with ready.scope():
        orders = MetricDefinition.objects.get(name="Orders")
        other = rows.designed("Shorter page", orders, planned_size=90_000)
        rows.started(other, rows.TODAY - dt.timedelta(days=6))
        other.refresh_from_db()
        rows.results(other, orders, (0.4, 0.41))
        rows.started(rows.designed("Quiet", orders), rows.TODAY)
    html = client_of(ready).get(LIST).content.decode()
    assert "1 ready to decide, 2 running." in html
    assert "Ready to decide" in html
    assert "1,400 of 90,000" in html
    assert "no result yet" in html
    broken(ready)
    html = client_of(ready).get(LIST).content.decode()
    assert "result withheld" in html
    assert "Find the cause" in html


def test_the_screen_is_the_list_alone_where_it_is_narrowed(ready):
    html = client_of(ready).get(f"{LIST}?status=running").content.decode()
    assert "Ready to decide" not in html


def test_an_empty_workspace_says_what_to_do(cast):
    html = client_of(cast).get(LIST).content.decode()
    assert "Nothing runs and nothing waits for a decision." in html
    assert "Plan a test" in html


def test_a_start_is_taken_back_while_no_result_has_come(ready):
    with ready.scope():
        orders = MetricDefinition.objects.get(name="Orders")
        new = rows.started(rows.designed("New", orders), rows.TODAY)
    client = client_of(ready)
    assert "Back to draft" in client.get(f"{LIST}{new.pk}/").content.decode()
    assert client.post(f"{LIST}{new.pk}/withdrawal/").status_code == 302
    assert "open until it starts" in client.get(f"{LIST}{new.pk}/").content.decode()
    assert "Back to draft" not in page(ready)


def test_the_chart_ends_where_the_effect_is_read(cast, db):
    with cast.scope():
        furnish(planned_size=1000)
    html = page(cast)
    assert "4,200 people came after the planned reading." in html
    chart = html[html.index("How it settled") :]
    assert len(re.findall(r'<th scope="row">\d+ Jan</th>', chart)) <= 7


def test_an_empty_list_leads_to_the_next_step(cast, db):
    client = client_of(cast)
    for noun, url in (
        ("experiments", "/imports/new/?kind=cro/experiments"),
        ("experiments", "/runs/console/cro/?mode=experiments"),
        ("recommendations", "/cro/"),
        ("weekly-summaries", "/cro/experiments/"),
        ("hypotheses", "/imports/new/?kind=hypotheses"),
        ("metrics", "/imports/new/?kind=experiments"),
    ):
        html = client.get(f"/cro/{noun}/").content.decode()
        assert f'href="{url}"' in html, (noun, url)


def test_a_reason_names_guardrails_only_where_there_are_some(ready):
    with ready.scope():
        [case] = cases([Experiment.objects.get(name="One-page checkout")])
        said = reason_of(case, case.judgement)
        assert ("every guardrail holds" in said) == bool(case.judgement.of("guardrail"))


def test_the_dashboard_and_the_list_say_the_same_of_a_running_test(growing):
    client = client_of(growing)
    listed, board = (client.get(path).content.decode() for path in (LIST, "/cro/"))
    [day] = re.findall(
        r"none failed</span></span></td>.*?<td>(\d+ \w+(?: \d{4})?)</td></tr>", listed
    )
    assert f"about {day}" in board
    assert "none failed" in board


def test_a_plan_that_was_fixed_after_the_start_does_not_claim_to_be_older(cast, db):
    with cast.scope():
        rows.stand_still()
        test = rows.designed("Banner", rows.measured()["Orders"])
        rows.started(test, rows.TODAY - dt.timedelta(days=20))
    html = client_of(cast).get(f"{LIST}{test.pk}/").content.decode()
    assert "Set before the first result" in html
    assert "Set before the start" not in html


def figures_table(html):
    """The folded table's rows, as lists of words."""
    table = html[html.index("Show every figure") :]
    table = table[: table.index("</table>")]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    return [
        [" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]  # fmt: skip


def test_every_method_stands_in_one_table_whatever_the_plan_decides_by(ready):
    heads, first, *_ = figures_table(page(ready))
    told = dict(zip(heads, first, strict=True))
    assert told["Metric"] == "Orders"
    assert "pp" in told["Difference"]
    assert "%" in told["Relative effect"]
    assert "alone" not in told["p-value"]
    assert told["Chance to win"].endswith("%")
    assert told["Expected loss"].endswith("%")


def test_p_values_of_secondary_metrics_are_shown_alone_and_corrected_together(cast, db):
    with cast.scope():
        rows.stand_still()
        orders = rows.measured()["Orders"]
        test = rows.designed("One-page checkout", orders, planned_size=5000)
        said = {}
        for name, rate in (("Step 0", 0.11), ("Step 1", 0.12)):
            said[rate] = MetricDefinition.objects.create(name=name, kind="proportion")
            ExperimentMetric.objects.create(experiment=test, metric=said[rate], role="secondary")
        test = rows.started(test, rows.TODAY - dt.timedelta(days=27))
        rows.results(test, orders, (0.46, 0.52))
        for rate, metric in said.items():
            rows.results(test, metric, (0.10, rate))
    html = page(cast)
    assert "2 comparisons of secondary metrics are corrected together (Benjamini and Hochberg)" in html  # fmt: skip
    heads, *told = figures_table(html)
    by_name = {row[0]: dict(zip(heads, row, strict=True)) for row in told}
    corrected, alone = by_name["Step 1"]["p-value"].split(" alone ")
    assert float(corrected) == pytest.approx(2 * float(alone), abs=0.001)
    assert "alone" not in by_name["Orders"]["p-value"]


def test_a_bayesian_plan_tells_its_limits_and_its_belief_before_the_size_is_there(cast, db):
    with cast.scope():
        rows.stand_still()
        orders = rows.measured()["Orders"]
        test = rows.designed("One-page checkout", orders, method="bayesian", planned_size=90000)
        test = rows.started(test, rows.TODAY - dt.timedelta(days=27))
        rows.results(test, orders, (0.46, 0.47))
    html = page(cast)
    assert "chance to win is 95% or more, the expected loss 0.25% or less" in html
    assert "Not ready" in html
    heads, told = figures_table(html)
    chance = dict(zip(heads, told, strict=True))["Chance to win"]
    assert 50 < float(chance.rstrip("%")) < 95
    assert f"chance to win {chance}" in html


def test_an_interval_of_several_variants_tells_its_own_level_and_the_rule_too(cast, db):
    with cast.scope():
        rows.stand_still()
        orders = rows.measured()["Orders"]
        test = rows.designed(
            "One-page checkout", orders, weights=("0.4", "0.3", "0.3"), planned_size=5000
        )
        test = rows.started(test, rows.TODAY - dt.timedelta(days=27))
        rows.results(test, orders, (0.46, 0.52, 0.47), people=[80, 60, 60])
    html = page(cast)
    assert "97.5% interval, relative" in html
    assert "Ship if the 97.5% interval is above zero at the planned size" in html
    assert "Each interval is at 97.5%" in html
    assert ", corrected" in html
    assert "98%" not in page(cast, query="?evidence=test.one-page-checkout.orders.b.lift")


def test_a_test_without_a_planned_size_is_not_told_to_wait_for_one(cast, db):
    with cast.scope():
        rows.stand_still()
        orders = rows.measured()["Orders"]
        test = Experiment.objects.create(
            name="One-page checkout", metric=orders, status="running",
            starts_on=rows.TODAY - dt.timedelta(days=27),
        )  # fmt: skip
        for key in ("control", "b"):
            Variant.objects.create(
                experiment=test, key=key, name=key, is_control=key == "control", weight="0.5"
            )
        rows.results(test, orders, (0.46, 0.52))
    html = page(cast)
    assert "always-valid intervals, since no size was planned" in html
    assert "at the planned size" not in html
    assert "Ship as soon as the always-valid 95% interval is above zero" in html
