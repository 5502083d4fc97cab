"""Metrics and segments as people write them down: a line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal, cast

from cro.models.metric_definition import Better, MetricKind

KINDS = {
    **{value: value for value in MetricKind.values},
    "rate": "proportion",
    "share": "proportion",
    "average": "mean",
}
SIDES = {**{value: value for value in Better.values}, "higher": "up", "lower": "down"}
LONGEST_NAME = 120
LONGEST_UNIT = 40
CODE = 3


@dataclass(frozen=True, slots=True)
class SaidMetric:
    """A metric as somebody named it."""

    name: str
    kind: Literal["proportion", "mean", "ratio"]
    unit: str = ""
    currency: str = ""
    better: Literal["up", "down"] = "up"
    margin: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SaidSegment:
    """A segment as somebody named it."""

    name: str
    definition: str


class LineError(ValueError):
    """A line that cannot be read; the message says how to write it."""


def metric_of(line: str) -> SaidMetric:
    """`Name: kind, then currency or unit, up or down, and a margin in percent`, in any order.

    Raises LineError.
    """
    name, found, rest = line.partition(":")
    name = name.strip()
    if not found or not name or len(name) > LONGEST_NAME:
        raise LineError("Write a name, a colon and a kind, as Orders: proportion, up.")
    words = [word.strip() for word in rest.split(",") if word.strip()]
    kinds = [KINDS[word.lower()] for word in words if word.lower() in KINDS]
    if len(kinds) != 1:
        raise LineError("Name one kind after the colon: proportion, mean or ratio.")
    better, unit, currency, margin = "up", "", "", None
    for word in words:
        if word.lower() in KINDS:
            continue
        if word.lower() in SIDES:
            better = SIDES[word.lower()]
        elif word.endswith("%"):
            margin = _margin(word)
        elif len(word) == CODE and word.isascii() and word.isalpha() and word.isupper():
            currency = word
        elif len(word) <= LONGEST_UNIT:
            unit = word
        else:
            raise LineError("Keep the unit to forty letters.")
    if currency and kinds[0] == MetricKind.PROPORTION:
        raise LineError("A proportion is no money: leave the currency out, or make it a mean.")
    return SaidMetric(
        name,
        cast(Literal["proportion", "mean", "ratio"], kinds[0]),
        unit,
        currency,
        cast(Literal["up", "down"], better),
        margin,
    )


def segment_of(line: str) -> SaidSegment:
    """`Name: who belongs to it`. Raises LineError."""
    name, found, rest = line.partition(":")
    name, rest = name.strip(), rest.strip()
    if not found or not name or not rest or len(name) > LONGEST_NAME:
        raise LineError("Write a name, a colon, and who belongs to it.")
    return SaidSegment(name, rest)


def faults_of(metrics: Sequence[str], segments: Sequence[str]) -> list[Mapping[str, str]]:
    """Each line that cannot be read, by its place."""
    return [*_faults("metrics", metrics), *_faults("segments", segments)]


def _faults(field: str, lines: Sequence[str]) -> Iterator[Mapping[str, str]]:
    seen: set[str] = set()
    for at, line in enumerate(lines):
        pointer = f"/{field}/{at}"
        try:
            said = metric_of(line) if field == "metrics" else segment_of(line)
        except LineError as error:
            yield {"pointer": pointer, "code": "line", "detail": str(error)}
            continue
        if said.name.casefold() in seen:
            yield {"pointer": pointer, "code": "twice", "detail": f"“{said.name}” stands twice."}
        seen.add(said.name.casefold())


def _margin(word: str) -> Decimal:
    try:
        margin = Decimal(word.removesuffix("%").strip()) / 100
    except InvalidOperation:
        raise LineError("Write the margin as a percentage, such as 5%.") from None
    if not 0 <= margin <= 1:
        raise LineError("Give a margin from 0% to 100%.")
    return margin
