"""The answer's structure from the ground and its facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coo.analysis.discovery import DiscoveredStep
from coo.intake import sentences
from coo.intake.contracts import ArcPart, DraftedWorkflow, IntakeFinding, IntakeOutput, StepPart
from coo.intake.ground import Ground
from coo.intake.proposals import proposals_of
from coo.intake.reading import MOST_CASES
from kernel.core.contracts import Severity
from kernel.core.facts import FactBook


def output_of(ground: Ground, book: FactBook) -> IntakeOutput:
    """Everything in the built-in words."""
    keys = ground.step_keys()
    return IntakeOutput(
        summary=sentences.summary(ground, book),
        findings=list(_findings(ground, book)),
        questions=list(sentences.questions(ground)),
        mapped=ground.log.workflow if ground.log else "",
        steps=[
            StepPart(
                key=key,
                workflow_key=keys[step.name],
                name=step.name,
                role=ground.role(step.name),
                after=[keys[name] for name in step.after],
                facts=_keys(book, key),
            )
            for key, step in ground.steps
        ],
        arcs=[
            ArcPart(key=key, source=arc.source, target=arc.target, facts=_keys(book, key))
            for key, arc in ground.arcs
        ],
        workflow=_workflow(ground, keys),
        proposals=proposals_of(ground, book),
        defaults=sentences.defaults(ground, MOST_CASES),
    )


def _workflow(ground: Ground, keys: dict[str, str]) -> DraftedWorkflow | None:
    version, in_use = ground.version if ground.drafts else (1, False)
    if not ground.drafts or in_use:
        return None
    return DraftedWorkflow(
        name=ground.name,
        version=version,
        description=sentences.description(ground),
        steps=[_step(step, keys, ground.role(step.name)) for _, step in ground.steps],
    )


def _step(step: DiscoveredStep, keys: dict[str, str], role: str) -> dict[str, Any]:
    return {
        "key": keys[step.name],
        "name": step.name,
        "role": role,
        "optimistic": round(step.optimistic, 2),
        "likely": round(step.likely, 2),
        "pessimistic": round(step.pessimistic, 2),
        "depends_on": [keys[name] for name in step.after],
    }


def _findings(ground: Ground, book: FactBook) -> Iterator[IntakeFinding]:
    """What keeps figures from being right first, then what is missing."""
    log = ground.log
    if log is not None and log.future.count:
        yield _finding(
            "future", "Events lie in the future", sentences.future(book), "medium", "log.future"
        )
    if log is not None and log.single.count:
        yield _finding(
            "single", "Cases with a single event", sentences.single(book), "low", "log.single",
            "log.cases",
        )  # fmt: skip
    if any(not step.timed for _, step in ground.steps):
        yield _finding("untimed", "Begins are not known", sentences.untimed(ground), "low")
    if ground.unowned.count:
        yield _finding(
            "unowned",
            "Tasks of nobody",
            sentences.unowned(book),
            "low",
            "tasks.unowned",
            "tasks.open",
        )
    if ground.undated.count:
        yield _finding(
            "undated", "Tasks without a due time", sentences.undated(book), "low", "tasks.undated"
        )
    if ground.unestimated.count:
        yield _finding(
            "unestimated", "Tasks without an estimate", sentences.unestimated(book), "low",
            "tasks.unestimated",
        )  # fmt: skip


def _finding(kind: str, title: str, text: str, severity: Severity, *facts: str) -> IntakeFinding:
    return IntakeFinding(
        kind=kind, key=kind, title=title, text=text, severity=severity, subject=kind,
        facts=list(facts),
    )  # fmt: skip


def _keys(book: FactBook, start: str) -> list[str]:
    """The keys of the facts that begin so."""
    return [one.key for one in book if one.key.startswith(f"{start}.")]
