"""What the funnel architect takes and answers."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from kernel.core.contracts import AgentDraft, AgentInput, AgentOutput, Code

RATE_DAYS = 91
MOST_STAGES = 12


class FunnelInput(AgentInput):
    """Which funnel, and for what goal; an empty payload takes the running ones and the plan."""

    funnel: Annotated[str, Field(max_length=160)] = Field(
        default="",
        title="Funnel",
        description="A funnel by its name.",
        json_schema_extra={"hint": "Empty means every running funnel."},
    )
    revenue: Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=2)] | None = Field(
        default=None,
        title="Revenue goal",
        description="Money a month, in whole units.",
        json_schema_extra={
            "hint": "Empty means the plan’s goal, or 10% more than the last 90 days brought."
        },
    )
    days: Annotated[int, Field(ge=14, le=365)] = Field(
        default=RATE_DAYS,
        title="Rates from",
        description="How many days the stages’ rates are taken from.",
        json_schema_extra={"unit": "days"},
    )


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class StagePart(_Part):
    """A stage's figures as keys of facts; empty where they are not known.

    `id` is the stored stage's, empty for a stage that this run drafts.
    """

    key: Code
    id: Code = ""
    name: Code
    kind: Code
    objective: str = ""
    rate: Code = ""
    need: Code = ""
    present: Code = ""
    goal_rate: Code = ""
    leak: bool = False
    text: str = ""


class FunnelPart(_Part):
    """A funnel with its stages in order; `drafted` where this run writes it."""

    key: Code
    id: Code = ""
    name: Code
    drafted: bool = False
    plan: Code = ""
    currency: Code = ""
    stages: list[StagePart] = Field(default_factory=list)
    through: Code = ""
    revenue: Code = ""


class FunnelOutput(AgentOutput):
    """The funnels, what the goal asks of each stage, and where people are lost."""

    funnels: list[FunnelPart] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)


class StageText(AgentDraft):
    """The words for one stage."""

    key: Annotated[str, Field(max_length=160)] = Field(description="The stage's own key.")
    text: Annotated[str, Field(max_length=400)] = Field(
        description="What the goal asks of the stage and what to look at, in up to three sentences."
    )


class FunnelDraft(AgentDraft):
    """What a model may write: words around the figures."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="Whether the goal can be met at present rates and where people are lost, in "
        "three to six sentences."
    )
    stages: Annotated[list[StageText], Field(max_length=40)] = Field(
        description="A text for each stage about which there is something to say."
    )
