"""What brand intake takes and answers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from cmo.setup.found import LONGEST_ITEM, LONGEST_TEXT, MOST_ITEMS
from kernel.core.contracts import AgentDraft, AgentInput, AgentOutput, Code, Number, Verbatim

LONGEST_PASTE = 40_000
MOST_TEXTS = 8
PROSE = ("mission", "value_proposition", "voice", "tone")
POINTS = ("differentiators", "messaging_pillars")

Short = Annotated[str, Field(max_length=160)]
Line = Annotated[str, Field(max_length=240)]
Words = Annotated[str, Field(max_length=LONGEST_TEXT)]
Items = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=LONGEST_ITEM)], ...],
    Field(max_length=MOST_ITEMS),
]
Quoted = Annotated[str, Verbatim]
QuotedItems = Annotated[list[str], Verbatim]
State = Literal["new", "changed", "same", "kept"]


class BrandIntakeInput(AgentInput):
    """A pasted text, answers by field, both, or nothing: then it asks for what is missing."""

    text: Annotated[str, Field(max_length=LONGEST_PASTE)] = Field(
        default="",
        title="About your company",
        description="An about page, a pitch or notes, as they are. Headings and lists help.",
        json_schema_extra={"widget": "textarea", "hint": "Empty means the answers below."},
    )
    value_proposition: Words = Field(
        default="",
        title="What you promise",
        description="What a customer gets from you that is worth paying for.",
        json_schema_extra={"widget": "textarea"},
    )
    segments: Items = Field(
        default=(),
        title="Customers",
        description="A group a line, such as “Small offices: teams who lack time”.",
    )
    offers: Items = Field(
        default=(),
        title="Offers",
        description="An offer a line, such as “Office box: beans each month, €89 a month”.",
    )
    name: Short = Field(default="", title="Brand name")
    tagline: Line = Field(default="", title="Tagline")
    mission: Words = Field(default="", title="Mission", json_schema_extra={"widget": "textarea"})
    industry: Short = Field(default="", title="Industry")
    voice: Words = Field(
        default="", title="Voice", description="How the brand speaks, whatever the subject."
    )
    tone: Line = Field(default="", title="Tone", description="How it sounds: warm, dry, calm.")
    values: Items = Field(default=(), title="Values", description="A value a line.")
    differentiators: Items = Field(
        default=(), title="What sets you apart", description="A point a line."
    )
    messaging_pillars: Items = Field(
        default=(), title="Key messages", description="A message a line."
    )
    competitors: Items = Field(default=(), title="Competitors", description="A name a line.")
    website: Line = Field(default="", title="Website")

    @field_validator("segments", "offers", "values", "differentiators", "messaging_pillars",
                     "competitors")  # fmt: skip
    @classmethod
    def _each_once(cls, items: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(items))


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FieldLine(_Part):
    """A field of the profile: what was found, and the words that it was taken from.

    `text` and `points` are a model's wording of the passage, with references; the value is the
    company's own. `kept` means that a person has changed the field, and it stays.
    """

    field: Code
    label: Code
    state: State
    value: QuotedItems
    passage: Quoted
    text: str = ""
    points: list[str] = Field(default_factory=list)


class SegmentLine(_Part):
    """A customer segment; `fields` by the table's names, texts as lists of one."""

    name: Quoted
    passage: Quoted
    fields: Annotated[dict[str, list[str]], Verbatim]
    primary: bool = False


class OfferLine(_Part):
    """An offer; prices in minor units of `currency`, empty where nothing said them."""

    name: Quoted
    passage: Quoted
    description: Quoted = ""
    benefits: QuotedItems = Field(default_factory=list)
    kind: Literal["", "product", "service", "subscription"] = ""
    pricing_model: Literal["", "one_time", "subscription", "usage", "freemium", "quote"] = ""
    price_low: Number | None = None
    price_high: Number | None = None
    currency: Code = ""
    segment: Quoted = ""
    flagship: bool = False


class BrandIntakeOutput(AgentOutput):
    """The answer: what was taken and from where, what is still unknown, and what to ask.

    `missing` names fields of the profile that nobody has filled yet; `questions` ask for those
    that the other agents work from. `unplaced` are sentences that no rule could place.
    """

    profile: list[FieldLine] = Field(default_factory=list)
    segments: list[SegmentLine] = Field(default_factory=list)
    offers: list[OfferLine] = Field(default_factory=list)
    missing: list[Code] = Field(default_factory=list)
    unplaced: QuotedItems = Field(default_factory=list)


class FieldText(AgentDraft):
    """The wording of one field out of one passage."""

    field: Literal[
        "mission", "value_proposition", "voice", "tone", "differentiators", "messaging_pillars"
    ] = Field(description="The field.")
    passage: Annotated[str, Field(max_length=40), Verbatim] = Field(
        description="The id of the one passage that says it."
    )
    text: Annotated[str, Field(max_length=400)] = Field(
        default="", description="The wording of a prose field, in one or two sentences."
    )
    points: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=160)]], Field(max_length=6)
    ] = Field(default_factory=list, description="The points of a field that is a list.")


class BrandIntakeDraft(AgentDraft):
    """What a model may write: wordings out of the passages, nothing that no passage says."""

    summary: Annotated[str, Field(max_length=600)] = Field(
        description="What is known of the brand now and what is still open, in two or three "
        "sentences."
    )
    fields: Annotated[list[FieldText], Field(max_length=MOST_TEXTS)] = Field(
        default_factory=list,
        description="One wording for each field that a passage says well enough; leave out others.",
    )
