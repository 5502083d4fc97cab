"""What a close writes: the reporter's drafts and the month's figures; and whom it tells."""

from __future__ import annotations

from cfo.closing.contracts import MonthCloseOutput
from cfo.reporting import effects
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook, references
from kernel.decisions.models import NotificationKind
from kernel.decisions.notifications import notify, notify_findings
from kernel.formats import month

MODULE = "ai_cfo"


def write(output: MonthCloseOutput, facts: FactBook) -> list[Entity]:
    """Drafts of the reports; a person's and final ones stay. Finance is told once a month."""
    entities = effects.write(output, facts)
    notify_findings(output.findings, facts, module=MODULE, url="/imports/new/?kind=cfo/statements")
    if output.reports and output.month is not None:
        notify(
            NotificationKind.DATA,
            f"The reports of {month(output.month, long=True)} are drafted",
            module=MODULE,
            subject=f"month-close:{output.month:%Y-%m}",
            body=output.summary,
            facts=[facts[key].as_json() for key in dict.fromkeys(references(output.summary))],
            url="/cfo/reports/",
        )
    return entities
