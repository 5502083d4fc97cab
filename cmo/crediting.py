"""Credits as the Analytics screen shows them: a row a channel, and the conversions behind each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from cmo.attribution import BY_ALL, RULES, Attributed
from cmo.models import Touchpoint
from cmo.models.columns import channel_label
from kernel.core.fact_keys import fact_key
from kernel.core.windows import Window
from kernel.formats import Notation
from kernel.resources import addresses
from kernel.resources.querying import SUM
from kernel.screens.evidence import SHOWN

ALL = "all"
PATH_SHOWN = 4
Link = Callable[[str], str]
"""The page's own address with the rows of a figure, by its key, opened."""


def part(one: Attributed, window: Window, notes: Notation, link: Link) -> dict[str, Any]:
    """A table: a row a channel, a column a rule; each column adds up to the conversions."""
    names = sorted(one.credits["last"], key=lambda name: -one.credits["last"][name].conversions)
    return {
        "currency": one.currency,
        "meta": f"{notes.count(one.conversions, 'conversion')} of "
        f"{notes.count(one.people, 'person', 'people')} who had a contact",
        "heads": [name for name, _ in RULES.values()],
        "rows": [
            {
                "name": channel_label(name),
                "spread": _spread(one, name, notes),
                "cells": [_cell(one, rule, name, notes, link) for rule in RULES],
            }
            for name in names
        ],
        "totals": [
            {
                "rule": RULES[rule][0],
                "count": notes.number(one.conversions),
                "value": notes.money(one.value, one.currency),
                "url": link(key_of(one.currency, rule, ALL)),
            }
            for rule in RULES
        ],
        "url": list_of(one, window, ZoneInfo(notes.zone)),
    }


def key_of(currency: str, rule: str, channel: str) -> str:
    """The key of a credit among the page's figures."""
    return fact_key("credit", currency, rule, channel)


def _cell(one: Attributed, rule: str, name: str, notes: Notation, link: Link) -> dict[str, Any]:
    credit = one.credits[rule][name]
    return {
        "rule": RULES[rule][0],
        "count": notes.number(float(credit.conversions), 1),
        "value": notes.money(round(credit.value), one.currency),
        "url": link(key_of(one.currency, rule, name)) if credit.conversions else "",
    }


def _spread(one: Attributed, name: str, notes: Notation) -> str:
    """From the least to the most that any rule gives a channel."""
    counts = [float(one.credits[rule][name].conversions) for rule in RULES]
    return f"{notes.number(min(counts), 1)} to {notes.number(max(counts), 1)}"


def list_of(one: Attributed, window: Window, zone: ZoneInfo) -> str:
    """The touchpoints that closed these conversions, with the sum of their values under them."""
    begins, ends = window.instants(zone)
    narrow = [
        ("converted_at__gte", begins.isoformat()),
        ("converted_at__lte", (ends - dt.timedelta(microseconds=1)).isoformat()),
        ("currency", one.currency),
        (SUM, "value"),
    ]
    return addresses.with_query(addresses.list_path(Touchpoint), narrow)


def drawer(
    key: str, found: list[Attributed], window: Window, notes: Notation
) -> dict[str, Any] | None:
    """Context of components/evidence_drawer.html for a credit; None where the key is none."""
    for one in found:
        for rule in RULES:
            for name in (ALL, *one.credits[rule]):
                if key_of(one.currency, rule, name) == key:
                    return _drawer(one, rule, name, window, notes)
    return None


def _drawer(
    one: Attributed, rule: str, name: str, window: Window, notes: Notation
) -> dict[str, Any]:
    shares = [
        (Fraction(1) if name == ALL else one.share(closed, rule, name), closed)
        for closed in one.closed
    ]
    shares = [(share, closed) for share, closed in shares if share]
    shares.sort(key=lambda pair: (-pair[0] * pair[1].path.value, pair[1].path.at))
    value = sum((share * closed.path.value for share, closed in shares), Fraction(0))
    conversions = float(sum((share for share, _ in shares), Fraction(0)))
    zone = ZoneInfo(notes.zone)

    def money(amount: Fraction | int) -> str:
        return notes.money(round(amount), one.currency, cents=True)

    title, words = RULES[rule]
    label = "All channels" if name == ALL else channel_label(name)
    url = list_of(one, window, zone)
    return {
        "title": f"{label}, {title.lower() if rule != BY_ALL and rule != 'shapley' else title}",
        "value": money(value),
        "formula": f"{words} Each conversion’s value times the part that goes to "
        f"{'all channels' if name == ALL else label}.",
        "rows": [
            {
                "date": notes.day(_local(closed.path.converted_at, zone)),
                "label": _contacts(closed.path.channels),
                "url": addresses.row_path(Touchpoint, closed.touchpoint),
                "amount": money(closed.path.value),
                "counts": money(share * closed.path.value),
            }
            for share, closed in shares[:SHOWN]
        ],
        "amount": "Value",
        "unit": f"Sum of {notes.count(len(shares), 'conversion')}",
        "sum": money(value),
        "more": {"text": f"All {notes.count(one.conversions, 'conversion')}", "url": url}
        if len(shares) > SHOWN
        else None,
        "facts": [
            {"name": "Conversions", "value": notes.number(conversions, 1)},
            {"name": "Period", "value": notes.day_range(window.first, window.last)},
            {"name": "Function", "value": "cmo.analysis.attribute, version 1", "mono": True},
        ],
        "open": {"label": "Open in touchpoints", "url": url},
        "proof": "/proof/#cmo.analysis.attribute",
    }


def _local(moment: dt.datetime | None, zone: ZoneInfo) -> dt.date | None:
    return None if moment is None else moment.astimezone(zone).date()


def _contacts(channels: tuple[str, ...]) -> str:
    """The way to a conversion, its last contacts where there are many."""
    shown = [channel_label(name) for name in channels[-PATH_SHOWN:]]
    before = len(channels) - len(shown)
    return " → ".join([f"{before} before", *shown] if before else shown)
