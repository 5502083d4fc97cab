"""What an agent function is: its contracts, and the steps that the runner takes through it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Generic, Literal, Protocol, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from kernel.core.facts import FactBook
from kernel.core.wordings import answer_schema

Severity = Literal["low", "medium", "high", "critical"]


class Verbatim:
    """Marks a field that is no prose: an id, an address, a name, a rank."""


Code = Annotated[str, Verbatim]
Number = Annotated[int | float, Verbatim]


class AgentInput(BaseModel):
    """Base of every input contract. Every field has a default: an empty payload is valid."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Need(BaseModel):
    """A missing prerequisite: what, why, and the agent or the answer that gives it.

    ``rows`` names the resource whose rows are missing or hold the answer (``cmo/offers``),
    ``field`` the field of the agent's own input that takes it.
    """

    model_config = ConfigDict(extra="forbid")

    what: str
    why: str
    agent: Code | None = None
    question: str | None = None
    rows: Code | None = None
    field: Code | None = None


class Finding(BaseModel):
    """One thing that an agent found, in text with references."""

    model_config = ConfigDict(extra="forbid")

    kind: Code
    title: str
    text: str
    severity: Severity = "low"
    subject: Code = ""
    facts: list[Code] = Field(default_factory=list)


class AgentOutput(BaseModel):
    """Base of every output contract. Text states figures as ``{fact:key}`` only.

    With ``needs`` nothing is written. ``questions`` ask for what would make the work complete,
    beside what was written.
    """

    model_config = ConfigDict(extra="forbid")

    summary: str = ""
    findings: Sequence[Finding] = Field(default_factory=list)
    needs: list[Need] = Field(default_factory=list)
    questions: list[Need] = Field(default_factory=list)


