"""What an orchestrator chose is started with its completion, as its child."""

from __future__ import annotations

from kernel.core.contracts import AgentOutput, Entity
from kernel.core.orchestrator import OrchestratorOutput
from kernel.runs import submission
from kernel.runs.models import AgentRun
from kernel.tenancy.access import access


def start_chosen_agent(run: AgentRun, output: AgentOutput) -> list[Entity]:
    """Queue the agent that the output names, in the transaction of the run's completion.

    The child's payload is held to its contract here; raises InvalidPayloadError.
    """
    if not isinstance(output, OrchestratorOutput) or output.agent is None:
        return []
    asked = submission.plan(access(), run.module, output.mode, output.agent, output.payload)
    request_hash = submission.hash_request(run.module, output.mode, output.agent, output.payload)
    child = submission.submit(asked, request_hash, parent=run.pk)
    return [Entity("agent_runs", child.pk, asked.function.title, "created")]
