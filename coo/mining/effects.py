"""What a run writes: the report of the processes, and proposals as open recommendations."""

from __future__ import annotations

from typing import Any

from coo.mining.contracts import MiningOutput, ProcessPart
from coo.models import Recommendation, Report
from coo.models.report import ReportKind, ReportStatus
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook, references
from kernel.decisions.agent_proposals import propose_all
from kernel.formats import day
from kernel.runs.drafts import write_draft

COLUMNS = ["Times", "Work inside", "Wait before", "Part of all waiting", "Done again"]
PARTS = ("count", "hours", "wait", "share", "again")
STEP = ".step."
"""What the keys of an activity's facts hold, and those of a whole process do not."""


def write(output: MiningOutput, facts: FactBook) -> list[Entity]:
    """The report of the period, a person's or a final one left as it is; then proposals."""
    report = _report(output, facts)
    proposed = propose_all(Recommendation, output.proposals, facts)
    return [*([report] if report else []), *proposed]


def _report(output: MiningOutput, facts: FactBook) -> Entity | None:
    if output.first is None or output.last is None or output.narrowed:
        return None
    lines = [line for part in output.processes for line in _lines(part, facts)]
    missing = [words for part in output.processes for words in part.refused]
    shown = {key for line in lines for key in line["facts"]}
    shown |= {key for one in output.findings for key in one.facts}
    for text in (output.summary, *missing):
        shown |= set(references(text))
    kept = FactBook()
    for fact in facts:
        if fact.key in shown or STEP not in fact.key:
            kept.add(fact)
    written = write_draft(
        Report,
        find={
            "kind": ReportKind.PROCESS.value,
            "period_start": output.first,
            "period_end": output.last,
        },
        values={
            "title": f"Processes, as of {day(output.last)}",
            "figures": kept.as_json(),
            "body": {"columns": COLUMNS, "lines": lines, "missing": missing},
            "narrative": output.summary,
            "status": ReportStatus.DRAFT.value,
        },
    )
    return written.entity()


def _lines(part: ProcessPart, facts: FactBook) -> list[dict[str, Any]]:
    """The process as a heading, then a line for each activity."""

    def known(key: str) -> str:
        return key if key in facts else ""

    whole = {"label": part.workflow or "Cases without a workflow", "level": "head", "facts": []}
    steps = [
        {
            "label": one.name,
            "level": "line",
            "facts": [known(f"{one.key}.{name}") for name in PARTS],
        }
        for one in part.activities
    ]
    return [whole, *steps]
