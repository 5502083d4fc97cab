"""Who the two demo companies are: brands, channels, campaigns, funnel, seasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cmo.demo.shapes import DemoCampaign, DemoChannel, DemoFunnel, DemoStage, DemoTenant

LOUD = DemoTenant("alder-pine", "Alder & Pine Coffee", "EUR", "Europe/Berlin")
QUIET = DemoTenant("harbor-lane", "Harbor Lane Books", "USD", "America/New_York")


@dataclass(frozen=True, slots=True)
class ChannelProfile:
    """A channel's usual day: clicks, clicks a million impressions, sessions a million clicks.

    `click_cost` is a hundredth of a minor unit a click, `send_cost` the same a thousand
    impressions; `buying` weighs how readily its visitors buy.
    """

    channel: str
    clicks: int
    click_rate: int
    session_rate: int
    click_cost: int
    send_cost: int
    buying: int


@dataclass(frozen=True, slots=True)
class WorkspaceProfile:
    slug: str
    name: str
    currency: str
    time_zone: str
    size: int


CHANNELS = (
    ChannelProfile("paid_search", 520, 40_000, 900_000, 6_200, 0, 130),
    ChannelProfile("paid_social", 430, 10_000, 840_000, 4_100, 0, 72),
    ChannelProfile("display", 190, 2_500, 800_000, 2_400, 0, 55),
    ChannelProfile("email", 260, 40_000, 930_000, 0, 12_000, 165),
    ChannelProfile("organic_search", 610, 30_000, 910_000, 0, 0, 110),
    ChannelProfile("affiliates", 150, 30_000, 870_000, 4_500, 0, 105),
)

WORKSPACES = (
    WorkspaceProfile("europe", "Europe", "EUR", "Europe/Berlin", 1000),
    WorkspaceProfile("north-america", "North America", "USD", "America/New_York", 780),
)

FUNNEL = DemoFunnel(
    "Online shop",
    "sales",
    "active",
    (
        DemoStage("Visit to product", "awareness", 1, "Visitors look at a product", "0.44"),
        DemoStage("Product to basket", "consideration", 2, "They put it in the basket", "0.22"),
        DemoStage("Basket to checkout", "conversion", 3, "They go on to pay", "0.50"),
        DemoStage("Checkout to order", "conversion", 4, "They complete the order", "0.60"),
    ),
)
STAGE_RATES = (460_000, 240_000, 520_000, 620_000)

WEEKDAYS = (1060, 1040, 1010, 990, 960, 930, 1010)
MONTHS = (960, 950, 970, 980, 990, 960, 930, 920, 990, 1040, 1130, 1170)
GROWTH_A_DAY = 160
PROMOTIONS = (
    (date(2024, 3, 28), 3),
    (date(2024, 6, 20), 3),
    (date(2024, 9, 19), 2),
    (date(2024, 11, 29), 4),
    (date(2025, 3, 27), 3),
    (date(2025, 6, 19), 3),
    (date(2025, 9, 18), 2),
    (date(2025, 11, 28), 4),
)
BASKETS = (
    1290, 1490, 1690, 1890, 2190, 2490, 2790, 2990, 3190, 3490,
    3790, 3990, 4290, 4690, 4990, 5490, 5990, 6990, 8490, 11900,
)  # fmt: skip

_NAMES = {
    LOUD.slug: ("Everyday search", "Morning ritual", "Roast letters", "Partner shelves"),
    QUIET.slug: ("Readers searching", "Evening chapters", "Lane letters", "Partner reviews"),
}
_NEXT = {LOUD.slug: "Spring single origins", QUIET.slug: "Spring reading list"}
CAMPAIGN_OF = {
    "paid_search": 0,
    "paid_social": 1,
    "display": 1,
    "email": 2,
    "affiliates": 3,
}


def campaign_names(tenant: DemoTenant) -> tuple[str, ...]:
    """The running campaigns' names, in the order that `CAMPAIGN_OF` counts."""
    return _NAMES[tenant.slug]


def campaigns(tenant: DemoTenant, first_day: date) -> tuple[DemoCampaign, ...]:
    """Four running campaigns and the next one; budgets are for their whole run, in minor units."""
    search, brand, letters, partners = _NAMES[tenant.slug]
    return (
        _running(search, "always_on", "Be found by people who want to buy", first_day, 26_000_000,
                 "roas", (_on("paid_search", "paid", 1, "1.00", "google", "cpc", search),)),
        _running(brand, "awareness", "Bring new people to the shop", first_day, 18_000_000,
                 "sessions", (_on("paid_social", "paid", 1, "0.75", "meta", "paid_social", brand),
                              _on("display", "paid", 2, "0.25", "display", "banner", brand))),
        _running(letters, "newsletter", "Bring customers back", first_day, 660_000,
                 "conversions", (_on("email", "owned", 1, "1.00", "list", "email", letters),)),
        _running(partners, "partnership", "Sell through partners' recommendations", first_day,
                 5_400_000, "cac",
                 (_on("affiliates", "earned", 1, "1.00", "partners", "affiliate", partners),)),
        DemoCampaign(_NEXT[tenant.slug], "launch", "Introduce the spring range", "scheduled",
                     date(2026, 3, 2), date(2026, 4, 12), 1_400_000, "revenue",
                     (_on("paid_social", "paid", 1, "0.60", "meta", "paid_social", "spring"),
                      _on("email", "owned", 2, "0.40", "newsletter", "email", "spring"))),
    )  # fmt: skip


def _running(
    name: str,
    kind: str,
    objective: str,
    start: date,
    budget: int,
    kpi: str,
    channels: tuple[DemoChannel, ...],
) -> DemoCampaign:
    return DemoCampaign(name, kind, objective, "active", start, None, budget, kpi, channels)


def _on(
    channel: str, kind: str, priority: int, share: str, source: str, medium: str, campaign: str
) -> DemoChannel:
    slug = campaign.lower().replace(" ", "-")
    return DemoChannel(channel, kind, priority, share, source, medium, slug)
