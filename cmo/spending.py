"""What campaigns have spent of their budgets: in the list, on a campaign's page, by channel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import NullIf
from django.utils.html import format_html

from cmo.analysis.channels import ALL_CHANNELS, channel_figures
from cmo.analysis.rows import MetricRows
from cmo.figures import channel_facts
from cmo.models import Campaign, CampaignChannel, MetricsSnapshot
from cmo.models.columns import channel_label
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook
from kernel.core.windows import Window
from kernel.formats import Notation
from kernel.resources.columns import OFF, Look, ResourceColumn
from kernel.screens import charts, figures
from kernel.statistics.values import NotEnoughDataError

Url = Callable[[Fact], str]


def with_spending(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Campaigns with `spent`, in minor units of their own currency, and `channel_names`.

    Days that somebody left out of the figures and other currencies do not count; without a row
    `spent` is None. `used` is what was spent as a part of the budget, None where one is missing.
    """
    days = MetricsSnapshot.objects.filter(
        campaign=OuterRef("pk"), currency=OuterRef("currency"), excluded=False
    ).order_by()
    channels = CampaignChannel.objects.filter(campaign=OuterRef("pk")).order_by()
    annotated: QuerySet[Any] = rows.annotate(
        spent=Subquery(days.values("campaign").annotate(total=Sum("cost")).values("total")),
        channel_names=Subquery(
            channels.values("campaign")
            .annotate(names=ArrayAgg("channel", order_by=(F("priority"), F("channel"))))
            .values("names")
        ),
    ).annotate(used=F("spent") * 1.0 / NullIf(F("budget"), 0))
    return annotated


class ChannelsColumn(ResourceColumn):
    """A campaign's channels by priority, as people read them."""

    missing = "none"

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        return {"text": ", ".join(map(channel_label, value))}

    def plain(self, record: Any, value: Any, notes: Notation) -> Any:
        return "; ".join(value) if value else None


class BudgetUsedColumn(ResourceColumn):
    """What was spent of the budget, with a bar; the value is `spent` in minor units."""

    kind = "num"
    missing = "no spend"

    def cell(self, record: Any, value: Any, name: str, label: str, look: Look) -> dict[str, Any]:
        base = {"label": label, "minor": self.minor, "kind": self.kind}
        if not value:
            return {**base, "text": self.missing, "tone": OFF}
        spent = look.notation.money(value, record.currency)
        if not record.budget:
            return {**base, "text": spent, "sub": "no budget"}
        share = look.notation.percent(value / record.budget)
        words = f"{spent} of {look.notation.money(record.budget, record.currency)}"
        meter = charts.meter(value, record.budget, words)
        template = "{} {}" if value <= record.budget else '<span class="is-bad">{}</span> {}'
        return {**base, "text": format_html(template, share, meter), "sub": words}

    def plain(self, record: Any, value: Any, notes: Notation) -> Any:
        return None if value is None or not record.budget else round(value / record.budget, 4)


def say_used(
    tiles: list[dict[str, Any]], book: FactBook, campaign: Campaign, notes: Notation
) -> None:
    """Say on the tile of what was spent how much of the budget that is, and what is left."""
    cost = book.get(fact_key("campaign", campaign.currency, "cost"))
    if cost is None or not isinstance(cost.value, int) or not campaign.budget:
        return
    share = notes.percent(cost.value / campaign.budget)
    left = campaign.budget - cost.value
    money = notes.money(abs(left), campaign.currency)
    whole = notes.money(campaign.budget, campaign.currency)
    for tile in tiles:
        if tile["url"].endswith(cost.key):
            said = f"{money} left" if left >= 0 else f"{money} beyond it"
            tile["note"] = f"{share} of {whole}, {said}"


def channel_lines(
    campaign: Campaign,
    channels: Sequence[CampaignChannel],
    rows: MetricRows,
    window: Window,
    book: FactBook,
    notes: Notation,
    url: Url,
) -> list[dict[str, Any]]:
    """What each channel was given and what it has spent and brought; its facts go into the book.

    A channel that spent without being among the campaign's is there too.
    """
    own = rows.of_currency(campaign.currency)
    try:
        found = channel_figures(own, window)
    except NotEnoughDataError:
        found = ()
    for one in found:
        if one.channel != ALL_CHANNELS:
            for fact in channel_facts(own, one, "campaign", campaign=str(campaign.pk)):
                book.add(fact)
    given = {row.channel: row for row in channels}
    names = [*given, *(one.channel for one in found if one.channel not in {*given, ALL_CHANNELS})]
    return [_line(campaign, name, given.get(name), book, notes, url) for name in names]


def _line(
    campaign: Campaign,
    name: str,
    row: CampaignChannel | None,
    book: FactBook,
    notes: Notation,
    url: Url,
) -> dict[str, Any]:
    def cell(figure: str, missing: str) -> dict[str, str]:
        fact = book.get(fact_key("campaign", campaign.currency, name, figure))
        if fact is None or fact.value is None or (figure == "cost" and not fact.value):
            return {"text": missing, "missing": "true"}
        return {"text": figures.words(fact, notes), "url": url(fact)}

    planned = None
    if row is not None and campaign.budget is not None:
        planned = round(campaign.budget * row.budget_share)
    cost = book.get(fact_key("campaign", campaign.currency, name, "cost"))
    spent = cost.value if cost is not None and isinstance(cost.value, int) else 0
    return {
        "name": channel_label(name),
        "kind": row.get_kind_display() if row is not None else "not among its channels",
        "share": notes.percent(row.budget_share, 1) if row is not None and row.budget_share else "",
        "planned": notes.money(planned, campaign.currency) if planned else "",
        "meter": charts.meter(spent, planned, f"{channel_label(name)}: part of its budget spent")
        if planned and spent
        else "",
        "spent": cell("cost", "no spend"),
        "orders": cell("conversions", "no data"),
        "revenue": cell("revenue", "no data"),
        "roas": cell("roas", "no spend"),
        "note": row.note if row is not None else "",
        "utm": " / ".join(filter(None, (row.utm_source, row.utm_medium, row.utm_campaign)))
        if row is not None
        else "",
    }
