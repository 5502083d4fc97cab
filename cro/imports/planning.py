"""What only the whole of a results file tells: kinds of new metrics, controls, weights, days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from cro.imports.against import Before, Kept, Once, Reached
from cro.imports.arriving import Came
from cro.imports.naming import OF_CURRENCY, OF_KIND
from cro.imports.watching import Watching, key_of
from cro.models.metric_definition import MetricKind
from kernel.formats.currencies import exponent
from kernel.resources.imports.columns import NewRow
from kernel.resources.imports.plans import Plan, Row

CLOSE = Decimal("0.000001")
PLACES = Decimal("0.00000001")
IN_MAJOR = "in_major"
"""The value of a row whose sums are in the currency's major unit, as files write them."""
POWERS = {
    "sum": 1, "sum_squares": 2, "cross_product": 1, "pre_sum": 1, "pre_sum_squares": 2,
    "pre_cross_product": 2,
}  # fmt: skip
"""How often the currency's unit stands in a sum; a ratio's denominator is no money."""


@dataclass
class Measured:
    """What a file's totals show of a metric: whether each could be a proportion's.

    `without_spread` are the lines that lack their standard deviation.
    """

    words: str
    new: NewRow | None
    kind: str
    could_be_proportion: bool = True
    without_spread: list[int] = field(default_factory=list)


class ResultsPlan(Plan):
    """Kinds, controls and weights of what is new, further metrics, and totals against days.

    `totals` have no day of their own; in others people may be `counted_again` on a later day.
    """

    def __init__(self, rows: Iterable[Row], totals: bool, counted_again: bool = False) -> None:
        self.measured: dict[Any, Measured] = {}
        self.came: dict[UUID, Came] = {}
        self.watching, self.before, self.kept = Watching(), Before(), Kept()
        self.faults: dict[int, list[tuple[str, str]]] = {}
        once, lines = Once() if totals else None, []
        reached = Reached()
        for line, values in rows:
            lines.append(line)
            self._measure(line, values)
            self._came(line, values)
            self.watching.add(values)
            self.before.add(line, values)
            self.kept.add(values)
            reached.add(values)
            if once is not None:
                once.add(line, values)
        self._name_kinds()
        refused = {key: came.faults() for key, came in self.came.items()}
        for found in [*refused.values(), self.before.faults(), once.faults() if once else {}]:
            for line, faults in found.items():
                self.faults.setdefault(line, []).extend(faults)
        self.refused = {
            number: (self.faults[line][0][0], " ".join(said for _, said in self.faults[line]))
            for number, line in enumerate(lines)
            if line in self.faults
        }
        taken = [came for key, came in self.came.items() if not refused[key]]
        granted = [came.settle() for came in taken]
        self.watching.settle(self.came)
        self.cautions = [
            *granted,
            *self.watching.cautions,
            *self.kept.cautions(),
            *reached.cautions(taken),
        ]
        if counted_again:
            self.cautions.append(_COUNTED_AGAIN)
        if totals:
            self.cautions.append(
                "The file holds totals without days, so there is no daily chart and no telling of "
                "gaps. An export by day takes their place."
            )

    def settle(self, first: int, rows: Sequence[Row]) -> None:
        """Give each row the sums of its metric's kind, in minor units where it is money."""
        for line, values in rows:
            if line in self.faults:
                continue
            known = self.measured.get(key_of(values.get("metric")))
            kind = known.kind if known else values.get(OF_KIND)
            if values.get("total") is not None:
                _from_total(values, str(kind))
            currency = values.get(OF_CURRENCY) or ""
            if currency and values.get(IN_MAJOR):
                _to_minor(values, Decimal(10) ** exponent(currency))
            self.watching.mark(values)

    def _measure(self, line: int, values: dict[str, Any]) -> None:
        total, units = values.get("total"), values.get("units")
        if total is None or not units:
            return
        metric = values.get("metric")
        key = key_of(metric)
        known = self.measured.get(key)
        if known is None:
            new = metric if isinstance(metric, NewRow) else None
            words = new.words if new else ""
            known = self.measured[key] = Measured(words, new, values.get(OF_KIND) or "")
        spread = values.get("stddev")
        share = total / units
        whole = total == total.to_integral_value() and 0 <= total <= units
        if spread is None:
            if total != 0:
                known.without_spread.append(line)
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
            else:
                known.kind = MetricKind.MEAN
                for line in known.without_spread:
                    self.faults.setdefault(line, []).append(
                        ("stddev", _NO_SPREAD.format(known.words))
                    )
            if known.new is not None:
                known.new.values["kind"] = known.kind

    def _came(self, line: int, values: dict[str, Any]) -> None:
        experiment, variant = values.get("experiment"), values.get("variant")
        if not isinstance(experiment, NewRow) or not isinstance(variant, NewRow):
            return
        if values.get("metric") is None:
            return
        came = self.came.get(experiment.key)
        if came is None:
            came = Came(experiment, values["date"], values["metric"])
            self.came[experiment.key] = came
        came.add(line, values)


_NO_SPREAD = (
    "“{}”: the column perUserValueStdDev is empty. A mean needs the sum of squares, which is "
    "computed from it. Export again with it, or send the plain layout with the sum of squares."
)


_COUNTED_AGAIN = (
    "Analytics counts a person again on each day of coming back, so over several days these are "
    "more than there were people, and intervals come out too narrow. Where people come back "
    "often, send the same exploration without Date: its totals count each person once."
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
