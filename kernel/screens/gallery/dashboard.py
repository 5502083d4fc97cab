"""A dashboard with invented figures."""

# ruff: noqa: E501  an invented row stays on one line

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from kernel.formats import Notation
from kernel.screens import charts

from . import states

WRITE = Notation("en", "EUR", date(2026, 1, 31))
SOME = "?evidence=1"
JANUARY = [
    7186, 7705, 5047, 5631, 7453, 7551, 8487, 7912, 7933, 6007, 6198, 8237, 8595, 8038, 8392, 8459,
    5879, 5890, 8220, 8940, 9069, 8183, 8345, 5588, 5964, 8415, 8628, 7964, 8149, 7478, 5837,
]  # fmt: skip
DECEMBER = [
    8508, 9761, 8927, 8937, 8667, 6130, 6256, 8289, 7887, 7790, 7642, 8488, 6249, 6705, 8649, 8517,
    8744, 8348, 7244, 6463, 5821, 8487, 5269, 6482, 5809, 5530, 3554, 4113, 5029, 5816, 4789,
]  # fmt: skip


def fig(text: str) -> SafeString:
    """A figure inside a sentence."""
    return format_html('<a class="fig" href="{}">{}</a>', SOME, text)


def tiles() -> list[dict[str, Any]]:
    """Six tiles."""
    up = [3, 2.6, 3.4, 4.6, 4.4, 5.7, 6.4, 7.3, 7.1, 6.9, 7.7, 9]
    wave = [3, 5, 4, 6, 6, 9, 2, 6, 4, 4.4, 3, 8]
    base = {"url": SOME}
    return [
        base | {"name": "Revenue", "value": WRITE.money(23138000), "change": WRITE.change(23138000, 21890000, of="money", better="up"), "note": "orders with a channel", "spark": charts.sparkline(up)},
        base | {"name": "Spend", "value": WRITE.money(4200000), "change": WRITE.change(4200000, 3951000, of="money"), "note": "all six channels", "spark": charts.sparkline(up[::-1][3:] + up[:3])},
        base | {"name": "ROAS", "value": "5.51", "change": WRITE.change(5.51, 5.54, digits=2, clear=False), "note": "95%: 5.31 to 5.72", "spark": charts.sparkline(wave)},
        base | {"name": "Orders", "value": WRITE.number(1440), "change": WRITE.change(1440, 1386, better="up"), "note": "48,200 sessions", "spark": charts.sparkline(up)},
        base | {"name": "Conversion", "value": "2.99", "unit": "%", "change": WRITE.change(0.0299, 0.0304, of="percent", kind="rate"), "note": "95%: 2.84 to 3.14", "spark": charts.sparkline(wave[::-1])},
        base | {"name": "Cost per order", "value": WRITE.money(2917), "change": WRITE.change(2917, 2851, of="money", better="down"), "note": "spend ÷ orders", "spark": charts.sparkline(wave)},
    ]  # fmt: skip


def trend() -> charts.Chart:
    """Revenue by day with an earlier period, a gap and an event."""
    days = [date(2026, 1, 1) + timedelta(n) for n in range(31)]
    return charts.trend(
        days,
        JANUARY,
        earlier=DECEMBER,
        name="January 2026",
        earlier_name="December 2025",
        finding="Revenue by day, January 2026 against December 2025. January grew until the 21st and has been flat since.",
        caption="Revenue by day",
        show=lambda v: WRITE.money(int(v * 100)),
        axis=lambda v: WRITE.money_short(v * 100),
        gaps=[charts.Gap(date(2026, 1, 30), date(2026, 1, 31), "Paid social missing")],
        events=[charts.Event(date(2026, 1, 22), "New cart step live")],
        today=date(2026, 1, 31),
    )


