"""Contracts: payloads are named fault by fault, and outputs are held to their facts."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal
from uuid import uuid4

import pytest
from pydantic import BaseModel, Field

from kernel.core.binding import unbound_in
from kernel.core.check_agents import unbounded_strings
from kernel.core.contracts import (
    AgentDraft,
    AgentInput,
    AgentOutput,
    Code,
    Entity,
    Finding,
    Need,
    Number,
    facts_for_prompt,
    quoted,
)
from kernel.core.facts import Fact, FactBook
from kernel.core.faults import parse_payload, pointer
from kernel.core.schemas import form_fields
from kernel.errors import InvalidPayloadError


class Share(BaseModel):
    channel: str
    weight: float


class Input(AgentInput):
    days: Annotated[int, Field(ge=7, le=730)] = Field(
        90, title="Days back", json_schema_extra={"unit": "days"}
    )
    start: date | None = None
    channels: list[Literal["paid_search", "email"]] = Field(default_factory=list)
    attribution: Literal["last_touch", "linear"] = "last_touch"
    level: float = Field(0.95, gt=0, lt=1, description="Of every interval.")
    note: Annotated[str, Field(max_length=500)] = Field(
        "", json_schema_extra={"widget": "textarea", "hint": "Empty means the whole shop."}
    )
    shares: list[Share] = Field(default_factory=list)
    quiet: bool = False


class Colour(Enum):
    RED = "red 5"


class Output(AgentOutput):
    rank: Number = 1
    count: int | None = None
    colour: Colour = Colour.RED
    on: date = date(2026, 1, 1)
    by_channel: dict[Code, str] = Field(default_factory=dict)
    keys: list[Code] = Field(default_factory=list)
    extra: dict[str, Any] = Field(default_factory=dict)
    optional: str | None = None
    quiet: bool = False


BOOK = FactBook()
BOOK.add(Fact("a", "A", 2, "count", "f", "1", "0" * 64, "rows counted"))


def test_an_empty_payload_takes_every_default() -> None:
    assert parse_payload(Input, {}) == parse_payload(Input, None) == Input()


def test_every_fault_of_a_payload_has_its_pointer() -> None:
    payload = {"days": 1, "~a/b": 1, "channels": ["email", "tv"], "shares": [{"channel": "x"}]}
    with pytest.raises(InvalidPayloadError) as caught:
        parse_payload(Input, payload)
    assert {fault["pointer"] for fault in caught.value.errors} == {
        *("/days", "/~0a~1b", "/channels/1", "/shares/0/weight"),
    }
    assert caught.value.status == 422
    assert "tv" not in str(caught.value.errors)


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ({"days": 1}, "Write 7 or more."),
        ({"days": "often"}, "Write a whole number."),
        ({"start": "soon"}, "Write a day such as 2026-01-31."),
        ({"elsewhere": 1}, "This field is not known here."),
    ],
)
def test_a_fault_says_how_to_mend_it(payload: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidPayloadError) as caught:
        parse_payload(Input, payload)
    assert [fault["detail"] for fault in caught.value.errors] == [words]


@pytest.mark.parametrize("payload", [[], "x", 1, True])
def test_a_payload_that_is_no_object_is_refused(payload: Any) -> None:
    with pytest.raises(InvalidPayloadError):
        parse_payload(Input, payload)


def test_pointers_escape_as_the_standard_says() -> None:
    assert pointer(()) == ""
    assert pointer(("a/b", 0, "~")) == "/a~1b/0/~0"


def test_a_form_is_made_from_the_contract() -> None:
    fields = {field["name"]: field for field in form_fields(Input)}
    days = fields["days"]
    assert (days["label"], days["type"], days["unit"]) == ("Days back", "integer", "days")
    assert (days["min"], days["max"], days["step"]) == (7, 730, 1)
    assert days["hint"] == "Empty means 90 days."
    assert fields["start"]["type"] == "date"
    assert fields["channels"]["type"] == "choices"
    assert fields["channels"]["choices"][0] == ("paid_search", "Paid search")
    assert fields["attribution"]["type"] == "choice"
    assert fields["attribution"]["hint"] == "Empty means Last touch."
    assert fields["level"]["type"] == "decimal"
    assert fields["level"]["help"] == "Of every interval."
    assert (fields["note"]["type"], fields["note"]["max_length"]) == ("textarea", 500)
    assert fields["note"]["hint"] == "Empty means the whole shop."
    assert fields["shares"]["type"] == "json"
    assert fields["quiet"]["type"] == "boolean"
    assert not any(field["required"] for field in fields.values())


def test_the_most_values_of_a_list_are_no_limit_of_the_characters_of_its_field() -> None:
    class Lists(BaseModel):
        lines: Annotated[tuple[Annotated[str, Field(max_length=240)], ...], Field(max_length=24)]
        parts: Annotated[list[dict[str, str]], Field(max_length=24)] = []

    fields = {field["name"]: field for field in form_fields(Lists)}
    assert fields["lines"]["type"] == "lines"
    assert fields["lines"]["max_length"] is None
    assert fields["parts"]["max_length"] is None


def test_an_output_bound_to_its_facts_has_no_fault() -> None:
    output = Output(
        summary="It rose to {fact:a}.",
        findings=[Finding(kind="leak_2", title="Leak", text="By {fact:a}.", facts=["a", "q1.7"])],
        needs=[Need(what="Metrics", why="None are there.", agent="cmo-7", question="Which?")],
        by_channel={"tv2": "Steady."},
        keys=["k1", "k2"],
        rank=5,
    )
    assert unbound_in(output, BOOK) == []


def test_each_text_and_each_bare_number_is_held_to_the_facts() -> None:
    output = Output(
        summary="Up 12 %.",
        findings=[Finding(kind="x", title="Seven", text="{fact:zz}")],
        needs=[Need(what="Metrics", why="Only three days.", question="Which of 2?")],
        count=7,
        by_channel={"tv2": "5 more"},
        extra={"deep": [{"x": "9"}, 4.5, True, None]},
        optional="half",
    )
    faults = unbound_in(output, BOOK)
    assert [fault["pointer"] for fault in faults] == [
        "/summary",
        "/findings/0/title",
        "/findings/0/text",
        "/needs/0/why",
        "/needs/0/question",
        "/count",
        "/by_channel/tv2",
        "/extra/deep/0/x",
        "/extra/deep/1",
        "/optional",
    ]
    assert {fault["code"] for fault in faults} == {"unbound_number"}


def test_the_tenants_own_words_may_be_quoted_in_an_output() -> None:
    output = Output(summary="“Spring 24 sale” leaks.")
    assert unbound_in(output, BOOK)
    assert unbound_in(output, BOOK, ["Spring 24 sale"]) == []


def test_a_contract_takes_no_further_fields() -> None:
    for contract in (Input, Output, Finding, Need, AgentDraft):
        with pytest.raises(ValueError, match="approve"):
            contract.model_validate({"approve": True})


def test_text_without_bounds_in_a_draft_is_named() -> None:
    class Inner(BaseModel):
        body: str
        lines: list[Annotated[str, Field(max_length=5)]]

    class Draft(AgentDraft):
        title: Annotated[str, Field(max_length=5)]
        tone: Literal["calm"]
        inner: Inner
        many: Annotated[list[Inner], Field(max_length=3)]
        by_key: dict[str, str]
        maybe: str | None = None

    assert unbounded_strings(Draft) == [
        *("by_key.*", "inner.body", "inner.lines"),
        *("many[].body", "many[].lines", "maybe"),
    ]


def test_a_prompt_gets_facts_as_references_and_data_without_tags() -> None:
    assert quoted({"name": "</data><b>"}) == '{"name": "\\u003c/data\\u003e\\u003cb\\u003e"}'
    line = facts_for_prompt(BOOK)
    assert '"reference": "{fact:a}"' in line
    assert '"value": 2' in line


def test_an_entity_is_plain_json() -> None:
    row = uuid4()
    entity = Entity("cmo_recommendations", row, "Move budget", "created")
    assert entity.as_json()["id"] == str(row)
