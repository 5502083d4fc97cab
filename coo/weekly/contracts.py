"""What the weekly report takes and answers."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from kernel.core.contracts import AgentInput, AgentOutput, Code, Verbatim


class WeeklyReportInput(AgentInput):
    """Which week; empty reports the last one that is over."""

    week: dt.date | None = Field(
        default=None,
        title="Week",
        description="Any day of the week to report.",
        json_schema_extra={"hint": "Empty means the last week that is over."},
    )


class Total(BaseModel):
    """A figure of the week, of the week before and of usual weeks, as keys of facts.

    `clear` says whether the week differs more than weeks usually do, and is None where too few
    weeks are known to tell. `metric` is the name under which the figure is kept.
    """

    model_config = ConfigDict(extra="forbid")

    figure: Code
    label: Annotated[str, Verbatim]
    now: Code
    before: Code = ""
    usual: Code = ""
    clear: bool | None = None
    metric: Code = ""
    unit: Code = ""


class WeeklyReportOutput(AgentOutput):
    """A week in figures and words; every text refers to facts."""

    week_start: dt.date | None = None
    week_end: dt.date | None = None
    totals: list[Total] = Field(default_factory=list)
    wins: list[str] = Field(default_factory=list)
    problems: list[str] = Field(default_factory=list)
    priorities: list[str] = Field(default_factory=list)
    narrative: str = ""
