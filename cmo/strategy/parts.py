"""The parts of the Plan screen that hold figures: tiles, the budget's split, the curves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from cmo.models import MarketingPlan
from cmo.models.columns import channel_label
from cmo.strategy.contracts import ChannelPart, PlanOutput
from cmo.strategy.drawing import drawn
from cmo.strategy.goals import GOALS
from cmo.strategy.ground import OUTCOMES
from cmo.strategy.refusals import Refused, told
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook
from kernel.formats import Notation
from kernel.resources import addresses
from kernel.screens import charts, figures

Url = Callable[[Fact], str]
"""Opens a figure's rows on the page of its plan."""
MONEY_GOALS = ("revenue", "cac")


def goal_tiles(
    plan: MarketingPlan, book: FactBook, notes: Notation, today: dt.date, url: Url
) -> list[dict[str, Any]]:
    """Baseline, target, where it stands, what the curves expect, budget left, spent."""
    edit = addresses.row_path(MarketingPlan, plan.pk, "edit")
    waits = (
        ("not begun", f"begins on {notes.day(plan.start)}", "#h-milestones")
        if today < plan.start
        else ("no rows yet", "Import daily metrics", "/imports/new/?kind=metrics")
    )
    tile = partial(_tile, url=url)
    return [
        tile("Baseline", book.get("goal.baseline"), notes,
              _typed(plan, plan.goal_baseline, notes), note="before the plan",
              none=("not set", "Set it", edit)),
        tile("Target", None, notes, _typed(plan, plan.goal_target, notes),
              note=_rise(book, notes) or f"by {notes.day(plan.end)}",
              none=("not set", "Set it", edit)),
        tile("So far", book.get("now.goal"), notes, "", note=_pace(book, notes), none=waits),
        tile("Expected", book.get("expected.goal"), notes, "", none=_unpromised(book)),
        tile("Left to give", book.get("now.left"), notes, "",
              note=f"of {notes.money(plan.budget, plan.currency)}" if plan.budget else "",
              none=("no budget", "Set it", edit)),
        tile("Spent", book.get("now.spent"), notes, "", note="since the plan began", none=waits),
    ]  # fmt: skip


def _unpromised(book: FactBook) -> tuple[str, str, str]:
    """Why nothing is expected: no planner drafted this plan, or no channel has a curve."""
    if "base.last" in book:
        return ("no curve", "See why", "#h-what-spend-brings")
    return ("not computed", "Run the planner", "#console")


def _tile(
    name: str,
    fact: Fact | None,
    notes: Notation,
    typed: str,
    *,
    note: str = "",
    none: tuple[str, str, str] = ("not set", "", ""),
    url: Url,
) -> dict[str, Any]:
    """A tile; `none` are the words, the link and its address where nothing is known."""
    if fact is not None and fact.value is not None:
        words = figures.interval_words(fact, notes)
        return {
            "name": name,
            "value": figures.words(fact, notes),
            "url": url(fact) if fact.rows else "",
            "note": words or note,
        }
    if typed:
        return {"name": name, "value": typed, "note": note}
    text, label, mends = none
    return {"name": name, "missing": {"text": text, "label": label, "url": mends}}


def _typed(plan: MarketingPlan, value: Decimal | None, notes: Notation) -> str:
    """A goal's number as it is stored."""
    if value is None:
        return ""
    if plan.goal_metric in MONEY_GOALS:
        return notes.money(round(value), plan.currency)
    return notes.number(value, 2 if plan.goal_metric == "roas" else 0)


def _rise(book: FactBook, notes: Notation) -> str:
    rise = book.get("goal.rise")
    if rise is None or not isinstance(rise.value, float):
        return ""
    word = "above" if rise.value >= 0 else "below"
    return f"{notes.percent(abs(rise.value))} {word} the baseline"


def _pace(book: FactBook, notes: Notation) -> str:
    if "now.part" not in book:
        return ""
    return f"{figures.words(book['now.part'], notes)} of the target"


def goal_words(plan: MarketingPlan, book: FactBook, notes: Notation) -> str:
    """What the plan is measured by, for the section's head."""
    return f"{GOALS[plan.goal_metric].label}, {notes.day_range(plan.start, plan.end)}"  # type: ignore[index]


