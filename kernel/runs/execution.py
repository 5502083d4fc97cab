"""A run's work: rows read in one scope, then everything computed and written without any."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from kernel import gateway
from kernel.core import prompts
from kernel.core.binding import names_quoted, unbound_in
from kernel.core.contracts import AgentInput, AgentOutput, Need
from kernel.core.facts import FactBook
from kernel.core.faults import parse_payload, pointers
from kernel.core.manifest import AgentSpec, Manifest
from kernel.core.routing import AnyFunction, Spec, find_function
from kernel.errors import KernelError
from kernel.runs import events
from kernel.runs.context import Context
from kernel.runs.models import AgentRun, ScheduleSlot
from kernel.runs.place import entered
from kernel.tenancy.access import access
from kernel.tenancy.clock import tenant_date
from kernel.tenancy.models import Workspace
from kernel.tenancy.scope import Kind, Scope


@dataclass
class Outcome:
    """What a run came to, before anything of it is stored."""

    function: AnyFunction
    context: Context
    payload: AgentInput
    output: AgentOutput
    facts: FactBook = field(default_factory=FactBook)
    engine: str = "builtin"
    engine_name: str = gateway.engine.BUILT_IN
    prompt_hash: str = ""
    prompt_text_hash: str = ""
    tokens: int = 0
    cost_micros: int = 0

    @property
    def has_effects(self) -> bool:
        """Whether rows may be written: not where a prerequisite is missing."""
        return not self.output.needs


class Attempt:
    """One attempt at one run. ``phase`` names what was being done when something broke."""

    def __init__(self, run: AgentRun, scope: Scope) -> None:
        self.run = run
        self.scope = scope
        self.phase = "start"
        self.context: Context | None = None

    def execute(self) -> Outcome:
        """Do the work up to the effects; raises KernelError where there is an answer instead."""
        try:
            return self._execute()
        finally:
            if self.context is not None:
                self.context.settle()

    def _execute(self) -> Outcome:
        manifest, spec, function = find_function(self.run.agent)
        payload = parse_payload(function.Input, self.run.input)
        self.phase = "gather"
        with entered(self.scope):
            access().require_write(manifest.id)
            context = self.context = self._context()
            data = function.gather(context, payload)
        context.flush()
        prompt = _prompt(spec, manifest)
        if isinstance(data, list) and data and all(isinstance(item, Need) for item in data):
            output = function.Output.model_construct(needs=data)
            output = function.Output.model_validate(output.model_dump())
            return Outcome(
                function, context, payload, output, prompt_hash=prompt.hash if prompt else ""
            )
        self.phase = "facts"
        facts = function.facts(context, payload, data)
        context.flush()
        self.phase = "compose"
        output = function.compose(context, payload, data, facts)
        made = Outcome(function, context, payload, output, facts)
        allowed = [
            *function.allowed_phrases(context, payload, data),
            *context.workspace.set_phrases,
            *_words_of(self.run.input),
        ]
        made.prompt_hash = prompt.hash if prompt else ""
        if prompt is not None and function.Draft is not None:
            self.phase = "draft"
            self._draft(made, prompt, allowed)
            context.check_cancelled()
        self.phase = "validate"
        made.output = validated(function.Output, made.output, facts, allowed)
        return made

    def _context(self) -> Context:
        assert self.scope.workspace_id is not None
        workspace = Workspace.objects.select_related("tenant").get(pk=self.scope.workspace_id)
        today = tenant_date(workspace.tenant, workspace.timezone)
        if self.scope.kind is Kind.SCHEDULE:
            slot = ScheduleSlot.objects.filter(run_id=self.run.pk).first()
            if slot is not None:
                today = slot.scheduled_for.astimezone(ZoneInfo(workspace.timezone)).date()
        real = dt.datetime.now(ZoneInfo(workspace.timezone))
        moment = dt.datetime.combine(today, real.timetz())
        return Context(
            self.run.pk,
            self.scope,
            workspace,
            today,
            moment,
            fence=self.run.fence,
            parent_id=self.run.parent_id,
        )

    def _draft(self, made: Outcome, prompt: prompts.Prompt, allowed: Sequence[str]) -> None:
        """Let the configured model write the text; where it fails the built-in text stands."""
        if gateway.available().kind == "builtin":
            return
        function = made.function
        work = (made.context, made.payload, made.facts, made.output)
        rendered = prompts.render(prompt, function.draft_variables(*work))
        made.prompt_text_hash = rendered.text_hash
        parts = function.draft_parts(made.output)
        for number, (only, part) in enumerate(parts, start=1):
            made.context.step("draft", *((number - 1, len(parts)) if len(parts) > 1 else ()))
            made.context.check_cancelled()
            if not self._draft_part(made, rendered, allowed, only, part):
                break

    def _draft_part(
        self,
        made: Outcome,
        rendered: prompts.Rendered,
        allowed: Sequence[str],
        only: str,
        part: Any,
    ) -> bool:
        """One answer of the model, put in the place of the built-in text where it holds.

        False where the model could not be asked at all.
        """
        function = made.function
        assert function.Draft is not None
        assert self.scope.tenant_id is not None
        result = gateway.draft(
            rendered,
            function.Draft,
            run_id=self.run.pk,
            tenant_id=self.scope.tenant_id,
            check=lambda draft: [
                *unbound_in(draft, made.facts, allowed),
                *function.draft_faults(made.context, made.payload, made.facts, part, draft),
            ],
            watch=made.context.watch,
            only=only,
        )
        made.tokens += result.tokens
        made.cost_micros += int((result.cost or 0) * 1_000_000)
        if result.draft is None:
            refused = {"model": result.model, "tries": result.tries, "problems": result.problems}
            made.context.pending.append(events.Event("draft_refused", detail=refused))
            return result.tries > 0
        made.output = function.accept(made.output, result.draft)
        made.engine, made.engine_name = "model", result.model
        return True


def validated(
    contract: type[AgentOutput], output: BaseModel, facts: FactBook, allowed: Sequence[str]
) -> AgentOutput:
    """The output as its contract reads it; raises KernelError ``invalid_output`` with each fault.

    Every number in its text must stand as a reference to a fact of the book. What a model wrote
    of it was held to that more strictly before it came in: there no mark excuses a number.
    """
    try:
        held = names_quoted(contract.model_validate(output.model_dump()), allowed)
        text = json.dumps(held.model_dump(mode="json"), allow_nan=False)
    except ValidationError as error:
        raise KernelError(
            "invalid_output", detail="The output does not fit.", errors=pointers(error)
        ) from error
    except ValueError as error:
        raise KernelError("invalid_output", detail="The output is no JSON.") from error
    if "\\u0000" in text:
        raise KernelError("invalid_output", detail="The output holds a NUL character.")
    if faults := unbound_in(held, facts, allowed, quotes=True):
        where = "; ".join(f"{fault['pointer']}: {fault['detail']}" for fault in faults[:5])
        raise KernelError("invalid_output", detail=where, errors=faults)
    return held


@cache
def _prompt_at(path: Path) -> prompts.Prompt:
    return prompts.load(path)


def _prompt(spec: Spec, manifest: Manifest) -> prompts.Prompt | None:
    """The agent's prompt; a schedule has none. Files change with a deployment only."""
    return _prompt_at(manifest.file(spec.prompt)) if isinstance(spec, AgentSpec) else None


def _words_of(value: Any) -> Iterator[str]:
    """The texts of a payload: what the person wrote may be quoted."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _words_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from _words_of(item)
