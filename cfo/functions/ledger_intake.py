"""`cfo-ledger-intake`: waiting lines filed, transfers paired, accounts held against the bank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cfo.ledger import effects
from cfo.ledger.book import facts_of
from cfo.ledger.contracts import LedgerDraft, LedgerInput, LedgerOutput
from cfo.ledger.ground import Ground
from cfo.ledger.output import output_of
from cfo.ledger.reading import read
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook
from kernel.core.wordings import worded


class LedgerIntake(AgentFunction[LedgerInput, Ground, LedgerOutput]):
    """Files what rules decide, pairs what can only be a transfer, and asks about the rest."""

    name = "cfo-ledger-intake"
    version = "1"
    title = "Put the ledger in order"
    reads = "Reads bank lines, accounts, categories and rules."
    writes = "Files lines by your rules and pairs certain transfers; proposes the rest."
    Input = LedgerInput
    Output = LedgerOutput
    Draft = LedgerDraft

    def gather(self, ctx: RunContext, payload: LedgerInput) -> Ground | list[Need]:
        """The whole ledger with its rules and accounts."""
        ctx.step("Read the ledger")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: LedgerInput, data: Ground) -> FactBook:
        """Every figure of filing, pairing and balances."""
        ctx.step("Hold lines against rules, payees and the bank")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: LedgerInput, data: Ground, facts: FactBook
    ) -> LedgerOutput:
        """The built-in analyst's answer."""
        ctx.step("Say what is left")
        return output_of(data, facts)

    def draft_keys(self, output: LedgerOutput) -> dict[str, list[str]]:
        """The findings' keys."""
        return {"FindingText.key": [one.key for one in output.findings]}

    def allowed_phrases(self, ctx: RunContext, payload: LedgerInput, data: Ground) -> Sequence[str]:
        """Names of payees, categories and accounts may be quoted."""
        return data.own_words()

    def accept(self, output: LedgerOutput, draft: Any) -> LedgerOutput:
        """The model's words; what is filed, paired and proposed stays."""
        findings = worded(output.findings, draft.findings)
        return output.model_copy(
            update={"summary": draft.summary or output.summary, "findings": findings}
        )

    def effects(
        self, ctx: RunContext, payload: LedgerInput, output: LedgerOutput, facts: FactBook
    ) -> list[Entity]:
        """Categories by rule, pairs, and proposals."""
        return effects.write(payload, output, facts)


FUNCTION = LedgerIntake
