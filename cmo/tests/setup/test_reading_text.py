"""What headings, labels, lists and known sentences of a text are taken for."""

from __future__ import annotations

import random

import pytest

from cmo.setup.headings import target_of
from cmo.setup.intake import read_text
from cmo.tests.setup.texts import BAKERY, BICYCLES, COFFEE, LATHES, MACHINES, ROTAS


def value(text, name):
    taken = read_text(text).profile.get(name)
    return taken and taken.value


def test_an_about_page_in_prose_gives_what_its_sentences_say():
    found = read_text(COFFEE)
    said = {name: taken.value for name, taken in found.profile.items()}
    assert said == {
        "name": "Alder & Pine",
        "industry": "Specialty coffee",
        "value_proposition": "We help small offices drink better coffee without a barista.",
        "mission": "Our mission is to make every break worth taking.",
        "differentiators": ("Unlike most roasters, we roast after you order.",),
        "competitors": ("Nordkaffee", "Bean Bros"),
        "values": ("honesty", "craft", "time"),
        "tagline": "Coffee, on the day it is roasted",
        "tone": "warm, plain, a little dry",
        "website": "https://alderpine.example.com",
    }
    assert "Our first shop opened by the harbour and closed again." in found.unplaced


def test_every_value_stands_in_its_passage_and_every_passage_in_the_text():
    for text in (COFFEE, MACHINES):
        whole = " ".join(text.split())
        found = read_text(text)
        for name, taken in found.profile.items():
            values = taken.value if isinstance(taken.value, tuple) else (taken.value,)
            for one in values:
                words = one.removeprefix("https://").rstrip(".")
                assert words.casefold() in taken.passage.casefold(), name
            for part in taken.passage.replace(" … ", " · ").split(" · "):
                words = part.rpartition(": ")[2] if ": " in part else part
                assert words in whole, name


def test_segments_come_with_what_they_want_and_lack():
    offices, baristas = read_text(COFFEE).segments
    assert (offices.name, offices.primary) == ("Small offices", True)
    assert offices.fields["goals"] == ("Want good coffee",)
    assert offices.fields["pains"] == ("Lack time",)
    assert (baristas.name, baristas.primary) == ("Home baristas", False)
    assert baristas.fields["goals"] == ("Love the craft",)


def test_offers_come_with_price_way_of_paying_and_segment():
    box, kit, workshop = read_text(COFFEE).offers
    assert (box.name, box.price_low, box.price_high, box.currency) == (
        "Office Box", 8900, 8900, "EUR",
    )  # fmt: skip
    assert (box.kind, box.pricing_model, box.segment) == (
        "subscription", "subscription", "Small offices",
    )  # fmt: skip
    assert (kit.price_low, kit.pricing_model, kit.segment) == (14900, "one_time", "")
    assert (workshop.kind, workshop.price_low, workshop.price_high) == ("service", 6000, None)


def test_german_headings_are_read_as_well():
    found = read_text(MACHINES)
    assert value(MACHINES, "name") == "Uhrwerk GmbH"
    assert value(MACHINES, "values") == ("Ehrlichkeit", "Präzision")
    assert value(MACHINES, "value_proposition") == "Ihre Maschine steht nie länger als einen Tag."
    assert [one.name for one in found.segments] == ["Mittelständische Fertiger", "Lohnfertiger"]
    assert [(one.name, one.price_low, one.pricing_model) for one in found.offers] == [
        ("Wartung", 120_000, "one_time"),
        ("Schulung", None, "quote"),
    ]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Notre mission", "mission"),
        ("NUESTRA MISIÓN:", "mission"),
        ("**Proposition de valeur**", "value_proposition"),
        ("Propuesta de valor", "value_proposition"),
        ("Tono di voce:", "tone"),
        ("Our Values", "values"),
        ("Waarom wij", "differentiators"),
        ("Kernbotschaften", "messaging_pillars"),
        ("Concurrents", "competitors"),
        ("Settore", "industry"),
    ],
)
def test_headings_of_several_languages_open_their_field(heading, name):
    assert value(f"{heading}\nsomething of ours", name) in (
        "something of ours",
        ("something of ours",),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lorem ipsum dolor sit amet.",
        "The weather is a mess. This is a test. It is a pity.",
        "We are late. We are here. We are done!",
        "Minutes of the meeting: nobody came.",
        "http:// ... @ :::: #### ---- ****",
        "<script>alert('x')</script>",
        "Name:\n\nTagline:\n\nOffers:\n",
    ],
)
def test_what_says_nothing_of_a_brand_fills_nothing(text):
    assert not read_text(text)


