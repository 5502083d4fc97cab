"""Who the two demo companies are: segments, metrics, steps, and how many come on a day."""

from __future__ import annotations

from dataclasses import dataclass

from cro.demo.shapes import (
    DemoExperimentMetric,
    DemoMetricDefinition,
    DemoSegment,
    DemoSetting,
    DemoTenant,
)

LOUD = DemoTenant("alder-pine", "Alder & Pine Coffee", "EUR", "Europe/Berlin")
QUIET = DemoTenant("harbor-lane", "Harbor Lane Books", "USD", "America/New_York")


@dataclass(frozen=True, slots=True)
class WorkspaceProfile:
    """`size` scales the visits, in per mille; `history` is how many decided tests there are."""

    slug: str
    name: str
    currency: str
    time_zone: str
    size: int
    history: int


WORKSPACES = (
    WorkspaceProfile("europe", "Europe", "EUR", "Europe/Berlin", 1000, 9),
    WorkspaceProfile("north-america", "North America", "USD", "America/New_York", 780, 6),
)

PHONE, COMPUTER, TABLET = "Phone", "Computer", "Tablet"
SEGMENTS = (
    DemoSegment(PHONE, "The first page of the visit is opened on a phone.", "0.55"),
    DemoSegment(COMPUTER, "The first page of the visit is opened on a computer.", "0.38"),
    DemoSegment(TABLET, "The first page of the visit is opened on a tablet.", "0.07"),
)
SHARES = (550, 380, 70)

STEPS = ("Visit to product", "Product to basket", "Basket to checkout", "Checkout to order")
STEP_RATES = (460_000, 240_000, 520_000, 620_000)
SEGMENT_RATES = ((985, 960, 970, 960), (1020, 1055, 1040, 1050), (1000, 1000, 1000, 1000))

ORDERS, REVENUE = "Orders per person", "Revenue per person"
BASKET_VALUE, HELP = "Revenue per order", "Opened help"


def metric_definitions(currency: str) -> tuple[DemoMetricDefinition, ...]:
    """What is measured; amounts in minor units of the workspace's currency."""
    return (
        DemoMetricDefinition(ORDERS, "proportion", "people", "", "up", None),
        DemoMetricDefinition(REVENUE, "mean", "money", currency, "up", "0.1"),
        DemoMetricDefinition(BASKET_VALUE, "ratio", "money", currency, "up", "0.08"),
        DemoMetricDefinition(HELP, "proportion", "people", "", "down", "0.25"),
    )


FULL = (
    DemoExperimentMetric(BASKET_VALUE, "guardrail", "0.08"),
    DemoExperimentMetric(HELP, "guardrail", "0.25"),
    DemoExperimentMetric(REVENUE, "secondary", None),
)
SHORT = (DemoExperimentMetric(BASKET_VALUE, "guardrail", "0.08"),)

SETTING = DemoSetting(
    alpha="0.01",
    power="0.8",
    method="fixed",
    longest_weeks=8,
    smallest_believable="0.1",
    chance_to_ship="0.95",
    risk_limit="0.0025",
)

VISITS = 2040
WEEKDAYS = (1060, 1040, 1010, 990, 960, 930, 1010)
MONTHS = (960, 950, 970, 980, 990, 960, 930, 920, 990, 1040, 1130, 1170)
GROWTH_A_DAY = 160

NEW_PEOPLE = 800_000
LOYAL = 300
LOYAL_ORDERS, OTHER_ORDERS = 1500, 786
LOYAL_BEFORE, OTHER_BEFORE = 800, 100
HELP_RATE = 240_000
BASKETS = (1490, 1890, 2190, 2490, 2890, 3290, 3490, 3990, 4490, 5290, 6490, 7990)
