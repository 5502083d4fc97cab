"""Reads of the growth tables, inside an open scope, for agents and screens."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Sum

from cro.analysis.arms import Arm, Totals
from cro.analysis.steps import StepRows
from cro.models import Experiment, Metric, Segment, Setting, StepCount, Variant
from kernel.core.windows import Window
from kernel.tenancy import clock

PRESENT_DAYS = 28
"""Baselines and traffic are those of the last four whole weeks of counts."""
REFERENCE_DAYS = 182
SUMS = (
    "sum",
    "sum_squares",
    "denominator_sum",
    "denominator_sum_squares",
    "cross_product",
    "pre_sum",
    "pre_sum_squares",
    "pre_cross_product",
)


@dataclass(frozen=True)
class Steps:
    """Step counts as the analysis takes them, and the ids behind the segments' names."""

    rows: StepRows
    segments: Mapping[str, UUID]


def steps(window: Window | None = None) -> Steps:
    """The stored counts up to the tenant's today, of a window where one is named."""
    segments = dict(Segment.objects.values_list("pk", "name"))
    counts = StepCount.objects.filter(date__lte=clock.today())
    if window is not None:
        counts = counts.filter(date__range=(window.first, window.last))
    rows = StepRows.of(
        {**row, "segment": segments.get(row["segment_id"])}
        for row in counts.order_by("date", "position", "id").values(
            "date", "step", "segment_id", "position", "entered", "advanced"
        )
    )
    return Steps(rows, {name: pk for pk, name in segments.items()})


def settings() -> Setting:
    """The workspace's settings, or the defaults of the table where nobody has set any."""
    return Setting.objects.first() or Setting()


def last_count() -> dt.date | None:
    """The last day with a step count, not after the tenant's today."""
    counts = StepCount.objects.filter(date__lte=clock.today())
    found: dt.date | None = counts.aggregate(last=Max("date"))["last"]
    return found


WEEK = 7


@dataclass(frozen=True, slots=True)
class Measured:
    """An experiment's arms by its primary metric: of everybody, and of each segment with rows.

    `rows` counts the stored rows of everybody up to the day `until`, whose people add up to
    `units`.
    """

    experiment: Experiment
    arms: tuple[Arm, ...]
    segments: Mapping[str, tuple[Arm, ...]]
    units: int
    rows: int
    until: dt.date

    @property
    def has_a_week(self) -> bool:
        """Whether there are as many rows as a week has for every arm; totals, in one row, not."""
        return self.rows >= WEEK * len(self.arms)


def measured(experiments: Iterable[Experiment]) -> list[Measured]:
    """The sums of each experiment's primary metric up to today; those without any are left out."""
    chosen = {one.pk: one for one in experiments}
    variants: dict[UUID, list[Variant]] = defaultdict(list)
    for variant in Variant.objects.filter(experiment__in=chosen).order_by("-is_control", "key"):
        variants[variant.experiment_id].append(variant)
    segments, today = dict(Segment.objects.values_list("pk", "name")), clock.today()
    found: dict[UUID, dict[str, dict[UUID, Mapping[str, object]]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    sums = (
        Metric.objects.filter(
            experiment__in=chosen,
            metric_id__in={one.metric_id for one in chosen.values()},
            date__lte=today,
        )
        .order_by()
        .values("experiment_id", "metric_id", "variant_id", "segment_id")
        .annotate(
            people=Sum("units"),
            converted=Sum("conversions"),
            count=Count("pk"),
            **{f"all_{name}": Sum(name) for name in SUMS},
        )
    )
    for row in sums:
        if row["metric_id"] == chosen[row["experiment_id"]].metric_id:
            name = segments.get(row["segment_id"], "")
            found[row["experiment_id"]][name][row["variant_id"]] = row
    return [
        _measured(chosen[key], variants[key], found[key], today)
        for key in chosen
        if "" in found[key]
    ]


def _measured(
    experiment: Experiment,
    variants: list[Variant],
    parts: Mapping[str, Mapping[UUID, Mapping[str, object]]],
    today: dt.date,
) -> Measured:
    whole = parts[""].values()
    arms = {
        name: tuple(_arm(one, sums[one.pk]) for one in variants if one.pk in sums)
        for name, sums in parts.items()
    }
    return Measured(
        experiment,
        arms.pop(""),
        arms,
        sum(int(str(row["people"])) for row in whole),
        sum(int(str(row["count"])) for row in whole),
        today,
    )


def _arm(variant: Variant, row: Mapping[str, object]) -> Arm:
    def number(name: str) -> float | None:
        value = row[name]
        return None if value is None else float(str(value))

    further = {name: number(f"all_{name}") for name in SUMS if name != "sum"}
    total = number("converted") if row["converted"] is not None else number("all_sum")
    return Arm(
        variant.key,
        variant.is_control,
        float(variant.weight),
        Totals(int(str(row["people"])), total or 0.0, **further),
    )
