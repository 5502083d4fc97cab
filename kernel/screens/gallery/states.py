"""The console, the drawer and the small components in each of their states."""

# ruff: noqa: E501  an invented row stays on one line

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from kernel.formats import Change, Notation
from kernel.screens import charts

WRITE = Notation("en", "EUR", date(2026, 1, 31))
MODES = ["Setup", "Strategy", "Funnels", "Campaigns", "Content", "Optimise"]
BUILTIN = {"kind": "builtin"}
GOAL = {
    "name": "goal",
    "label": "Revenue goal",
    "kind": "number",
    "unit": "€ / mo",
    "hint": "Empty: the plan’s goal, €260,000.",
}
FIELDS: list[dict[str, Any]] = [
    {"name": "from", "label": "From", "kind": "date", "value": "2025-11-03"},
    {"name": "to", "label": "To", "kind": "date", "value": "2026-01-31"},
    {
        "name": "attribution",
        "label": "Attribution",
        "kind": "select",
        "options": [
            {"value": "last", "label": "Last touch"},
            {"value": "markov", "label": "Markov removal", "selected": True},
            {"value": "shapley", "label": "Shapley"},
        ],
    },
    {
        "name": "min_effect",
        "label": "Smallest effect worth telling",
        "kind": "number",
        "value": "500",
        "unit": "€ / mo",
        "hint": "Leave empty for 1% of spend, €420.",
    },
    {"name": "paused", "label": "Include paused campaigns", "kind": "check"},
    {"name": "notify", "label": "Tell me when done", "kind": "check", "value": True},
]


def step(
    state: str, text: str, sub: str = "", time: str = "", strong: bool = False
) -> dict[str, Any]:
    """One step of a run."""
    return {"state": state, "text": text, "sub": sub, "time": time, "strong": strong}


def link(label: str, icon: str = "", kind: str = "", post: bool = False) -> dict[str, Any]:
    """One act of a run."""
    return {
        "label": label,
        "url": "#",
        "icon": icon,
        "primary": kind == "primary",
        "ghost": kind == "ghost",
        "post": post,
    }


RUNNING = {
    "id": "r1", "mode": "Optimise", "state": "running", "time": "0:07",
    "meta": "cmo-optimization-analyst, started 09:42 by you. You may leave this page.",
    "progress": {"value": 3.4, "max": 6, "words": "Step 4 of 6"},
    "steps": [
        step("done", "Input checked", time="0.1 s"),
        step("done", "Rows read", "22,140 rows from 5 sources", "1.8 s"),
        step("done", "Facts computed", "214 figures, 31 with intervals", "3.9 s"),
        step("now", "Drafting proposals", "9 of 12 findings written", "0:01"),
        step("todo", "Numbers checked against facts"),
        step("todo", "Proposals saved"),
    ],
    "acts": [link("Watch"), link("Cancel", "square", "ghost", post=True)],
}  # fmt: skip
HISTORY = [
    {"url": "#", "state": "awaiting", "mode": "Campaigns", "when": "Fri 16:20", "said": "waits for approval, 1 campaign drafted"},
    {"url": "#", "state": "done", "mode": "Optimise", "when": "Fri 06:00", "said": "12 proposals, 8.4 s"},
    {"url": "#", "state": "needs", "mode": "Content", "when": "Thu 11:05", "said": "needs a running campaign first"},
    {"url": "#", "state": "failed", "mode": "Funnels", "when": "Thu 09:31", "said": "failed: funnel “Trade” has no stages"},
    {"url": "#", "state": "cancelled", "mode": "Strategy", "when": "Wed 14:47", "said": "cancelled by Tom Aerts after 3 s"},
    {"url": "#", "state": "running", "mode": "Setup", "when": "09:42", "said": "reading 2,310 rows"},
]  # fmt: skip
SOURCES = [
    {"name": "Shop orders", "through": "31 Jan", "days": charts.days(["on"] * 7)},
    {"name": "Google Ads", "through": "31 Jan", "days": charts.days(["on"] * 7)},
    {"name": "Meta Ads", "through": "29 Jan, 2 days late", "late": True, "days": charts.days(["on"] * 5 + ["off"] * 2)},
    {"name": "Main bank", "note": "no bank day since", "through": "30 Jan", "days": charts.days(["none", *["on"] * 5, "none"])},
]  # fmt: skip
EVIDENCE = {
    "title": "Paid twice to Northlight Media", "value": "€3,180.00",
    "formula": "Every payment after the first with the same payee, amount and reference within 10 days, added up.",
    "rows": [
        {"date": "14 Jan", "label": "Northlight Media, INV-20881", "url": "#", "amount": "−3,180.00", "counts": "0.00", "zero": True},
        {"date": "16 Jan", "label": "Northlight Media, INV-20881", "url": "#", "amount": "−3,180.00", "counts": "3,180.00"},
    ],
    "unit": "Sum, EUR", "sum": "3,180.00",
    "facts": [
        {"name": "Source", "value": "Main bank, through 30 Jan"},
        {"name": "Compared with", "value": "invoice INV-20881, one, €3,180.00"},
        {"name": "Computed by", "value": "duplicate_payments v3", "mono": True},
        {"name": "Input", "value": "sha256 6f2c91…e04b", "mono": True},
    ],
    "open": {"label": "Open in Transactions", "url": "#"}, "proof": "#",
}  # fmt: skip