class AgentDraft(BaseModel):
    """Base of what a model may write: text only, every string bounded by ``max_length``."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


@dataclass(frozen=True, slots=True)
class Entity:
    """A row that a run wrote. ``action`` is created, updated, confirmed or removed."""

    table: str
    id: UUID | str
    label: str
    action: str

    def as_json(self) -> dict[str, str]:
        return {
            "table": self.table,
            "id": str(self.id),
            "label": self.label,
            "action": self.action,
        }


class RunContext(Protocol):
    """What the runner hands to a function at each step.

    ``workspace`` has ``id``, ``name``, ``timezone``, ``currency``, ``number_format`` and the
    calendar of the fiscal year; ``today`` and ``now`` are the tenant's own.
    """

    @property
    def run_id(self) -> UUID: ...
    @property
    def scope(self) -> Any: ...
    @property
    def workspace(self) -> Any: ...
    @property
    def today(self) -> date: ...
    @property
    def now(self) -> datetime: ...
    @property
    def actor_id(self) -> UUID | None: ...

    def step(self, name: str, done: int | None = None, total: int | None = None) -> None:
        """Say what is being done, for those who watch."""

    def check_cancelled(self) -> None:
        """Raise where the run was cancelled; long computations call it now and then."""


InputT = TypeVar("InputT", bound=AgentInput)
DataT = TypeVar("DataT")
OutputT = TypeVar("OutputT", bound=AgentOutput)

STANDARD_VARIABLES = ("workspace", "today", "currency", "request", "facts", "answer_schema")


class AgentFunction(Generic[InputT, DataT, OutputT]):
    """One agent's work, split so that reading, computing and writing never mix.

    The runner calls, in this order: ``gather`` inside a read scope; ``facts`` and
    ``compose`` without any database; ``variables``, the gateway and ``accept`` where a
    model is configured and ``Draft`` is set; ``effects`` inside the completion's
    transaction. Subclasses set the class variables and override the steps; an instance
    holds no state. ``takes_request`` names the field of ``Input`` that the words of a request
    go to where the orchestrator chose the agent by them and they say more than that;
    ``takes_short_requests`` hands them over in any case, to find names in them.
    """

    name: ClassVar[str]
    version: ClassVar[str] = "1"
    title: ClassVar[str]
    reads: ClassVar[str] = ""
    writes: ClassVar[str] = ""
    Input: ClassVar[type[AgentInput]] = AgentInput
    Output: ClassVar[type[AgentOutput]] = AgentOutput
    Draft: ClassVar[type[BaseModel] | None] = None
    takes_request: ClassVar[str] = ""
    takes_short_requests: ClassVar[bool] = False
    prompt_variables: ClassVar[tuple[str, ...]] = STANDARD_VARIABLES

    def refuse(self, payload: InputT) -> Sequence[Mapping[str, str]]:
        """Faults of a payload that its contract alone cannot see: ``{pointer, code, detail}``."""
        return ()

    def gather(self, ctx: RunContext, payload: InputT) -> DataT | list[Need]:
        """Read the tenant's rows; a list of needs ends the run with them and no row written."""
        raise NotImplementedError

    def facts(self, ctx: RunContext, payload: InputT, data: DataT) -> FactBook:
        """Compute every figure; pure."""
        raise NotImplementedError

    def compose(self, ctx: RunContext, payload: InputT, data: DataT, facts: FactBook) -> OutputT:
        """The built-in analyst: the whole output from facts and the workspace's own words."""
        raise NotImplementedError

    def variables(self, ctx: RunContext, payload: InputT, facts: FactBook) -> dict[str, str]:
        """Values of the prompt's variables, exactly those of ``prompt_variables``."""
        return standard_variables(self, ctx, payload, facts)

    def draft_variables(
        self, ctx: RunContext, payload: InputT, facts: FactBook, output: OutputT
    ) -> dict[str, str]:
        """As ``variables``, for a prompt that also shows what ``compose`` laid out."""
        found, keys = self.variables(ctx, payload, facts), self.draft_keys(output)
        if keys and self.Draft is not None:
            found |= {"answer_schema": answer_schema(self.Draft, keys)}
        return found

    def draft_keys(self, output: OutputT) -> Mapping[str, Sequence[str]]:
        """Of what a model may speak: keys by definition and field, ``{"FindingText.key": […]}``."""
        return {}

    def draft_parts(self, output: OutputT) -> Sequence[tuple[str, OutputT]]:
        """Into how many answers a draft is split where one would be too long for a model.

        Each is what to write now, as data for the model's turn, and the output narrowed to it.
        One answer holds everything as it stands.
        """
        return [("", output)]

    def draft_faults(
        self, ctx: RunContext, payload: InputT, facts: FactBook, output: OutputT, draft: Any
    ) -> Sequence[dict[str, str]]:
        """What else is wrong with a model's draft, as ``{pointer, code, detail}``: a text too long.

        Each is told to the model once; a draft that still has one is refused.
        """
        return ()

    def allowed_phrases(self, ctx: RunContext, payload: InputT, data: DataT) -> Sequence[str]:
        """Words of the tenant's own rows that text may quote though they hold a number."""
        return ()

    def accept(self, output: OutputT, draft: Any) -> OutputT:
        """The output with the model's text put in; figures and structure stay."""
        return output

    def effects(
        self, ctx: RunContext, payload: InputT, output: OutputT, facts: FactBook
    ) -> list[Entity]:
        """Write drafts and proposals; runs inside the completion's transaction."""
        return []


def standard_variables(
    function: AgentFunction[Any, Any, Any], ctx: RunContext, payload: BaseModel, facts: FactBook
) -> dict[str, str]:
    """Values of ``STANDARD_VARIABLES``; the tenant's words are quoted as JSON data."""
    schema = function.Draft.model_json_schema() if function.Draft else {}
    return {
        "workspace": json.dumps(str(ctx.workspace.name), ensure_ascii=False),
        "today": ctx.today.isoformat(),
        "currency": str(ctx.workspace.currency),
        "request": quoted(payload.model_dump(mode="json", exclude_none=True)),
        "facts": facts_for_prompt(facts),
        "answer_schema": json.dumps(schema, ensure_ascii=False, sort_keys=True),
    }


def quoted(value: Any) -> str:
    """Data for a prompt: JSON whose angle brackets are escaped, so that no tag can be closed."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return text.replace("<", "\\u003c").replace(">", "\\u003e")


def facts_for_prompt(facts: Iterable[Any]) -> str:
    """One JSON line a fact: its reference, label, value, unit, interval, period, formula."""
    lines = []
    for fact in facts:
        data: Mapping[str, Any] = fact.as_json()
        shown = {
            key: data[key]
            for key in ("label", "value", "unit", "currency", "interval", "period", "formula")
            if data[key] is not None
        }
        lines.append(quoted({"reference": fact.reference, **shown}))
    return "\n".join(lines)
