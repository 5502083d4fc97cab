"""What only the whole of a results file tells: kinds of new metrics, controls, weights, days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any
from uuid import UUID

from cro.imports.naming import OF_CURRENCY, OF_KIND, is_control
from cro.models import Metric
from cro.models.metric_definition import MetricKind
from kernel.errors import KernelError
from kernel.formats.currencies import exponent
from kernel.resources.imports.columns import NewRow
from kernel.resources.imports.plans import Plan, Row
from kernel.resources.rights import scope_notation

CLOSE = Decimal("0.000001")
PLACES = Decimal("0.00000001")
WEIGHT_PLACES = Decimal("0.0000001")
IN_MAJOR = "in_major"
"""The value of a row whose sums are in the currency's major unit, as files write them."""
POWERS = {
    "sum": 1, "sum_squares": 2, "cross_product": 1, "pre_sum": 1, "pre_sum_squares": 2,
    "pre_cross_product": 2,
}  # fmt: skip
"""How often the currency's unit stands in a sum; a ratio's denominator is no money."""


@dataclass
class Measured:
    """What a file's totals show of a metric: whether each could be a proportion's."""

    words: str
    new: NewRow | None
    kind: str
    could_be_proportion: bool = True
    without_spread: bool = False


@dataclass
class Came:
    """A new experiment: its first day, its first metric, and its variants as they came."""

    new: NewRow
    first: dt.date
    metric: Any
    variants: dict[UUID, NewRow] = field(default_factory=dict)
    weights: dict[UUID, Decimal] = field(default_factory=dict)
    controls: set[UUID] = field(default_factory=set)


class ResultsPlan(Plan):
    """Kinds, controls and weights of what is new, and totals held against days."""

    def __init__(self, rows: Iterable[Row], totals: bool) -> None:
        self.measured: dict[Any, Measured] = {}
        self.came: dict[UUID, Came] = {}
        self.totals = totals
        days: dict[tuple[Any, Any], set[dt.date]] = {}
        for _, values in rows:
            self._measure(values)
            self._came(values)
            variant, metric = values.get("variant"), values.get("metric")
            if totals and isinstance(variant, UUID) and isinstance(metric, UUID):
                days.setdefault((variant, metric), set()).add(values["date"])
        self._name_kinds()
        cautions = [self._settle_experiment(came) for came in self.came.values()]
        if totals:
            _refuse_twice(days)
            cautions.append(
                "The file holds totals without days, so there is no daily chart and no telling of "
                "gaps. An export by day takes their place."
            )
        self.cautions = cautions

    def settle(self, first: int, rows: Sequence[Row]) -> None:
        """Give each row the sums of its metric's kind, in minor units where it is money."""
        for _, values in rows:
            known = self.measured.get(_key(values.get("metric")))
            kind = known.kind if known else values.get(OF_KIND)
            if values.get("total") is not None:
                _from_total(values, str(kind))
            currency = values.get(OF_CURRENCY) or ""
            if currency and values.get(IN_MAJOR):
                _to_minor(values, Decimal(10) ** exponent(currency))

    def _measure(self, values: dict[str, Any]) -> None:
        total, units = values.get("total"), values.get("units")
        if total is None or not units:
            return
        metric = values.get("metric")
        key = _key(metric)
        known = self.measured.get(key)
        if known is None:
            new = metric if isinstance(metric, NewRow) else None
            words = new.words if new else ""
            known = self.measured[key] = Measured(words, new, values.get(OF_KIND) or "")
        spread = values.get("stddev")
        share = total / units
        whole = total == total.to_integral_value() and 0 <= total <= units
        if spread is None:
            known.without_spread = known.without_spread or total != 0
            known.could_be_proportion = known.could_be_proportion and whole
        else:
            fits = whole and abs(spread * spread - share * (1 - share)) <= CLOSE
            known.could_be_proportion = known.could_be_proportion and fits

    def _name_kinds(self) -> None:
        for known in self.measured.values():
            if known.kind:
                continue
            if known.could_be_proportion and not known.without_spread:
                known.kind = MetricKind.PROPORTION
            elif known.without_spread:
                raise KernelError("import_invalid", detail=_NO_SPREAD.format(known.words))
            else:
                known.kind = MetricKind.MEAN
            if known.new is not None:
                known.new.values["kind"] = known.kind

    def _came(self, values: dict[str, Any]) -> None:
        experiment, variant = values.get("experiment"), values.get("variant")
        if not isinstance(experiment, NewRow) or not isinstance(variant, NewRow):
            return
        came = self.came.get(experiment.key)
        if came is None:
            came = Came(experiment, values["date"], values["metric"])
            self.came[experiment.key] = came
        came.first = min(came.first, values["date"])
        came.variants.setdefault(variant.key, variant)
        if values.get("weight") is not None:
            came.weights[variant.key] = values["weight"]
        if values.get("control"):
            came.controls.add(variant.key)

    def _settle_experiment(self, came: Came) -> str:
        """Control and weights by what the file says, else by names and equally; says which."""
        came.new.values |= {"starts_on": came.first, "metric_id": came.metric}
        if len(came.controls) > 1:
            marked = [
                f"“{one.words}”" for key, one in came.variants.items() if key in came.controls
            ]
            raise KernelError(
                "import_invalid",
                detail=_CONTROLS.format(came.new.words, " and ".join(marked)),
            )
        named = [key for key, one in came.variants.items() if is_control(one.words)]
        control = next(iter([*came.controls, *named, *came.variants]))
        equal = not came.weights
        share = Decimal(1) / len(came.variants)
        for key, variant in came.variants.items():
            weight = share if equal else came.weights.get(key, Decimal(0))
            variant.values["weight"] = weight.quantize(WEIGHT_PLACES, ROUND_HALF_EVEN)
            variant.values["is_control"] = key in (came.controls or {control})
        split = f" and its {len(came.variants)} variants as split equally" if equal else ""
        return (
            f"“{came.new.words}” is new here: “{came.variants[control].words}” is taken as its "
            f"control{split}. It ran elsewhere, so nothing of its plan was fixed before the start. "
            "Take it back to draft where control or weights are others."
        )


