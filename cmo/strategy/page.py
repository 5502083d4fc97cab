"""The Plan screen: the goal, the dated steps, the budget with its curves, the risks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest

from cmo.models import BrandProfile, MarketingPlan, MetricsSnapshot, Recommendation
from cmo.models.marketing_plan import PlanStatus
from cmo.strategy import standing
from cmo.strategy.answers import answers
from cmo.strategy.contracts import PlanOutput
from cmo.strategy.goals import GOALS
from cmo.strategy.parts import (
    at_present,
    budget_part,
    curves_part,
    goal_tiles,
    goal_words,
    refused_part,
)
from cmo.strategy.statuses import MOVES
from kernel.core.facts import FactBook
from kernel.core.registry import module_of_role
from kernel.decisions.recommendation import waiting_in
from kernel.formats import Notation
from kernel.resources import addresses
from kernel.resources.rights import notation
from kernel.runs.models import AgentRun
from kernel.runs.states import UNFINISHED, RunStatus
from kernel.screens import charts, evidence, figures, recommendations, runs
from kernel.screens.console import console
from kernel.tenancy import clock

AGENT = "cmo-plan-90day"
MODE = "strategy"
SHOWN_RUNS = 4
LOOKED_AT = 5
NEAR_STEPS = 4
STALE_DAYS, MONTH = 21, 30.4
DECIDE = "h-to-decide"
PRESENT = (".present", ".saturation", ".marginal_now", ".have", ".need")
ORDER = (PlanStatus.ACTIVE, PlanStatus.APPROVED, PlanStatus.DRAFT)
TONES = {"active": "good", "approved": "accent", "draft": "line", "completed": "line"}
VERBS = {
    PlanStatus.APPROVED: ("approval", "Approve", "check"),
    PlanStatus.ACTIVE: ("activation", "Activate", "play"),
    PlanStatus.COMPLETED: ("completion", "Complete", "flag"),
    PlanStatus.ARCHIVED: ("archival", "Archive", "box"),
    PlanStatus.DRAFT: ("reopening", "Back to draft", "undo-2"),
}


def shown_plan(chosen: str = "") -> MarketingPlan | None:
    """The plan that was chosen, else the active, the approved, the newest draft, or the last."""
    wanted = addresses.parse_id(chosen) if chosen else None
    if wanted is not None:
        return MarketingPlan.objects.filter(pk=wanted).first()
    rows = list(MarketingPlan.objects.order_by("-start", "-created_at"))
    for status in ORDER:
        found = [row for row in rows if row.status == status]
        if found:
            return found[0]
    return rows[0] if rows else None


def page(request: HttpRequest, plan: MarketingPlan | None, *, may_write: bool) -> dict[str, Any]:
    """The whole page of a plan, or what to do where there is none."""
    notes, today = notation(request), clock.today()
    shared = {**_rail(request), "run_url": "#console", "may_write": may_write}
    if plan is None:
        return {**shared, **_nothing(may_write=may_write), "evidence": None}
    run = _run(plan)
    output = _output(run)
    book = standing.facts_of(plan, run, today)
    known = output or _borrowed(plan, book)
    recs = [
        recommendations.line(request, row)
        for row in waiting_in(Recommendation).filter(subject=f"plan:{plan.pk}")
    ]
    tools = _tools(plan, proposed=bool(recs)) if may_write else []
    steps, later = _steps(plan, output, book, notes, today, may_write=may_write)
    return {
        **shared,
        "plan": plan,
        "title": plan.name,
        "lede": _lede(plan, book, notes, today),
        "badge": {"text": plan.get_status_display(), "tone": TONES.get(plan.status, "line")},
        "tools": tools,
        "more": _more(plan, tools) if may_write else None,
        "stale": _stale(plan, book, notes, today),
        "fresh": {"label": "Import daily metrics", "url": "/imports/new/?kind=metrics"},
        "objective": _said(plan.objective, output.objective if output else "", book, notes),
        "tiles": goal_tiles(plan, book, notes, today),
        "days": notes.day_range(plan.start, plan.end),
        "goal_words": goal_words(plan, book, notes),
        "recs": recs,
        "schedule": _schedule(plan, notes, today),
        "steps": steps,
        "folded": later,
        "budget": budget_part(plan, known, book, notes),
        **_curves(plan, known, book, notes, today),
        "risks": _risks(plan, output, book, notes),
        "defaults": [figures.linked(one, book, notes) for one in output.defaults] if output else [],
        "others": _others(plan, notes),
        "all_plans": {"label": "All plans", "url": addresses.list_path(MarketingPlan)},
        "run": f"/runs/{plan.run_id}/" if run else "",
        "evidence": evidence.asked(request, book),
    }


def _run(plan: MarketingPlan) -> AgentRun | None:
    return AgentRun.objects.filter(pk=plan.run_id, agent=AGENT).first() if plan.run_id else None


def _output(run: AgentRun | None) -> PlanOutput | None:
    return PlanOutput.model_validate(run.output) if run and run.output else None


def _borrowed(plan: MarketingPlan, book: FactBook) -> PlanOutput | None:
    """The curves of the planner's latest run, for a plan that it did not draft.

    Its facts of the channels as they are at present go into the book.
    """
    latest = AgentRun.objects.filter(agent=AGENT, status=RunStatus.SUCCEEDED).order_by(
        "-created_at"
    )
    run = next((one for one in latest[:LOOKED_AT] if (one.output or {}).get("channels")), None)
    output = _output(run)
    if run is None or output is None or output.currency != plan.currency:
        return None
    for fact in FactBook.from_json(run.facts):
        if fact.key.startswith("split.") and fact.key.endswith(PRESENT):
            book.add(fact)
    return at_present(output, plan)


def _said(stored: str, text: str, book: FactBook, notes: Notation) -> Any:
    """The run's text with its figures linked, as long as nobody has written another."""
    if text and figures.plain(text, book, notes).startswith(stored) and stored:
        return figures.linked(text, book, notes)
    return stored


