"""What the budget planner takes and answers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from kernel.core.contracts import AgentDraft, AgentInput, AgentOutput, Code, Verbatim

LONGEST = 12
MOST_GOALS = 40
MOST_TEXTS = 12
SAME_MONTHS = 6

ScenarioName = Literal["base", "low", "high"]
Basis = Literal["forecast", "mean", "planned", "none"]
Whole = Annotated[int, Verbatim]
Line = Annotated[str, Field(min_length=1, max_length=160)]


class BudgetInput(AgentInput):
    """What to plan; empty plans the next twelve months as the past bears out."""

    start: dt.date | None = Field(
        default=None,
        title="First month",
        description="Any day of the first month.",
        json_schema_extra={"hint": "Empty means the month after the last whole one, or this one."},
    )
    months: Annotated[int, Field(ge=1, le=LONGEST)] = Field(
        default=LONGEST,
        title="Months",
        description="How many months are planned.",
        json_schema_extra={"unit": "months"},
    )
    goals: Annotated[list[Line], Field(max_length=MOST_GOALS)] = Field(
        default_factory=list,
        title="Goals",
        description="A line each: a category, a colon and a change, as Travel: -10%.",
        json_schema_extra={"hint": "Empty means that each category goes on as its past says."},
    )
    agreed: Annotated[list[Line], Field(max_length=MOST_GOALS)] = Field(
        default_factory=list,
        title="Agreed costs",
        description="Categories that are never cut, a line each.",
        json_schema_extra={
            "hint": "Empty means those that were the same in each of the last months."
        },
    )
    floor: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)] | None = Field(
        default=None,
        title="Cash floor",
        description="Cash is kept above it, in whole units.",
        json_schema_extra={"hint": "Empty means the finance settings’ floor."},
    )
    currency: Annotated[str, Field(pattern=r"^([A-Za-z]{3})?$")] = Field(
        default="",
        title="Currency",
        description="Three letters such as EUR; lines in others are left out.",
        json_schema_extra={"hint": "Empty means the finance settings’ currency."},
    )

    @field_validator("currency")
    @classmethod
    def _in_capitals(cls, currency: str) -> str:
        return currency.upper()


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CategoryPart(_Part):
    """A category's months in each scenario, signed minor units; `key` begins its facts' keys.

    `basis` is where they come from: a forecast, the mean of the last months, positions on the
    payroll, or nothing. `agreed` costs are never cut.
    """

    key: Code
    category: Code
    kind: Code
    basis: Basis
    method: Code = ""
    agreed: bool = False
    why: str
    base: list[Whole]
    low: list[Whole]
    high: list[Whole]


class ScenarioPart(_Part):
    """A scenario's sums as keys of facts, and the cash at each month's end."""

    scenario: ScenarioName
    income: Code
    cost: Code
    lowest: Code
    cut: Code = ""
    short: Code = ""
    cash: list[Whole]


class BudgetOutput(AgentOutput):
    """The plan. `version` is that of the rows; `kept` counts rows that people had changed."""

    currency: Code = ""
    version: Whole = 0
    months: list[dt.date] = Field(default_factory=list)
    scenarios: list[ScenarioPart] = Field(default_factory=list)
    categories: list[CategoryPart] = Field(default_factory=list)
    defaults: list[str] = Field(default_factory=list)


class CategoryText(AgentDraft):
    """The words for one category."""

    key: Annotated[str, Verbatim, Field(max_length=120)] = Field(
        description="The category’s own key."
    )
    why: Annotated[str, Field(max_length=300)] = Field(
        description="Why its months are what they are, and what would change them."
    )


class BudgetDraft(AgentDraft):
    """What a model may write: words around amounts that stand."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="What the plan leaves over, whether the cash floor holds in each scenario, "
        "and which categories decide it, in three to six sentences."
    )
    categories: Annotated[list[CategoryText], Field(max_length=MOST_TEXTS)] = Field(
        description="Texts for categories; leave out those whose text is good."
    )