def recommendations() -> list[dict[str, Any]]:
    """Five lines, the last two in other states."""
    acts = [
        {
            "label": "Approve",
            "url": "#",
            "icon": "check",
            "hidden": [{"name": "hash", "value": "6f2c"}],
        },
        {"label": "Reject", "url": "#", "ghost": True},
    ]

    def effect(text: str, value: float, low: float, high: float, words: str) -> dict[str, Any]:
        return {"text": text, "words": words, "whisker": charts.whisker(value, low, high, words)}

    return [
        {"id": 1, "title": "Bring the delivery estimate back into the cart", "severity": "high", "why": format_html("Cart to checkout fell to {} after the cart change on 22 Jan; its own last three months are {}.", fig("49.0%"), fig("51.6%")), "foot": ["Campaign: none", "Due 6 Feb"], "evidence": SOME, "effect": effect("+76 orders a month", 76, 41, 111, "80%: 41 to 111, by 28 Feb"), "acts": acts},
        {"id": 2, "title": "Move €4,200 a month from Paid social to Paid search", "severity": "critical", "why": format_html("The last euro returns {} on Paid social and {} on Paid search. Paid social is past saturation.", fig("€0.62"), fig("€1.94")), "foot": ["Budget change", "Due 2 Feb"], "evidence": SOME, "effect": effect("+€4,900 revenue a month", 4900, 2100, 7600, "80%: €2,100 to €7,600, by 31 Mar"), "acts": acts},
        {"id": 3, "title": "Pause “Winter desk” on Paid social", "severity": "medium", "why": format_html("{} per order against {} for the channel, four weeks running.", fig("€112"), fig("€75")), "foot": ["Campaign status", "Due 4 Feb"], "evidence": SOME, "effect": effect("−€1,150 spend a month", -1150, -1420, -880, "80%: −€1,420 to −€880, by 28 Feb"), "acts": acts},
        {"id": 4, "title": "Send “Back in stock: Lumen arm” to 2,310 people", "severity": "medium", "why": format_html("They asked to be told. The last two such mails ordered at {}.", fig("2.5%")), "foot": ["Draft e-mail ready"], "evidence": SOME, "effect": effect("+58 orders, once", 58, 31, 88, "80%: 31 to 88, by 14 Feb"), "status": "applied", "acts": [{"label": "Undo", "url": "#", "icon": "undo-2"}]},
        {"id": 5, "title": "Keep headline A in “Cable tray launch”", "severity": "low", "why": format_html("A is clicked by {}, B by {} of {} readers.", fig("4.1%"), fig("3.2%"), fig("6,940")), "foot": ["Content variant", "No hurry"], "evidence": SOME, "effect": effect("+9 clicks per 1,000", 9, 3, 15, "80%: 3 to 15, by 28 Feb"), "who": "Owners and marketers decide"},
    ]  # fmt: skip


def channels() -> list[dict[str, Any]]:
    """Rows of the channel table, intervals on one scale."""
    rows = [
        ("Organic search", 310000, 14290, 386, 0.0270, 0.0245, 0.0298, 6176000, 5432000, ""),
        ("Paid search", 1842000, 9210, 322, 0.0350, 0.0314, 0.0389, 5796000, 5520000, ""),
        ("Email", 124000, 4860, 243, 0.0500, 0.0442, 0.0565, 3645000, 3311000, ""),
        ("Paid social", 1488000, 11640, 198, 0.0170, 0.0148, 0.0195, 2673000, 2941000, "through 29 Jan"),
        ("Partner referrals", 436000, 1720, 129, 0.0750, 0.0635, 0.0884, 2580000, 2481000, ""),
        ("Direct", None, 6480, 162, 0.0250, 0.0215, 0.0291, 2268000, 2210000, ""),
    ]  # fmt: skip
    scale = charts.within(min(r[5] for r in rows), max(r[6] for r in rows))
    return [
        {
            "name": name,
            "late": late,
            "spend": WRITE.money(spend, missing="no spend"),
            "no_spend": spend is None,
            "sessions": WRITE.number(sessions),
            "orders": WRITE.number(orders),
            "rate": WRITE.percent(rate, 2),
            "bar": charts.ratebar(
                rate,
                low,
                high,
                scale,
                f"95% interval {WRITE.percent(low)} to {WRITE.percent(high)}",
            ),
            "revenue": WRITE.money(revenue),
            "change": WRITE.change(revenue, before, of="money", better="up"),
            "roas": WRITE.number(revenue / spend, 2) if spend else "",
            "cost": WRITE.money(round(spend / orders), cents=True) if spend else "",
        }
        for name, spend, sessions, orders, rate, low, high, revenue, before, late in rows
    ]


def context() -> dict[str, Any]:
    """What kernel/gallery/dashboard.html shows."""
    stages = [
        charts.Stage("Sessions", 48200, SOME),
        charts.Stage("Product viewed", 27474, SOME, 0.570, 0.566, 0.574, 0.569, SOME),
        charts.Stage("Added to cart", 6320, SOME, 0.230, 0.225, 0.235, 0.228, SOME),
        charts.Stage("Checkout started", 3097, SOME, 0.490, 0.478, 0.502, 0.516, SOME, leak=True),
        charts.Stage("Ordered", 1440, SOME, 0.465, 0.447, 0.483, 0.459, SOME),
    ]
    return {
        "title": "Marketing in January",
        "lede": format_html("<b>{}</b> Two things hold it back: people leave between cart and checkout since 22 January, and Paid social no longer pays for its last euro.", "€231,380 from €42,000 of spend."),
        "tools": [{"label": "Jan 2026 vs Dec 2025", "url": "#", "icon": "calendar", "chevron": True}, {"label": "Download this page's figures", "url": "#", "icon": "download", "square": True, "phone": "never"}],
        "run_url": "#console",
        "tiles": tiles(),
        "trend": trend(),
        "recs": recommendations(),
        "steps": charts.funnel(stages, WRITE),
        "channels": channels(),
        "console": states.console("optimise", run=states.RUNNING, fields=states.FIELDS),
        "history": states.HISTORY,
        "sources": states.SOURCES,
    }  # fmt: skip
