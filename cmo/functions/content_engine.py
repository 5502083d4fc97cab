"""`cmo-content-engine`: the pieces of a campaign, as outlines or as copy in the brand's voice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from cmo.content import copy, effects
from cmo.content.book import facts_of
from cmo.content.contracts import ContentDraft, ContentInput, ContentOutput
from cmo.content.ground import Ground
from cmo.content.outlines import PARTS
from cmo.content.output import output_of
from cmo.content.reading import read
from kernel.core.contracts import (
    STANDARD_VARIABLES,
    AgentFunction,
    Entity,
    Need,
    RunContext,
    quoted,
)
from kernel.core.facts import FactBook
from kernel.formats import Notation
from kernel.screens import figures


class ContentEngine(AgentFunction[ContentInput, Ground, ContentOutput]):
    """Assets with A/B variants for one campaign's channels, and their calendar entries."""

    name = "cmo-content-engine"
    version = "1"
    title = "Write content"
    reads = "Reads a campaign, the brand profile, its offer, its segment and the calendar."
    writes = "Writes content assets with variants and calendar entries, all as drafts."
    Input = ContentInput
    Output = ContentOutput
    Draft = ContentDraft
    takes_request = "words"
    takes_short_requests = True
    prompt_variables = (*STANDARD_VARIABLES, "brand", "pieces")

    def gather(self, ctx: RunContext, payload: ContentInput) -> Ground | list[Need]:
        """The campaign, the words that its copy is made of, and what is planned already."""
        ctx.step("Read the campaign and the brand")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: ContentInput, data: Ground) -> FactBook:
        """The pieces' days, and the prices that copy may state."""
        ctx.step("Lay out pieces and days")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: ContentInput, data: Ground, facts: FactBook
    ) -> ContentOutput:
        """The brief, and an outline of every variant out of the workspace's own words."""
        ctx.step("Outline the variants")
        return output_of(data, self._writer(ctx, facts))

    def variables(self, ctx: RunContext, payload: ContentInput, facts: FactBook) -> dict[str, str]:
        """The standard ones; brand and pieces are empty until they are laid out."""
        return super().variables(ctx, payload, facts) | {"brand": "{}", "pieces": ""}

    def draft_variables(
        self, ctx: RunContext, payload: ContentInput, facts: FactBook, output: ContentOutput
    ) -> dict[str, str]:
        """The brief as data, and a line a piece with its parts, their limits and approaches."""
        schema = ContentDraft.model_json_schema()
        keys = [piece.key for piece in output.pieces]
        if keys:
            schema["$defs"]["PieceDraft"]["properties"]["key"]["enum"] = keys
        return self.variables(ctx, payload, facts) | {
            "brand": quoted(output.brief),
            "pieces": "\n".join(
                quoted(
                    {
                        "key": piece.key,
                        "channel": piece.label,
                        "kind": piece.kind,
                        "goes_out": piece.publish_on.isoformat(),
                        "thought": piece.key_message,
                        "asks": piece.cta,
                        "tone": piece.tone,
                        "parts": {
                            part: piece.limits.get(part, "no limit") for part in PARTS[piece.kind]
                        },
                        "approaches": {one.label: one.approach for one in piece.variants},
                    }
                )
                for piece in output.pieces
            ),
            "answer_schema": json.dumps(schema, ensure_ascii=False),
        }

    def draft_parts(self, output: ContentOutput) -> Sequence[tuple[str, ContentOutput]]:
        """As many answers as the longest copy of all pieces takes."""
        found = copy.batches(output)
        if len(found) < 2:
            return [("", output)]
        return [
            (
                quoted({"pieces": [piece.key for piece in pieces]}),
                output.model_copy(update={"pieces": pieces}),
            )
            for pieces in found
        ]

    def draft_faults(
        self,
        ctx: RunContext,
        payload: ContentInput,
        facts: FactBook,
        output: ContentOutput,
        draft: Any,
    ) -> Sequence[dict[str, str]]:
        """Parts that are too long as they will be read, places to fill in, unknown pieces."""
        return copy.faults(output, draft, self._writer(ctx, facts))

    def allowed_phrases(
        self, ctx: RunContext, payload: ContentInput, data: Ground
    ) -> Sequence[str]:
        """The workspace's own words may be quoted."""
        titles = [one.title for one in data.standing]
        return [*data.words(), *titles, *(name for name, _ in data.campaign.channels)]

    def accept(self, output: ContentOutput, draft: Any) -> ContentOutput:
        """The model's copy in the place of the outlines that it wrote out."""
        return copy.accepted(output, draft)

    def effects(
        self,
        ctx: RunContext,
        payload: ContentInput,
        output: ContentOutput,
        facts: FactBook,
    ) -> list[Entity]:
        """Assets, variants and entries as drafts; a person's changes stay."""
        return effects.write(output, facts)

    def _writer(self, ctx: RunContext, facts: FactBook) -> Any:
        place = ctx.workspace
        notes = Notation(place.number_format, place.currency, ctx.today)
        return lambda text: figures.plain(text, facts, notes)


FUNCTION = ContentEngine
