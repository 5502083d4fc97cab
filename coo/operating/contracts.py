"""What the operations analyst takes and answers."""

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

WEEKS = 12
MOST_TEXTS = 12
Part = Annotated[float, Verbatim]


class OperatingInput(AgentInput):
    """What to look at; empty takes the last twelve weeks of everybody."""

    weeks: Annotated[int, Field(ge=1, le=52)] = Field(
        default=WEEKS,
        title="Period",
        description="So many weeks up to yesterday, held against as many before.",
        json_schema_extra={"unit": "weeks"},
    )
    team: Annotated[str, Field(max_length=120)] = Field(
        default="",
        title="Team",
        description="Only the tasks of one team, as tasks name it.",
        json_schema_extra={"hint": "Empty means every team."},
    )


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class OpsFinding(Finding):
    """A finding; `key` names it among the facts, whose keys begin with it."""

    key: Code = ""


class WeekPart(_Part):
    """A week of one person: hours of work and hours they have, None where nobody said."""

    week: dt.date
    load: Part
    capacity: Part | None


class PersonPart(_Part):
    """One person or team; `key` begins the keys of their facts."""

    key: Code
    who: Code
    weeks: list[WeekPart]


class MetricPart(_Part):
    """A figure of a week that is kept."""

    name: Code
    period: dt.date
    value: Part
    unit: Code


class OperatingOutput(AgentOutput):
    """The answer: findings in order, load by person, kept figures, and what is proposed."""

    findings: list[OpsFinding] = Field(default_factory=list)
    people: list[PersonPart] = Field(default_factory=list)
    metrics: list[MetricPart] = Field(default_factory=list)
    proposals: list[AgentProposal] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)


class FindingText(AgentDraft):
    """The words for one finding."""

    key: Annotated[str, Field(max_length=160), Verbatim] = Field(
        description="The finding’s own key."
    )
    text: Annotated[str, Field(max_length=500)] = Field(
        description="What stands out, how it shows, and what could be done about it."
    )


class OperatingDraft(AgentDraft):
    """What a model may write: words around the figures, nothing else."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="How long work takes and how much is finished, then what is in work, then what "
        "should change, in three to six sentences."
    )
    findings: Annotated[list[FindingText], Field(max_length=MOST_TEXTS)] = Field(
        description="Texts for findings; leave out those whose text is good."
    )