def test_a_label_beats_a_sentence_wherever_it_stands():
    sentence, label = "Brightwell is a dental lab in Leeds.\n\n", "Company: Brightwell & Sons\n\n"
    assert value(sentence + label, "name") == "Brightwell & Sons"
    assert value(label + sentence, "name") == "Brightwell & Sons"


def test_a_labelled_line_ends_with_its_line():
    text = "Name: Brightwell\nWe are a dental lab in Leeds.\nIndustry: Dental\n"
    assert value(text, "name") == "Brightwell"
    assert value(text, "industry") == "Dental"


def test_a_line_that_goes_on_below_is_read_to_its_full_stop():
    text = "Mission: to bring quiet\nto every open office.\nTone: calm\n"
    assert value(text, "mission") == "to bring quiet to every open office."
    assert value(text, "tone") == "calm"


def test_details_below_a_named_segment_are_its_own():
    text = """Segment: Dental practices
Pains:
- late crowns
- remakes
Job titles: practice owner, head nurse
Channels: trade fairs, email

Segment: Clinics
Goals: fewer visits
"""
    practices, clinics = read_text(text).segments
    assert practices.fields["pains"] == ("late crowns", "remakes")
    assert practices.fields["job_titles"] == ("practice owner", "head nurse")
    assert practices.fields["preferred_channels"] == ("trade fairs", "email")
    assert clinics.fields == {"goals": ("fewer visits",)}


def test_headings_below_customers_and_offers_name_them():
    text = """## Who we serve
### Dental practices
They struggle with late crowns.
Pains: remakes
### Clinics
Large ones.
## What we sell
### Crown express
A crown in a day. £180
### Contact
Call us.
"""
    found = read_text(text)
    assert [one.name for one in found.segments] == ["Dental practices", "Clinics"]
    assert found.segments[0].fields["pains"]
    (crown,) = found.offers
    assert (crown.name, crown.price_low, crown.currency) == ("Crown express", 18_000, "GBP")


def test_a_label_after_a_list_of_several_belongs_to_none_of_them():
    text = "Customers:\n- Clinics\n- Practices\n\nPains:\n- remakes\n"
    assert [one.fields for one in read_text(text).segments] == [{}, {}]


def test_people_named_in_a_sentence_become_a_segment():
    text = "We built it for freelance designers who are tired of invoices and want to draw."
    (one,) = read_text(text).segments
    assert one.name == "Freelance designers"
    assert one.fields["pains"] == ("Tired of invoices",)
    assert one.fields["goals"] == ("Want to draw",)


def test_pasted_markup_is_read_by_its_lines():
    text = "<h2>Our values</h2><ul><li>Care</li><li>Speed &amp; calm</li></ul><p>Bye.</p>"
    assert value(text, "values") == ("Care", "Speed & calm")


def test_two_addresses_leave_the_website_open():
    assert value("See https://one.example.com or https://two.example.com", "website") is None
    assert value("See www.one.example.com/shop today.", "website") == (
        "https://www.one.example.com/shop"
    )


def test_what_does_not_fit_a_field_is_left_out():
    assert value("Name: " + "long " * 60, "name") is None
    assert value("Values:\n- Care\n- " + "x" * 300, "values") == ("Care",)


