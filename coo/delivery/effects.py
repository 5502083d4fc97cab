"""What a run writes: the report of the day, proposals, and whom the watch tells."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from coo.delivery.contracts import DeliveryOutput
from coo.delivery.proposals import KIND
from coo.delivery.sentences import STATES
from coo.models import Recommendation, Report
from coo.models.report import ReportKind, ReportStatus
from kernel.core.contracts import Entity, Finding
from kernel.core.facts import FactBook
from kernel.decisions.agent_proposals import propose_all
from kernel.decisions.notifications import notify_findings
from kernel.decisions.recommendation import OPEN
from kernel.formats import day
from kernel.runs.drafts import write_draft

MODULE = "ai_coo"
COLUMNS = ["Open", "Finished a week", "As likely as not by", "Careful", "Nearly sure"]
PARTS = ("open", "pace", "p50", "p85", "p95")


def write(output: DeliveryOutput, facts: FactBook) -> list[Entity]:
    """The report of these days, a person's or a final one left as it is; then proposals."""
    report = _report(output, facts)
    if not output.team:
        close_kept(output.at_risk)
    proposed = propose_all(Recommendation, output.proposals, facts)
    return [*([report] if report else []), *proposed]


def _report(output: DeliveryOutput, facts: FactBook) -> Entity | None:
    if output.made_on is None or output.first is None or output.last is None or output.team:
        return None
    written = write_draft(
        Report,
        find={
            "kind": ReportKind.DELIVERY.value,
            "period_start": output.first,
            "period_end": output.last,
        },
        values={
            "title": f"Delivery, as of {day(output.made_on)}",
            "figures": facts.as_json(),
            "body": _body(output, facts),
            "narrative": output.summary,
            "status": ReportStatus.DRAFT.value,
        },
    )
    return written.entity()


def _body(output: DeliveryOutput, facts: FactBook) -> dict[str, object]:
    """A line for everybody and for each team; then the promises at risk, each with its words."""
    lines = [
        {
            "label": part.label,
            "level": "sum" if part.key == "all" else "line",
            "facts": [_known(f"{part.key}.{name}", facts) for name in PARTS],
        }
        for part in output.forecasts
    ]
    risks = [f"{one.name} {STATES[one.state]}. {one.text}" for one in output.risks]
    return {"columns": COLUMNS, "lines": lines, "missing": risks}


def _known(key: str, facts: FactBook) -> str:
    return key if key in facts else ""


def close_kept(at_risk: Iterable[str]) -> None:
    """Let open proposals about promises expire that are kept by now, or no longer at risk."""
    rows = Recommendation.objects.filter(kind=KIND, status__in=OPEN)
    rows.exclude(subject__in=list(at_risk)).update(expires_at=timezone.now())


def tell(findings: Iterable[Finding], facts: FactBook) -> None:
    """A line for everybody who reads the module, once for each promise and state."""
    notify_findings(findings, facts, module=MODULE, url="/coo/sla/")
