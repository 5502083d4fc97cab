"""Daily metrics from files: a channel's day, with a campaign where the source has one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cmo.imports.campaigns import running_campaign
from cmo.imports.ga4 import GA4
from cmo.imports.google_ads import GOOGLE_ADS
from cmo.imports.linkedin_ads import LINKEDIN_ADS
from cmo.imports.meta_ads import META_ADS
from cmo.models import Campaign, MetricsSnapshot
from cmo.models.columns import channel_label
from kernel.resources.imports.columns import (
    CurrencyColumn,
    DayColumn,
    MoneyColumn,
    RowColumn,
    TextColumn,
    WholeColumn,
)
from kernel.resources.imports.kinds import ImportKind

AMOUNTS = ("impressions", "clicks", "sessions", "conversions", "cost", "revenue")


class MetricsImport(ImportKind):
    """A row a day, channel and campaign; a day that was sent before is updated."""

    title = "Daily metrics"
    noun = "day of a channel"
    about = (
        "One row a day and channel, with a campaign where you have one. What a source does not "
        "know stays empty, and is shown as missing. Exports of Google Ads, Meta Ads, LinkedIn Ads "
        "and Google Analytics 4 are recognised as they are."
    )
    model = MetricsSnapshot
    key = ("date", "channel", "campaign", "currency")
    day = "date"
    layouts = (GOOGLE_ADS, META_ADS, LINKEDIN_ADS, GA4)
    columns = (
        DayColumn(
            "date", aliases=("day", "report date", "datum", "tag", "jour"), required=True,
            example="2026-01-31",
        ),
        TextColumn(
            "channel", aliases=("source", "medium", "source medium", "platform", "kanal"),
            required=True, example="paid_search",
        ),
        RowColumn(
            "campaign", aliases=("campaign name", "kampagne"), to=Campaign, make=running_campaign,
            example="Everyday search",
        ),
        CurrencyColumn("currency", aliases=("currency code", "währung"), example="EUR"),
        WholeColumn("impressions", aliases=("impr", "views", "sends"), total=True, example="12400"),
        WholeColumn("clicks", aliases=("link clicks", "klicks"), total=True, example="496"),
        WholeColumn("sessions", aliases=("visits", "sitzungen"), total=True, example="446"),
        WholeColumn(
            "conversions", aliases=("orders", "purchases", "transactions", "bestellungen"),
            total=True, example="18",
        ),
        MoneyColumn(
            "cost", aliases=("spend", "amount spent", "ad spend", "kosten"), total=True,
            example="307.50",
        ),
        MoneyColumn(
            "revenue", aliases=("sales", "purchase value", "conversion value", "umsatz"),
            total=True, example="749.10",
        ),
    )  # fmt: skip

    def check(self, row: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Faults of a row as a whole: it must say something."""
        if all(row.get(name) is None for name in AMOUNTS):
            yield "", "The row holds no figure at all."
        for name in AMOUNTS:
            value = row.get(name)
            if value is not None and value < 0:
                yield name, f"{name.capitalize()} is below zero."

    def cautions(self, rows: list[dict[str, Any]]) -> list[str]:
        """Days that another source gave with campaigns and this one without, or the reverse."""
        said = []
        for bare in (True, False):
            channels = {r["channel"] for r in rows if (r.get("campaign") is None) == bare}
            days = [r["date"] for r in rows]
            stored = MetricsSnapshot.objects.filter(
                channel__in=channels,
                date__range=(min(days), max(days)),
                campaign__isnull=not bare,
                excluded=False,
            )
            found = sorted(set(stored.values_list("channel", flat=True))) if channels else []
            if found:
                listed = ", ".join(channel_label(channel) for channel in found)
                here, there = ("without", "with") if bare else ("with", "without")
                said.append(
                    f"{listed}: days of this file are stored already {there} campaigns, the file "
                    f"gives them {here}. Both are counted, so take the same orders and revenue "
                    "from one of them only."
                )
        return said

    def sample_rows(self) -> list[dict[str, str]]:
        """Two channels on two days, one of them without spend."""
        paid = {column.name: column.example for column in self.bound}
        organic = paid | {
            "channel": "organic_search", "campaign": "", "impressions": "18300", "clicks": "549",
            "sessions": "500", "conversions": "16", "cost": "0", "revenue": "672.40",
        }  # fmt: skip
        earlier = {"date": "2026-01-30"}
        return [paid | earlier, organic | earlier, paid, organic]
