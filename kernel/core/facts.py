"""Facts: every figure of an output, with its unit, its origin and the rows behind it."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, get_args

from kernel.core import numbers_in_text
from kernel.core.numbers_in_text import REFERENCE
from kernel.errors import KernelUsageError

Unit = Literal["money", "fraction", "ratio", "count", "days", "hours", "date", "text", "points"]
UNITS: tuple[str, ...] = get_args(Unit)
Value = int | float | str | date | None

LONGEST_KEY = 240
"""Room for four names, each cut to what `key_part` leaves of it."""
_KEY = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows that a figure was computed from, as a filter of a list page.

    ``resource`` is ``role/resource`` as in its address, ``filters`` the list's own query
    parameters; ``column`` added up over the ``count`` filtered rows is ``total`` (money in
    integer minor units). Where the rows themselves are counted, ``column`` is empty and
    ``total`` is ``count``.
    """

    resource: str
    filters: Mapping[str, str]
    column: str
    total: float | int
    count: int


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval around the value, in the value's unit; ``level`` is a fraction, as .95."""

    low: float
    high: float
    level: float


@dataclass(frozen=True, slots=True)
class Fact:
    """One computed figure.

    Units: ``money`` integer minor units with ``currency``; ``fraction`` 0..1, shown as
    percent; ``ratio`` a plain quotient; ``count`` people, orders and
    the like (an expectation need not be whole); ``days``; ``hours`` of working time; ``date``;
    ``text`` words of the tenant's own rows; ``points`` a difference of fractions, shown as
    percentage points. ``value`` is None where the figure is missing, never zero instead.
    ``function`` and ``version`` name the analysis function, ``input_hash`` its input.
    """

    key: str
    label: str
    value: Value
    unit: Unit
    function: str
    version: str
    input_hash: str
    formula: str
    rows: tuple[Rows, ...] = ()
    interval: Interval | None = None
    period: tuple[date, date] | None = None
    currency: str | None = None

    def __post_init__(self) -> None:
        fault = _fault(self)
        if fault:
            raise KernelUsageError(f"fact {self.key!r}: {fault}")

    @property
    def reference(self) -> str:
        """What stands in text for this figure."""
        return f"{{fact:{self.key}}}"

    @property
    def number(self) -> int | float:
        """The value of a figure that is a number; raises KernelUsageError where it has none."""
        if isinstance(self.value, int | float):
            return self.value
        raise KernelUsageError(f"fact {self.key!r} holds no number")

    def as_json(self) -> dict[str, Any]:
        """Plain JSON; dates as ISO text. A book has hundreds, so ``asdict`` is too slow."""
        data = _parts(self)
        if isinstance(self.value, date):
            data["value"] = self.value.isoformat()
        if self.period is not None:
            data["period"] = [day.isoformat() for day in self.period]
        if self.interval is not None:
            data["interval"] = _parts(self.interval)
        data["rows"] = [_parts(row) | {"filters": dict(row.filters)} for row in self.rows]
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Fact:
        """The fact that ``as_json`` wrote."""
        value = data["value"]
        if data["unit"] == "date" and value is not None:
            value = date.fromisoformat(value)
        period = data.get("period")
        interval = data.get("interval")
        return cls(
            key=data["key"],
            label=data["label"],
            value=value,
            unit=data["unit"],
            function=data["function"],
            version=data["version"],
            input_hash=data["input_hash"],
            formula=data["formula"],
            rows=tuple(Rows(**row) for row in data.get("rows", ())),
            interval=Interval(**interval) if interval else None,
            period=(date.fromisoformat(period[0]), date.fromisoformat(period[1]))
            if period
            else None,
            currency=data.get("currency"),
        )


def _parts(value: Rows | Interval | Fact) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


def _fault(fact: Fact) -> str | None:
    if not _KEY.fullmatch(fact.key) or len(fact.key) > LONGEST_KEY:
        return "a key is lower-case words joined by . _ or -"
    if fact.unit not in UNITS:
        return f"unknown unit {fact.unit!r}, known: {', '.join(UNITS)}"
    if fact.interval is not None:
        bounds = (fact.interval.low, fact.interval.high, fact.interval.level)
        if not all(math.isfinite(bound) for bound in bounds) or bounds[0] > bounds[1]:
            return "the interval is not low to high in finite numbers"
    if fact.unit == "money" and not fact.currency:
        return "money has a currency"
    if fact.value is None:
        return None
    wanted: tuple[type, ...] = (int, float)
    if fact.unit == "money":
        wanted = (int,)
    elif fact.unit == "date":
        wanted = (date,)
    elif fact.unit == "text":
        wanted = (str,)
    if isinstance(fact.value, bool | datetime) or not isinstance(fact.value, wanted):
        return f"{fact.unit} is {' or '.join(kind.__name__ for kind in wanted)}"
    if isinstance(fact.value, float) and not math.isfinite(fact.value):
        return "the value is not finite"
    return None


