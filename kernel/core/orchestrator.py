"""The orchestrator of a module: it chooses the agents of a request that names none."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from kernel.core.choosing import Route, choice, in_order, route
from kernel.core.contracts import (
    AgentDraft,
    AgentFunction,
    AgentInput,
    AgentOutput,
    Code,
    Need,
    RunContext,
    Verbatim,
    quoted,
)
from kernel.core.facts import FactBook, unbound_numbers
from kernel.core.faults import parse_payload
from kernel.core.manifest import Manifest, label
from kernel.core.prompts import Prompt, load
from kernel.core.routing import agent_for, function_for
from kernel.core.words import tokens
from kernel.errors import InvalidPayloadError

LONGEST = 12
"""So many steps has a chain at most."""
TELLING = 6
"""So many words beside those that chose the agents make a request worth reading by them."""
Words = Annotated[str, Field(max_length=4000)]


def charter(manifest: Manifest) -> Prompt:
    """The high-level prompt beside the detailed one: what the orchestrator is for."""
    path = manifest.orchestrator_prompt.replace(".system.prompt.txt", ".prompt.txt")
    return load(path, manifest.root)


class OrchestratorInput(AgentInput):
    """A request in the caller's words, or the steps by name, and what is passed on to the agents.

    ``chain`` is the name of a chain, or modes in their order; it wins over ``request``.
    ``payload`` goes to the agent where there is one step, ``payloads`` by mode where there are
    several.
    """

    request: Words = Field(
        default="",
        title="Request",
        description="In your own words; the agents are chosen from it.",
        json_schema_extra={"widget": "textarea"},
    )
    chain: str | list[str] = Field(default="", max_length=LONGEST * 10, title="Steps")
    payload: dict[str, Any] = Field(
        default_factory=dict, title="Payload", json_schema_extra={"widget": "json"}
    )
    payloads: dict[str, dict[str, Any]] = Field(
        default_factory=dict, title="Payloads by mode", json_schema_extra={"widget": "json"}
    )


class Step(BaseModel):
    """One agent of the chain: what it is given, and what came of it once it ran.

    ``run_id`` and ``status`` are None until it was started; ``summary`` and ``needs`` are those
    of its run.
    """

    model_config = ConfigDict(extra="forbid")

    mode: Code
    agent: Code
    title: Code
    payload: Annotated[dict[str, Any], Verbatim] = Field(default_factory=dict)
    run_id: Code | None = None
    status: Code | None = None
    code: Code | None = None
    summary: str = ""
    needs: list[Need] = Field(default_factory=list)


class OrchestratorOutput(AgentOutput):
    """The chosen steps and why; none where the request needs an answer first.

    ``mode`` and ``agent`` are those of a single step, ``chain`` is the name of a named chain,
    ``matched`` the request's own words that decided, ``asked`` what was passed on. ``close`` are
    the modes and chains to choose among where there is a question.
    """

    mode: Code | None = None
    agent: Code | None = None
    chain: Code | None = None
    matched: Annotated[list[str], Verbatim] = Field(default_factory=list)
    asked: Annotated[dict[str, Any], Verbatim] = Field(default_factory=dict)
    close: list[Code] = Field(default_factory=list)
    steps: list[Step] = Field(default_factory=list)


class OrchestratorDraft(AgentDraft):
    """A model's choice: a mode, a chain by its name, or ``none`` where nothing fits."""

    choice: Annotated[str, Field(max_length=40)]
    why: Annotated[str, Field(max_length=300)]


