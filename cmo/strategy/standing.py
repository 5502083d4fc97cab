"""Where a plan stands today, as facts: what came since it began, what was spent, what is left."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from cmo import selectors
from cmo.analysis.channels import channel_figures
from cmo.analysis.finding import VERSION
from cmo.campaigns.book import CAMPAIGNS, PLANS, rows_by_id
from cmo.figures import channel_facts, rows_of
from cmo.models import Campaign, MarketingPlan
from cmo.strategy.goals import GOALS, plan_fact
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook, input_hash
from kernel.core.windows import Window
from kernel.runs.models import AgentRun
from kernel.statistics.values import NotEnoughDataError

SUMS = ("revenue", "conversions", "sessions")


def facts_of(plan: MarketingPlan, run: AgentRun | None, today: dt.date) -> FactBook:
    """The facts of the run that drafted the plan, and how things stand now."""
    book = FactBook.from_json(run.facts) if run else FactBook()
    _add_left(book, plan)
    _add_progress(book, plan, today)
    return book


def _add_left(book: FactBook, plan: MarketingPlan) -> None:
    """What the plan's budget has left when those of its campaigns are taken off."""
    held = {
        key: budget
        for key, budget in Campaign.objects.filter(
            plan=plan, currency=plan.currency, budget__isnull=False
        ).values_list("pk", "budget")
        if budget is not None
    }
    rows = rows_by_id(CAMPAIGNS, "budget", held)
    taken = Fact(
        key="now.held",
        label="Held by campaigns",
        value=sum(held.values()),
        unit="money",
        function="cmo.strategy.standing",
        version=VERSION,
        input_hash=input_hash(sorted((str(key), value) for key, value in held.items())),
        formula="Budgets of the plan’s campaigns in its currency, added up.",
        rows=rows,
        currency=plan.currency,
    )
    book.add(taken)
    if plan.budget is None:
        return
    own = Fact(
        key="now.budget",
        label="Budget",
        value=plan.budget,
        unit="money",
        function="cmo.strategy.standing",
        version=VERSION,
        input_hash=input_hash(plan.budget),
        formula="The plan’s own.",
        rows=rows_by_id(PLANS, "budget", {plan.pk: plan.budget}),
        currency=plan.currency,
    )
    book.add(own)
    left = plan.budget - sum(held.values())
    formula = "The plan’s budget minus those of its campaigns."
    book.add(
        plan_fact("now.left", "Left to give", left, "money", formula, own, taken,
                  function="cmo.strategy.standing", currency=plan.currency)
    )  # fmt: skip


def _add_progress(book: FactBook, plan: MarketingPlan, today: dt.date) -> None:
    """The goal's metric and the spend since the plan's first day."""
    last = min(plan.end, selectors.settled_day(today))
    if last < plan.start:
        return
    window = Window(plan.start, last)
    rows = selectors.metric_rows(window, currency=plan.currency)
    try:
        figures = channel_figures(rows, window)
    except NotEnoughDataError:
        return
    facts = {fact.key: fact for fact in channel_facts(rows, figures[0], "now")}
    reached = facts[fact_key("now", plan.currency, plan.goal_metric)]
    label = GOALS[plan.goal_metric].label  # type: ignore[index]
    book.add(replace(reached, key="now.goal", label=f"{label} since the plan began"))
    spent = facts[fact_key("now", plan.currency, "cost")]
    book.add(replace(spent, key="now.spent", label="Spent since the plan began"))
    for one in figures[1:]:
        if not one.cost:
            continue
        evidence = rows.evidence("cost", window, (one.channel,))
        book.add(
            replace(
                spent,
                key=fact_key("now", "spent", one.channel),
                label=f"Spent since the plan began, {one.channel}",
                value=one.cost,
                input_hash=input_hash(evidence.digest),
                rows=(rows_of(evidence),),
            )
        )
    _add_part(book, plan, reached, window)


def _add_part(book: FactBook, plan: MarketingPlan, reached: Fact, window: Window) -> None:
    """The part of the target that is reached; quotients are held against it as they are."""
    if plan.goal_metric not in SUMS or not plan.goal_target or reached.value is None:
        return
    part = reached.number / float(plan.goal_target)
    formula = "What came since the plan began, divided by the target."
    book.add(plan_fact("now.part", "Part of the target", part, "fraction", formula, reached,
                       function="cmo.strategy.standing"))  # fmt: skip
    whole = (plan.end - plan.start).days + 1
    formula = "Days of the plan that have rows, divided by all of its days."
    book.add(plan_fact("now.time", "Part of the days", window.days / whole, "fraction", formula,
                       reached, function="cmo.strategy.standing"))  # fmt: skip