@dataclass
class FactBook:
    """The facts of one run by key, in the order of adding."""

    facts: dict[str, Fact] = field(default_factory=dict)

    def add(self, fact: Fact) -> Fact:
        """Take a fact in; the same key with another content raises ``KernelUsageError``."""
        known = self.facts.get(fact.key)
        if known is not None and known != fact:
            raise KernelUsageError(f"fact {fact.key!r} stands in the book with another value")
        self.facts[fact.key] = fact
        return fact

    def __getitem__(self, key: str) -> Fact:
        return self.facts[key]

    def get(self, key: str) -> Fact | None:
        return self.facts.get(key)

    def __contains__(self, key: object) -> bool:
        return key in self.facts

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts.values())

    def __len__(self) -> int:
        return len(self.facts)

    def as_json(self) -> list[dict[str, Any]]:
        """A list, since the order of facts is kept."""
        return [fact.as_json() for fact in self]

    @classmethod
    def from_json(cls, data: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None) -> FactBook:
        """The book that ``as_json`` wrote; nothing gives an empty book."""
        book = cls()
        items = data.values() if isinstance(data, Mapping) else (data or ())
        for item in items:
            book.add(Fact.from_json(item))
        return book


def input_hash(*values: Any) -> str:
    """SHA-256 in hex of arrays and plain values: equal for equal content, order counts.

    Takes numpy arrays, dataclasses, mappings (by sorted key), sequences, numbers, text,
    dates, Decimals, enums and None; anything else raises ``KernelUsageError``.
    """
    digest = hashlib.sha256()
    for part in _canonical(values):
        digest.update(part)
    return digest.hexdigest()


def _canonical(value: Any) -> Iterable[bytes]:
    if hasattr(value, "tobytes") and hasattr(value, "dtype") and hasattr(value, "shape"):
        if value.dtype.hasobject:
            yield from _canonical(value.tolist())
            return
        yield f"a{value.dtype.str}{value.shape}:".encode()
        yield value.tobytes()
    elif is_dataclass(value) and not isinstance(value, type):
        yield f"c{type(value).__name__}(".encode()
        for name in value.__dataclass_fields__:
            yield from _canonical(name)
            yield from _canonical(getattr(value, name))
        yield b")"
    elif isinstance(value, Mapping):
        yield b"m("
        for key in sorted(value, key=repr):
            yield from _canonical(key)
            yield from _canonical(value[key])
        yield b")"
    elif isinstance(value, str):
        text = (value.value if isinstance(value, Enum) else value).encode()
        yield f"s{len(text)}:".encode() + text
    elif isinstance(value, set | frozenset):
        yield from _canonical(sorted(value, key=repr))
    elif isinstance(value, Sequence) and not isinstance(value, bytes):
        yield b"l("
        for item in value:
            yield from _canonical(item)
        yield b")"
    elif isinstance(value, bytes):
        yield f"b{len(value)}:".encode() + value
    elif isinstance(value, Enum):
        yield from _canonical(value.value)
    elif value is None or isinstance(value, bool | int | float | Decimal | date):
        yield f"{type(value).__name__}:{value!r};".encode()
    elif hasattr(value, "hex") and hasattr(value, "int"):
        yield f"u{value.hex};".encode()
    else:
        raise KernelUsageError(f"input_hash cannot take a {type(value).__name__}")


def references(text: str) -> list[str]:
    """Keys that ``{fact:…}`` references in the text name, in order, repeated ones too."""
    return REFERENCE.findall(text)


def unbound_numbers(
    text: str, book: FactBook, allowed: Iterable[str] = (), *, quotes: bool = False
) -> list[str]:
    """Passages of the text that state a number without a reference to a fact of the book.

    A number is any digit of any script, fraction sign, number word or numeral sign; also
    faulty are references to facts that are not in the book, and signs, digits or scale
    words stuck to a reference, which would change what it says. ``allowed`` are phrases
    quoted from the tenant's own rows and payload, and set phrases: they may stand word for
    word; a phrase that is nothing but a number allows nothing, unless ``quotes`` says that the
    product wrote the text: then it may stand in the marks “…”.
    """
    return numbers_in_text.unbound(text, book.facts.keys(), allowed, quotes=quotes)


def fill(text: str, book: FactBook, fmt: Callable[[Fact], str]) -> str:
    """The text with each reference replaced by ``fmt(fact)``.

    A reference survives HTML escaping, so for a page escape the text first and let ``fmt``
    return markup. What looks like a reference but names no fact of the book, as a name of the
    tenant's own might, stays as it stands.
    """

    def replace(match: re.Match[str]) -> str:
        fact = book.get(match[1])
        return match[0] if fact is None else fmt(fact)

    return REFERENCE.sub(replace, text)


def canonical_json(value: Any) -> str:
    """JSON with sorted keys in which 2.0 and 2 are one number, as jsonb may return either."""
    return json.dumps(
        _plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
