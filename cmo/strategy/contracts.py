"""What the planner takes and answers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from kernel.core.contracts import AgentDraft, AgentInput, AgentOutput, Code, Number

PLAN_DAYS = 90
BASELINE_DAYS = 90
DEFAULT_RISE = Decimal("0.10")
SWING = 50
LEAST_MILESTONES, MOST_MILESTONES = 8, 12
MOST_RISKS = 8

Metric = Literal["revenue", "conversions", "roas", "cac", "sessions"]


class PlanInput(AgentInput):
    """What to plan for; everything has a default, so that an empty payload is a whole plan."""

    start: dt.date | None = Field(
        default=None,
        title="Start",
        description="The plan's first day.",
        json_schema_extra={
            "hint": "Empty means the next week's first working day, or the day after the active "
            "plan ends."
        },
    )
    metric: Metric = Field(
        default="revenue",
        title="Goal",
        description="What the plan is measured by.",
        json_schema_extra={
            "choices": {"conversions": "Orders", "roas": "ROAS", "cac": "Cost per order"}
        },
    )
    target: Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=4)] | None = Field(
        default=None,
        title="Target",
        description="Money in whole units, as 250000; orders, sessions and ROAS as they are.",
        json_schema_extra={"hint": "Empty means 10% better than the last 90 days."},
    )
    budget: Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=2)] | None = Field(
        default=None,
        title="Budget",
        description="Money for the 90 days, in whole units.",
        json_schema_extra={"hint": "Empty means what the last 90 days cost."},
    )
    currency: Annotated[str, Field(pattern=r"^([A-Za-z]{3})?$")] = Field(
        default="",
        title="Currency",
        description="Three letters such as EUR; rows in others are left out.",
        json_schema_extra={"hint": "Empty means the workspace's own."},
    )
    swing: Annotated[int, Field(ge=0, le=90)] = Field(
        default=SWING,
        title="Furthest move",
        description="How far a channel's part may move from what it is now.",
        json_schema_extra={"unit": "%"},
    )

    @field_validator("currency")
    @classmethod
    def _in_capitals(cls, currency: str) -> str:
        return currency.upper()


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CurvePoints(_Part):
    """A curve's points for its drawing: money a day, what it brings a day, and the limits."""

    spend: list[Number]
    outcome: list[Number]
    low: list[Number]
    high: list[Number]
    last_seen: Number
    now: Number
    planned: Number


class ChannelPart(_Part):
    """A channel's part of the budget as keys of facts, and why it is what it is.

    `basis` is curve where the split follows its response, kept where it keeps its present share.
    """

    channel: Code
    label: Code
    basis: Literal["curve", "kept"]
    why: str
    amount: Code
    present: Code
    share: Code
    marginal: Code = ""
    saturation: Code = ""
    curve: CurvePoints | None = None


class Milestone(_Part):
    """A dated step; `key` names it within the plan."""

    key: Code
    date: dt.date
    title: str
    detail: str


class Risk(_Part):
    """What may go wrong, the sign of it in the rows, and what to do then."""

    key: Code
    title: str
    sign: str
    answer: str


class PlanOutput(AgentOutput):
    """The plan. Figures are keys of facts; `kept` names a plan of a person that was left alone."""

    name: Code = ""
    start: dt.date | None = None
    end: dt.date | None = None
    objective: str = ""
    metric: Metric = "revenue"
    currency: Code = ""
    goal: list[Code] = Field(default_factory=list)
    channels: list[ChannelPart] = Field(default_factory=list)
    milestones: list[Milestone] = Field(default_factory=list)
    risks: list[Risk] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)
    kept: Code = ""


class MilestoneText(AgentDraft):
    """The words for one step."""

    key: Annotated[str, Field(max_length=60)] = Field(description="The step's own key.")
    detail: Annotated[str, Field(max_length=300)] = Field(
        description="What is done, what it rests on, how one sees that it was done."
    )


class RiskText(AgentDraft):
    """The words for one risk."""

    key: Annotated[str, Field(max_length=60)] = Field(description="The risk's own key.")
    sign: Annotated[str, Field(max_length=300)] = Field(
        description="What shows in the rows when it happens."
    )
    answer: Annotated[str, Field(max_length=300)] = Field(description="What to do on that day.")


class PlanDraft(AgentDraft):
    """What a model may write: words around a plan that stands."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="Where the metric stands, what is asked, whether the curves reach it, and what "
        "the split means, in three to six sentences."
    )
    objective: Annotated[str, Field(max_length=240)] = Field(
        description="The plan's objective in one sentence."
    )
    milestones: Annotated[list[MilestoneText], Field(max_length=MOST_MILESTONES)] = Field(
        description="Texts for steps; leave out those whose text is good."
    )
    risks: Annotated[list[RiskText], Field(max_length=MOST_RISKS)] = Field(
        description="Texts for risks; leave out those whose text is good."
    )