def _lede(plan: MarketingPlan, book: FactBook, notes: Notation, today: dt.date) -> str:
    """One sentence of state."""
    label = GOALS[plan.goal_metric].label  # type: ignore[index]
    if today < plan.start:
        return f"It begins on {notes.day(plan.start, weekday=True)}."
    if "now.goal" not in book:
        return f"It began on {notes.day(plan.start)}; no row of it has come yet."
    reached = figures.words(book["now.goal"], notes)
    if "now.part" in book:
        part, time = (figures.words(book[key], notes) for key in ("now.part", "now.time"))
        return f"{label} {reached}, {part} of the target after {time} of the days."
    return f"{label} {reached} since it began."


def _tools(plan: MarketingPlan, *, proposed: bool) -> list[dict[str, Any]]:
    """The one next step, then edit. A proposal to activate the plan is that step itself."""
    edit = {
        "label": "Edit",
        "url": addresses.row_path(MarketingPlan, plan.pk, "edit"),
        "icon": "pencil",
    }
    if plan.status not in (PlanStatus.DRAFT, PlanStatus.APPROVED):
        return [edit]
    if proposed:
        first = {"label": "Review and decide", "url": f"#{DECIDE}", "icon": "arrow-right"}
    else:
        first = {**_move(plan, PlanStatus.ACTIVE), "post": True}
    return [{**first, "primary": True}, edit]