_CONTROLS = (
    "“{}” marks more than one variant as its control: {}. A test has one that the others are held "
    "against; mark that one alone."
)
_NO_SPREAD = (
    "“{}”: the column perUserValueStdDev is empty. A mean needs the sum of squares, which is "
    "computed from it. Export again with it, or send the plain layout with the sum of squares."
)


def sum_of_squares(units: int, total: Decimal, spread: Decimal) -> Decimal:
    """Σx² = (n−1)·s² + (Σx)²/n of n people with that sum and sample standard deviation."""
    return ((units - 1) * spread * spread + total * total / units).quantize(PLACES)


def _from_total(values: dict[str, Any], kind: str) -> None:
    """Sum or conversions out of a total; `check` has seen that the kind can take it."""
    total, units = values["total"], values["units"]
    if kind == MetricKind.PROPORTION:
        values |= {"conversions": int(total), "sum": None, "sum_squares": None}
        return
    spread = values.get("stddev") or Decimal(0)
    squares = sum_of_squares(units, total, spread) if units else Decimal(0)
    values |= {"conversions": None, "sum": total.quantize(PLACES), "sum_squares": squares}


def _to_minor(values: dict[str, Any], unit: Decimal) -> None:
    for name, power in POWERS.items():
        if values.get(name) is not None:
            values[name] = values[name] * unit**power


def _key(metric: Any) -> Any:
    return metric.key if isinstance(metric, NewRow) else metric


def _refuse_twice(days: dict[tuple[Any, Any], set[dt.date]]) -> None:
    """Raise KernelError where people of these totals stand in other rows already."""
    for (variant, metric), given in days.items():
        stored = Metric.objects.filter(variant_id=variant, metric_id=metric, segment=None)
        other = stored.exclude(date__in=given).order_by("date").first()
        if other is not None:
            day = scope_notation().day(other.date)
            raise KernelError(
                "import_invalid",
                detail=(
                    f"Results of {day} are here already, and the file's totals would count the "
                    "same people again. Export by day, or give the day on which the test started."
                ),
            )
