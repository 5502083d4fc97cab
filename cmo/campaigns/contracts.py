"""What the campaign designer takes and answers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from cmo.models.columns import channel_key
from kernel.core.contracts import AgentDraft, AgentInput, AgentOutput, Code, Number, Verbatim

WEEKS = 6
MOST_CHANNELS = 8
LONGEST_WORDS = 4000

Name = Annotated[str, Field(max_length=160)]
Kind = Literal[
    "always_on", "awareness", "launch", "promotion", "newsletter", "partnership", "event", "other"
]


class CampaignInput(AgentInput):
    """What to narrow; everything has a default, so that an empty payload is a whole campaign."""

    plan: Name = Field(
        default="",
        title="Plan",
        description="The name of a plan that is a draft, approved or active.",
        json_schema_extra={"hint": "Empty means the active plan, else the newest."},
    )
    offer: Name = Field(
        default="",
        title="Offer",
        description="The name of an offer.",
        json_schema_extra={"hint": "Empty means the flagship, then the next without a campaign."},
    )
    segment: Name = Field(
        default="",
        title="Segment",
        description="The name of a customer segment.",
        json_schema_extra={"hint": "Empty means the offer's own, else the primary one."},
    )
    start: dt.date | None = Field(
        default=None,
        title="Start",
        description="The first day, inside the plan.",
        json_schema_extra={"hint": "Empty means a week from now, on a working day."},
    )
    weeks: Annotated[int, Field(ge=2, le=13)] = Field(
        default=WEEKS,
        title="Length",
        description="It never runs beyond the plan's last day.",
        json_schema_extra={"unit": "weeks"},
    )
    budget: Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=2)] | None = Field(
        default=None,
        title="Budget",
        description="Money in whole units of the plan's currency.",
        json_schema_extra={
            "hint": "Empty means the part of the remaining budget that falls on its days."
        },
    )
    channels: tuple[Annotated[str, Field(min_length=1, max_length=60)], ...] = Field(
        default=(),
        max_length=MOST_CHANNELS,
        title="Channels",
        description="A channel a line.",
        json_schema_extra={"hint": "Empty means those of the plan that the segment prefers."},
    )
    name: Name = Field(
        default="",
        title="Name",
        json_schema_extra={"hint": "Empty means offer and segment."},
    )
    words: Annotated[str, Field(max_length=LONGEST_WORDS)] = Field(
        default="",
        title="In your words",
        description="An offer and a segment that are named here are taken.",
        json_schema_extra={"widget": "textarea"},
    )

    @field_validator("channels")
    @classmethod
    def _as_stored(cls, channels: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(channel_key, channels)))


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ChannelSketch(_Part):
    """A channel of the campaign; `share` and `amount` are keys of facts."""

    channel: Code
    label: Code
    kind: Literal["paid", "organic", "owned", "earned"]
    priority: Number
    share: Code
    amount: Code
    utm_source: Code
    utm_medium: Code
    utm_campaign: Code
    note: str = ""


class EventSketch(_Part):
    """An entry of the calendar; times are aware."""

    slot: Literal["launch", "review", "close"]
    kind: Literal["launch", "milestone"]
    title: Code
    starts_at: dt.datetime
    ends_at: dt.datetime
    fact: Code


class CampaignSketch(_Part):
    """The campaign as it will be drafted; ids are of the rows that it belongs to."""

    name: Code
    kind: Kind
    objective: str
    budget: Code
    currency: Code
    start: dt.date
    end: dt.date
    primary_kpi: Code
    plan: Code
    offer: Code
    segment: Code
    funnel: Code
    own: Code = ""
    """The name of the draft that is brought up to date; empty for a new one."""
    channels: list[ChannelSketch]
    events: list[EventSketch]


class CampaignOutput(AgentOutput):
    """The answer: the campaign, by which rules it came about, and what a person keeps.

    `campaign` is None where a person has taken the draft over, or where something is missing.
    """

    campaign: CampaignSketch | None = None
    reasons: list[str] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)
    kept: list[str] = Field(default_factory=list)


class ChannelNote(AgentDraft):
    """The words for one channel."""

    channel: Annotated[str, Field(max_length=60), Verbatim] = Field(
        description="The channel's own key."
    )
    note: Annotated[str, Field(max_length=300)] = Field(
        description="What this channel has to do in this campaign, in one or two sentences."
    )


class CampaignDraft(AgentDraft):
    """What a model may write: the sense of a campaign whose frame stands."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="What the campaign is to make people do, why they would, the doubt that it "
        "has to answer, and the early sign to watch, in three to six sentences."
    )
    objective: Annotated[str, Field(max_length=240)] = Field(
        description="The campaign's objective in one sentence."
    )
    channels: Annotated[list[ChannelNote], Field(max_length=MOST_CHANNELS)] = Field(
        description="A note for each channel; leave out those that need none."
    )
