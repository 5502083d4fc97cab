"""What the forecaster takes and answers."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from kernel.core.contracts import AgentDraft, AgentInput, AgentOutput, Code, Verbatim

LONGEST_HORIZON = 36
HORIZON = 12
BURN_MONTHS = 3
SEASON = 12
MOST_TEXTS = 12

SeriesName = Literal["revenue", "spend", "cash", "category"]
ScenarioName = Literal["base", "low", "high"]
Whole = Annotated[int, Verbatim]
Part = Annotated[float, Verbatim]


class ForecastInput(AgentInput):
    """What to look ahead at; empty takes the workspace's own horizon, currency and floor."""

    horizon: Annotated[int, Field(ge=1, le=LONGEST_HORIZON)] | None = Field(
        default=None,
        title="Months ahead",
        description="How far the forecasts reach.",
        json_schema_extra={"unit": "months", "hint": "Empty means what the finance settings say."},
    )
    currency: Annotated[str, Field(pattern=r"^([A-Za-z]{3})?$")] = Field(
        default="",
        title="Currency",
        description="Three letters such as EUR.",
        json_schema_extra={"hint": "Empty means what the finance settings say."},
    )
    only_totals: bool = Field(
        default=False,
        title="Totals only",
        description="Leave out the forecast of each category.",
    )

    @field_validator("currency")
    @classmethod
    def _in_capitals(cls, currency: str) -> str:
        return currency.upper()


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Point(_Part):
    """A month ahead, in minor units: the expected value and its limits."""

    period: dt.date
    value: Whole
    low80: Whole
    high80: Whole
    low95: Whole
    high95: Whole


class Tried(_Part):
    """A method that was tried: its error in the backtest, or why it could not take part."""

    method: Code
    mase: Part | None = None
    refused: Code = ""


class SeriesPart(_Part):
    """One series: its points and why that method, or `refused`, why there is no forecast.

    Amounts are signed as lines are. `key` begins the keys of its facts. `because` and `refused`
    are texts with references.
    """

    key: Code
    series: SeriesName
    category: Code = ""
    label: Code
    method: Code = ""
    mase: Part | None = None
    because: str = ""
    refused: str = ""
    points: list[Point] = Field(default_factory=list)
    tried: list[Tried] = Field(default_factory=list)
    calibration: Part | None = None


class ScenarioPart(_Part):
    """Cash in one scenario as keys of facts; `zero` is empty where the floor is not reached."""

    scenario: ScenarioName
    end: Code
    zero: Code = ""


class HeadPart(_Part):
    """What a position costs over the months ahead, in minor units."""

    name: Code
    by_month: list[Whole]
    total: Whole


class PayrollPart(_Part):
    """Payroll by head; months are their first days."""

    months: list[dt.date] = Field(default_factory=list)
    rows: list[HeadPart] = Field(default_factory=list)
    by_month: list[Whole] = Field(default_factory=list)
    heads: list[Whole] = Field(default_factory=list)


class ForecastOutput(AgentOutput):
    """Every series with its fan, the cash's runway, scenarios and payroll."""

    currency: Code = ""
    made_on: dt.date | None = None
    through: dt.date | None = None
    horizon: Whole = 0
    series: list[SeriesPart] = Field(default_factory=list)
    cash: list[Code] = Field(default_factory=list)
    scenarios: list[ScenarioPart] = Field(default_factory=list)
    payroll: PayrollPart | None = None
    defaults: list[str] = Field(default_factory=list)


class SeriesText(AgentDraft):
    """The words for one series."""

    key: Annotated[str, Verbatim, Field(max_length=120)] = Field(description="The series’ own key.")
    because: Annotated[str, Field(max_length=300)] = Field(
        description="Why that method was taken, and how far it can be trusted."
    )


class ForecastDraft(AgentDraft):
    """What a model may write: words around figures that stand."""

    summary: Annotated[str, Field(max_length=900)] = Field(
        description="Where cash stands, how long it lasts and how sure that is, then what revenue "
        "and spend are expected to do, in three to six sentences."
    )
    series: Annotated[list[SeriesText], Field(max_length=MOST_TEXTS)] = Field(
        description="Texts for series; leave out those whose text is good."
    )
