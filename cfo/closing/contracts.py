"""What the month's close takes and answers."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from cfo.reporting.contracts import ReporterOutput
from kernel.core.contracts import AgentInput


class MonthCloseInput(AgentInput):
    """Which month; empty closes the last one that is over."""

    month: dt.date | None = Field(
        default=None,
        title="Month",
        description="Any day of the month to close.",
        json_schema_extra={"hint": "Empty means the last month that is over."},
    )


class MonthCloseOutput(ReporterOutput):
    """The month's reports, or none and a finding for each statement that is missing."""

    month: dt.date | None = None