class Orchestrator(AgentFunction[OrchestratorInput, None, OrchestratorOutput]):
    """``{role}-kernel``: computes no figure and writes no row; it names who does the work.

    The runner starts the agents of ``output.steps`` one after another, as children of the run.
    """

    version = "2"
    Input = OrchestratorInput
    Output = OrchestratorOutput
    Draft = OrchestratorDraft
    prompt_variables = ("charter", "modes", "chains", "request", "answer_schema")

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self.name = manifest.kernel_function  # type: ignore[misc]
        self.title = manifest.entry_agent  # type: ignore[misc]
        self.reads = "Reads your request."  # type: ignore[misc]
        self.writes = "Starts the agents that fit it."  # type: ignore[misc]

    def refuse(self, payload: OrchestratorInput) -> Sequence[Mapping[str, str]]:
        """Unknown or repeated modes, and payloads that their agents would not take."""
        faults = self._chain_faults(payload.chain)
        for mode, given in payload.payloads.items():
            if mode not in self.manifest.modes:
                faults.append(self._unknown(f"/payloads/{mode}"))
                continue
            try:
                parse_payload(function_for(agent_for(self.manifest, mode).function).Input, given)
            except InvalidPayloadError as error:
                for fault in error.errors:
                    faults.append(fault | {"pointer": f"/payloads/{mode}{fault['pointer']}"})
        return faults

    def _chain_faults(self, chain: str | list[str]) -> list[dict[str, str]]:
        if isinstance(chain, str):
            known = not chain or bool(choice(self.manifest, chain))
            return [] if known else [self._unknown("/chain")]
        faults = [
            self._unknown(f"/chain/{place}")
            for place, mode in enumerate(chain)
            if mode not in self.manifest.modes
        ]
        if len(set(chain)) != len(chain):
            detail = "Name each mode once."
            faults.append({"pointer": "/chain", "code": "not_unique", "detail": detail})
        return faults

    def _unknown(self, pointer: str) -> dict[str, str]:
        known = ", ".join((*self.manifest.modes, *self.manifest.chains))
        return {"pointer": pointer, "code": "unknown_mode", "detail": f"Known are: {known}."}

    def gather(self, ctx: RunContext, payload: OrchestratorInput) -> None:
        """Nothing of the tenant's is read."""

    def facts(self, ctx: RunContext, payload: OrchestratorInput, data: None) -> FactBook:
        """No figures."""
        return FactBook()

    def compose(
        self, ctx: RunContext, payload: OrchestratorInput, data: None, facts: FactBook
    ) -> OrchestratorOutput:
        """Choose by rule; where nothing fits, ask."""
        chosen = self._named(payload) or route(self.manifest, payload.request)
        if not chosen.modes:
            asked = payload.model_dump(mode="json", exclude_defaults=True)
            close = list(chosen.close or (*self.manifest.modes, *self.manifest.chains))
            needs = [self._question(chosen.why, close)]
            return OrchestratorOutput(summary=chosen.why, asked=asked, needs=needs, close=close)
        return self._choice(payload, chosen)

    def allowed_phrases(
        self, ctx: RunContext, payload: OrchestratorInput, data: None
    ) -> Sequence[str]:
        """The names of modes and chains may hold numbers."""
        chains = [chain.title for chain in self.manifest.chains.values()]
        return [*chains, *map(label, self.manifest.modes)]

    def variables(
        self, ctx: RunContext, payload: OrchestratorInput, facts: FactBook
    ) -> dict[str, str]:
        """Its charter, what may be chosen, and the request as quoted data."""
        modes = []
        for agent in self.manifest.agents.values():
            function = function_for(agent.function)
            line = {"mode": agent.mode, "agent": function.title, "asked_as": agent.asks[:12]}
            modes.append(quoted(line | {"reads": function.reads, "writes": function.writes}))
        chains = [
            quoted({"chain": chain.name, "title": chain.title, "modes": chain.modes})
            for chain in self.manifest.chains.values()
        ]
        return {
            "charter": charter(self.manifest).text.strip(),
            "modes": "\n".join(modes),
            "chains": "\n".join(chains) or "There are none.",
            "request": quoted(payload.request),
            "answer_schema": json.dumps(OrchestratorDraft.model_json_schema(), sort_keys=True),
        }

    def accept(self, output: OrchestratorOutput, draft: Any) -> OrchestratorOutput:
        """Take a model's choice where the module has it; a rule's choice stands otherwise.

        Steps that the payload names outright are nobody's to change.
        """
        payload = OrchestratorInput.model_validate(output.asked)
        modes = choice(self.manifest, draft.choice)
        present = tuple(step.mode for step in output.steps)
        if payload.chain or not modes or modes == present:
            return output
        named = draft.choice if draft.choice in self.manifest.chains else None
        return self._choice(payload, Route(modes, draft.why, chain=named))

    def _named(self, payload: OrchestratorInput) -> Route | None:
        """The steps that the payload names outright."""
        if not payload.chain:
            return None
        if isinstance(payload.chain, str):
            modes = choice(self.manifest, payload.chain)
            name = payload.chain if payload.chain in self.manifest.chains else None
        else:
            modes, name = tuple(payload.chain), None
        return Route(modes, f"You named the steps: {in_order(modes)}.", chain=name)

    def _choice(self, payload: OrchestratorInput, chosen: Route) -> OrchestratorOutput:
        alone, tells = len(chosen.modes) == 1, _tells(payload.request, chosen.matched)
        steps = [self._step(payload, mode, alone, tells) for mode in chosen.modes]
        why = chosen.why
        if unbound_numbers(why, FactBook(), self.allowed_phrases(None, payload, None)):  # type: ignore[arg-type]
            why = f"It goes to {in_order(chosen.modes)}."
        single = steps[0] if alone else None
        return OrchestratorOutput(
            summary=why,
            mode=single.mode if single else None,
            agent=single.agent if single else None,
            chain=chosen.chain,
            matched=list(chosen.matched),
            asked=payload.model_dump(mode="json", exclude_defaults=True),
            steps=steps,
        )

    def _step(self, payload: OrchestratorInput, mode: str, alone: bool, tells: bool) -> Step:
        agent = agent_for(self.manifest, mode)
        function = function_for(agent.function)
        given = {**(payload.payload if alone else {}), **payload.payloads.get(mode, {})}
        if function.takes_request and (tells or function.takes_short_requests):
            given.setdefault(function.takes_request, payload.request)
        return Step(mode=mode, agent=agent.function, title=function.title, payload=given)

    def _question(self, why: str, names: Sequence[str]) -> Need:
        """Which agent is meant: between the nearest, or among all."""
        lines = []
        for name in names:
            if name in self.manifest.chains:
                lines.append(f"{self.manifest.chains[name].title} (several steps)")
            else:
                lines.append(label(name))
        return Need(
            what="Which agent you mean",
            why=why,
            question=f"Which of these do you want: {', '.join(lines)}?",
        )


def _tells(request: str, matched: Sequence[str]) -> bool:
    """Whether a request says more than what is wanted: then an agent may read it as an answer."""
    said, decided = len(tokens(request)), sum(len(tokens(words)) for words in matched)
    return said - decided >= TELLING
