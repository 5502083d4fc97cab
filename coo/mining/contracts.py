"""What the process optimizer takes and answers."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from kernel.core.contracts import (
    AgentDraft,
    AgentInput,
    AgentOutput,
    Code,
    Finding,
    Verbatim,
)
from kernel.decisions.agent_proposals import AgentProposal

HISTORY_MONTHS = 12
MOST_TEXTS = 20
Part = Annotated[float, Verbatim]
Whole = Annotated[int, Verbatim]


class MiningInput(AgentInput):
    """What to look at; empty takes every workflow that has a log, and the last twelve months."""

    workflow: Annotated[str, Field(max_length=160)] = Field(
        default="",
        title="Workflow",
        description="Only the cases of one workflow, by its name.",
        json_schema_extra={"hint": "Empty means each workflow whose cases have events."},
    )
    until: dt.date | None = Field(
        default=None,
        title="Up to",
        description="The last day looked at.",
        json_schema_extra={"hint": "Empty means today."},
    )
    months: Annotated[int, Field(ge=1, le=36)] = Field(
        default=HISTORY_MONTHS,
        title="Period",
        description="Cases that were done in these months, and those that run.",
        json_schema_extra={"unit": "months"},
    )


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ActivityPart(_Part):
    """An activity of the map; `key` begins the keys of its facts."""

    key: Code
    name: Code
    count: Whole
    first: Whole
    last: Whole


class ArcPart(_Part):
    """From one activity to the next: how often, and the median waiting in working hours."""

    source: Code
    target: Code
    count: Whole
    wait: Part


class VariantPart(_Part):
    """A way that cases took; hours are working hours of the median case."""

    activities: list[Code]
    cases: Whole
    share: Part
    hours: Part | None = None


class ProcessPart(_Part):
    """What the log of one workflow shows; `key` begins the keys of its facts.

    `refused` says in words what could not be computed and what it would take.
    """

    key: Code
    workflow: Code
    text: str
    activities: list[ActivityPart] = Field(default_factory=list)
    arcs: list[ArcPart] = Field(default_factory=list)
    variants: list[VariantPart] = Field(default_factory=list)
    bottleneck: Code = ""
    refused: list[str] = Field(default_factory=list)


class MiningFinding(Finding):
    """A finding; `key` names it among the facts, whose keys begin with it."""

    key: Code = ""


class MiningOutput(AgentOutput):
    """The map of each process, what holds it up, and what is proposed."""

    findings: list[MiningFinding] = Field(default_factory=list)
    first: dt.date | None = None
    last: dt.date | None = None
    narrowed: Code = ""
    processes: list[ProcessPart] = Field(default_factory=list)
    proposals: list[AgentProposal] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)


class FindingText(AgentDraft):
    """The words for one finding."""

    key: Annotated[str, Verbatim, Field(max_length=160)] = Field(
        description="The finding’s own key."
    )
    text: Annotated[str, Field(max_length=500)] = Field(
        description="Where the time goes, what may be behind it, and what would show that."
    )


class MiningDraft(AgentDraft):
    """What a model may write: words around figures that stand."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="How long a case takes, where it waits, what is done again, and the one "
        "thing to look at first, in three to six sentences."
    )
    findings: Annotated[list[FindingText], Field(max_length=MOST_TEXTS)] = Field(
        description="Texts for findings; leave out those whose text is good."
    )