def console(
    mode: str,
    *,
    run: dict[str, Any] | None = None,
    fields: list[dict[str, Any]] | None = None,
    modes: bool = True,
    **more: Any,
) -> dict[str, Any]:
    """A console's context."""
    return {
        "engine": BUILTIN, "url": "#", "action": "#",
        "modes": [{"value": m.lower(), "label": m, "selected": m.lower() == mode} for m in MODES] if modes else [],
        "say": {"optimise": "Reads the last 90 days and writes ranked proposals. Nothing changes until you approve it.", "funnels": "Works the volumes back from your revenue goal and looks for the leak."}.get(mode, ""),
        "fields": fields or [], "run": run, **more,
    }  # fmt: skip


def consoles() -> list[dict[str, Any]]:
    """The eight states."""
    runs: list[dict[str, Any]] = [
        {"id": "c3", "mode": "Funnels", "state": "running", "time": "0:04", "meta": "cmo-funnel-architect, started 09:42 by you. You may leave this page.", "progress": {"value": 2.6, "max": 5, "words": "Step 3 of 5"}, "steps": [step("done", "Rows read", "22,140 rows from 5 sources", "1.8 s"), step("now", "Computing facts", "62 of about 90 figures", "0:02"), step("todo", "Writing the result")], "acts": RUNNING["acts"]},
        {"id": "c4", "mode": "Funnels", "state": "done", "time": "6.1 s", "meta": "cmo-funnel-architect, 09:42, model: gpt-oss 20B, €0.004", "steps": [step("done", "Found one leak, cart to checkout", "76 orders a month"), step("done", "Wrote 1 funnel, 5 stages", "as drafts"), step("wait", "1 proposal waits for you")], "acts": [link("Open the result", kind="primary"), link("Run again", post=True)]},
        {"id": "c5", "mode": "Campaigns", "state": "awaiting", "time": "7.7 s", "meta": "cmo-campaign-designer, Fri 16:20 by Tom Aerts", "steps": [step("done", "Drafted campaign “Spring desk”", "€6,400 of €11,200 left in the plan"), step("wait", "Waits for an owner or admin", "not for the one who asked", strong=True)], "acts": [link("Review", kind="primary")]},
        {"id": "c6", "mode": "Content", "state": "needs", "time": "0.4 s", "meta": "cmo-content-engine, 09:42", "say": "Nothing was written and nothing went wrong.", "steps": [step("ask", "No campaign is scheduled or running", "texts are written for a campaign’s channels", strong=True), step("ask", "The brand voice is empty", "3 answers give it", strong=True)], "acts": [link("Run Campaigns", kind="primary"), link("Answer 3 questions")]},
        {"id": "c7", "mode": "Funnels", "state": "failed", "time": "31 s", "meta": "cmo-funnel-architect, 09:42, tried 3 times", "say": "Nothing was written. Your input is kept.", "steps": [step("done", "Input checked", time="0.1 s"), step("bad", "Rows could not be read", "database did not answer within 10 s", "30.9 s")], "acts": [link("Try again", "rotate-ccw", "primary", post=True), link("Details", kind="ghost")]},
        {"id": "c8", "mode": "Strategy", "state": "cancelled", "time": "3.0 s", "meta": "cmo-plan-90day, 09:42, cancelled by Tom Aerts", "say": "Nothing was written.", "steps": [step("done", "Rows read", time="1.8 s"), step("off", "Stopped while computing facts")], "acts": [link("Run again", "rotate-ccw", post=True)]},
    ]  # fmt: skip
    model = {"kind": "model", "name": "gpt-oss 20B"}
    return [
        console("funnels", fields=[GOAL], id="c1"),
        console("funnels", fields=[GOAL | {"id": "goal2", "value": "260k", "error": "Write digits only, for example 260,000.", "hint": ""}], errors=1, id="c2"),
        *(console("", run=run, modes=False, id=run["id"]) | ({"engine": model} if run["state"] == "done" else {}) for run in runs),
        console("setup", fields=[], id="c9", off="Owners, admins and marketers may run it."),
    ]  # fmt: skip


