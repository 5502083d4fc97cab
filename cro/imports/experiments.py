"""Results of experiments: the plain layout, GrowthBook, Google Analytics, and by webhook."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cro.imports.ga4 import GA4
from cro.imports.growthbook import GROWTHBOOK
from cro.imports.naming import (
    OF_KIND,
    MetricColumn,
    VariantColumn,
    new_experiment,
    new_segment,
    new_variant,
    shown_kind,
)
from cro.imports.planning import IN_MAJOR, PLACES, ResultsPlan, sum_of_squares
from cro.imports.sums import SUMS, faults_of_sums, faults_of_total
from cro.models import Experiment, Metric, MetricDefinition, Segment, Variant
from cro.models.metric_definition import MetricKind
from kernel.resources.imports.columns import (
    CellError,
    DayColumn,
    DecimalColumn,
    FlagColumn,
    FractionColumn,
    Reading,
    RowColumn,
    TextColumn,
    WholeColumn,
    short,
    simple,
)
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.plans import Row

LARGEST = 18
"""Digits before the mark below which a sum is rounded to the places that are stored."""
_POWER = re.compile(r"([-+]?\d{1,20}(?:[.,]\d{1,20})?)[eE]([-+]?\d{1,2})")


@dataclass(frozen=True)
class SumColumn(DecimalColumn):
    """A sum over people; a file's are in the major unit where the metric is money.

    Programs write large sums of squares with a power of ten, "7.5e+19", and others with more
    decimals than are stored.
    """

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> Any:
        row[IN_MAJOR] = True
        if power := _POWER.fullmatch(text.strip()):
            return _to_places(Decimal(power[1].replace(",", ".")).scaleb(int(power[2])))
        return _to_places(self.number(text, reading))


def _to_places(value: Decimal) -> Decimal:
    """The sum as it is stored; one that is too large stays as it is and is refused later."""
    return value.quantize(PLACES) if value.adjusted() < LARGEST else value


@dataclass(frozen=True)
class KindColumn(TextColumn):
    """The kind of a metric, in words that testing tools use."""

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> str:
        found = KINDS.get(simple(text))
        if found is None:
            raise CellError(
                f"{self.heading}: “{short(text)}” is none of: {', '.join(MetricKind.values)}."
            )
        return found


KINDS = {
    **{kind: kind for kind in MetricKind.values},
    **dict.fromkeys(("binomial", "conversion", "conversion rate", "rate"), MetricKind.PROPORTION),
    **dict.fromkeys(("revenue", "count", "duration", "continuous", "average"), MetricKind.MEAN),
}
BEFORE = ("pre_sum", "pre_sum_squares", "pre_cross_product")


class ExperimentsImport(ImportKind):
    """A row a day, variant and metric; one that was sent before is updated."""

    title = "Experiment results"
    noun = "daily result"
    about = (
        "One row a day, experiment, variant and metric: the people first exposed on that day, and "
        "what they did, summed: conversions, or sum and sum of squares, and for a ratio those of "
        "its denominator. GrowthBook and Google Analytics are recognised; experiments, variants "
        "and metrics that are not here yet are made."
    )
    model = Metric
    key = ("variant", "metric", "segment", "date")
    twice = (
        "Where the file is split by something beside the day, such as a device, name that column "
        "as Segment, or export without it."
    )
    day = "date"
    layouts = (GROWTHBOOK, GA4)
    columns = (
        DayColumn(
            "date", aliases=("day", "exposure date", "datum", "tag", "jour"),
            asked="It holds totals then: what is the last day in them? Such as 2026-01-31.",
            example="2026-01-30",
        ),
        DayColumn(
            "started", stored=False, aliases=("start date", "started on", "test start"),
            label="Start of the test", asked_without="date",
            asked="On which day did the test start? Such as 2026-01-05.",
        ),
        KindColumn("kind", stored=False, aliases=("metric kind", "metric type", "type"),
                   label="Kind of metric", example="mean"),
        TextColumn("currency", stored=False, aliases=("currency code", "währung", "devise"),
                   label="Currency", example="EUR"),
        WholeColumn(
            "units",
            aliases=("people", "users", "exposures", "visitors", "sample size", "n", "nutzer",
                     "personen", "besucher", "utilisateurs", "visiteurs", "personnes"),
            required=True, total=True, example="105",
        ),
        WholeColumn(
            "conversions", aliases=("converted", "conversion count", "successes", "konversionen"),
            total=True,
        ),
        SumColumn(
            "sum", aliases=("main sum", "total value", "value", "summe", "somme"),
            example="2422.70",
        ),
        SumColumn(
            "sum_squares", aliases=("sum squares", "main sum squares", "sum of squared values",
                                    "quadratsumme", "somme des carrés"),
            example="134698.29",
        ),
        SumColumn("denominator_sum", aliases=("denominator",)),
        SumColumn(
            "denominator_sum_squares", aliases=("denominator sum squares",),
        ),
        SumColumn(
            "cross_product",
            aliases=("main denominator sum product", "sum of products", "cross product"),
        ),
        SumColumn("pre_sum", aliases=("covariate sum", "pre sum", "pre period sum")),
        SumColumn(
            "pre_sum_squares",
            aliases=("covariate sum squares", "pre sum squares", "pre period sum of squares"),
        ),
        SumColumn(
            "pre_cross_product",
            aliases=("main covariate sum product", "pre cross product",
                     "pre period cross product"),
        ),
        SumColumn("total", stored=False, label="Total of the metric"),
        SumColumn("per_user", stored=False, label="Mean a person"),
        SumColumn("stddev", stored=False, label="Standard deviation",
                  aliases=("standard deviation", "std dev", "stdev", "std")),
        FractionColumn("weight", stored=False, label="Planned share",
                       aliases=("planned weight", "allocation", "split", "gewicht", "poids")),
        FlagColumn("control", stored=False, label="Is the control",
                   aliases=("is control", "baseline", "kontrolle", "contrôle")),
        MetricColumn(
            "metric", to=MetricDefinition,
            aliases=("metric name", "goal", "kpi", "metrik", "kennzahl", "métrique"),
            asked="Name one that is here, or a new one.", example="Revenue",
        ),
        RowColumn(
            "experiment", aliases=("experiment name", "experiment id", "test", "test name",
                                   "expérience"),
            to=Experiment, make=new_experiment, asked="Name one that is here, or a new one.",
            example="One-page checkout",
        ),
        VariantColumn(
            "variant", aliases=("variation", "variant key", "variation id", "group", "arm",
                                "variante"),
            to=Variant, by="key", within=(("experiment", "experiment_id"),), make=new_variant,
            required=True, example="b",
        ),
        RowColumn(
            "segment", aliases=("dimension", "audience"), to=Segment, make=new_segment,
        ),
    )  # fmt: skip

    def complete(self, row: dict[str, Any]) -> None:
        """The sum of squares where a standard deviation stands for it."""
        if "total" in row:
            row.update({name: row.get(name) for name in ("conversions", *SUMS)})
        units, total, spread = row.get("units"), row.get("sum"), row.get("stddev")
        if row.get("sum_squares") is None and units and total is not None and spread is not None:
            row["sum_squares"] = sum_of_squares(units, total, spread)

    def check(self, row: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Faults of a row as a whole: it has exactly the sums of its metric's kind."""
        units = row.get("units")
        named = row.get("metric") is not None
        kind = (row.get(OF_KIND) if named else row.get("kind") or shown_kind(row)) or ""
        if units is None or units < 0:
            yield "units", "People are missing or below zero."
            return
        currency = str(row.get("currency") or "").strip()
        if currency and not re.fullmatch("[A-Za-z]{3}", currency):
            yield "currency", f"“{short(currency)}” is no currency code such as EUR."
        date, started = row.get("date"), row.get("started")
        if date is None:
            yield "date", "The day is missing: on which day were these people first exposed?"
        elif started is not None and started > date:
            yield "started", "The test starts after this day: correct one of both."
        weight = row.get("weight")
        if weight is not None and not 0 < weight <= 1:
            yield "weight", "A planned share lies above 0% and up to 100%."
        if (row.get("stddev") or 0) < 0:
            yield "stddev", "A standard deviation is never below zero: correct it."
        if row.get("total") is not None:
            yield from faults_of_total(row, units, kind)
        else:
            yield from faults_of_sums(row, units, kind)
        before = [row.get(name) is None for name in BEFORE]
        if any(before) and not all(before):
            name = BEFORE[before.index(True)]
            yield (
                name,
                "The time before the test has a sum, a sum of squares and a cross-product: give "
                "all three, or none.",
            )

    def plan(self, rows: Iterable[Row], door: str) -> ResultsPlan:
        """Kinds of new metrics, controls and weights of new experiments."""
        day = next(column for column in self.bound if column.name == "date")
        counted_again = self.layout is GA4 and not day.fixed
        return ResultsPlan(rows, totals=bool(day.fixed), counted_again=counted_again)

    def sample_rows(self) -> list[dict[str, str]]:
        """Two variants of a test on one day, with a proportion and a mean."""
        blank = {column.name: "" for column in self.bound}
        day = {**blank, "date": "2026-01-30", "experiment": "One-page checkout"}
        control = {**day, "variant": "control", "weight": "50%", "control": "yes", "units": "103"}
        shown = {**day, "variant": "b", "weight": "50%", "control": "no", "units": "105"}
        orders = {"metric": "Orders", "kind": "proportion"}
        revenue = {"metric": "Revenue", "kind": "mean", "currency": "EUR"}
        return [
            {**control, **orders, "conversions": "47"},
            {**shown, **orders, "conversions": "52"},
            {**control, **revenue, "sum": "1396.87", "sum_squares": "52377.98"},
            {**shown, **revenue, "sum": "2422.70", "sum_squares": "134698.29"},
        ]
