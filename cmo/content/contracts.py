"""What the content engine takes and answers."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from cmo.campaigns.contracts import LONGEST_WORDS
from cmo.models.columns import channel_key
from kernel.core.contracts import AgentDraft, AgentInput, AgentOutput, Code, Number, Verbatim

PIECES, MOST_PIECES = 8, 16
LONGEST_LINE, LONGEST_CTA, LONGEST_BODY = 240, 120, 4000

Label = Literal["A", "B"]
Kind = Literal["email", "sms", "social_post", "landing_page", "ad", "article", "script"]


class ContentInput(AgentInput):
    """What to narrow; everything has a default, so that an empty payload is a whole answer."""

    campaign: Annotated[str, Field(max_length=160)] = Field(
        default="",
        title="Campaign",
        description="The name of a campaign that is not over.",
        json_schema_extra={"hint": "Empty means the next draft or scheduled campaign."},
    )
    channels: tuple[Annotated[str, Field(min_length=1, max_length=60)], ...] = Field(
        default=(),
        max_length=20,
        title="Channels",
        description="A channel a line, out of the campaign's.",
        json_schema_extra={"hint": "Empty means all channels of the campaign."},
    )
    pieces: Annotated[int, Field(ge=1, le=MOST_PIECES)] = Field(
        default=PIECES,
        title="At most",
        description="Each channel gets one at least.",
        json_schema_extra={"unit": "pieces"},
    )
    words: Annotated[str, Field(max_length=LONGEST_WORDS)] = Field(
        default="",
        title="In your words",
        description="The campaign of an offer or a segment that is named here is taken.",
        json_schema_extra={"widget": "textarea"},
    )

    @field_validator("channels")
    @classmethod
    def _as_stored(cls, channels: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(channel_key, channels)))


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class VariantSketch(_Part):
    """One wording; an outline holds places to fill in, marked `[[…]]`."""

    label: Label
    approach: str
    subject: str = ""
    headline: str = ""
    body: str = ""
    cta_text: str = ""
    is_outline: bool = True

    def parts(self) -> dict[str, str]:
        """The texts by the names of their parts."""
        return {name: getattr(self, name) for name in ("subject", "headline", "body", "cta_text")}


class PieceSketch(_Part):
    """An asset as it will be drafted, with its variants and its entry in the calendar.

    `own` is the title of the draft that is brought up to date, empty for a new one; `day` the key
    of the fact that holds its day.
    """

    key: Code
    channel: Code
    label: Code
    kind: Kind
    title: Code
    key_message: str
    cta: str
    tone: Code
    stage: Code
    day: Code
    publish_on: dt.date
    event: Literal["send", "publish"]
    starts_at: dt.datetime
    ends_at: dt.datetime
    own: Code = ""
    limits: dict[Code, Number]
    variants: list[VariantSketch]


class ContentOutput(AgentOutput):
    """The answer: the brief, the pieces, and what a person keeps."""

    campaign: Code = ""
    brief: list[str] = Field(default_factory=list)
    pieces: list[PieceSketch] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)
    kept: list[Code] = Field(default_factory=list)


class VariantDraft(AgentDraft):
    """The copy of one variant; parts that the piece does not have stay empty."""

    label: Label = Field(description="The variant's own label.")
    subject: Annotated[str, Field(max_length=LONGEST_LINE)] = ""
    headline: Annotated[str, Field(max_length=LONGEST_LINE)] = ""
    body: Annotated[str, Field(max_length=LONGEST_BODY)] = ""
    cta_text: Annotated[str, Field(max_length=LONGEST_CTA)] = ""


class PieceDraft(AgentDraft):
    """The variants of one piece."""

    key: Annotated[str, Field(max_length=120), Verbatim] = Field(description="The piece's own key.")
    variants: Annotated[list[VariantDraft], Field(max_length=2)] = Field(
        description="Each label once."
    )


class ContentDraft(AgentDraft):
    """What a model may write: the copy of the pieces, and what runs through it."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="What runs through the campaign, and what to look at before approving."
    )
    pieces: Annotated[list[PieceDraft], Field(max_length=MOST_PIECES)] = Field(
        description="A piece that cannot be written without inventing something is left out."
    )