def budget_part(
    plan: MarketingPlan, output: PlanOutput | None, book: FactBook, notes: Notation, url: Url
) -> dict[str, Any]:
    """Each channel's part: planned beside what it cost, its curve's figures, spent so far."""
    parts = {one.channel: one for one in output.channels} if output else {}
    lines = [
        _line(plan, item, parts.get(item["channel"]), book, notes, url)
        for item in plan.channel_allocation
    ]

    def money(value: float) -> str:
        return notes.money(round(value), plan.currency)

    columns = {
        name: any(not one[name].get("missing") for one in lines)
        for name in ("present", "marginal", "saturation", "spent")
    }
    chart = None
    if lines and plan.budget:
        chart = charts.pairs(
            [charts.Pair(one["name"], one["amount"], one["present_amount"], url=one["url"],
                         note=one["share"]) for one in lines],
            caption="Budget by channel",
            meant="planned",
            now="spent in the baseline’s days",
            show=money,
        )  # fmt: skip
    return {
        "lines": lines,
        "columns": columns,
        "detailed": any(columns[name] for name in ("marginal", "saturation", "spent")),
        "chart": chart,
        "answer": "Next unit brings" if output is None or output.metric in ("revenue", "roas")
        else "A further one costs",
        "total": notes.money(plan.budget, plan.currency) if plan.budget is not None else "",
    }  # fmt: skip


def _line(
    plan: MarketingPlan,
    item: dict[str, Any],
    part: ChannelPart | None,
    book: FactBook,
    notes: Notation,
    url: Url,
) -> dict[str, Any]:
    name = item["channel"]
    share = Decimal(str(item["share"]))
    amount = item.get("amount")
    if amount is None and plan.budget is not None:
        amount = round(plan.budget * share)
    fact = book.get(part.amount) if part else None
    same = fact is not None and fact.value == amount
    present = book.get(part.present) if part else None
    return {
        "name": channel_label(name),
        "amount": amount,
        "url": url(fact) if fact is not None and same else "",
        "share": notes.percent(share, 1),
        "present_amount": present.value if present else None,
        "present": _cell(present, notes, url, "no spend" if part else "not known"),
        "marginal": _cell(book.get(part.marginal) if part else None, notes, url, "no curve"),
        "saturation": _cell(book.get(part.saturation) if part else None, notes, url, "no curve"),
        "spent": _cell(book.get(fact_key("now", "spent", name)), notes, url, "none yet"),
    }


def _cell(fact: Fact | None, notes: Notation, url: Url, missing: str) -> dict[str, Any]:
    """A figure with its link and its interval below, or what is missing."""
    if fact is None or fact.value is None:
        return {"text": missing, "missing": True}
    return {
        "text": figures.words(fact, notes),
        "url": url(fact),
        "sub": figures.interval_words(fact, notes),
    }


def at_present(output: PlanOutput, plan: MarketingPlan) -> PlanOutput:
    """A run's channels with their curves for a plan that it did not draft: present returns."""
    days = (plan.end - plan.start).days + 1
    amounts = {
        item["channel"]: item.get("amount") or round((plan.budget or 0) * float(item["share"]))
        for item in plan.channel_allocation
    }
    channels = []
    for one in output.channels:
        planned = amounts.get(one.channel, 0) / days
        now = f"{one.marginal}_now" if one.marginal else ""
        curve = one.curve.model_copy(update={"planned": planned}) if one.curve else None
        why = f"A further unit of spend brings {{fact:{now}}} at present." if now else ""
        if now and output.metric not in ("revenue", "roas"):
            why = f"The next costs {{fact:{now}}} at present."
        channels.append(one.model_copy(update={"marginal": now, "curve": curve, "why": why}))
    return output.model_copy(update={"channels": channels})


def curves_part(
    output: PlanOutput, book: FactBook, notes: Notation, url: Url
) -> list[dict[str, Any]]:
    """A drawing for each channel that has a curve, in the order of the parts."""
    return [
        {
            "name": one.label,
            "chart": drawn(one.label, one.curve, OUTCOMES[output.metric], output.currency, notes),
            "why": _why(one, book, notes, url),
        }
        for one in output.channels
        if one.curve is not None
    ]


def _why(part: ChannelPart, book: FactBook, notes: Notation, url: Url) -> SafeString:
    saturation = book.get(part.saturation)
    full = format_html("") if saturation is None else figures.linked(
        f"At {{fact:{part.saturation}}} of the most it can bring.", book, notes, url
    )  # fmt: skip
    return format_html("{} {}", figures.linked(part.why, book, notes, url), full)


def refused_part(output: PlanOutput, book: FactBook, notes: Notation) -> list[dict[str, Any]]:
    """Why the other channels have none, once for all that lack the same."""
    refused = []
    for one in output.channels:
        start = fact_key("split", one.channel)
        have, need = book.get(f"{start}.have"), book.get(f"{start}.need")
        if have is None or need is None:
            continue
        assert isinstance(have.value, int | float)
        assert isinstance(need.value, int | float)
        what = have.label.removesuffix(", have")
        refused.append(Refused(one.channel, what, have.value, need.value))
    return told(refused, notes)