def _more(plan: MarketingPlan, tools: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Every other status that the plan may take, in a menu."""
    shown = {tool["url"] for tool in tools}
    moves = [_move(plan, status) for status in MOVES[plan.status]]
    items = [{**move, "post": True} for move in moves if move["url"] not in shown]
    return {"label": f"More for {plan.name}", "items": items}


def _move(plan: MarketingPlan, status: PlanStatus) -> dict[str, str]:
    verb, label, icon = VERBS[status]
    url = addresses.row_path(MarketingPlan, plan.pk, verb)
    return {"label": label, "url": url, "icon": icon}


def _stale(plan: MarketingPlan, book: FactBook, notes: Notation, today: dt.date) -> str:
    """How long before the plan its rows end, in words, where that is weeks."""
    last = book.get("base.last")
    if last is None or not isinstance(last.value, dt.date):
        return ""
    begins = min(today, plan.start)
    behind = (begins - last.value).days
    if behind <= STALE_DAYS:
        return ""
    months = round(behind / MONTH)
    long = notes.count(behind // 7, "week") if months < 2 else notes.count(months, "month")
    until = "today" if begins == today else "the plan begins"
    return (
        f"Baseline, split and curves come from rows that end on {notes.day(last.value)}, {long} "
        f"before {until}. What came since is not in them."
    )


def _state(item: Mapping[str, Any], today: dt.date, following: str) -> Any:
    if item.get("done"):
        return "done"
    if dt.date.fromisoformat(item["date"]) < today:
        return "late"
    return "next" if item["key"] == following else "later"


def _dated(plan: MarketingPlan, today: dt.date) -> list[tuple[dict[str, Any], dt.date, Any]]:
    """The milestones by day, each with its state."""
    items = sorted(plan.milestones, key=lambda item: (str(item["date"]), item["key"]))
    items = [{**item, "date": str(item["date"])} for item in items]
    open_ = [one for one in items if not one.get("done") and one["date"] >= today.isoformat()]
    following = open_[0]["key"] if open_ else ""
    return [
        (item, dt.date.fromisoformat(item["date"]), _state(item, today, following))
        for item in items
    ]


def _schedule(plan: MarketingPlan, notes: Notation, today: dt.date) -> charts.Chart | None:
    dated = _dated(plan, today)
    if not dated or plan.end <= plan.start:
        return None
    steps = [
        charts.Due(day, number, item["title"], state)
        for number, (item, day, state) in enumerate(dated, start=1)
    ]
    done = sum(state == "done" for _, _, state in dated)
    return charts.schedule(
        steps,
        plan.start,
        plan.end,
        today=today,
        finding=f"{done} of {notes.count(len(steps), 'milestone')} done.",
        caption=f"Milestones of {plan.name}",
    )


def _steps(
    plan: MarketingPlan,
    output: PlanOutput | None,
    book: FactBook,
    notes: Notation,
    today: dt.date,
    *,
    may_write: bool,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The milestones as components/due_list.html takes them: what is near, and the rest."""
    texts = {one.key: one.detail for one in output.milestones} if output else {}
    path = addresses.row_path(MarketingPlan, plan.pk, "milestones")
    shown = [
        {
            "id": f"step-{item['key']}",
            "number": number,
            "state": state,
            "title": item["title"],
            "text": _said(item.get("detail", ""), texts.get(item["key"], ""), book, notes),
            "when": notes.day(day, weekday=True),
            "act": {
                "url": f"{path}{item['key']}/{'reopening' if state == 'done' else 'completion'}/",
                "label": "Not done" if state == "done" else "Done",
                "icon": "rotate-ccw" if state == "done" else "check",
            }
            if may_write
            else None,
        }
        for number, (item, day, state) in enumerate(_dated(plan, today), start=1)
    ]
    if len(shown) <= NEAR_STEPS + 1:
        return shown, []
    open_ = [one for one in shown if one["state"] != "done"]
    near = {one["id"] for one in open_[:NEAR_STEPS]}
    return [one for one in shown if one["id"] in near], [
        one for one in shown if one["id"] not in near
    ]


def _risks(
    plan: MarketingPlan, output: PlanOutput | None, book: FactBook, notes: Notation
) -> list[dict[str, Any]]:
    texts = {one.title: one for one in output.risks} if output else {}
    shown = []
    for item in plan.risks:
        own = texts.get(item["title"])
        shown.append(
            {
                "title": item["title"],
                "sign": _said(item.get("sign", ""), own.sign if own else "", book, notes),
                "answer": _said(item.get("answer", ""), own.answer if own else "", book, notes),
            }
        )
    return shown


def _curves(
    plan: MarketingPlan,
    known: PlanOutput | None,
    book: FactBook,
    notes: Notation,
    today: dt.date,
) -> dict[str, Any]:
    """The curves that the plan was drafted by; before any run, those that the rows give today."""
    if known is not None:
        return {
            "curves": curves_part(known, book, notes),
            "refused": refused_part(known, book, notes),
            "curves_days": _curve_days(book, notes),
        }
    parts = answers(today, notes, book, figures.evidence_url)
    own = next((part for part in parts if part["currency"] == plan.currency), None)
    if own is None:
        return {"curves": [], "refused": [], "no_curves": True}
    return {
        "curves": own["curves"],
        "refused": own["refused"],
        "curves_days": f"a day, from {own['days']}",
    }


def _curve_days(book: FactBook, notes: Notation) -> str:
    fitted = next((fact for fact in book if fact.key.endswith(".saturation")), None)
    if fitted is None or fitted.period is None:
        return ""
    return f"a day, from {notes.day_range(*fitted.period)}"


def _others(plan: MarketingPlan, notes: Notation) -> list[dict[str, Any]]:
    rows = MarketingPlan.objects.exclude(pk=plan.pk).order_by("-start")[:6]
    return [
        {
            "name": row.name,
            "url": f"/cmo/plan/?plan={row.pk}",
            "badge": row.get_status_display(),
            "text": notes.day_range(row.start, row.end),
        }
        for row in rows
    ]


def _rail(request: HttpRequest) -> dict[str, Any]:
    manifest = module_of_role("cmo")
    latest = AgentRun.objects.filter(agent=AGENT).order_by("-created_at")
    running = latest.filter(status__in=UNFINISHED).first()
    shown = runs.console_run(request, running) if running else None
    return {
        "console": console(request, manifest, mode=MODE, run=shown),
        "history": runs.history(request, list(latest[:SHOWN_RUNS])),
    }


def _nothing(*, may_write: bool) -> dict[str, Any]:
    """What is missing for a plan, and the nearest step."""
    has_brand, has_rows = BrandProfile.objects.exists(), MetricsSnapshot.objects.exists()
    acts: list[dict[str, Any]] = []
    if not has_brand:
        acts.append({"label": "Describe your brand", "url": "/cmo/setup/", "icon": "pencil"})
    if not has_rows:
        url = "/imports/new/?kind=metrics"
        acts.append({"label": "Import daily metrics", "url": url, "icon": "upload"})
    if not acts:
        acts.append({"label": "Run the planner", "url": "#console", "icon": "play"})
    acts[0]["primary"] = True
    new = f"{addresses.list_path(MarketingPlan)}new/"
    acts.append({"label": "Write one by hand", "url": new, "icon": "plus"})
    if has_brand and has_rows:
        text = "Brand and metrics are there: the planner drafts a goal, a split budget and steps."
    else:
        text = (
            "A plan sets a goal for ninety days, splits the budget by what channels answer, and "
            "dates the steps. It is drafted from your brand and from what each channel did a day."
        )
    return {
        "plan": None,
        "title": "Plan",
        "lede": "There is no plan yet.",
        "empty_text": text,
        "start": acts if may_write else [],
    }
