"""`cfo-budget-planner`: a budget in three scenarios that keeps cash above its floor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cfo.budgeting import effects
from cfo.budgeting.book import facts_of
from cfo.budgeting.contracts import BudgetDraft, BudgetInput, BudgetOutput
from cfo.budgeting.goals import faults_of
from cfo.budgeting.ground import Ground
from cfo.budgeting.output import output_of
from cfo.budgeting.reading import read
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook
from kernel.core.wordings import worded


class BudgetPlanner(AgentFunction[BudgetInput, Ground, BudgetOutput]):
    """Each category's months from its own past, goals and positions; cuts where cash needs them."""

    name = "cfo-budget-planner"
    version = "1"
    title = "Plan a budget"
    reads = "Reads bank lines by category, headcount, the budget so far and the cash floor."
    writes = "Writes a version of the budget as drafts, and proposes to approve it."
    Input = BudgetInput
    Output = BudgetOutput
    Draft = BudgetDraft

    def refuse(self, payload: BudgetInput) -> Sequence[Mapping[str, str]]:
        """Goals that are not written as goals."""
        return faults_of(payload.goals)

    def gather(self, ctx: RunContext, payload: BudgetInput) -> Ground | list[Need]:
        """The lines of one currency, goals and floor."""
        ctx.step("Read the ledger and the budget")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: BudgetInput, data: Ground) -> FactBook:
        """Every figure of the plan."""
        ctx.step("Plan each category in three scenarios")
        ctx.check_cancelled()
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: BudgetInput, data: Ground, facts: FactBook
    ) -> BudgetOutput:
        """The plan with the built-in words."""
        return output_of(data, facts)

    def draft_keys(self, output: BudgetOutput) -> dict[str, list[str]]:
        """The keys of categories."""
        return {"CategoryText.key": [part.key for part in output.categories]}

    def allowed_phrases(self, ctx: RunContext, payload: BudgetInput, data: Ground) -> Sequence[str]:
        """Names of categories, accounts and positions may be quoted."""
        return data.own_words()

    def accept(self, output: BudgetOutput, draft: Any) -> BudgetOutput:
        """The model's words; amounts stay."""
        return output.model_copy(
            update={
                "summary": draft.summary or output.summary,
                "categories": worded(output.categories, draft.categories, "why"),
            }
        )

    def effects(
        self, ctx: RunContext, payload: BudgetInput, output: BudgetOutput, facts: FactBook
    ) -> list[Entity]:
        """The version's rows, and the proposal to approve them."""
        return effects.write(output, facts)


FUNCTION = BudgetPlanner
