"""What the ledger intake takes and answers."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from kernel.core.contracts import AgentDraft, AgentInput, AgentOutput, Code, Finding, Verbatim
from kernel.decisions.agent_proposals import AgentProposal

MOST_TEXTS = 20


class LedgerInput(AgentInput):
    """What to put in order; empty takes everything that waits."""

    since: dt.date | None = Field(
        default=None,
        title="Lines since",
        description="Older lines that wait are left alone.",
        json_schema_extra={"hint": "Empty means every line that waits."},
    )
    only_propose: bool = Field(
        default=False,
        title="Change nothing",
        description="Files no line by rule and pairs no transfer; it only proposes.",
    )


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AccountPart(_Part):
    """An account against its bank; `key` begins the keys of its facts."""

    key: Code
    name: Annotated[str, Verbatim]
    state: Literal["agrees", "differs", "unstated"]
    facts: list[Code]


class FiledPart(_Part):
    """Lines that rules file under one category."""

    key: Code
    category: Annotated[str, Verbatim]
    facts: list[Code]


class SuggestionPart(_Part):
    """A payee's waiting lines and what its earlier ones say."""

    key: Code
    payee: Annotated[str, Verbatim]
    category: Annotated[str, Verbatim]
    facts: list[Code]


class LedgerFinding(Finding):
    """A finding; `key` names it among the facts."""

    key: Code = ""


class LedgerOutput(AgentOutput):
    """What is filed and paired, what each account says against its bank, and what is proposed.

    `pairs` counts the transfers that are paired; `defaults` says in words what was taken for
    granted.
    """

    findings: list[LedgerFinding] = Field(default_factory=list)
    accounts: list[AccountPart] = Field(default_factory=list)
    filed: list[FiledPart] = Field(default_factory=list)
    suggestions: list[SuggestionPart] = Field(default_factory=list)
    pairs: Annotated[int, Verbatim] = 0
    proposals: list[AgentProposal] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)


class FindingText(AgentDraft):
    """The words for one finding."""

    key: Annotated[str, Field(max_length=160), Verbatim] = Field(
        description="The finding's own key."
    )
    text: Annotated[str, Field(max_length=500)] = Field(
        description="What is not in order, what usually causes it, and what would show it."
    )


class LedgerDraft(AgentDraft):
    """What a model may write: words around what was put in order."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="What is in order now, what still waits and for whom, in two to five sentences."
    )
    findings: Annotated[list[FindingText], Field(max_length=MOST_TEXTS)] = Field(
        description="A text for each finding; leave out those whose text is good."
    )
