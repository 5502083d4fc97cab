"""What the experiment designer takes and answers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from kernel.core.contracts import AgentDraft, AgentInput, AgentOutput, Code, Verbatim

MOST_VARIANTS = 5
MOST_GUARDRAILS = 4
Share = Annotated[float, Field(gt=0, lt=1)]


class DesignInput(AgentInput):
    """What to plan; empty takes the best hypothesis that waits, and the workspace's settings."""

    hypothesis: Annotated[str, Field(max_length=200)] = Field(
        default="",
        title="Hypothesis",
        description="The title of one hypothesis.",
        json_schema_extra={"hint": "Empty means the best of those that are queued, else an idea."},
    )
    effect: Share | None = Field(
        default=None,
        title="Smallest effect",
        description="The smallest relative effect that is to be found, as a part of one: 0.05.",
        json_schema_extra={"hint": "Empty means the smallest effect of the settings."},
    )
    weeks: Annotated[int, Field(ge=1, le=52)] | None = Field(
        default=None,
        title="Longest test",
        description="How long it may take.",
        json_schema_extra={"unit": "weeks", "hint": "Empty means what the settings say."},
    )
    variants: Annotated[int, Field(ge=2, le=MOST_VARIANTS)] = Field(
        default=2,
        title="Variants",
        description="How many versions, the present one included.",
    )
    method: Literal["", "fixed", "sequential", "bayesian"] = Field(
        default="",
        title="Method",
        description="How it is decided: at a fixed size, on any day, or by the chance to win.",
        json_schema_extra={"hint": "Empty means what the settings say."},
    )
    words: Annotated[str, Field(max_length=2000)] = Field(
        default="",
        title="In your words",
        description="What is to be tested; the title of a hypothesis in it chooses that.",
        json_schema_extra={"widget": "textarea"},
    )


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class VariantPart(_Part):
    """A version with its planned share."""

    key: Code
    name: Code
    is_control: bool
    weight: Annotated[str, Verbatim]


class GuardPart(_Part):
    """A metric that is guarded, with the relative loss that is accepted."""

    metric: Code
    margin: Annotated[str, Verbatim]


class PlanPart(_Part):
    """The draft of an experiment. Numbers are as the row stores them; `text` has references."""

    name: Code
    hypothesis: Code
    metric: Code
    segment: Code = ""
    method: Code
    alpha: Annotated[str, Verbatim]
    power: Annotated[str, Verbatim]
    baseline: Annotated[str, Verbatim]
    minimum_effect: Annotated[str, Verbatim]
    planned_size: Annotated[int, Verbatim]
    planned_weeks: Annotated[int, Verbatim]
    variants: list[VariantPart] = Field(default_factory=list)
    guardrails: list[GuardPart] = Field(default_factory=list)
    stop: str = ""


class DesignOutput(AgentOutput):
    """The plan, or why the traffic cannot carry it and what to do instead."""

    feasible: bool = False
    plan: PlanPart | None = None
    instead: list[str] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)


class DesignDraft(AgentDraft):
    """What a model may write: words around a plan that stands."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="Whether the traffic can carry the test, how long it runs and when it is "
        "decided, in three to five sentences."
    )