SECTIONS = (
    "Name: Brightwell\n",
    "Mission: to end remakes.\n",
    "Values:\n- Care\n- Speed\n",
    "Customers:\n- Clinics: large ones\n- Practices: small ones\n",
    "Offers:\n- Crown express: a crown in a day, £180\n",
)


def test_the_order_of_sections_changes_nothing():
    whole = read_text("\n".join(SECTIONS))
    for seed in range(10):
        parts = random.Random(seed).sample(SECTIONS, len(SECTIONS))
        found = read_text("\n".join(parts))
        assert found.profile == whole.profile
        assert (found.segments, found.offers) == (whole.segments, whole.offers)


@pytest.mark.parametrize("left_out", range(len(SECTIONS)))
def test_a_section_less_takes_away_exactly_what_it_said(left_out):
    whole = read_text("\n".join(SECTIONS))
    parts = [part for place, part in enumerate(SECTIONS) if place != left_out]
    found, alone = read_text("\n".join(parts)), read_text(SECTIONS[left_out])
    assert found.profile == {k: v for k, v in whole.profile.items() if k not in alone.profile}
    gone = {one.name for one in (*alone.segments, *alone.offers)}
    left = {one.name for one in (*found.segments, *found.offers)}
    assert left == {one.name for one in (*whole.segments, *whole.offers)} - gone


def test_any_text_is_read_without_an_error():
    pieces = [*COFFEE.splitlines(), *MACHINES.splitlines(), "###", "- ", "a: b: c", "€", "1.", ""]
    for seed in range(300):
        chance = random.Random(seed)
        lines = chance.choices(pieces, k=chance.randint(1, 40))
        found = read_text(chance.choice(["\n", "\n\n", "\r\n", " "]).join(lines))
        assert all(one.name for one in (*found.segments, *found.offers))


def test_a_page_without_headings_gives_its_segments_and_each_priced_offer():
    found = read_text(
        "We serve weekend runners aged 30 to 55 and mountain guides who wear out many pairs.\n"
        "Our products: the Fell Ridge at €165, the Fell Beck at €145, and Resole by Post, "
        "a €49 subscription a year.\n"
        "Our tone is plain, warm and a little dry.\n"
    )
    assert [one.name for one in found.segments] == ["Weekend runners", "Mountain guides"]
    assert [(one.name, one.price_low, one.description) for one in found.offers] == [
        ("Fell Ridge", 16500, ""),
        ("Fell Beck", 14500, ""),
        ("Resole by Post", 4900, ""),
    ]
    assert found.profile["tone"].value == "Plain, warm and a little dry."


def test_two_ways_to_pay_are_one_offer():
    found = read_text("Our products: Office box at €14 a month, or €140 a year.\n")
    assert [(one.name, one.price_low) for one in found.offers] == [("Office box", 1400)]


SAAS = """Ledgerly – bookkeeping that closes itself

Ledgerly is an accounting platform for freelancers and small agencies who hate paperwork.
It connects to your bank, and files VAT for you.

Why Ledgerly?
• Closes the month in minutes, not days
• Your data stays in the EU

Pricing
Starter: €9/month – one bank account
Agency: custom pricing

Our values
Clarity. Honesty. Calm.
"""


def test_a_title_with_a_line_gives_name_and_tagline_where_the_name_comes_again():
    assert value(SAAS, "name") == "Ledgerly"
    assert value(SAAS, "tagline") == "bookkeeping that closes itself"
    assert value("Notes – meeting of Monday\n\nIt was late.", "name") is None


def test_why_and_the_name_opens_what_sets_the_company_apart():
    assert value(SAAS, "differentiators") == (
        "Closes the month in minutes, not days",
        "Your data stays in the EU",
    )
    assert value("Why now?\n- It is late", "differentiators") is None


def test_short_sentences_below_a_list_are_its_items():
    assert value(SAAS, "values") == ("Clarity", "Honesty", "Calm")


