"""`cmo-brand-intake`: brand, customers and offers out of a pasted text and answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from cmo.setup import effects, grounding
from cmo.setup.book import facts_of, passages
from cmo.setup.contracts import (
    POINTS,
    BrandIntakeDraft,
    BrandIntakeInput,
    BrandIntakeOutput,
    FieldLine,
    FieldText,
)
from cmo.setup.ground import Ground
from cmo.setup.output import output_of
from cmo.setup.reading import read
from cmo.setup.wording import LABELS
from kernel.core.contracts import (
    AgentFunction,
    Entity,
    Need,
    RunContext,
    quoted,
    standard_variables,
)
from kernel.core.facts import FactBook

STANDARD = ("workspace", "today", "currency", "facts", "answer_schema")


class BrandIntake(AgentFunction[BrandIntakeInput, Ground, BrandIntakeOutput]):
    """Fills only what it found, keeps where from, and asks for the rest."""

    name = "cmo-brand-intake"
    version = "1"
    title = "Set up the brand"
    reads = "Reads what you paste, and the profile, segments and offers that you have."
    writes = "Writes profile, segments and offers as drafts. What you edited stays."
    Input = BrandIntakeInput
    Output = BrandIntakeOutput
    Draft = BrandIntakeDraft
    takes_request = "text"
    prompt_variables = (*STANDARD, "passages", "missing")

    def gather(self, ctx: RunContext, payload: BrandIntakeInput) -> Ground | list[Need]:
        """What is stored, beside what was handed over."""
        ctx.step("Read what is known")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: BrandIntakeInput, data: Ground) -> FactBook:
        """How much was found; names and numbers as they were said."""
        ctx.step("Read the text")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: BrandIntakeInput, data: Ground, facts: FactBook
    ) -> BrandIntakeOutput:
        """What was taken, and the questions that are left."""
        ctx.step("See what is missing")
        return output_of(data, facts)

    def variables(
        self, ctx: RunContext, payload: BrandIntakeInput, facts: FactBook
    ) -> dict[str, str]:
        """The standard ones without the request, whose text stands in the passages."""
        known = standard_variables(self, ctx, payload, facts)
        return {name: known[name] for name in STANDARD} | {"passages": "", "missing": "[]"}

    def draft_variables(
        self, ctx: RunContext, payload: BrandIntakeInput, facts: FactBook, output: BrandIntakeOutput
    ) -> dict[str, str]:
        """The passages with their ids, what is missing, and the ids in the answer's schema."""
        said = _passages(output)
        schema = BrandIntakeDraft.model_json_schema()
        if said:
            schema["$defs"]["FieldText"]["properties"]["passage"]["enum"] = list(said)
        lines = [quoted({"passage": key, "text": text}) for key, text in said.items()]
        return self.variables(ctx, payload, facts) | {
            "passages": "\n".join(lines),
            "missing": quoted(output.missing),
            "answer_schema": json.dumps(schema, ensure_ascii=False, sort_keys=True),
        }

    def draft_faults(
        self,
        ctx: RunContext,
        payload: BrandIntakeInput,
        facts: FactBook,
        output: BrandIntakeOutput,
        draft: Any,
    ) -> Sequence[dict[str, str]]:
        """A wording that says more than its passage."""
        return grounding.faults_of(draft, _passages(output))

    def allowed_phrases(
        self, ctx: RunContext, payload: BrandIntakeInput, data: Ground
    ) -> Sequence[str]:
        """A passage may be quoted whole, and so may names."""
        names = [one.name for one in data.found.segments]
        names += [one.name for one in data.found.offers]
        return [*names, *(text for _, text in passages(data))]

    def accept(self, output: BrandIntakeOutput, draft: Any) -> BrandIntakeOutput:
        """The model's wordings of what is new, changed or missing; nothing that is kept."""
        texts = {one.field: one for one in reversed(draft.fields)}
        said = _passages(output)
        lines = [
            _worded(line, texts.pop(line.field))
            if line.field in texts and line.state in ("new", "changed")
            else line
            for line in output.profile
        ]
        lines += [
            _worded(_empty_line(field, said[one.passage]), one)
            for field, one in texts.items()
            if field in output.missing
        ]
        known = {line.field for line in lines}
        labels = {LABELS[field] for field in known}
        return output.model_copy(
            update={
                "summary": draft.summary or output.summary,
                "profile": lines,
                "missing": [field for field in output.missing if field not in known],
                "questions": [one for one in output.questions if one.what not in labels],
            }
        )

    def effects(
        self,
        ctx: RunContext,
        payload: BrandIntakeInput,
        output: BrandIntakeOutput,
        facts: FactBook,
    ) -> list[Entity]:
        """Profile, segments and offers as drafts."""
        return effects.write(output, facts, str(ctx.workspace.currency))


def _passages(output: BrandIntakeOutput) -> dict[str, str]:
    """The output's passages by the ids that a draft names them by."""
    said = {line.field: line.passage for line in output.profile}
    return said | {f"open-{place}": text for place, text in enumerate(output.unplaced, start=1)}


def _empty_line(field: str, passage: str) -> FieldLine:
    return FieldLine(field=field, label=LABELS[field], state="new", value=[], passage=passage)


def _worded(line: FieldLine, one: FieldText) -> FieldLine:
    words = {"points": one.points} if one.field in POINTS else {"text": one.text}
    return line.model_copy(update=words)


FUNCTION = BrandIntake
