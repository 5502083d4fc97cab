"""What the growth advisor takes and answers."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from kernel.core.contracts import AgentDraft, AgentInput, AgentOutput, Code, Finding, Verbatim
from kernel.decisions.agent_proposals import AgentProposal

MOST_NEXT = 20
MOST_TEXTS = 20

Standing = Literal["idea", "queued", "draft"]


class AdvisorInput(AgentInput):
    """What to weigh; empty weighs every idea against all finished tests."""

    since: dt.date | None = Field(
        default=None,
        title="Tests since",
        description="Only tests that ended on this day or later say what effects are like.",
        json_schema_extra={"hint": "Empty means every finished test."},
    )
    most: Annotated[int, Field(ge=1, le=MOST_NEXT)] = Field(
        default=8,
        title="How many",
        description="At most so many of the tests to come are listed.",
        json_schema_extra={"unit": "tests"},
    )
    step: Annotated[str, Field(max_length=120)] = Field(
        default="",
        title="Step",
        description="Only tests at this step.",
        json_schema_extra={"hint": "Empty means every step."},
    )


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NextPart(_Part):
    """A test that could come next, as keys of facts; `without` says why it has no value."""

    key: Code
    title: Annotated[str, Verbatim]
    standing: Standing
    step: Annotated[str, Verbatim] = ""
    segment: Annotated[str, Verbatim] = ""
    without: str = ""
    facts: list[Code] = Field(default_factory=list)


class LearntPart(_Part):
    """A finished test, what was decided, and its effect as keys of facts."""

    key: Code
    experiment: Annotated[str, Verbatim]
    decision: Code
    reason: Annotated[str, Verbatim]
    mismatch: bool = False
    facts: list[Code] = Field(default_factory=list)


class AdvisorFinding(Finding):
    """A finding; `key` names it among the facts."""

    key: Code = ""


class AdvisorOutput(AgentOutput):
    """What to test next, best first, what was learnt, and where segments differ."""

    findings: list[AdvisorFinding] = Field(default_factory=list)
    next: list[NextPart] = Field(default_factory=list)
    learnt: list[LearntPart] = Field(default_factory=list)
    proposals: list[AgentProposal] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)


class FindingText(AgentDraft):
    """The words for one finding."""

    key: Annotated[str, Field(max_length=160), Verbatim] = Field(
        description="The finding's own key."
    )
    text: Annotated[str, Field(max_length=500)] = Field(
        description="Who differs in which test, what it may be, and what a further test would show."
    )


class AdvisorDraft(AgentDraft):
    """What a model may write: words around an order that stands."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="What to test next and why, what the programme has learnt, and for whom "
        "results differ, in three to six sentences."
    )
    findings: Annotated[list[FindingText], Field(max_length=MOST_TEXTS)] = Field(
        description="A text for each finding; leave out those whose text is good."
    )
