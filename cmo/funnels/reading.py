"""Reading what the architect looks at, inside a read scope."""

from __future__ import annotations

from decimal import Decimal

from cmo import selectors
from cmo.analysis.rows import MetricRows
from cmo.funnels.contracts import FunnelInput
from cmo.funnels.ground import LEAK_DAYS, LEAK_REFERENCE, Goal, Ground, StoredStage
from cmo.models import BrandProfile, Funnel, FunnelStage, MarketingPlan, Offer
from cmo.models.funnel import FunnelStatus
from cmo.models.marketing_plan import GoalMetric, PlanStatus
from cmo.models.offer import OfferStatus
from cmo.selectors import FunnelStages
from kernel.core.contracts import Need, RunContext
from kernel.core.windows import Window
from kernel.formats import exponent
from kernel.runs.drafts import untouched

MONTH_DAYS = 30
OPEN_PLANS = (PlanStatus.ACTIVE, PlanStatus.APPROVED, PlanStatus.DRAFT)


def read(ctx: RunContext, payload: FunnelInput) -> Ground | list[Need]:
    """Funnels, counts and metrics; needs where there is nothing at all to build on."""
    brand, offer = BrandProfile.objects.first(), _offer()
    reach = payload.days + LEAK_DAYS + LEAK_REFERENCE
    window = Window.ending(ctx.today, reach)
    metrics = selectors.metric_rows(window)
    persons, own = _sorted_out()
    if payload.funnel:
        wanted = payload.funnel.casefold()
        persons = [one for one in _of_people() if one.name.casefold() == wanted]
        if not persons and (own is None or own.name.casefold() != wanted):
            return [_unknown(payload.funnel)]
    if not persons and brand is None and not len(metrics):
        return [_nothing()]
    currency = _currency(ctx, metrics, persons)
    rows = metrics.of_currency(currency)
    last = rows.counted().last_day(ctx.today) or ctx.today
    ids = {one.pk for one in persons}
    stages = selectors.funnels(active_only=False)
    found = tuple(one for one in stages if one.id in ids)
    if persons and not found:
        return [_no_stages(persons[0])]
    return Ground(
        currency=currency,
        goal=_goal(payload, currency),
        metrics=rows,
        counts=selectors.funnel_rows(window),
        funnels=found,
        stored=_stored(found),
        window=Window.ending(last, payload.days),
        drafts=not persons,
        own_name=own.name if own else _new_name(brand, offer),
        brand=brand.name if brand else "",
        offer=offer,
    )


def _sorted_out() -> tuple[list[Funnel], Funnel | None]:
    """The funnels that are people's, only running ones where there are any; the agent's draft."""
    own = next((row for row in _open() if untouched(row)), None)
    persons = _of_people()
    running = [row for row in persons if row.status == FunnelStatus.ACTIVE]
    return running or persons, own


def _of_people() -> list[Funnel]:
    return [row for row in _open() if not untouched(row)]


def _open() -> list[Funnel]:
    return list(Funnel.objects.exclude(status=FunnelStatus.ARCHIVED).order_by("name"))


def _unknown(name: str) -> Need:
    known = ", ".join(Funnel.objects.order_by("name").values_list("name", flat=True)) or "none yet"
    return Need(
        what=f"A funnel called {name}",
        why="No funnel of this workspace has that name.",
        question=f"Which of these do you mean: {known}?",
    )


def _no_stages(funnel: Funnel) -> Need:
    return Need(
        what=f"Stages of {funnel.name}",
        why="It has none yet, so there is nothing to work a goal back through.",
        question="Which steps does somebody take from the first look to the order?",
    )


def _nothing() -> Need:
    return Need(
        what="A brand profile or daily metrics",
        why="A funnel is laid out for what is sold, or from what channels count.",
        agent="cmo-brand-intake",
        question="Will you import daily metrics with impressions, clicks, sessions and orders?",
    )


def _currency(ctx: RunContext, metrics: MetricRows, persons: list[Funnel]) -> str:
    wanted = persons[0].currency if persons else ctx.workspace.currency
    if len(metrics.of_currency(wanted)):
        return str(wanted)
    return max(
        metrics.currencies(), key=lambda code: len(metrics.of_currency(code)), default=str(wanted)
    )


def _goal(payload: FunnelInput, currency: str) -> Goal:
    """What was asked for, else what the plan asks for, else the default rule."""
    if payload.revenue is not None:
        return Goal(float(payload.revenue * Decimal(10) ** exponent(currency)), None, "asked")
    plans = MarketingPlan.objects.filter(
        status__in=OPEN_PLANS,
        currency=currency,
        goal_metric__in=(GoalMetric.REVENUE, GoalMetric.CONVERSIONS),
        goal_target__gt=0,
    )
    found = sorted(plans, key=lambda plan: (OPEN_PLANS.index(plan.status), plan.start))
    if not found:
        return Goal(None, None, "default")
    plan = found[0]
    assert plan.goal_target is not None
    month = float(plan.goal_target) * MONTH_DAYS / ((plan.end - plan.start).days + 1)
    money = plan.goal_metric == GoalMetric.REVENUE
    return Goal(
        month if money else None, None if money else month, "plan", plan_id=plan.pk, plan=plan.name
    )


def _stored(funnels: tuple[FunnelStages, ...]) -> dict[str, StoredStage]:
    rows = {str(row.pk): row for row in FunnelStage.objects.all()}
    return {
        stage.key: StoredStage(stage, rows[stage.key].kind, rows[stage.key].target_volume)
        for funnel in funnels
        for stage in funnel.stages
    }


def _offer() -> str:
    offers = Offer.objects.exclude(status=OfferStatus.RETIRED).order_by("-is_flagship", "name")
    found = offers.first()
    return found.name if found else ""


def _new_name(brand: BrandProfile | None, offer: str) -> str:
    what = offer or (brand.name if brand else "")
    return f"Way to {what}"[:160] if what else "Way to an order"