def course() -> charts.Chart:
    """An effect that settles over eight weeks."""
    days = [date(2025, 12, 1) + timedelta(days=n) for n in range(56)]
    values = [0.066 + 0.3 * (-1) ** n / (n + 2) ** 1.5 for n in range(56)]
    wide = [0.9 / (n + 1) ** 0.6 for n in range(56)]
    return charts.course(
        days,
        values,
        [value - reach for value, reach in zip(values, wide, strict=True)],
        [value + reach for value, reach in zip(values, wide, strict=True)],
        name="effect so far",
        band="always-valid 95% interval",
        finding="It settles near 6.6% from the fourth week on.",
        caption="Relative effect on orders per checkout by day",
    )


def fan() -> charts.Chart:
    """Cash of a year with a month missing, and half a year of what is expected."""
    known = [
        204_000,
        212_000,
        198_000,
        None,
        186_000,
        191_000,
        178_000,
        171_000,
        176_000,
        160_000,
        152_000,
        149_000,
    ]
    ahead = [
        charts.Ahead(
            149_000 - 9_000 * n,
            149_000 - 19_000 * n,
            149_000 + n * 1_500,
            149_000 - 25_000 * n,
            149_000 + 7_000 * n,
        )
        for n in range(1, 7)
    ]
    return charts.fan(
        [date(2025 + n // 12, n % 12 + 1, 1) for n in range(18)], known, ahead,
        name="Cash", finding="Cash is expected at €95,000 in July; 80% interval €35,000 to €158,000.",
        caption="Cash by month", show=lambda v: WRITE.money(round(v) * 100), axis=lambda v: WRITE.money_short(round(v) * 100),
        level=charts.Level(50_000, "cash floor"), moments=[charts.Moment(16.4, "if months go badly")],
    )  # fmt: skip


def context() -> dict[str, Any]:
    """What kernel/gallery/states.html shows."""
    spark = charts.sparkline([3, 4, None, 5, 6, 5, 7, 8])
    return {
        "title": "States",
        "consoles": consoles(),
        "tiles": [
            {"name": "Revenue", "value": "€231,380", "url": "?evidence=1", "change": Change("5.7%", "up", "€218,900", "good"), "note": "orders with a channel", "spark": spark},
            {"name": "ROAS", "value": "5.51", "change": Change("no clear change", base="5.54"), "note": "95%: 5.31 to 5.72", "spark": spark},
            {"name": "Paid social", "value": "€26,730", "change": Change("9.1%", "down", "€29,410", "bad"), "late": "through 29 Jan", "spark": spark},
            {"name": "Conversion", "missing": {"text": "no data", "label": "Import funnel counts", "url": "#"}},
            {"name": "Cash", "restricted": True},
            {"name": "Trials", "value": "14", "change": Change("14, was 9"), "note": "too few for a percentage"},
        ],
        "evidence_shown": EVIDENCE,
        "checklist": [
            {"title": "Import your metrics", "text": "A CSV with day, channel, cost and revenue is enough.", "done": True, "url": "#", "label": "Import more"},
            {"title": "Run the optimisation analyst", "text": "It reads what you imported and proposes what to change.", "now": True, "url": "#", "label": "Run it"},
            {"title": "Invite a colleague", "text": "An invitation is a link that works once.", "url": "#", "label": "Invite", "also": [{"label": "Who may do what", "url": "#"}]},
        ],
        "states_shown": [
            {"title": "No critical task belongs to Aya Tanaka", "text": "Without “Assignee is Aya Tanaka” there is 1 task.", "actions": [{"label": "Remove that filter", "url": "#"}, {"label": "Remove both", "url": "#", "ghost": True}]},
            {"title": "No tasks yet", "text": "Bring in a task list or an event log, or let the agent build a process map from it.", "icon": "workflow", "actions": [{"label": "Import a file", "url": "#", "icon": "upload", "primary": True}, {"label": "Run Setup", "url": "#", "icon": "play"}, {"label": "Add one by hand", "url": "#", "ghost": True}]},
            {"title": "The tasks could not be loaded", "text": "The list took longer than 5 seconds and was stopped. Nothing was changed. It usually works with a narrower date range.", "tone": "bad", "actions": [{"label": "Try again", "url": "#", "icon": "rotate-ccw"}, {"label": "Only this month", "url": "#", "ghost": True}], "request_id": "req 7f3a-19c2"},
        ],
        "fields_shown": [
            {"name": "n1", "label": "Name", "value": "Spring desk", "hint": "Shown in lists and reports."},
            {"name": "n2", "label": "Budget", "kind": "number", "value": "12k", "unit": "EUR", "error": "Write digits only, for example 12,000."},
            {"name": "n3", "label": "Objective", "kind": "textarea", "rows": 3},
            {"name": "n4", "label": "Currency", "kind": "select", "options": [{"value": "EUR", "label": "EUR"}], "off": "Fixed once rows exist."},
            {"name": "n5", "label": "Roles", "kind": "checks", "options": [{"value": "m", "label": "marketer", "selected": True}, {"value": "f", "label": "finance"}]},
        ],
        "bars_shown": charts.bars([charts.Bar("Paid search", 3.15, 2.9, 3.4), charts.Bar("Paid social", 1.8, 1.55, 2.02, note="through 29 Jan"), charts.Bar("Email", 7.2, 5.9, 8.8), charts.Bar("Direct", None, note="no spend")], caption="ROAS by channel", show=lambda v: f"{v:.2f}", level="95% interval"),
        "fan_shown": fan(),
        "forest": charts.forest([
            charts.Effect("Orders per checkout", 0.066, 0.010, 0.123, "primary, higher is better", "good", None, "improved", "good", figures=[("three steps", "45.9%"), ("one page", "49.0%")]),
            charts.Effect("Revenue per order", -0.007, -0.041, 0.027, "guardrail, may fall 5%", "", -0.05, "holds", "line", figures=[("three steps", "€161.20"), ("one page", "€160.10")]),
            charts.Effect("Returned in 14 days", -0.016, -0.119, 0.087, "guardrail, may rise 10%", "", 0.10, "holds", "line", figures=[("three steps", "6.2%"), ("one page", "6.1%")]),
        ]),
        "health_shown": [
            {"name": "Split as planned", "state": "pass", "text": "3,010 and 2,986 people for 50:50, p = 0.76"},
            {"name": "Planned size not reached", "state": "open", "text": "3,996 of 5,800 people"},
            {"name": "Groups differed before", "state": "fail", "text": "past order rate 12.1% and 14.2%, p below 0.001"},
        ],
        "decision_shown": {
            "badge": {"text": "Proposed: ship", "tone": "good", "icon": "check"}, "title": "Ship the one-page checkout.",
            "text": ["Of those who start to check out, 49.0% order instead of 45.9%.", "Every guardrail holds."],
            "note": "Rule fixed on 28 Nov: ship if the 95% interval is above zero and every guardrail holds.",
            "url": "#", "reason": {"name": "reason", "label": "Reason", "kind": "textarea", "rows": 2, "value": "Orders improved and every guardrail holds."},
            "acts": [{"value": "ship", "label": "Ship it", "icon": "check", "primary": True}, {"value": "hold", "label": "Hold"}, {"value": "rollback", "label": "Roll back", "ghost": True}],
        },
        "course_shown": course(),
        "toasts": [{"text": "Rule for Frontdesk CRM changed.", "undo": {"url": "#"}}],
        "changes": [Change("5.7%", "up", "", "good"), Change("2.3%", "up", "", "bad"), Change("0.03", "down")],
    }  # fmt: skip
