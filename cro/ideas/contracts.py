"""What the hypothesis generator takes and answers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from kernel.core.contracts import AgentDraft, AgentInput, AgentOutput, Code, Finding, Verbatim
from kernel.decisions.agent_proposals import AgentProposal

MOST_IDEAS = 12
MOST_OWN = 20
MOST_TEXTS = 20

Ground = Literal["leak", "gap", "loss", "own"]
Line = Annotated[str, Field(min_length=1, max_length=400)]


class IdeasInput(AgentInput):
    """Where to look; empty looks at every step and segment."""

    ideas: Annotated[list[Line], Field(max_length=MOST_OWN)] = Field(
        default_factory=list,
        title="Your ideas",
        description="A line each; they are scored beside what the counts say. Name the step at "
        "the end in round brackets, as One page for all fields (Checkout).",
        json_schema_extra={"hint": "Empty means ideas from the counts alone."},
    )
    step: Annotated[str, Field(max_length=120)] = Field(
        default="",
        title="Step",
        description="Only ideas for this step.",
        json_schema_extra={"hint": "Empty means every step."},
    )
    most: Annotated[int, Field(ge=1, le=MOST_IDEAS)] = Field(
        default=6,
        title="How many",
        description="At most so many new ideas are written.",
        json_schema_extra={"unit": "ideas"},
    )


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class IdeaPart(_Part):
    """An idea as its row will be; `key` begins the keys of its facts.

    `ground` is where it comes from. `like` is the stored hypothesis that says the
    same, where one does: then nothing is written. `why` is what a proposal to test it says.
    """

    key: Code
    ground: Ground
    title: Annotated[str, Verbatim]
    because: str
    we_believe: str
    will: str
    step: Annotated[str, Verbatim] = ""
    segment: Annotated[str, Verbatim] = ""
    metric: Annotated[str, Verbatim] = ""
    impact: Annotated[int, Verbatim]
    confidence: Annotated[int, Verbatim]
    ease: Annotated[int, Verbatim]
    like: Annotated[str, Verbatim] = ""
    why: str = ""
    facts: list[Code] = Field(default_factory=list)


class IdeasFinding(Finding):
    """A finding; `key` names it among the facts."""

    key: Code = ""


class IdeasOutput(AgentOutput):
    """Where people are lost, the ideas from it in their order, and those that were had before."""

    findings: list[IdeasFinding] = Field(default_factory=list)
    ideas: list[IdeaPart] = Field(default_factory=list)
    known: list[IdeaPart] = Field(default_factory=list)
    proposals: list[AgentProposal] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)


class FindingText(AgentDraft):
    """The words for one finding."""

    key: Annotated[str, Field(max_length=160), Verbatim] = Field(
        description="The finding's own key."
    )
    text: Annotated[str, Field(max_length=500)] = Field(
        description="What is seen, what it may be instead, and what would show it."
    )


class IdeaText(AgentDraft):
    """The words of one idea, without any figure."""

    key: Annotated[str, Field(max_length=160), Verbatim] = Field(description="The idea's own key.")
    because: Annotated[str, Field(max_length=300)] = Field(description="What was seen.")
    we_believe: Annotated[str, Field(max_length=300)] = Field(
        description="The change, and for whom."
    )
    will: Annotated[str, Field(max_length=300)] = Field(description="What it moves.")


class IdeasDraft(AgentDraft):
    """What a model may write: words around places and scores that stand."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="Where the most is lost, which idea goes first and why, and what was had "
        "before, in three to six sentences."
    )
    findings: Annotated[list[FindingText], Field(max_length=MOST_TEXTS)] = Field(
        description="A text for each finding; leave out those whose text is good."
    )
    ideas: Annotated[list[IdeaText], Field(max_length=MOST_IDEAS)] = Field(
        description="Words for ideas that come from counts; leave out those that are good."
    )
