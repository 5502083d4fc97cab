"""``probe-breaker``: breaks off in the way that its payload names."""

from __future__ import annotations

import time
from typing import Literal

from kernel.core.contracts import AgentFunction, AgentInput, AgentOutput, Entity, RunContext
from kernel.core.facts import FactBook
from kernel.errors import ConflictError
from probe.models import ProbeNote

How = Literal["raise", "scope", "conflict", "unbound", "nul", "effects", "slow", "lose"]


class BreakerInput(AgentInput):
    how: How = "raise"
    seconds: float = 0


class Breaker(AgentFunction[BreakerInput, BreakerInput, AgentOutput]):
    name = "probe-breaker"
    title = "Breaker"
    reads = "Reads nothing."
    writes = "Breaks everything."
    Input = BreakerInput

    def gather(self, ctx: RunContext, payload: BreakerInput) -> BreakerInput:
        return payload

    def facts(self, ctx: RunContext, payload: BreakerInput, data: BreakerInput) -> FactBook:
        if payload.how == "raise":
            raise ZeroDivisionError("a secret of the stack")
        if payload.how == "scope":
            ProbeNote.objects.count()
        if payload.how == "conflict":
            raise ConflictError("Two rows disagree.")
        if payload.how == "slow":
            for step in range(round(payload.seconds * 10)):
                ctx.step("waiting", step, round(payload.seconds * 10))
                ctx.check_cancelled()
                time.sleep(0.1)
        return FactBook()

    def compose(
        self, ctx: RunContext, payload: BreakerInput, data: BreakerInput, facts: FactBook
    ) -> AgentOutput:
        words = {"unbound": "It is 42 percent.", "nul": "a\0b"}
        return AgentOutput(summary=words.get(payload.how, "Nothing broke."))

    def effects(
        self, ctx: RunContext, payload: BreakerInput, output: AgentOutput, facts: FactBook
    ) -> list[Entity]:
        note = ProbeNote.objects.create(text="broken", total=0, run_id=ctx.run_id)
        if payload.how == "effects":
            raise RuntimeError("after the first row")
        return [Entity("probe_notes", note.pk, note.text, "created")]


FUNCTION = Breaker()