NOTES = """brand = Nordwind Bikes
Audience: parents 30-45, two kids, no car; couriers
Competitors: Urban Arrow, Riese & Müller, Tern
pains - car parking, hills
USP: 5 year warranty; built in Bremen
Business model: we sell and repair
Mission: get a million car trips off the road
"""


def test_notes_of_one_line_each_stay_apart():
    found = read_text(NOTES)
    assert value(NOTES, "name") == "Nordwind Bikes"
    assert value(NOTES, "competitors") == ("Urban Arrow", "Riese & Müller", "Tern")
    assert value(NOTES, "differentiators") == ("5 year warranty", "built in Bremen")
    assert [one.name for one in found.segments] == ["Parents 30-45", "Couriers"]
    assert found.segments[0].fields["description"] == "Parents 30-45, two kids, no car"
    assert "Business model: we sell and repair" in found.unplaced


def test_about_us_is_no_name():
    assert value("Über uns\nWir sind viele.", "name") is None
    assert value("# About Brightwell\n\nWe grind.", "name") == "Brightwell"


@pytest.mark.parametrize(
    ("sentence", "rivals"),
    [
        ("Unlike Meyer and Schulz, every machine is tested with your parts.", ("Meyer", "Schulz")),
        ("Unlike Acme, Globex and Initech, nothing is shipped half done.",
         ("Acme", "Globex", "Initech")),
        ("Unlike other bakers, the dough rests for a day.", None),
    ],
)  # fmt: skip
def test_unlike_tells_a_difference_whatever_follows(sentence, rivals):
    assert value(sentence, "differentiators") == (sentence,)
    assert value(sentence, "competitors") == rivals


def test_a_section_ends_where_its_entries_do():
    *_, workshop = read_text(ROTAS).offers
    assert (workshop.name, workshop.price_low, workshop.pricing_model) == (
        "Onboarding workshop", 145_000, "one_time",
    )  # fmt: skip
    assert "evenings" not in workshop.description


def test_a_list_of_prices_lists_offers_whatever_it_is_called():
    offers = read_text(BAKERY).offers
    assert [(one.name, one.price_low, one.pricing_model) for one in offers] == [
        ("Mill Street sourdough", 480, "one_time"),
        ("Rye loaf", 520, "one_time"),
        ("Focaccia", 350, "one_time"),
        ("Bread club", 1800, "subscription"),
        ("Saturday baking class for six people", 6500, "one_time"),
    ]
    assert value(BAKERY, "differentiators")


def test_a_german_firm_is_called_without_its_article():
    found = read_text(LATHES)
    assert value(LATHES, "name") == "Brandt Zerspanungstechnik GmbH"
    assert value(LATHES, "industry") == "Maschinenbauer"
    assert found.segments[0].fields["pains"] == ("Unter langen Rüstzeiten leiden",)
    assert found.segments[1].fields["goals"] == ("Jede Charge nachweisen müssen",)


def test_a_page_that_names_its_parts_in_its_own_words_gives_people_offers_and_voice():
    found = read_text(BICYCLES)
    assert [one.name for one in found.segments] == ["Commuters", "Families", "Employers"]
    commuters = found.segments[0].fields
    assert commuters["pains"] == ("Tired of traffic jams",)
    assert commuters["description"] in BICYCLES
    assert [(one.name, one.price_low, one.price_high) for one in found.offers] == [
        ("Nordrad Alltag", 129_000, None),
        ("Nordrad Familie", 449_000, None),
        ("Service plan", 14_900, 14_900),
    ]
    assert found.profile["voice"].value == "Plain, calm and friendly. We never shout."


def test_sentences_about_something_else_below_customers_name_nobody():
    text = "Customers\nThey are people who ride. We like a bicycle that lasts. There is a bell that rings."
    assert read_text(text).segments == []


@pytest.mark.parametrize("line", ["Who owns Nordrad", "Who we are", "What we do", "Who knows"])
def test_a_question_about_the_company_opens_no_list(line):
    assert target_of(line) in (None, ("about", ""))
