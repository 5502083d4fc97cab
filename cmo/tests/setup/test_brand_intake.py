"""Brand intake as a run: drafts with their passages, questions, and what a person changed."""

from __future__ import annotations

import json

import pytest
from django.test import override_settings

from cmo.models import BrandProfile, IcpSegment, Offer
from cmo.tests.setup.texts import COFFEE, COFFEE_REST, MACHINES
from kernel.core import prompts
from kernel.core.registry import get_module
from kernel.gateway.tests.scripted import scripted_endpoint
from kernel.runs.models import AgentRun
from kernel.runs.testing import AgentTests, book_of, figures_changed, ran

MODE = ("ai_cmo", "setup")


class TestBrandIntake(AgentTests):
    module, mode = MODE
    payload = {"text": COFFEE}
    writes = (BrandProfile, IcpSegment, Offer)
    edit = (BrandProfile, "tagline", "Ours now.")
    refused = {
        "/text": {"text": "x" * 40_001},
        "/values/0": {"values": [""]},
        "/name": {"name": 7},
        "/segments": {"segments": "Small offices"},
    }
    other_text = MACHINES

    def furnish(self):
        """Nothing: the text is all it takes."""

    def furnish_otherwise(self):
        self.second = True

    def run(self, cast, workspace=None):
        text = MACHINES if workspace == cast.alder.second_id else COFFEE
        return ran(cast, *MODE, {"text": text}, workspace=workspace)


def asked(run):
    return [one["what"] for one in run.output["questions"]]


@pytest.mark.django_db
def test_an_empty_workspace_is_asked_for_everything_at_once(cast):
    run = ran(cast, *MODE)
    needs = [one["what"] for one in run.output["needs"]]
    assert needs[0] == "A text about the company"
    assert {"Brand name", "Value proposition", "Customer segment", "Offer"} <= set(needs)


@pytest.mark.django_db
def test_a_text_that_says_nothing_writes_nothing_and_says_why(cast):
    run = ran(cast, *MODE, {"text": "It rained again, and nobody minded."})
    assert run.output["needs"][0]["what"] == "A text that names things"
    assert run.entities == []


@pytest.mark.django_db
def test_what_was_found_is_kept_with_its_passages_and_the_rest_is_asked(cast):
    run = ran(cast, *MODE, {"text": COFFEE})
    assert asked(run) == ["Voice"]
    assert run.output["missing"] == ["voice", "messaging_pillars"]
    with cast.scope():
        profile = BrandProfile.objects.get()
        assert profile.tagline == "Coffee, on the day it is roasted"
        assert profile.passages["tagline"] == "Tagline: Coffee, on the day it is roasted"
        assert set(profile.passages) == {line["field"] for line in run.output["profile"]}
        assert profile.voice == ""
        box = Offer.objects.get(name="Office Box")
        assert (box.status, box.segment.name, box.price_low) == ("draft", "Small offices", 8900)
        assert IcpSegment.objects.get(is_primary=True).name == "Small offices"
    book = book_of(run)
    assert (book["intake.taken"].value, book["intake.known"].value) == (10, 10)
    assert (book["intake.segments"].value, book["intake.offers"].value) == (2, 3)


@pytest.mark.django_db
def test_the_missing_answers_complete_the_profile_and_take_nothing_away(cast):
    ran(cast, *MODE, {"text": COFFEE})
    run = ran(cast, *MODE, COFFEE_REST)
    assert asked(run) == []
    with cast.scope():
        profile = BrandProfile.objects.get()
        assert profile.voice == COFFEE_REST["voice"]
        assert profile.tagline == "Coffee, on the day it is roasted"
        assert profile.competitors == ["Tide Roast"]
        assert profile.passages["competitors"] == "Tide Roast"
        assert profile.passages["mission"].startswith("Our mission")
        assert profile.run_id == run.pk


@pytest.mark.django_db
def test_a_profile_that_a_person_edited_is_filled_only_where_it_is_empty(cast):
    ran(cast, *MODE, {"text": COFFEE})
    with cast.scope():
        edited = BrandProfile.objects.get()
        edited.mission = "Ours now."
        edited.save()
    run = ran(cast, *MODE, {"mission": "Another one.", **COFFEE_REST})
    with cast.scope():
        profile = BrandProfile.objects.get()
        assert (profile.mission, profile.voice) == ("Ours now.", COFFEE_REST["voice"])
        assert profile.competitors == ["Nordkaffee", "Bean Bros"]
        assert profile.passages["voice"] == COFFEE_REST["voice"]
        assert profile.passages["mission"].startswith("Our mission")
    kept = {one["subject"] for one in run.output["findings"]}
    assert kept == {"mission", "competitors"}


@pytest.mark.django_db
def test_a_segment_that_a_person_renamed_is_found_again(cast):
    ran(cast, *MODE, {"text": COFFEE})
    with cast.scope():
        IcpSegment.objects.filter(name="Small offices").update(name="Offices up to forty")
        Offer.objects.filter(name="Starter kit").update(name="First grinder")
    ran(cast, *MODE, {"text": COFFEE})
    with cast.scope():
        names = set(IcpSegment.objects.values_list("name", flat=True))
        assert names == {"Offices up to forty", "Home baristas"}
        assert Offer.objects.count() == 3


