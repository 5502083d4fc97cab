"""With a model: its copy within the channel's lengths, its words without numbers of their own."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import contextmanager

import pytest

from cmo.models import Campaign, CampaignChannel, ContentVariant
from cmo.tests import planning
from cmo.tests.test_content_engine import campaigned
from kernel.gateway.tests.scripted import scripted_endpoint
from kernel.gateway.wire import MAX_TOKENS
from kernel.runs.testing import ran

pytestmark = pytest.mark.django_db
CONTENT, CAMPAIGNS = ("ai_cmo", "content"), ("ai_cmo", "campaigns")


@pytest.fixture
def there(cast, db):
    with cast.scope():
        planning.coffee()
        campaigned(("paid_search",))
    return cast


@contextmanager
def model(settings, *answers):
    texts = [one if isinstance(one, str) else json.dumps(one) for one in answers]
    with scripted_endpoint(*texts) as endpoint:
        settings.AI_GATEWAY_URL, settings.AI_GATEWAY_KEY = endpoint.url, "k"
        settings.AI_GATEWAY_MODEL = "scripted"
        yield endpoint
    settings.AI_GATEWAY_URL = settings.AI_GATEWAY_KEY = settings.AI_GATEWAY_MODEL = ""


def answer(headline, *, key="paid_search.1", body="Roasted for you, at your door."):
    parts = {"headline": headline, "body": body, "cta_text": "Start now"}
    variants = [{"label": label, **parts} for label in "AB"]
    return {
        "summary": "Fresh beans run through it.",
        "pieces": [{"key": key, "variants": variants}],
    }


def first(cast):
    with cast.scope():
        return list(ContentVariant.objects.order_by("asset__pk", "label")[:2])


def test_what_is_too_long_goes_back_once_with_its_length_and_the_second_answer_stands(
    there, settings
):
    with model(settings, answer("A headline that no search result has room for"),
               answer("From {fact:offer.price_low} a box")) as endpoint:  # fmt: skip
        run = ran(there, *CONTENT)
    assert len(endpoint.asked) == 2
    said = endpoint.messages()[-1]["content"]
    assert "/pieces/0/variants/0/headline" in said
    assert "30 fit" in said
    assert [(one.headline, one.is_outline) for one in first(there)] == [
        ("From €12.90 a box", False),
        ("From €12.90 a box", False),
    ]
    assert run.engine == "model"
    assert run.output["summary"] == "Fresh beans run through it."


def test_what_is_too_long_twice_leaves_the_outline(there, settings):
    with model(settings, answer("A headline that no search result has room for")) as endpoint:
        run = ran(there, *CONTENT)
    assert len(endpoint.asked) == 2
    assert run.engine == "builtin"
    assert all(one.is_outline for one in first(there))


@pytest.mark.parametrize("headline", ["Fresh in 2 days", "Twice as fresh", "Buy [[now]]"])
def test_numbers_of_its_own_and_places_to_fill_in_are_refused(there, settings, headline):
    with model(settings, answer(headline)):
        assert ran(there, *CONTENT).engine == "builtin"


def test_pieces_that_it_leaves_out_stay_outlines(there, settings):
    with model(settings, answer("Fresh beans")):
        run = ran(there, *CONTENT)
    outlines = [one["variants"][0]["is_outline"] for one in run.output["pieces"]]
    assert outlines[0] is False
    assert all(outlines[1:])


def test_copy_stays_where_a_later_run_has_no_model(there, settings):
    with model(settings, answer("Fresh beans")):
        ran(there, *CONTENT)
    ran(there, *CONTENT)
    assert [one.headline for one in first(there)] == ["Fresh beans", "Fresh beans"]


def test_the_prompt_holds_brand_pieces_limits_and_facts_and_its_hash_is_on_the_run(there, settings):
    with model(settings, answer("Fresh beans")) as endpoint:
        run = ran(there, *CONTENT)
    system = endpoint.system()
    assert hashlib.sha256(system.encode()).hexdigest() == run.prompt_text_hash
    for words in (
        "Warm and plain; short sentences; never shouts.",
        '"key": "paid_search.1"',
        '"headline": 30',
        "{fact:offer.price_low}",
        "Good coffee is too dear",
    ):
        assert words in system
    assert "{{" not in system


def asked_for(endpoint, call):
    said = endpoint.messages(call)[1]["content"]
    found = re.search(r'"pieces": \[[^]]*\]', said)
    return json.loads("{" + found[0] + "}")["pieces"] if found else []


def test_a_campaign_of_long_copy_is_drafted_in_answers_that_a_model_can_finish(there, settings):
    with there.scope():
        Campaign.objects.all().delete()
        campaigned(("email", "organic_search", "paid_search", "paid_social"))
    answers = {}

    def write(script):
        keys = asked_for(script, -1)
        answers[tuple(keys)] = len(keys)
        script.answers[:] = [json.dumps(longest_copy(keys))]

    with model(settings, "{}") as endpoint:
        endpoint.when_asked = write
        run = ran(there, *CONTENT)
        systems = {endpoint.system(call) for call in range(len(endpoint.asked))}
    assert len(answers) > 1
    assert len(systems) == 1
    pieces = run.output["pieces"]
    assert sorted(key for keys in answers for key in keys) == sorted(one["key"] for one in pieces)
    assert not any(one["is_outline"] for piece in pieces for one in piece["variants"])
    assert run.engine == "model"
    assert run.output["summary"] == "Fresh beans run through it."


BOUND = {"email": (69, 240, 4000, 120), "article": (0, 240, 4000, 120), "ad": (0, 30, 90, 30)}


def longest_copy(keys):
    """As long as the channels allow; no answer may come to more tokens than a model writes."""
    kinds = {"email": "email", "organic_search": "article"}
    pieces = []
    for key in keys:
        lengths = BOUND[kinds.get(key.partition(".")[0], "ad")]
        names = ("subject", "headline", "body", "cta_text")
        parts = {name: words(size) for name, size in zip(names, lengths, strict=True)}
        pieces.append({"key": key, "variants": [{"label": label, **parts} for label in "AB"]})
    answer = {"summary": "Fresh beans run through it.", "pieces": pieces}
    assert len(json.dumps(answer)) / 3 < MAX_TOKENS
    return answer


def words(size):
    return ("Good coffee at your door. " * (size // 20 + 1))[:size].strip()


def test_a_piece_of_another_answer_is_refused(there, settings):
    with there.scope():
        Campaign.objects.all().delete()
        campaigned(("email", "organic_search"))
    with model(settings, answer("Fresh beans", key="email.1")):
        run = ran(there, *CONTENT)
    later = [one for one in run.output["pieces"] if one["key"] != "email.1"]
    assert all(one["is_outline"] for piece in later for one in piece["variants"])


def test_the_campaigns_words_are_the_models_and_its_figures_are_not(there, settings):
    with there.scope():
        Campaign.objects.all().delete()
    text = {
        "summary": "It takes {fact:campaign.budget} until {fact:campaign.end}.",
        "objective": "Home brewers take the weekly box by {fact:campaign.end}.",
        "channels": [{"channel": "paid_search", "note": "Catches who looks for beans."}],
    }
    with model(settings, text) as endpoint:
        run = ran(there, *CAMPAIGNS)
    assert '"enum": ["paid_search", "paid_social", "email"]' in endpoint.system()
    assert run.output["campaign"]["channels"][0]["note"] == "Catches who looks for beans."
    with there.scope():
        row = Campaign.objects.get()
        assert row.objective == "Home brewers take the weekly box by 20 Mar."
        notes = dict(CampaignChannel.objects.filter(campaign=row).values_list("channel", "note"))
    assert len(notes) == 3
    assert notes["paid_search"] == "Catches who looks for beans."
    assert notes["email"] == "Preferred by Home brewers; “Spring plan” gives it no money."


def test_a_campaigns_text_with_a_number_of_its_own_is_refused(there, settings):
    with there.scope():
        Campaign.objects.all().delete()
    text = {"summary": "It doubles the box.", "objective": "Two thousand boxes.", "channels": []}
    with model(settings, text):
        run = ran(there, *CAMPAIGNS)
    assert run.engine == "builtin"
    assert "Weekly box" in run.output["summary"]
