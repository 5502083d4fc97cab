"""``probe-adder``: adds the amounts of the payload and keeps the total as a note."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kernel.core.contracts import (
    AgentDraft,
    AgentFunction,
    AgentInput,
    AgentOutput,
    Entity,
    Need,
    RunContext,
)
from kernel.core.facts import Fact, FactBook, input_hash
from probe.models import ProbeNote


class AdderInput(AgentInput):
    amounts: list[int] = Field(default_factory=list)
    note: Annotated[str, Field(max_length=100)] = ""


class AdderOutput(AgentOutput):
    pass


class AdderDraft(AgentDraft):
    summary: Annotated[str, Field(max_length=300)]


class Adder(AgentFunction[AdderInput, list[int], AdderOutput]):
    name = "probe-adder"
    title = "Adder"
    reads = "Reads amounts."
    writes = "Keeps totals."
    Input = AdderInput
    Output = AdderOutput
    Draft = AdderDraft

    def gather(self, ctx: RunContext, payload: AdderInput) -> list[int] | list[Need]:
        if not payload.amounts:
            return [Need(what="Amounts", why="There is nothing to add.", question="Which ones?")]
        return list(payload.amounts)

    def facts(self, ctx: RunContext, payload: AdderInput, data: list[int]) -> FactBook:
        ctx.step("adding", len(data), len(data))
        book = FactBook()
        book.add(
            Fact(
                key="total",
                label="Total",
                value=sum(data),
                unit="count",
                function="probe.functions.adder.total",
                version="1",
                input_hash=input_hash(data),
                formula="the sum of the amounts",
            )
        )
        return book

    def compose(
        self, ctx: RunContext, payload: AdderInput, data: list[int], facts: FactBook
    ) -> AdderOutput:
        return AdderOutput(summary="The amounts add up to {fact:total}.")

    def accept(self, output: AdderOutput, draft: AdderDraft) -> AdderOutput:
        return output.model_copy(update={"summary": draft.summary})

    def effects(
        self, ctx: RunContext, payload: AdderInput, output: AdderOutput, facts: FactBook
    ) -> list[Entity]:
        note = ProbeNote.objects.create(
            text=payload.note or "Total", total=facts["total"].value, run_id=ctx.run_id
        )
        return [Entity("probe_notes", note.pk, note.text, "created")]


FUNCTION = Adder()
