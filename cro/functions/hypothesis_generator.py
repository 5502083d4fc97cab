"""`cro-hypothesis-generator`: where people are lost, and what to test there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cro.ideas import effects
from cro.ideas.book import facts_of
from cro.ideas.contracts import IdeasDraft, IdeasInput, IdeasOutput
from cro.ideas.ground import Ground
from cro.ideas.output import output_of
from cro.ideas.reading import read
from kernel.core.contracts import (
    STANDARD_VARIABLES,
    AgentFunction,
    Entity,
    Need,
    RunContext,
    quoted,
)
from kernel.core.facts import FactBook
from kernel.core.wordings import worded

WRITTEN_ANEW = ("leak", "gap", "loss")
SHOWN = ("key", "ground", "title", "because", "we_believe", "will", "step", "segment", "metric")


class HypothesisGenerator(AgentFunction[IdeasInput, Ground, IdeasOutput]):
    """Ideas from leaks, gaps and losses, scored, and told apart from those that were had."""

    name = "cro-hypothesis-generator"
    version = "1"
    title = "Find ideas"
    reads = "Reads step counts, segments, earlier hypotheses and tests."
    writes = "Drafts hypotheses; proposes to queue those that answer a leak."
    Input = IdeasInput
    Output = IdeasOutput
    Draft = IdeasDraft
    prompt_variables = (*STANDARD_VARIABLES, "ideas")

    def gather(self, ctx: RunContext, payload: IdeasInput) -> Ground | list[Need]:
        """Counts, hypotheses and settings."""
        ctx.step("Read counts and earlier ideas")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: IdeasInput, data: Ground) -> FactBook:
        """Every figure of places and ideas."""
        ctx.step("Look where people are lost")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: IdeasInput, data: Ground, facts: FactBook
    ) -> IdeasOutput:
        """The built-in analyst's answer."""
        ctx.step("Score ideas")
        return output_of(data, facts)

    def variables(self, ctx: RunContext, payload: IdeasInput, facts: FactBook) -> dict[str, str]:
        """The standard ones, and no idea yet."""
        return {**super().variables(ctx, payload, facts), "ideas": ""}

    def draft_variables(
        self, ctx: RunContext, payload: IdeasInput, facts: FactBook, output: IdeasOutput
    ) -> dict[str, str]:
        """The ideas as they are laid out."""
        shown = [one.model_dump(include=set(SHOWN)) for one in output.ideas]
        found = super().draft_variables(ctx, payload, facts, output)
        return {**found, "ideas": "\n".join(quoted(one) for one in shown)}

    def draft_keys(self, output: IdeasOutput) -> dict[str, list[str]]:
        """The findings' keys, and those of ideas that the model may word."""
        return {
            "FindingText.key": [one.key for one in output.findings],
            "IdeaText.key": [one.key for one in output.ideas if one.ground in WRITTEN_ANEW],
        }

    def draft_faults(
        self, ctx: RunContext, payload: IdeasInput, facts: FactBook, output: IdeasOutput, draft: Any
    ) -> Sequence[dict[str, str]]:
        """A figure in the words of a hypothesis: they are stored, and would be old tomorrow."""
        return [
            {
                "pointer": f"/ideas/{at}/{name}",
                "code": "figure",
                "detail": "The words of a hypothesis hold no figure and no reference.",
            }
            for at, item in enumerate(draft.ideas)
            for name in ("because", "we_believe", "will")
            if "{fact:" in getattr(item, name)
        ]

    def allowed_phrases(self, ctx: RunContext, payload: IdeasInput, data: Ground) -> Sequence[str]:
        """Names of steps, segments, metrics and hypotheses may be quoted."""
        return data.own_words()

    def accept(self, output: IdeasOutput, draft: Any) -> IdeasOutput:
        """The model's words; places, scores and what people wrote stay."""
        words = {item.key: item for item in draft.ideas}
        ideas = []
        for one in output.ideas:
            said = words.get(one.key)
            if said is None or one.ground not in WRITTEN_ANEW:
                ideas.append(one)
                continue
            named = ("because", "we_believe", "will")
            update = {name: getattr(said, name) for name in named if getattr(said, name)}
            ideas.append(one.model_copy(update=update))
        findings = worded(output.findings, draft.findings)
        return output.model_copy(
            update={
                "summary": draft.summary or output.summary,
                "findings": findings,
                "ideas": ideas,
            }
        )

    def effects(
        self, ctx: RunContext, payload: IdeasInput, output: IdeasOutput, facts: FactBook
    ) -> list[Entity]:
        """Hypotheses as drafts, and proposals to queue them."""
        return effects.write(output, facts, ctx.today)


FUNCTION = HypothesisGenerator
