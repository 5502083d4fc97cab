"""Metrics that a results file has beside an experiment's primary one: watched as secondary."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from cro.imports.arriving import Came
from cro.models import Experiment, ExperimentMetric, MetricDefinition
from cro.models.experiment_metric import MetricRole
from kernel.resources.imports.columns import NewRow, RowColumn

WATCHED = "watched"
"""The value of a row by which its metric becomes one that the experiment watches."""
_COLUMN = RowColumn("watched", label="Secondary metric", to=ExperimentMetric)


class Watching:
    """The metrics of each experiment in a file, in their order, and those that are to be watched.

    A new experiment has the first as its primary metric. One that is here is told of others as
    long as its plan was not fixed; a fixed plan stays, and the results are stored all the same.
    """

    def __init__(self) -> None:
        self.seen: dict[UUID, dict[UUID, Any]] = {}
        self.made: dict[tuple[UUID, UUID], NewRow] = {}
        self.cautions: list[str] = []

    def add(self, values: dict[str, Any]) -> None:
        """A row of the file."""
        experiment, metric = values.get("experiment"), values.get("metric")
        if experiment is not None and metric is not None:
            self.seen.setdefault(key_of(experiment), {}).setdefault(key_of(metric), metric)

    def settle(self, came: dict[UUID, Came]) -> None:
        """Find what is to be watched, with all rows seen."""
        stored = Experiment.objects.in_bulk([key for key in self.seen if key not in came])
        known: dict[UUID, set[UUID]] = {row.pk: {row.metric_id} for row in stored.values()}
        for one in ExperimentMetric.objects.filter(experiment__in=stored):
            known[one.experiment_id].add(one.metric_id)
        names = _names(self.seen)
        for key, metrics in self.seen.items():
            if new := came.get(key):
                first, *rest = metrics
                self._watch(new.new, new.new.words, {one: metrics[one] for one in rest}, names)
                if rest:
                    verb = "stands" if len(rest) == 1 else "stand"
                    others = f"{_and(rest, names)} {verb}"
                    self.cautions.append(_of_new(new.new.words, names[first], others))
                continue
            row = stored[key]
            further = {one: metric for one, metric in metrics.items() if one not in known[key]}
            if not further:
                continue
            if row.is_fixed:
                self.cautions.append(_of_fixed(row.name, _and(list(further), names)))
                continue
            self._watch(key, row.name, further, names)
            self.cautions.append(_of_stored(row.name, _and(list(further), names)))

    def mark(self, values: dict[str, Any]) -> None:
        """Give a row what is made with it."""
        pair = (key_of(values.get("experiment")), key_of(values.get("metric")))
        if pair in self.made:
            values[WATCHED] = self.made[pair]

    def _watch(
        self, experiment: Any, words: str, metrics: dict[UUID, Any], names: dict[UUID, str]
    ) -> None:
        for key, metric in metrics.items():
            values = {
                "experiment_id": experiment,
                "metric_id": metric,
                "role": MetricRole.SECONDARY.value,
            }
            said = f"{names[key]} of {words}"
            self.made[key_of(experiment), key] = NewRow(_COLUMN, said, values)


def key_of(row: Any) -> Any:
    """The id of a stored row, or that under which a new one will be made."""
    return row.key if isinstance(row, NewRow) else row


def _names(seen: dict[UUID, dict[UUID, Any]]) -> dict[UUID, str]:
    metrics = {key: metric for known in seen.values() for key, metric in known.items()}
    stored = MetricDefinition.objects.in_bulk(
        [key for key, metric in metrics.items() if not isinstance(metric, NewRow)]
    )
    return {
        key: metric.words if isinstance(metric, NewRow) else stored[key].name
        for key, metric in metrics.items()
    }


def _of_new(experiment: str, first: str, rest: str) -> str:
    return (
        f"“{experiment}” is decided by “{first}”, its first metric in the file; {rest} "
        "beside it as secondary. Make one a guardrail, or another the primary metric, on its page."
    )


def _of_stored(experiment: str, rest: str) -> str:
    return (
        f"“{experiment}” will show {rest} too, as secondary: it decides nothing. Make it a "
        "guardrail on its page."
    )


def _of_fixed(experiment: str, rest: str) -> str:
    return (
        f"“{experiment}” keeps the plan that was fixed before its start, and that does not name "
        f"{rest}: the results are stored among the daily results, and neither shown on its page "
        "nor part of its decision. Plan a new test with it where it is to count."
    )


def _and(keys: list[UUID], names: dict[UUID, str]) -> str:
    words = [f"“{names[key]}”" for key in keys]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
