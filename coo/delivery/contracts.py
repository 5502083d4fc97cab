"""What the delivery forecaster takes and answers."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from kernel.core.contracts import AgentDraft, AgentInput, AgentOutput, Code, Verbatim
from kernel.decisions.agent_proposals import AgentProposal

HISTORY_WEEKS = 12
MOST_RISKS = 10
Part = Annotated[float, Verbatim]
Whole = Annotated[int, Verbatim]


class DeliveryInput(AgentInput):
    """What to look ahead at; empty takes all open work and the pace of twelve weeks."""

    team: Annotated[str, Field(max_length=120)] = Field(
        default="",
        title="Team",
        description="Only the tasks of one team, as tasks name it.",
        json_schema_extra={"hint": "Empty means every team, together and each by itself."},
    )
    by: dt.date | None = Field(
        default=None,
        title="Wanted by",
        description="How likely it is that everything open is finished by this day.",
        json_schema_extra={"hint": "Empty asks for no day."},
    )
    history_weeks: Annotated[int, Field(ge=2, le=104)] = Field(
        default=HISTORY_WEEKS,
        title="Pace of the last",
        description="How much was finished on each working day of these weeks.",
        json_schema_extra={"unit": "weeks"},
    )


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Future(_Part):
    """The share of futures in which everything is finished by the evening of a day."""

    day: dt.date
    share: Part


class ForecastPart(_Part):
    """When the open tasks of everybody or of one team are finished.

    `key` begins the keys of its facts; `refused` says why there is no forecast.
    """

    key: Code
    label: Code
    open: Whole
    futures: list[Future] = Field(default_factory=list)
    refused: str = ""


class RiskPart(_Part):
    """A process or task whose promise is broken or may be; `key` begins the keys of its facts."""

    key: Code
    kind: Code
    id: Code
    name: Code
    state: Code
    url: Code
    text: str


class DeliveryOutput(AgentOutput):
    """Finish dates, promises at risk, the report of it, and what is proposed.

    `risks` are told one by one; `at_risk` are the subjects of all that are.
    """

    made_on: dt.date | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    team: Code = ""
    forecasts: list[ForecastPart] = Field(default_factory=list)
    risks: list[RiskPart] = Field(default_factory=list)
    at_risk: list[Code] = Field(default_factory=list)
    proposals: list[AgentProposal] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)


class RiskText(AgentDraft):
    """The words for one promise at risk."""

    key: Annotated[str, Verbatim, Field(max_length=160)] = Field(description="The risk’s own key.")
    text: Annotated[str, Field(max_length=400)] = Field(
        description="What was promised, how much working time is left, and what would help."
    )


class DeliveryDraft(AgentDraft):
    """What a model may write: words around figures that stand."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="When the open work is finished and how sure that is, then the promises at "
        "risk, in three to six sentences."
    )
    risks: Annotated[list[RiskText], Field(max_length=MOST_RISKS)] = Field(
        description="Texts for promises at risk; leave out those whose text is good."
    )
