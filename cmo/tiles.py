"""Facts as the dashboard's parts show them: tiles, the trend, funnels, channels, reach."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.utils.safestring import SafeString

from cmo.analysis.channels import ALL_CHANNELS
from cmo.models.columns import channel_label
from cmo.overview import FunnelNow, Overview
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook
from kernel.formats import Change, Notation
from kernel.screens import charts, figures
from kernel.screens.tiles import Tile, changed, written, written_short

Url = Callable[[Fact], str]
TREND_COLUMNS = (
    ("revenue", "Revenue"),
    ("conversions", "Orders"),
    ("sessions", "Sessions"),
    ("clicks", "Clicks"),
)


TILES = (
    Tile("Revenue", "revenue", "revenue", better="up"),
    Tile("Spend", "cost", "cost"),
    Tile("ROAS", "roas", "revenue", "cost", better="up", digits=2),
    Tile("Orders", "conversions", "conversions", better="up"),
    Tile("Conversion", "conversion", "conversions", "sessions", better="up"),
    Tile("Cost per order", "cac", "cost", "conversions", better="down"),
)
IMPORT = {"text": "no data", "label": "Import daily metrics", "url": "/imports/new/?kind=metrics"}


def tiles(found: Overview, notes: Notation, url: Url) -> list[dict[str, Any]]:
    """The six tiles of components/kpis.html."""
    return [_tile(tile, found, notes, url) for tile in TILES]


def _tile(tile: Tile, found: Overview, notes: Notation, url: Url) -> dict[str, Any]:
    fact = found.fact("now", tile.figure)
    if fact is None or fact.value is None:
        return {"name": tile.name, "missing": IMPORT}
    spark = found.spark(tile.column, tile.below)
    shown: dict[str, Any] = {
        "name": tile.name,
        "value": figures.words(fact, notes),
        "url": url(fact),
        "change": compared(tile, fact, found.fact("earlier", tile.figure), found, notes),
        "note": _partly(tile, found)
        or figures.interval_words(fact, notes)
        or _coverage(found, notes),
    }
    if sum(value is not None for value in spark) > 1:
        shown["spark"] = charts.sparkline(spark)
    if found.late:
        reach = min(window.last for window in found.late.values())
        shown["late"] = f"through {notes.day(reach)}"
    return shown


def _partly(tile: Tile, found: Overview) -> str:
    """A quotient that some channels have no rows for says so before its limits."""
    names = [one.channel for one in found.now if one.channel != ALL_CHANNELS]
    if tile.figure != "conversion":
        return ""
    known = [found.fact("now", "conversion", name) for name in names]
    having = sum(fact is not None and fact.value is not None for fact in known)
    return f"of {having} of {len(names)} channels" if having < len(names) else ""


def campaign_tiles(
    facts: FactBook, currency: str, budget: int | None, notes: Notation, url: Url
) -> list[dict[str, Any]]:
    """What a campaign brought and spent; its budget beside, where it has one."""
    shown = []
    for tile in TILES:
        fact = facts.get(fact_key("campaign", currency, tile.figure))
        if fact is None or fact.value is None:
            continue
        note = figures.interval_words(fact, notes)
        if tile.figure == "cost" and budget:
            note = f"of a budget of {notes.money(budget, currency)}"
        shown.append(
            {"name": tile.name, "value": figures.words(fact, notes), "url": url(fact), "note": note}
        )
    return shown


def compared(
    tile: Tile, now: Fact, before: Fact | None, found: Overview, notes: Notation
) -> Change | None:
    """The change on the earlier period; None where nothing is compared."""
    if found.period.earlier is None or before is None:
        return None
    orders = found.fact("earlier", "conversions")
    rests = _whole(orders) if tile.figure in ("conversions", "cac", "conversion") else None
    return changed(tile, now, before, notes, base_events=rests)


def _whole(fact: Fact | None) -> int | None:
    return fact.value if fact is not None and isinstance(fact.value, int) else None


def _coverage(found: Overview, notes: Notation) -> str:
    channels = notes.count(max(0, len(found.now) - 1), "channel")
    return ", ".join([channels, *left_out_words(found, notes)])


def left_out_words(found: Overview, notes: Notation) -> list[str]:
    """Which days of the period are left out, as "20 Jan left out"."""
    return [f"{notes.day_range(out.first, out.last)} left out" for out in found.left_out()]


def trend(
    found: Overview,
    notes: Notation,
    name: str,
    earlier_name: str,
    events: Sequence[charts.Event] = (),
) -> dict[str, Any] | None:
    """The main series by day, with its title; None where no day has a value."""
    window, earlier = found.period.window, found.period.earlier
    column, title = next(
        (
            (column, title)
            for column, title in TREND_COLUMNS
            if any(value is not None for value in found.daily(column, window))
        ),
        ("", ""),
    )
    if not column:
        return None
    values = found.daily(column, window)
    days = [window.first + timedelta(days=i) for i in range(window.days)]
    for cut in found.late.values():
        values = [
            None if day > cut.last else value for day, value in zip(days, values, strict=True)
        ]
    past: list[int | None] = []
    if earlier is not None:
        past = (found.daily(column, earlier) + [None] * window.days)[: window.days]
    money = column == "revenue"
    chart = charts.trend(
        days,
        values,
        earlier=past if any(value is not None for value in past) else (),
        name=name,
        earlier_name=earlier_name,
        finding=f"{title} by day, {name}" + (f" against {earlier_name}." if past else "."),
        caption=f"{title} by day",
        show=written(notes, money=money),
        axis=written_short(notes, money=money),
        gaps=_gaps(found),
        events=[event for event in events if window.first <= event.on <= window.last],
        so_far=found.period.so_far,
        today=notes.today,
    )
    return {"title": f"{title} by day", "chart": chart}


def _gaps(found: Overview) -> list[charts.Gap]:
    last = found.period.window.last
    gaps = [charts.Gap(out.first, out.last, "left out") for out in found.left_out()]
    if found.late:
        reach = min(window.last for window in found.late.values())
        names = [channel_label(name) for name, cut in found.late.items() if cut.last == reach]
        gaps.append(charts.Gap(reach + timedelta(days=1), last, f"{', '.join(names)} missing"))
    return gaps


def funnel_steps(now: FunnelNow, notes: Notation, url: Url) -> list[dict[str, Any]]:
    """The steps of components/funnel.html: who entered, then who went on at each stage."""
    first = now.stages[0]
    stages = [charts.Stage("Entered", _people(first.entered), url(first.entered))]
    for stage in now.stages:
        rate, past = stage.rate, stage.past
        limits = rate.interval if rate is not None else None
        stages.append(
            charts.Stage(
                stage.name,
                _people(stage.advanced),
                url(stage.advanced),
                rate=_float(rate),
                low=limits.low if limits else None,
                high=limits.high if limits else None,
                past=_float(past),
                rate_url=url(rate) if rate is not None else "",
                leak=stage.leaks,
            )
        )
    return charts.funnel(stages, notes)


def _people(fact: Fact) -> int:
    return fact.value if isinstance(fact.value, int) else 0


def _float(fact: Fact | None) -> float | None:
    return float(fact.value) if fact is not None and isinstance(fact.value, int | float) else None


SORTS = {
    "channel": "Channel",
    "cost": "Spend",
    "sessions": "Sessions",
    "conversions": "Orders",
    "conversion": "Conversion, 95% interval",
    "revenue": "Revenue",
    "roas": "ROAS",
    "cac": "Cost per order",
}


def channel_rows(
    found: Overview, notes: Notation, url: Url, sort: str
) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    """The channels' rows in the order of `sort`, and the row of all of them."""
    names = [figures_.channel for figures_ in found.now if figures_.channel != ALL_CHANNELS]
    rates = [found.fact("now", "conversion", name) for name in names]
    limits = [fact.interval for fact in rates if fact is not None and fact.interval is not None]
    scale = charts.within(
        min((one.low for one in limits), default=0.0),
        max((one.high for one in limits), default=1.0),
    )
    rows = [_channel(found, name, notes, url, scale) for name in names]
    bare, down = sort.removeprefix("-"), sort.startswith("-")
    known = [row for row in rows if row["sort"].get(bare) is not None]
    unknown = [row for row in rows if row["sort"].get(bare) is None]
    known.sort(key=lambda row: row["sort"][bare], reverse=down)
    total = _channel(found, "", notes, url, scale) if found.now else None
    return known + unknown, total


