"""What the operations intake takes and answers."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from kernel.core.contracts import AgentDraft, AgentInput, AgentOutput, Code, Finding, Verbatim
from kernel.decisions.agent_proposals import AgentProposal

MOST_TEXTS = 12


class IntakeInput(AgentInput):
    """What to look at; empty takes everything that is stored."""

    since: dt.date | None = Field(
        default=None,
        title="Work since",
        description="Cases and tasks that began earlier are left alone.",
        json_schema_extra={"hint": "Empty means all of it."},
    )
    name: Annotated[str, Field(max_length=160)] = Field(
        default="",
        title="Name of the workflow",
        description="What the steps of a log without a workflow are called together.",
        json_schema_extra={"hint": "Empty names it by its first and last step."},
    )


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class StepPart(_Part):
    """A step that the log shows; `key` begins the keys of its facts, `after` are keys of steps.

    `workflow_key` is its key in the drafted workflow.
    """

    key: Code
    workflow_key: Code
    name: Annotated[str, Verbatim]
    role: Annotated[str, Verbatim]
    after: list[Code]
    facts: list[Code]


class ArcPart(_Part):
    """From one step to the next, and how long work waits between; `key` begins its facts' keys."""

    key: Code
    source: Annotated[str, Verbatim]
    target: Annotated[str, Verbatim]
    facts: list[Code]


class DraftedWorkflow(_Part):
    """The workflow that a log without one shows, as it is written; hours are the steps' own."""

    name: Annotated[str, Verbatim]
    version: Annotated[int, Verbatim]
    description: str
    steps: Annotated[list[dict[str, object]], Verbatim]


class IntakeFinding(Finding):
    """A finding; `key` names it among the facts."""

    key: Code = ""


class IntakeOutput(AgentOutput):
    """What there is, the map of the log, the workflow drafted from it, and what is proposed.

    `mapped` is the workflow whose cases the map shows, empty for cases without one.
    """

    findings: list[IntakeFinding] = Field(default_factory=list)
    mapped: Annotated[str, Verbatim] = ""
    steps: list[StepPart] = Field(default_factory=list)
    arcs: list[ArcPart] = Field(default_factory=list)
    workflow: DraftedWorkflow | None = None
    proposals: list[AgentProposal] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)


class FindingText(AgentDraft):
    """The words for one finding."""

    key: Annotated[str, Field(max_length=160), Verbatim] = Field(
        description="The finding's own key."
    )
    text: Annotated[str, Field(max_length=500)] = Field(
        description="What is missing or odd, what it keeps from being known, and what mends it."
    )


class IntakeDraft(AgentDraft):
    """What a model may write: words around what is there."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="What is there, what the log shows, and the one thing to bring next, in two to "
        "five sentences."
    )
    findings: Annotated[list[FindingText], Field(max_length=MOST_TEXTS)] = Field(
        description="A text for each finding; leave out those whose text is good."
    )
