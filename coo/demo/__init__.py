"""The operations of the demo company: two years of tasks with their history, and planted truths.

`build` gives the same rows for the same seed on every machine.
"""

from __future__ import annotations

from datetime import date

from coo.demo import launches, planted
from coo.demo.capacity import capacity
from coo.demo.company import COMPANIES, LOUD, QUIET, WORKSPACES, WorkspaceProfile
from coo.demo.floor import Floor
from coo.demo.office import Office
from coo.demo.orders import OrderBook
from coo.demo.planted import Plan
from coo.demo.shapes import (
    BottleneckTruth,
    DemoCapacity,
    DemoData,
    DemoEvent,
    DemoProcess,
    DemoStep,
    DemoTask,
    DemoTenant,
    DemoTransition,
    DemoWorkflow,
    DemoWorkspace,
    SlaTruth,
    Truths,
)
from kernel.statistics.draws import Draws

__all__ = [
    "AS_OF",
    "SEED",
    "BottleneckTruth",
    "DemoCapacity",
    "DemoData",
    "DemoEvent",
    "DemoProcess",
    "DemoStep",
    "DemoTask",
    "DemoTenant",
    "DemoTransition",
    "DemoWorkflow",
    "DemoWorkspace",
    "SlaTruth",
    "Truths",
    "build",
]

SEED = 20260101
AS_OF = date(2026, 1, 31)
PLAN_STREAM = 49
WORK_STREAM = 41
YEARS = 2
SLA_WARNING_HOURS = 8
WIP_LIMIT = 60
FORECAST_WEEKS = 12


def build(seed: int = SEED, quiet: bool = False, as_of: date = AS_OF) -> DemoData:
    """One demo tenant: the loud one with planted truths in its first workspace, or the quiet one.

    Two years of days end with `as_of`. The seed moves every draw and every planted truth.
    """
    tenant = QUIET if quiet else LOUD
    workspaces = []
    truths = None
    for number, profile in enumerate(WORKSPACES):
        plan = None if quiet or number else planted.drawn_plan(Draws(seed, PLAN_STREAM))
        draws = Draws(seed, WORK_STREAM, int(quiet), number)
        workspace, found = _workspace(tenant, profile, draws, as_of, plan)
        workspaces.append(workspace)
        truths = found or truths
    return DemoData(tenant, tuple(workspaces), truths)


def _workspace(
    tenant: DemoTenant, profile: WorkspaceProfile, draws: Draws, as_of: date, plan: Plan | None
) -> tuple[DemoWorkspace, Truths | None]:
    company = COMPANIES[tenant.slug]
    first = as_of.replace(year=as_of.year - YEARS, month=as_of.month % 12 + 1, day=1)
    office = Office.of(first, as_of, profile.time_zone)
    floor = Floor(office)
    book = OrderBook(office, profile, company, {plan.step: plan.slow} if plan else {})
    orders = book.drawn(draws)
    truths = None
    if plan is not None:
        truths = Truths(planted.bottleneck(plan, book), planted.run_late(plan, book, orders))
    for order in orders:
        book.write(order, floor)
    launches.launches(draws, floor, company, profile)
    launches.jobs(draws, floor, company, profile, profile.tasks - len(floor.tasks))
    workspace = DemoWorkspace(
        slug=profile.slug,
        name=profile.name,
        currency=profile.currency,
        time_zone=profile.time_zone,
        sla_warning_hours=SLA_WARNING_HOURS,
        wip_limit=WIP_LIMIT,
        forecast_weeks=FORECAST_WEEKS,
        workflows=(company.order, company.launch, company.draft),
        processes=tuple(floor.processes),
        tasks=tuple(floor.tasks),
        events=tuple(floor.events),
        capacity=capacity(floor.tasks, company, first, as_of),
    )
    return workspace, truths
