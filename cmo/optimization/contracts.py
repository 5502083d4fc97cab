"""What the marketing analyst takes and answers."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from cmo.models.columns import channel_key
from kernel.core.contracts import (
    AgentDraft,
    AgentInput,
    AgentOutput,
    Code,
    Finding,
    Verbatim,
)
from kernel.decisions.agent_proposals import AgentProposal

PERIOD_DAYS = 91
COMPARED_DAYS = 182


class OptimizationInput(AgentInput):
    """What to look at; everything has a default, so that an empty payload is a full answer."""

    until: date | None = Field(
        default=None,
        title="Up to",
        description="The last day looked at.",
        json_schema_extra={"hint": "Empty means the last day that has rows."},
    )
    days: Annotated[int, Field(ge=14, le=365)] = Field(
        default=PERIOD_DAYS,
        title="Period",
        description="How many days channels are judged by.",
        json_schema_extra={"unit": "days"},
    )
    compared_days: Annotated[int, Field(ge=28, le=730)] = Field(
        default=COMPARED_DAYS,
        title="Compared with",
        description="How many days before them count as usual.",
        json_schema_extra={"unit": "days"},
    )
    channels: tuple[Annotated[str, Field(min_length=1, max_length=60)], ...] = Field(
        default=(),
        max_length=50,
        title="Channels",
        description="A channel a line, as in the metrics.",
        json_schema_extra={"hint": "Empty means every channel."},
    )
    currency: Annotated[str, Field(pattern=r"^([A-Za-z]{3})?$")] = Field(
        default="",
        title="Currency",
        description="Three letters such as EUR; rows in others are left out.",
        json_schema_extra={"hint": "Empty means every currency, each by itself."},
    )

    @field_validator("channels")
    @classmethod
    def _as_stored(cls, channels: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(channel_key, channels)))

    @field_validator("currency")
    @classmethod
    def _in_capitals(cls, currency: str) -> str:
        return currency.upper()


class OptimizationFinding(Finding):
    """A finding; `key` names it among the facts, whose keys begin with it."""

    key: Code = ""


class ChannelLine(BaseModel):
    """A channel's figures as keys of facts, now and before."""

    model_config = ConfigDict(extra="forbid")

    channel: Code
    label: Code
    currency: Code
    facts: list[Code]
    facts_before: list[Code]


class CreditLine(BaseModel):
    """What each rule of attribution credits a channel with, as keys of facts, a rule each."""

    model_config = ConfigDict(extra="forbid")

    channel: Code
    label: Code
    currency: Code
    facts: list[Code]


class OptimizationOutput(AgentOutput):
    """The answer: what was found, in order, and what is proposed.

    `attribution` is empty where no contact of a customer is stored; `questions` then ask for them.
    `defaults` says in words what an empty payload was taken to mean.
    """

    findings: list[OptimizationFinding] = Field(default_factory=list)
    channels: list[ChannelLine] = Field(default_factory=list)
    attribution: list[CreditLine] = Field(default_factory=list)
    proposals: list[AgentProposal] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)


class FindingText(AgentDraft):
    """The words for one finding."""

    key: Annotated[str, Field(max_length=160), Verbatim] = Field(
        description="The finding's own key."
    )
    text: Annotated[str, Field(max_length=600)] = Field(
        description="What happened, why it may be so, what to look at, in two to four sentences."
    )


class OptimizationDraft(AgentDraft):
    """What a model may write: words around the figures, nothing else."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="What matters most and what it is worth, in three to five sentences."
    )
    findings: Annotated[list[FindingText], Field(max_length=40)] = Field(
        description="One text for each finding; leave out those that need none."
    )