def _channel(found: Overview, name: str, notes: Notation, url: Url, scale: Any) -> dict[str, Any]:
    facts = {figure: found.fact("now", figure, name) for figure in SORTS if figure != "channel"}
    rate, revenue = facts["conversion"], facts["revenue"]
    earlier = found.fact("earlier", "revenue", name)
    change = None
    if revenue is not None and revenue.value is not None and earlier is not None:
        base = None if earlier.value is None else earlier.number
        change = notes.change(revenue.number, base, of="money", better="up")
        change = replace(change, base="")
    late = found.late.get(name)
    return {
        "name": channel_label(name) if name else "All channels",
        "late": f"through {notes.day(late.last)}" if late else "",
        "change": change,
        "bar": _ratebar(rate, notes, scale) if name else "",
        "cells": {figure: _cell(figure, fact, notes, url) for figure, fact in facts.items()},
        "sort": {"channel": name, **{figure: _float(fact) for figure, fact in facts.items()}},
    }


def _cell(figure: str, fact: Fact | None, notes: Notation, url: Url) -> dict[str, str]:
    """A figure with its link, or what is missing in words."""
    if fact is None or fact.value is None or (figure == "cost" and fact.value == 0):
        words = {"cost": "no spend", "roas": "no spend", "cac": "no spend"}.get(figure, "no data")
        return {"text": words, "missing": "true"}
    if figure == "cac":
        return {"text": notes.money(round(fact.number), cents=True), "url": url(fact)}
    return {"text": figures.words(fact, notes), "url": url(fact)}


def _ratebar(fact: Fact | None, notes: Notation, scale: Any) -> SafeString | str:
    rate = _float(fact)
    if fact is None or rate is None or fact.interval is None:
        return ""
    low, high = fact.interval.low, fact.interval.high
    words = f"95% interval {notes.percent(low)} to {notes.percent(high)}"
    return charts.ratebar(rate, low, high, scale, words)
