"""A run page and a briefing with invented findings."""

# ruff: noqa: E501  an invented row stays on one line

from __future__ import annotations

from typing import Any

from django.utils.html import format_html

from kernel.formats import Change
from kernel.screens import charts

from . import dashboard, states

STEPS = [
    ("Queued", "by Marit Blom, from the console", 0.0, 0.2),
    ("Input checked", "no faults, 2 defaults used", 0.2, 0.1),
    ("Rows read", "5,000 transactions, 24 months", 0.3, 1.4),
    ("Facts computed", "88 figures: duplicates, recurring charges, outliers", 1.7, 3.1),
    ("Report written", "built-in analyst, no model called", 4.8, 0.6),
    ("Numbers checked", "41 of 41 figures in the text are bound to facts", 5.4, 0.2),
]


def context() -> dict[str, Any]:
    """What kernel/gallery/run.html shows."""
    steps: list[dict[str, Any]] = [
        {"state": "done", "text": text, "sub": sub, "time": f"{length} s", "bar": charts.gantt(start, length, 5.6)}
        for text, sub, start, length in STEPS
    ]  # fmt: skip
    steps.append({"state": "wait", "text": "Waits for approval", "sub": "1 of 3 proposals waits"})
    return {
        "title": "Spend analysis, January 2026",
        "lede": "Finished in 5.6 s on 31 January at 09:44. One proposal waits for you.",
        "badge": {"text": "awaiting approval", "tone": "warn", "icon": "hourglass"},
        "tools": [{"label": "Run again", "url": "#", "icon": "rotate-ccw", "post": True}],
        "crumbs": [{"label": "Runs", "url": "#"}],
        "wide_rail": True,
        "steps": steps,
        "evidence": states.EVIDENCE,
        "engine": states.BUILTIN,
        "proposals": [
            {
                "id": 1, "title": "Reclaim the second payment to Northlight Media", "severity": "critical", "status": "pending",
                "does": "Marks the line of 16 January and drafts a message to Northlight Media. Nothing is sent and no money moves.",
                "subject": "16 Jan, €3,180.00",
                "rows": [{"name": "Category", "before": "Advertising", "after": "Refunds due"}, {"name": "Duplicate of", "before": "none", "after": "14 Jan, INV-20881", "new": True}, {"name": "Account", "before": "Main bank", "after": "Main bank", "same": True}],
                "effect": {"text": "+€3,180 cash", "words": "80%: €1,900 to €3,180, by 28 Feb", "whisker": charts.whisker(2700, 1900, 3180, "80%: €1,900 to €3,180, by 28 Feb")},
                "acts": [{"label": "Approve and apply", "url": "#", "icon": "check", "primary": True}, {"label": "Reject…", "url": "#", "ask": {"name": "reason", "label": "Why not", "button": "Reject"}}, {"label": "Snooze…", "url": "#", "ghost": True, "ask": {"name": "until", "label": "Until", "type": "date", "button": "Snooze"}}],
                "until": "Expires 14 Feb",
            },
            {"id": 2, "title": "Set the Frontdesk CRM rule to “review over €600”", "severity": "medium", "status": "applied", "said": "Approved by Marit Blom at 09:51, applied in 0.1 s. One category rule changed, nothing else.", "acts": [{"label": "Undo", "url": "#", "icon": "undo-2"}], "until": "Possible until the rule is edited"},
        ],
        "facts": [{"name": "Engine", "value": "built-in analyst"}, {"name": "Model", "value": "none configured"}, {"name": "Duration", "value": "5.6 s"}, {"name": "Started by", "value": "Marit Blom, Finance"}, {"name": "Run", "value": "0194b9c2-51f3", "mono": True}],
        "json": '{\n  "run_id": "0194b9c2-51f3-7a60-9c1e-7d2f6e0b81aa",\n  "module": "cfo",\n  "status": "succeeded"\n}',
        "toasts": [{"text": "Rule for Frontdesk CRM changed.", "undo": {"url": "#"}}],
    }  # fmt: skip


def briefing() -> dict[str, Any]:
    """What kernel/gallery/briefing.html shows."""
    up = charts.sparkline([3, 2.6, 3.4, 4.6, 4.4, 5.7, 6.4, 7.3, 7.1, 6.9, 7.7, 9])
    return {
        "title": "Saturday, 31 January",
        "lede": "Six decisions wait, one of them until Monday 08:30. Marketing is ahead of December, cash is steady, and two findings explain each other.",
        "tools": [{"label": "Since Fri 30 Jan", "url": "#", "icon": "calendar", "chevron": True}, {"label": "Board pack", "url": "#"}],
        "lines": [
            {"role": "cmo", "name": "Marketing", "url": "/styleguide/dashboard/", "say": "Revenue is up 5.7% in January. Since the 22nd people leave between cart and checkout, about 76 orders a month.", "figures": [{"name": "Revenue", "value": "€231,380", "url": "?evidence=1", "change": Change("5.7%", "up", "", "good")}, {"name": "ROAS", "value": "5.51", "url": "?evidence=1", "note": "no clear change"}], "spark": up},
            {"role": "cro", "name": "Experiments", "url": "#", "missing": {"text": "No experiment has been set up.", "label": "Write a hypothesis", "url": "#"}},
            {"role": "cfo", "name": "Finance", "restricted": True},
            {"role": "coo", "name": "Operations", "url": "/styleguide/list/", "say": "Three returns pass their deadline on Monday morning. Quality check is the bottleneck: 1.1 of 3.4 days are spent waiting for it.", "figures": [{"name": "Cycle time", "value": "3.4 days", "url": "?evidence=1", "change": Change("0.3", "up", "", "bad")}, {"name": "In work", "value": "239", "url": "?evidence=1", "note": "70.4 finish a day"}], "spark": up},
        ],
        "recs": [rec | {"role": role, "module": name} for rec, role, name in zip(dashboard.recommendations(), ["cmo", "cfo", "cmo", "coo", "cmo"], ["Marketing", "Finance", "Marketing", "Operations", "Marketing"], strict=True)],
        "disagreements": [{"title": "Advertising spend in January", "explained": True, "parts": [{"name": "Finance, bank lines", "value": "€45,180.00", "url": "?evidence=1"}, {"name": "Marketing, channels", "value": "€42,000.00", "url": "?evidence=1"}, {"name": "Difference", "value": "€3,180.00", "url": "?evidence=1"}], "why": "The whole difference is the second payment to Northlight Media on 16 January."}],
        "feed": [{"role": "cro", "module": "Experiments", "text": "Free delivery from €120 became invalid: 1,912 and 1,704 people where 50:50 was planned.", "when": "06:10"}, {"role": "cmo", "module": "Marketing", "text": format_html("Spend passed its plan of {} by {}.", "€41,500", "€500"), "when": "06:00"}],
        "sources": states.SOURCES,
    }  # fmt: skip
