"""What marketing takes in as files and by webhook: daily metrics and funnel counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cmo.models import Campaign, Funnel, FunnelCount, FunnelStage, MetricsSnapshot
from cmo.models.campaign import CampaignKind, CampaignStatus
from cmo.models.funnel import FunnelStatus
from kernel.resources.imports.columns import (
    CellError,
    CurrencyColumn,
    DayColumn,
    MoneyColumn,
    RowColumn,
    TextColumn,
    WholeColumn,
)
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.rights import scope_notation

AMOUNTS = ("impressions", "clicks", "sessions", "conversions", "cost", "revenue")


def _new_campaign(words: str, row: dict[str, Any]) -> dict[str, Any]:
    """A campaign that only the file knows: it runs, since it has days."""
    return {
        "name": words,
        "kind": CampaignKind.OTHER,
        "status": CampaignStatus.ACTIVE,
        "currency": row["currency"],
    }


class MetricsImport(ImportKind):
    """A row a day, channel and campaign; a day that was sent before is updated."""

    title = "Daily metrics"
    noun = "day of a channel"
    about = (
        "One row a day and channel, with a campaign where you have one. What a source does not "
        "know stays empty, and is shown as missing."
    )
    model = MetricsSnapshot
    key = ("date", "channel", "campaign", "currency")
    day = "date"
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
            "campaign", aliases=("campaign name", "kampagne"), to=Campaign, make=_new_campaign,
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

    def sample_rows(self) -> list[dict[str, str]]:
        """Two channels on two days, one of them without spend."""
        paid = {column.name: column.example for column in self.bound}
        organic = paid | {
            "channel": "organic_search", "campaign": "", "impressions": "18300", "clicks": "549",
            "sessions": "500", "conversions": "16", "cost": "0", "revenue": "672.40",
        }  # fmt: skip
        earlier = {"date": "2026-01-30"}
        return [paid | earlier, organic | earlier, paid, organic]


def _new_funnel(words: str, row: dict[str, Any]) -> dict[str, Any]:
    """A funnel that only the file knows: it is counted, so it is at work."""
    return {
        "name": words,
        "status": FunnelStatus.ACTIVE,
        "currency": scope_notation().currency,
    }


def _new_stage(words: str, row: dict[str, Any]) -> dict[str, Any]:
    """A stage that only the file knows, at the place that the file gives it."""
    funnel, position = row.get("funnel"), row.get("position")
    if funnel is None or not position or position < 0:
        raise CellError(
            f"Stage: there is no funnel stage “{words}” here. To make it, the file needs the "
            "stage's funnel and its position, from 1."
        )
    return {"funnel_id": funnel, "name": words, "position": position}


class FunnelCountsImport(ImportKind):
    """A row a day and stage; a day that was sent before is updated."""

    title = "Funnel counts"
    noun = "day of a stage"
    about = (
        "How many people entered a stage of a funnel on a day, and how many of them went on. "
        "With funnel and position, stages that are not there yet are made."
    )
    model = FunnelCount
    key = ("date", "stage")
    day = "date"
    columns = (
        DayColumn(
            "date", aliases=("day", "report date", "datum", "tag", "jour"), required=True,
            example="2026-01-31",
        ),
        RowColumn(
            "funnel", stored=False, aliases=("funnel name",), to=Funnel, make=_new_funnel,
            example="Online shop",
        ),
        WholeColumn(
            "position", stored=False, aliases=("place", "stage position", "step number"),
            example="3",
        ),
        RowColumn(
            "stage", aliases=("step", "stage name", "schritt"), to=FunnelStage,
            within=(("funnel", "funnel_id"),), make=_new_stage, required=True,
            example="Basket to checkout",
        ),
        WholeColumn(
            "entered", aliases=("visitors", "people", "in"), required=True, total=True,
            example="520",
        ),
        WholeColumn(
            "advanced", aliases=("went on", "converted", "out"), required=True, total=True,
            example="268",
        ),
    )  # fmt: skip

    def check(self, row: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Faults of a row as a whole: nobody goes on who has not entered."""
        entered, advanced = row.get("entered"), row.get("advanced")
        for name, value in (("entered", entered), ("advanced", advanced)):
            if value is not None and value < 0:
                yield name, f"{name.capitalize()} is below zero."
        if entered is not None and advanced is not None and advanced > entered:
            yield "advanced", "More people went on than entered."
