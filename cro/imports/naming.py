"""Which metric, experiment and variant a row is of: stored ones by name, or new ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from cro.models import Variant
from cro.models.experiment import ExperimentStatus
from cro.models.metric_definition import MetricKind
from kernel.resources.imports.columns import CellError, NewRow, Reading, RowColumn, short, simple

OF_KIND = "of_kind"
OF_CURRENCY = "of_currency"
"""Values of a row that say its metric's kind, "" while only the whole file tells, and currency."""
CONTROLS = frozenset(
    {"control", "original", "baseline", "0", "a", "default", "as today", "kontrolle", "off"}
)


class Known(NamedTuple):
    """A metric that a cell may mean."""

    row: UUID | NewRow
    kind: str
    currency: str


@dataclass(frozen=True)
class MetricColumn(RowColumn):
    """A metric by its name; a new one is of the kind that the row says or that its sums show."""

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> Any:
        metrics = reading.references.get(self.name)
        if metrics is None:
            assert self.to is not None
            stored = self.to._default_manager.values_list("name", "pk", "kind", "currency")
            metrics = reading.references[self.name] = {
                simple(name): Known(pk, kind, currency) for name, pk, kind, currency in stored
            }
        said = row.get("kind") or ""
        found = metrics.get(simple(text))
        if found is None:
            kind = said or shown_kind(row)
            currency = str(row.get("currency") or "").strip().upper()
            values = {
                "name": text.strip(),
                "kind": kind or MetricKind.MEAN,
                "currency": "" if kind == MetricKind.PROPORTION else currency,
            }
            found = Known(NewRow(self, text.strip(), values), kind, values["currency"])
            metrics[simple(text)] = found
        elif said and found.kind and said != found.kind:
            raise CellError(
                f"{self.heading}: “{short(text)}” is a {found.kind} here, not a {said}."
            )
        _refuse_another_currency(text, found, row)
        row[OF_KIND], row[OF_CURRENCY] = found.kind, found.currency
        return found.row


@dataclass(frozen=True)
class VariantColumn(RowColumn):
    """A variant of the row's experiment, by its key or its name; only a new experiment gets new
    ones."""

    def index(self) -> dict[tuple[str, ...], list[Any]]:
        """Stored variants by key and by name, within their experiment."""
        found: dict[tuple[str, ...], list[Any]] = {}
        rows = Variant.objects.values_list("pk", "key", "name", "experiment_id")
        for pk, key, name, experiment in rows:
            for words in {simple(key), simple(name)}:
                found.setdefault((words, simple(str(experiment))), []).append(pk)
        return found


def new_experiment(words: str, row: dict[str, Any]) -> dict[str, Any]:
    """An experiment that ran elsewhere; its metric and first day are settled with all rows."""
    return {
        "name": words,
        "metric_id": row.get("metric"),
        "status": ExperimentStatus.RUNNING,
        "starts_on": row.get("date"),
    }


def new_variant(words: str, row: dict[str, Any]) -> dict[str, Any]:
    """A variant of a new experiment; its weight is settled with all rows.

    Raises CellError where the experiment is stored: its variants are known.
    """
    experiment = row.get("experiment")
    if isinstance(experiment, UUID):
        known = Variant.objects.filter(experiment=experiment).order_by("key")
        listed = ", ".join(f"“{key}”" for key in known.values_list("key", flat=True)) or "none"
        raise CellError(
            f"Variant: the experiment has no variant “{short(words)}”. It has: {listed}. Correct "
            "the file, or give one of them that name."
        )
    return {"experiment_id": experiment, "key": words[:60], "name": words, "is_control": False}


def new_segment(words: str, row: dict[str, Any]) -> dict[str, Any]:
    """A segment that only the file knows; who belongs to it is yet to be said."""
    return {"name": words}


def _refuse_another_currency(text: str, found: Known, row: dict[str, Any]) -> None:
    """Sums of a metric are of one currency, since they are added up."""
    said = str(row.get("currency") or "").strip().upper()
    if not said or said == found.currency or found.kind == MetricKind.PROPORTION:
        return
    known = f"is in {found.currency}" if found.currency else "has no currency"
    raise CellError(
        f"Currency: “{short(text)}” {known}, and this row says {short(said)}. Amounts of two "
        "currencies are not added up: convert these, or give them a metric of their own."
    )


def is_control(words: str) -> bool:
    """Whether a variant is the control by its name."""
    bare = simple(words)
    return bare in CONTROLS or bare.startswith("control ")


def shown_kind(row: dict[str, Any]) -> str:
    """The kind that a row's filled columns show; "" for a total, which may be two."""
    if row.get("denominator_sum") is not None:
        return MetricKind.RATIO
    if row.get("conversions") is not None:
        return MetricKind.PROPORTION
    if row.get("sum") is not None:
        return MetricKind.MEAN
    return ""
