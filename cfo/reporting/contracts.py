"""What the reporter takes and answers."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from kernel.core.contracts import AgentDraft, AgentInput, AgentOutput, Code, Verbatim

ReportName = Literal["pnl", "cash_flow", "budget_variance", "board"]
REPORTS: tuple[ReportName, ...] = ("pnl", "cash_flow", "budget_variance", "board")
Level = Literal["line", "sum", "head", "note"]


class ReportInput(AgentInput):
    """Which reports of which months; everything has a default, so that an empty payload works."""

    kinds: tuple[ReportName, ...] = Field(
        default=(),
        title="Reports",
        description="Profit and loss, cash flow, budget against actual, board.",
        json_schema_extra={"hint": "Empty means all of them."},
    )
    month: dt.date | None = Field(
        default=None,
        title="Last month",
        description="Any day of the last month of the period.",
        json_schema_extra={"hint": "Empty means the last whole month that has lines."},
    )
    months: Annotated[int, Field(ge=1, le=24)] = Field(
        default=1,
        title="Length",
        description="How many months the period has.",
        json_schema_extra={"unit": "months"},
    )
    currency: Annotated[str, Field(pattern=r"^([A-Za-z]{3})?$")] = Field(
        default="",
        title="Currency",
        description="Three letters such as EUR.",
        json_schema_extra={"hint": "Empty means every currency, each in reports of its own."},
    )
    winning: tuple[Annotated[str, Field(min_length=1, max_length=120)], ...] = Field(
        default=(),
        max_length=20,
        title="Costs of winning customers",
        description="A category a line, for the months until a customer has paid that back.",
        json_schema_extra={"hint": "Empty leaves that figure out."},
    )

    @field_validator("currency")
    @classmethod
    def _in_capitals(cls, currency: str) -> str:
        return currency.upper()


class StatementLine(BaseModel):
    """A line of a statement: its words, and a key of a fact a column ("" where there is none)."""

    model_config = ConfigDict(extra="forbid")

    label: Code
    level: Level
    facts: list[Code] = Field(default_factory=list)


class ReportPart(BaseModel):
    """One statement: period, columns, lines, and words that refer to facts.

    `key` names it among the texts; `missing` says what would make it complete; `facts` are the keys
    of what the built-in words speak of, which the report keeps whoever words it.
    """

    model_config = ConfigDict(extra="forbid")

    key: Code
    kind: Code
    title: Code
    period_start: dt.date
    period_end: dt.date
    currency: Code
    columns: list[Code]
    lines: list[StatementLine]
    narrative: str
    missing: list[str] = Field(default_factory=list)
    facts: list[Code] = Field(default_factory=list)


class MetricPart(BaseModel):
    """A figure of the period's last month that is kept: its name and the key of its fact."""

    model_config = ConfigDict(extra="forbid")

    name: Code
    unit: Code
    currency: Code
    fact: Code


class ReporterOutput(AgentOutput):
    """The answer: statements, kept figures, and what an empty payload was taken to mean."""

    reports: list[ReportPart] = Field(default_factory=list)
    metrics: list[MetricPart] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)


class ReportText(AgentDraft):
    """The words of one report."""

    key: Annotated[str, Field(max_length=60), Verbatim] = Field(description="The report's own key.")
    text: Annotated[str, Field(max_length=1200)] = Field(
        description="The result, what made it so, and what the report does not show."
    )


class ReporterDraft(AgentDraft):
    """What a model may write: words around the figures, nothing else."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="The result of the period in two to four sentences."
    )
    reports: Annotated[list[ReportText], Field(max_length=20)] = Field(
        description="One text for each report; leave out those that need none."
    )
