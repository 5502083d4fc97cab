"""What the spending analyst takes and answers."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from kernel.core.contracts import (
    AgentDraft,
    AgentInput,
    AgentOutput,
    Code,
    Finding,
    Verbatim,
)
from kernel.decisions.agent_proposals import AgentProposal

REPORT_MONTHS = 12
HISTORY_MONTHS = 36


class SpendInput(AgentInput):
    """What to look at; everything has a default, so that an empty payload is a full answer."""

    until: date | None = Field(
        default=None,
        title="Up to",
        description="The last day looked at.",
        json_schema_extra={
            "hint": "Empty means today, or the newest line where it is older than a month."
        },
    )
    months: Annotated[int, Field(ge=1, le=36)] = Field(
        default=REPORT_MONTHS,
        title="Period",
        description="How many months are searched.",
        json_schema_extra={"unit": "months"},
    )
    currency: Annotated[str, Field(pattern=r"^([A-Za-z]{3})?$")] = Field(
        default="",
        title="Currency",
        description="Three letters such as EUR; lines in others are left out.",
        json_schema_extra={"hint": "Empty means every currency, each by itself."},
    )
    split_limit: Annotated[int | None, Field(ge=1, lt=10**12)] = Field(
        default=None,
        title="Approval limit",
        description="Payments just below it to one payee are looked at as one that was split. In "
        "whole units of the workspace’s currency.",
        json_schema_extra={"hint": "Empty means the limit of the finance settings."},
    )

    @field_validator("currency")
    @classmethod
    def _in_capitals(cls, currency: str) -> str:
        return currency.upper()


class SpendFinding(Finding):
    """A finding; `key` names it among the facts, whose keys begin with it."""

    key: Code = ""


class ChargeLine(BaseModel):
    """A recurring charge: who bills it, how often, and its figures as keys of facts."""

    model_config = ConfigDict(extra="forbid")

    payee: str
    category: str
    period: Code
    currency: Code
    stopped: bool
    facts: list[Code]


class SpendOutput(AgentOutput):
    """The answer: findings in order, the recurring charges, and what is proposed.

    `savings` are keys of findings that save money, the largest first. `defaults` says in words
    what an empty payload was taken to mean.
    """

    findings: list[SpendFinding] = Field(default_factory=list)
    savings: list[Code] = Field(default_factory=list)
    charges: list[ChargeLine] = Field(default_factory=list)
    proposals: list[AgentProposal] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)


class FindingText(AgentDraft):
    """The words for one finding."""

    key: Annotated[str, Field(max_length=160), Verbatim] = Field(
        description="The finding's own key."
    )
    text: Annotated[str, Field(max_length=600)] = Field(
        description="What it looks like, what it may be instead, and what would show it."
    )


class SpendDraft(AgentDraft):
    """What a model may write: words around the figures, nothing else."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="What matters most and what it is worth, in three to five sentences."
    )
    findings: Annotated[list[FindingText], Field(max_length=40)] = Field(
        description="One text for each finding; leave out those that need none."
    )
