"""What the experiment analyst takes and answers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from cro.analysis.comparisons import Basis, Role, Verdict
from cro.analysis.decisions import Outcome
from cro.analysis.health import CheckName, State
from kernel.core.contracts import AgentDraft, AgentInput, AgentOutput, Code, Finding, Verbatim
from kernel.decisions.agent_proposals import AgentProposal

MOST_CASES = 40
LONGEST_WORDS = 2000


class JudgeInput(AgentInput):
    """Which experiment; empty takes each that runs or was stopped and is not decided."""

    experiment: Annotated[str, Field(max_length=160)] = Field(
        default="",
        title="Experiment",
        description="The name of one experiment, running, stopped or decided.",
        json_schema_extra={"hint": "Empty means every one that runs or waits for a decision."},
    )
    words: Annotated[str, Field(max_length=LONGEST_WORDS)] = Field(
        default="",
        title="In your words",
        description="A question; the name of an experiment in it narrows the answer to that.",
        json_schema_extra={"widget": "textarea"},
    )


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CheckPart(_Part):
    """A health check: `open` has neither passed nor failed."""

    name: Annotated[CheckName, Verbatim]
    state: Annotated[State, Verbatim]


class ComparisonPart(_Part):
    """A metric of a variant beside the control's; `key` begins the keys of its facts."""

    key: Code
    metric: Code
    role: Annotated[Role, Verbatim]
    arm: Code
    verdict: Annotated[Verdict, Verbatim]


class CasePart(_Part):
    """An experiment that was judged. `key` begins the keys of its facts, `arm` is the variant to
    ship. Without a sound health there are no comparisons."""

    key: Code
    experiment: Code
    name: Code
    outcome: Annotated[Outcome, Verbatim]
    arm: Code = ""
    basis: Annotated[Basis, Verbatim]
    checks: list[CheckPart] = Field(default_factory=list)
    comparisons: list[ComparisonPart] = Field(default_factory=list)


class CaseFinding(Finding):
    """What one experiment shows; `key` names it among the facts."""

    key: Code = ""


class JudgeOutput(AgentOutput):
    """The experiments in order: withheld results first, then decisions, then those that run."""

    findings: list[CaseFinding] = Field(default_factory=list)
    cases: list[CasePart] = Field(default_factory=list)
    proposals: list[AgentProposal] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)


class CaseText(AgentDraft):
    """The words for one experiment."""

    key: Annotated[str, Verbatim, Field(max_length=120)] = Field(
        description="The experiment’s own key."
    )
    text: Annotated[str, Field(max_length=700)] = Field(
        description="What it shows, what is proposed and why, and what would change that."
    )


class JudgeDraft(AgentDraft):
    """What a model may write: words around effects and decisions that stand."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="Withheld results first, then what may be decided, in three to five sentences."
    )
    findings: Annotated[list[CaseText], Field(max_length=MOST_CASES)] = Field(
        description="Texts for experiments; leave out those whose text is good."
    )


SEVERITIES: dict[str, Literal["low", "medium", "high"]] = {
    "invalid": "high",
    "rollback": "high",
    "ship": "medium",
    "hold": "low",
}
