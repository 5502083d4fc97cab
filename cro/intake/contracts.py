"""What the metric intake takes and answers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from kernel.core.contracts import AgentDraft, AgentInput, AgentOutput, Code, Finding, Verbatim
from kernel.decisions.agent_proposals import AgentProposal

MOST_LINES = 60
MOST_TEXTS = 20
BASELINE_DAYS = 28

Line = Annotated[str, Field(min_length=1, max_length=400)]
Kind = Literal["proportion", "mean", "ratio"]


class IntakeInput(AgentInput):
    """What to take in; empty works from the imported counts and results alone."""

    metrics: Annotated[list[Line], Field(max_length=MOST_LINES)] = Field(
        default_factory=list,
        title="Metrics",
        description="A line each: a name, a colon, its kind, and what else you know, as "
        "Revenue per person: mean, EUR, up, 5%.",
        json_schema_extra={"hint": "Empty means those that are stored, and one for each step."},
    )
    segments: Annotated[list[Line], Field(max_length=MOST_LINES)] = Field(
        default_factory=list,
        title="Segments",
        description="A line each: a name, a colon, and who belongs to it.",
        json_schema_extra={"hint": "Empty means those that are stored."},
    )
    days: Annotated[int, Field(ge=7, le=182)] = Field(
        default=BASELINE_DAYS,
        title="Baseline",
        description="How many days up to the newest count are looked at.",
        json_schema_extra={"unit": "days"},
    )


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class StepPart(_Part):
    """A step's rate and traffic; `key` begins the keys of its facts."""

    key: Code
    step: Annotated[str, Verbatim]
    segment: Annotated[str, Verbatim]
    facts: list[Code]


class MetricPart(_Part):
    """A metric that stands or is drafted, as its row will be; `facts` are its baseline."""

    key: Code
    name: Annotated[str, Verbatim]
    kind: Kind
    unit: Annotated[str, Verbatim] = ""
    currency: Code = ""
    better: Literal["up", "down"] = "up"
    margin: Code = ""
    drafted: bool = False
    facts: list[Code] = Field(default_factory=list)


class SegmentPart(_Part):
    """A segment that stands or is drafted; `facts` are its share of the traffic."""

    key: Code
    name: Annotated[str, Verbatim]
    definition: Annotated[str, Verbatim] = ""
    drafted: bool = False
    facts: list[Code] = Field(default_factory=list)


class IntakeFinding(Finding):
    """A finding; `key` names it among the facts."""

    key: Code = ""


class IntakeOutput(AgentOutput):
    """What is measured, where from, and what is missing; `defaults` is what was assumed."""

    findings: list[IntakeFinding] = Field(default_factory=list)
    steps: list[StepPart] = Field(default_factory=list)
    metrics: list[MetricPart] = Field(default_factory=list)
    segments: list[SegmentPart] = Field(default_factory=list)
    proposals: list[AgentProposal] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)


class FindingText(AgentDraft):
    """The words for one finding."""

    key: Annotated[str, Field(max_length=160), Verbatim] = Field(
        description="The finding's own key."
    )
    text: Annotated[str, Field(max_length=500)] = Field(
        description="What is not in order, what it would spoil in a test, and what mends it."
    )


class IntakeDraft(AgentDraft):
    """What a model may write: words around what is measured."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="What can be tested on with these counts and metrics, and what is missing "
        "for it, in two to five sentences."
    )
    findings: Annotated[list[FindingText], Field(max_length=MOST_TEXTS)] = Field(
        description="A text for each finding; leave out those whose text is good."
    )
