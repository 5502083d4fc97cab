"""The orchestrator of a module: it chooses the mode of a request that names none."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import Field

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
from kernel.core.facts import FactBook
from kernel.core.manifest import Manifest
from kernel.core.prompts import Prompt, load
from kernel.core.routing import function_for, route


def charter(manifest: Manifest) -> Prompt:
    """The high-level prompt beside the detailed one: what the orchestrator is for."""
    path = manifest.orchestrator_prompt.replace(".system.prompt.txt", ".prompt.txt")
    return load(path, manifest.root)


class OrchestratorInput(AgentInput):
    """A request in the caller's words, and what is passed on to the chosen agent."""

    request: Annotated[str, Field(max_length=2000)] = Field(
        default="",
        title="Request",
        description="In your own words; the mode is chosen from it.",
        json_schema_extra={"widget": "textarea"},
    )
    payload: dict[str, Any] = Field(
        default_factory=dict, title="Payload", json_schema_extra={"widget": "json"}
    )


class OrchestratorOutput(AgentOutput):
    """The chosen mode and agent; both None where the request needs an answer first."""

    mode: Code | None = None
    agent: Code | None = None
    payload: Annotated[dict[str, Any], Verbatim] = Field(default_factory=dict)


class OrchestratorDraft(AgentDraft):
    """A model's choice; ``none`` where no mode fits."""

    mode: Annotated[str, Field(max_length=40)]
    why: Annotated[str, Field(max_length=300)]


class Orchestrator(AgentFunction[OrchestratorInput, None, OrchestratorOutput]):
    """``{role}-kernel``: computes no figure and writes no row; it names who does the work.

    The runner starts the chosen agent as a child run with ``output.payload``.
    """

    version = "1"
    Input = OrchestratorInput
    Output = OrchestratorOutput
    Draft = OrchestratorDraft
    prompt_variables = ("charter", "modes", "request", "answer_schema")

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self.name = manifest.kernel_function  # type: ignore[misc]
        self.title = manifest.entry_agent  # type: ignore[misc]
        self.reads = "Reads your request."  # type: ignore[misc]
        self.writes = "Starts the agent that fits it."  # type: ignore[misc]

    def gather(self, ctx: RunContext, payload: OrchestratorInput) -> None:
        """Nothing of the tenant's is read."""

    def facts(self, ctx: RunContext, payload: OrchestratorInput, data: None) -> FactBook:
        """No figures."""
        return FactBook()

    def compose(
        self, ctx: RunContext, payload: OrchestratorInput, data: None, facts: FactBook
    ) -> OrchestratorOutput:
        """Choose by rule; where nothing fits, ask."""
        chosen = route(self.manifest, payload.request)
        if chosen.mode is None:
            return OrchestratorOutput(summary=chosen.why, needs=[self._question(chosen.why)])
        return self._choice(payload, chosen.mode, chosen.why)

    def variables(
        self, ctx: RunContext, payload: OrchestratorInput, facts: FactBook
    ) -> dict[str, str]:
        """Its charter, the modes with what each reads and writes, the request as quoted data."""
        modes = []
        for agent in self.manifest.agents.values():
            function = function_for(agent.function)
            line = {"mode": agent.mode, "agent": function.title}
            modes.append(quoted(line | {"reads": function.reads, "writes": function.writes}))
        return {
            "charter": charter(self.manifest).text.strip(),
            "modes": "\n".join(modes),
            "request": quoted(payload.request),
            "answer_schema": json.dumps(OrchestratorDraft.model_json_schema(), sort_keys=True),
        }

    def accept(self, output: OrchestratorOutput, draft: Any) -> OrchestratorOutput:
        """Take a model's mode where the module has it; a rule's choice stands otherwise."""
        modes = {agent.mode: agent.function for agent in self.manifest.agents.values()}
        if draft.mode not in modes or (output.mode and output.mode == draft.mode):
            return output
        return output.model_copy(
            update={
                "mode": draft.mode,
                "agent": modes[draft.mode],
                "summary": draft.why,
                "needs": [],
            }
        )

    def _choice(self, payload: OrchestratorInput, mode: str, why: str) -> OrchestratorOutput:
        agents = {agent.mode: agent.function for agent in self.manifest.agents.values()}
        return OrchestratorOutput(
            summary=why, mode=mode, agent=agents[mode], payload=payload.payload
        )

    def _question(self, why: str) -> Need:
        modes = ", ".join(self.manifest.modes)
        return Need(what="A mode", why=why, question=f"Which of these do you want: {modes}?")
