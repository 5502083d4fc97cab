"""What the weekly summary takes and answers."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field

from kernel.core.contracts import AgentOutput, Code
from kernel.decisions.weeks import WeekInput


class WeeklySummaryInput(WeekInput):
    """Which week; empty sums up the last one that is over."""


class Total(BaseModel):
    """A figure of the week, of the week before, and its change, as keys of facts.

    `clear` says whether the change is beyond the usual ones, and is None where too few weeks are
    known to tell.
    """

    model_config = ConfigDict(extra="forbid")

    figure: Code
    currency: Code
    now: Code
    before: Code = ""
    change: Code = ""
    clear: bool | None = None


class WeeklySummaryOutput(AgentOutput):
    """A week in figures and words; every text refers to facts."""

    week_start: dt.date | None = None
    totals: list[Total] = Field(default_factory=list)
    wins: list[str] = Field(default_factory=list)
    problems: list[str] = Field(default_factory=list)
    priorities: list[str] = Field(default_factory=list)
    narrative: str = ""
