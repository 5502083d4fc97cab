"""How far each source reaches: step counts, and the results of each running experiment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cro.models import Metric, StepCount
from cro.models.experiment import ExperimentStatus
from kernel.screens.reach import SourceReach, first_day
from kernel.screens.reach import reaches as of_pairs


def reaches(today: date) -> list[SourceReach]:
    """Step counts first, then the running experiments by name."""
    return [*_steps(today), *_results(today)]


def _steps(today: date) -> Iterator[SourceReach]:
    days = StepCount.objects.filter(date__range=(first_day(today), today), segment=None)
    pairs = (("Step counts", day) for day in days.values_list("date", flat=True).distinct())
    return of_pairs(pairs, "everybody", today)


def _results(today: date) -> Iterator[SourceReach]:
    rows = Metric.objects.filter(
        date__range=(first_day(today), today),
        segment=None,
        experiment__status=ExperimentStatus.RUNNING,
    )
    pairs = rows.order_by("experiment__name").values_list("experiment__name", "date").distinct()
    return of_pairs(pairs, "results", today)
