"""A chain on the screens and in the API: asked for in words, followed, shown with its steps."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from kernel.runs import worker
from kernel.runs.models import AgentRun
from kernel.runs.tests.probing import ask, row

PAYLOADS = {"setup": {"amounts": [40, 2]}, "strategy": {"how": "slow"}}
CONSOLE = "/runs/console/probe/"


@pytest.fixture
def client(probe):
    one = Client()
    one.force_login(probe.alice)
    return one


def text_of(response):
    body = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def steps(probe, parent):
    with probe.scope():
        return list(AgentRun.objects.filter(parent_id=parent).order_by("step"))


def carried(probe, payload):
    """A chain worked on to its end."""
    parent = ask(probe, payload, None).run_id
    worker.work(parent)
    while waiting := [run for run in steps(probe, parent) if run.status == "queued"]:
        worker.work(waiting[0].pk)
    return row(probe, parent)


def test_the_console_asks_in_words_first(client):
    page = client.get(CONSOLE).content.decode()
    assert page.index('value="ask"') < page.index('value="setup"')
    assert re.search(r'value="ask" checked', page)
    assert "What do you want to have done?" in page
    assert "Setup, then Strategy" in page


def test_a_request_in_words_starts_the_orchestrator_without_script(client, probe):
    answer = client.post(CONSOLE, {"mode": "ask", "request": "the whole thing"})
    assert answer.status_code == 302
    run = row(probe, answer.url.split("/")[2])
    assert (run.agent, run.input) == ("probe-kernel", {"request": "the whole thing"})


def test_nothing_asked_is_told_at_the_field(client):
    answer = client.post(CONSOLE, {"mode": "ask", "request": " "})
    assert answer.status_code == 422
    assert "Write what you want to have done." in text_of(answer)


def test_the_console_follows_the_steps(client, probe):
    htmx = {"HTTP_HX_REQUEST": "true"}
    started = client.post(CONSOLE, {"mode": "ask", "chain": "whole"}, **htmx)
    poll = re.search(r'hx-get="(/runs/[^"]+/console/)"', started.content.decode())[1]
    parent = poll.split("/")[2]
    worker.work(parent)
    shown = client.get(poll, **htmx)
    assert "You named the steps: Setup, then Strategy." in text_of(shown)
    assert f'href="/runs/{steps(probe, parent)[0].pk}/"' in shown.content.decode()
    assert poll in shown.content.decode()
    worker.work(steps(probe, parent)[0].pk)
    ended = client.get(poll, **htmx)
    assert ended.headers["HX-Trigger"] == "run-ended"
    assert "Missing: Amounts." in text_of(ended)


def test_a_chains_page_shows_its_steps_and_a_step_its_chain(client, probe):
    run = carried(probe, {"chain": "whole", "payloads": PAYLOADS})
    page = client.get(f"/runs/{run.pk}/")
    first, second = steps(probe, run.pk)
    for child in (first, second):
        assert f'href="/runs/{child.pk}/"' in page.content.decode()
    assert "Steps" in text_of(page)
    assert "42" in text_of(page)
    below = text_of(client.get(f"/runs/{second.pk}/"))
    assert "This is step 2 of 2 of Whole" in below
    assert f'href="/runs/{run.pk}/"' in client.get(f"/runs/{second.pk}/").content.decode()


def test_a_chain_that_stopped_says_what_it_needs_and_can_go_on(client, probe):
    payloads = {"setup": {"amounts": [1]}, "strategy": {"how": "conflict"}}
    run = carried(probe, {"chain": "whole", "payloads": payloads})
    page = text_of(client.get(f"/runs/{run.pk}/"))
    assert "Step 2 of 2, Strategy, did not finish: Two rows disagree." in page
    assert "What the steps before wrote stays." in page
    assert "Go on from Strategy" in page
    again = client.post(f"/runs/{run.pk}/again/", {"from": "strategy"})
    rest = row(probe, again.url.split("/")[2])
    assert rest.input == {"chain": ["strategy"], "payloads": {"strategy": {"how": "conflict"}}}


def test_a_chain_may_be_run_again_as_a_whole(client, probe):
    run = carried(probe, {"chain": "whole", "payloads": PAYLOADS})
    again = client.post(f"/runs/{run.pk}/again/")
    assert row(probe, again.url.split("/")[2]).input == run.input


def test_what_a_chain_needs_is_shown_with_its_question(client, probe):
    run = carried(probe, {"chain": "whole"})
    page = text_of(client.get(f"/runs/{run.pk}/"))
    assert "There is nothing to add. Which ones?" in page
    assert "Answer" in page
    assert "Not started" in page


def test_an_answer_goes_on_with_the_rest_of_the_chain(client, probe):
    run = carried(probe, {"chain": "whole", "payloads": {"strategy": {"how": "slow"}}})
    page = client.get(f"/runs/{run.pk}/").content.decode()
    first = steps(probe, run.pk)[0]
    form = f"{CONSOLE}?again={first.pk}&amp;asked=needs-0"
    assert f'href="{form}"' in page
    shown = client.get(form.replace("&amp;", "&"))
    assert "It asked: Which ones? There is nothing to add." in text_of(shown)
    assert f'name="answers" value="{first.pk}"' in shown.content.decode()
    answer = client.post(CONSOLE, {"mode": "setup", "answers": first.pk, "amounts": "40\n2"})
    rest = row(probe, answer.url.split("/")[2])
    assert rest.input == {
        "chain": ["setup", "strategy"],
        "payloads": {"setup": {"amounts": ["40", "2"]}, "strategy": {"how": "slow"}},
    }


def test_an_unclear_request_offers_its_choices_as_buttons(client, probe):
    run = carried(probe, {"request": "xyzzy"})
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert 'name="chain" value="setup"' in page
    assert 'name="request" value="xyzzy"' in page
    chosen = client.post(CONSOLE, {"mode": "ask", "request": "xyzzy", "chain": "setup"})
    assert row(probe, chosen.url.split("/")[2]).input == {"request": "xyzzy", "chain": "setup"}


def test_no_page_of_a_run_names_an_agent_by_its_key(client, probe):
    run = carried(probe, {"chain": "whole", "payloads": PAYLOADS})
    for path in ("/runs/", f"/runs/{run.pk}/"):
        assert "probe-" not in re.sub(r"For developers.*", "", text_of(client.get(path)))


def test_the_list_shows_steps_under_their_chain(client, probe):
    run = carried(probe, {"chain": "whole", "payloads": PAYLOADS})
    page = client.get("/runs/").content.decode()
    assert page.count('class="hist"') == 3
    assert page.index(str(run.pk)) < page.index(str(steps(probe, run.pk)[0].pk))
    assert "history--steps" in page
    assert client.get("/runs/?agent=probe-adder").content.decode().count('class="hist"') == 1


def test_a_chain_is_cancelled_on_its_page(client, probe):
    parent = ask(probe, {"chain": "whole", "payloads": PAYLOADS}, None).run_id
    worker.work(parent)
    client.post(f"/runs/{parent}/cancellation/")
    assert row(probe, parent).status == "cancelled"
    assert client.get(f"/runs/{parent}/").status_code == 200


def test_a_chain_that_is_cancelled_after_a_step_says_that_its_work_stays(client, probe):
    parent = ask(probe, {"chain": "whole", "payloads": PAYLOADS}, None).run_id
    worker.work(parent)
    worker.work(steps(probe, parent)[0].pk)
    shown = text_of(client.post(f"/runs/{parent}/cancellation/", follow=True))
    assert "Cancelled. What the steps before wrote stays." in shown
    assert "Nothing was written" not in shown


def test_the_api_gives_a_run_its_children_and_a_child_its_parent(client, probe):
    run = carried(probe, {"chain": "whole", "payloads": PAYLOADS})
    where = {
        "HTTP_X_TENANT_ID": str(probe.alder.tenant_id),
        "HTTP_X_WORKSPACE_ID": str(probe.alder.workspace_id),
    }
    body = client.get(f"/api/v1/agent-runs/{run.pk}/", **where).json()
    assert [(c["agent"], c["step"], c["status"]) for c in body["children"]] == [
        ("probe-adder", 1, "succeeded"),
        ("probe-breaker", 2, "succeeded"),
    ]
    assert body["data"]["steps"][0]["run_id"] == body["children"][0]["id"]
    below = client.get(f"/api/v1/agent-runs/{body['children'][0]['id']}/", **where).json()
    assert (below["parent"], below["step"], below["children"]) == (str(run.pk), 1, [])
