"""What the workflow designer takes and answers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from kernel.core.contracts import AgentDraft, AgentInput, AgentOutput, Code, Verbatim
from kernel.decisions.agent_proposals import AgentProposal

MOST_STEPS = 5000
MOST_TEXTS = 12
Line = Annotated[str, Field(min_length=1, max_length=400)]
Whole = Annotated[int, Verbatim]
Name = Annotated[str, Verbatim]


class DesignInput(AgentInput):
    """What to design; empty looks at every workflow and what its cases really took."""

    workflow: Annotated[str, Field(max_length=160)] = Field(
        default="",
        title="Workflow",
        description="The name of one workflow, of a new one where steps are given.",
        json_schema_extra={"hint": "Empty means every workflow that is not retired."},
    )
    steps: Annotated[list[Line], Field(max_length=MOST_STEPS)] = Field(
        default_factory=list,
        title="Steps",
        description="A line each: name | role | best/likely/worst hours | after other steps.",
        json_schema_extra={
            "hint": "As: Check papers | Desk | 1/2/4 | after Register. Empty keeps the steps."
        },
    )
    sla_hours: Annotated[Decimal, Field(gt=0, le=99_999, max_digits=7, decimal_places=2)] | None = (
        Field(
            default=None,
            title="Promised within",
            description="From start to finish.",
            json_schema_extra={"unit": "work hours", "hint": "Empty means what the workflow says."},
        )
    )
    start: dt.date | None = Field(
        default=None,
        title="Begins on",
        description="The day from which finish dates are counted.",
        json_schema_extra={"hint": "Empty means today."},
    )


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DraftedVersion(_Part):
    """A version that the run writes: steps as the workflow holds them, hours as text."""

    version: Whole
    description: Name
    steps: Annotated[list[dict[str, Any]], Verbatim]
    sla_hours: Code = ""


class WorkflowPart(_Part):
    """A workflow with its deciding chain of steps; `key` begins the keys of its facts.

    `path` are the names of the chain's steps, at most sixty. `draft` is the version that is
    written, None where nothing is to be changed or a person's draft stands there.
    """

    key: Code
    name: Name
    version: Whole
    text: str
    path: list[Name] = Field(default_factory=list)
    draft: DraftedVersion | None = None


class DesignOutput(AgentOutput):
    """Each workflow's length, its deciding chain, how sure its promise is, and what is drafted."""

    workflows: list[WorkflowPart] = Field(default_factory=list)
    proposals: list[AgentProposal] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)


class WorkflowText(AgentDraft):
    """The words for one workflow."""

    key: Annotated[str, Verbatim, Field(max_length=120)] = Field(
        description="The workflow’s own key."
    )
    text: Annotated[str, Field(max_length=500)] = Field(
        description="What decides how long it takes, how sure its promise is, and what differs "
        "from what cases really took."
    )


class DesignDraft(AgentDraft):
    """What a model may write: words around steps and figures that stand."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="What was looked at, what decides how long it takes, whether the promises "
        "hold, and what was drafted, in three to six sentences."
    )
    workflows: Annotated[list[WorkflowText], Field(max_length=MOST_TEXTS)] = Field(
        description="Texts for workflows; leave out those whose text is good."
    )