@pytest.mark.django_db
def test_an_only_segment_is_the_primary_one_and_two_are_asked_about(cast):
    run = ran(cast, *MODE, {"segments": ["Clinics: they hate remakes"], "name": "Brightwell"})
    assert "Primary segment" not in asked(run)
    with cast.scope():
        assert IcpSegment.objects.get().is_primary
    second = cast.alder.second_id
    run = ran(cast, *MODE, {"segments": ["Clinics", "Practices"]}, workspace=second)
    assert "Primary segment" in asked(run)
    with cast.scope(workspace_id=second):
        assert not IcpSegment.objects.filter(is_primary=True).exists()


@pytest.mark.django_db
def test_without_a_name_the_companys_own_is_taken_and_its_origin_said(cast):
    ran(cast, *MODE, {"tagline": "Coffee first"})
    with cast.scope():
        profile = BrandProfile.objects.get()
        assert profile.name
        assert profile.passages["name"] == (f"The company’s name in the settings: {profile.name}")


@pytest.mark.django_db
def test_a_line_more_changes_exactly_its_field_and_the_counts(cast):
    second = cast.alder.second_id
    before = ran(cast, *MODE, {"text": COFFEE})
    longer = COFFEE.replace("Tagline:", "Voice: short sentences\n\nTagline:")
    after = ran(cast, *MODE, {"text": longer}, workspace=second)
    changed = figures_changed(before, after)
    assert set(changed) == {"intake.taken", "intake.known"}
    assert changed["intake.taken"].after.value - changed["intake.taken"].before.value == 1
    lines = {line["field"]: line for line in before.output["profile"]}
    for line in after.output["profile"]:
        assert line["field"] == "voice" or line == lines[line["field"]]


@pytest.mark.django_db
def test_numbers_and_odd_names_of_the_company_break_no_rule(cast):
    text = "Name: 4711\n\nCustomers:\n- 50+\n- 3M\n\nOffers:\n- 24/7: help in 2 hours, €9\n- 7\n"
    run = ran(cast, *MODE, {"text": text})
    assert run.status == "succeeded"


def draft(**fields):
    return json.dumps({"summary": "The brand is clear; its voice is open.", **fields})


WORDED = {
    "field": "mission",
    "passage": "mission",
    "text": "We make every break worth taking.",
}


def with_model(cast, answers, payload):
    with (
        scripted_endpoint(*answers) as script,
        override_settings(AI_GATEWAY_URL=script.url, AI_GATEWAY_MODEL="scripted"),
    ):
        run = ran(cast, *MODE, payload)
    return run, script


@pytest.mark.django_db
def test_a_model_words_a_field_out_of_its_passage(cast):
    run, script = with_model(cast, [draft(fields=[WORDED])], {"text": COFFEE})
    assert run.engine == "model"
    with cast.scope():
        profile = BrandProfile.objects.get()
        assert profile.mission == WORDED["text"]
        assert profile.passages["mission"] == "Our mission is to make every break worth taking."
    said = script.system()
    assert '"passage": "open-1"' in said
    assert '"voice"' in said
    manifest = get_module("ai_cmo")
    prompt = prompts.load(manifest.file(manifest.agents["brand-intake"].prompt))
    assert run.prompt_hash == prompt.hash


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {**WORDED, "text": "Loved by offices in Berlin and Vienna."},
        {**WORDED, "text": "We make 3 breaks worth taking."},
        {**WORDED, "passage": "open-99"},
        {**WORDED, "field": "differentiators"},
    ],
)
def test_a_wording_that_no_passage_says_is_refused_and_the_found_words_stand(cast, wrong):
    run, script = with_model(cast, [draft(fields=[wrong])], {"text": COFFEE})
    assert (run.engine, len(script.asked)) == ("builtin", 2)
    with cast.scope():
        assert BrandProfile.objects.get().mission.startswith("Our mission is")
        assert AgentRun.objects.get(pk=run.pk).events.filter(event="draft_refused").exists()


@pytest.mark.django_db
def test_a_number_of_a_passage_is_quoted_by_its_fact(cast):
    text = "Name: Brightwell\n\nMission: to bring every crown within 24 hours to the practice.\n"
    worded = {**WORDED, "text": "Every crown in the practice within {fact:said.mission.1} hours."}
    ran_with, _ = with_model(cast, [draft(fields=[worded])], {"text": text})
    assert ran_with.engine == "model"
    with cast.scope():
        assert BrandProfile.objects.get().mission == "Every crown in the practice within 24 hours."


@pytest.mark.django_db
def test_a_missing_field_is_worded_from_an_open_sentence_and_no_longer_asked(cast):
    text = "Name: Brightwell\n\nHere everybody writes in short plain sentences.\n"
    worded = {"field": "voice", "passage": "open-1", "text": "Short plain sentences."}
    run, _ = with_model(cast, [draft(fields=[worded])], {"text": text})
    assert "Voice" not in asked(run)
    with cast.scope():
        profile = BrandProfile.objects.get()
        assert profile.voice == "Short plain sentences."
        assert profile.passages["voice"].startswith("Here everybody")
