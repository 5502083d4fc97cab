"""Which channels get credit for conversions: seven rules over people's paths of touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Literal, get_args

from cmo.analysis.markov import removal_effects
from kernel.statistics.values import AnalysisError

Model = Literal["first", "last", "linear", "position", "time_decay", "markov", "shapley"]
MODELS: tuple[Model, ...] = get_args(Model)
BILLION = 1_000_000_000
ENDS = Fraction(2, 5)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Touch:
    """One contact of a person with a channel; `converted_at` where this one led to a conversion.

    `value` is what the conversion was worth, in minor units of one currency, None where nobody
    knows.
    """

    person: str
    channel: str
    at: datetime
    converted_at: datetime | None = None
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A person's touches in order of time, up to a conversion or to none.

    `channels` and `at` have one entry a touch. `value` is in minor units.
    """

    channels: tuple[str, ...]
    at: tuple[datetime, ...]
    converted_at: datetime | None = None
    value: int = 0

    @property
    def converted(self) -> bool:
        return self.converted_at is not None


@dataclass(frozen=True, slots=True)
class Credit:
    """What a channel is credited with: conversions, and their value in minor units; both exact."""

    conversions: Fraction
    value: Fraction


def paths_of(touches: Iterable[Touch], lookback_days: int = 30) -> tuple[Path, ...]:
    """The paths of all people, by their first touch; the order of the touches does not matter.

    A conversion closes a path: it takes the person's touches of the `lookback_days` before it,
    its own touch included, that no earlier conversion took. Touches that no conversion took make
    paths without one, cut where more than `lookback_days` lie between two of them.
    Raises AnalysisError for a conversion before its touch, or a lookback under a day.
    """
    if lookback_days < 1:
        raise AnalysisError("a lookback is one day at least")
    people: dict[str, list[Touch]] = defaultdict(list)
    for touch in touches:
        if touch.converted_at is not None and touch.converted_at < touch.at:
            raise AnalysisError("a conversion comes after its touch")
        people[touch.person].append(touch)
    span = lookback_days * DAY
    found = [path for person in sorted(people) for path in _of_person(people[person], span)]
    return tuple(sorted(found, key=lambda path: (path.at, path.channels, path.value)))


def _of_person(touches: list[Touch], span: timedelta) -> list[Path]:
    waiting = sorted(touches, key=_when)
    paths = []
    for touch in sorted((one for one in touches if one.converted_at), key=_closed):
        end = touch.converted_at
        assert end is not None
        taken = [one for one in waiting if one is touch or _before(one, touch, end - span)]
        waiting = [one for one in waiting if not any(one is other for other in taken)]
        paths.append(_path(taken, end, touch.value or 0))
    while waiting:
        length = 1
        while length < len(waiting) and waiting[length].at - waiting[length - 1].at <= span:
            length += 1
        paths.append(_path(waiting[:length], None, 0))
        waiting = waiting[length:]
    return paths


def _before(one: Touch, closing: Touch, since: datetime) -> bool:
    return since <= one.at and _when(one) <= _when(closing) and one.converted_at is None


def _when(touch: Touch) -> tuple[datetime, bool, str]:
    return (touch.at, touch.converted_at is not None, touch.channel)


def _closed(touch: Touch) -> tuple[datetime, datetime, str]:
    assert touch.converted_at is not None
    return (touch.converted_at, touch.at, touch.channel)


def _path(touches: Sequence[Touch], end: datetime | None, value: int) -> Path:
    return Path(
        tuple(touch.channel for touch in touches), tuple(touch.at for touch in touches), end, value
    )


def attribute(paths: Sequence[Path], model: str, half_life_days: float = 7.0) -> dict[str, Credit]:
    """The credit of every channel that has a touch, by name; credits add up exactly.

    `first`, `last`: all to that touch. `linear`: the same to each touch. `position`: two fifths
    each to first and last, the rest to those between. `time_decay`: a touch counts half as much
    for each `half_life_days` before the conversion (shares in billionths). `markov`: by how much
    the chance to convert falls when a channel is taken out of the chain of all paths, those
    without a conversion included. `shapley`: a channel's mean addition over all orders in which
    channels could join, a set of channels being worth the conversions of the paths that need no
    other; that is an equal share for each different channel of a path.
    Raises AnalysisError for another model, an empty path, or a half-life that is not positive.
    Sources: Anderl et al. (2016), IJRM 33, 457-474, for the chain; Zhao, Mahboobi and Bagheri
    (2018), Shapley Value Methods for Attribution Modeling in Online Advertising, theorem 1.
    """
    if model not in MODELS:
        raise AnalysisError(f"{model} is none of {', '.join(MODELS)}")
    if half_life_days <= 0:
        raise AnalysisError("a half-life is positive")
    if any(not path.channels or len(path.channels) != len(path.at) for path in paths):
        raise AnalysisError("a path has a time for each of its touches, and one touch at least")
    if model == "markov":
        return _by_removal(paths)
    shares = RULES[model]
    credit: dict[str, Credit] = {
        channel: Credit(Fraction(0), Fraction(0)) for path in paths for channel in path.channels
    }
    for path in paths:
        if not path.converted:
            continue
        for channel, share in shares(path, half_life_days).items():
            had = credit[channel]
            credit[channel] = Credit(had.conversions + share, had.value + share * path.value)
    return dict(sorted(credit.items()))


def _by_removal(paths: Sequence[Path]) -> dict[str, Credit]:
    effects = removal_effects([(path.channels, path.converted) for path in paths])
    conversions = sum(path.converted for path in paths)
    value = sum(path.value for path in paths if path.converted)
    whole = sum(effects.values(), Fraction(0))
    shares = {name: effect / whole if whole else whole for name, effect in effects.items()}
    return {name: Credit(conversions * part, value * part) for name, part in shares.items()}


Shares = Mapping[str, Fraction]


def _first(path: Path, _: float) -> Shares:
    return {path.channels[0]: Fraction(1)}


def _last(path: Path, _: float) -> Shares:
    return {path.channels[-1]: Fraction(1)}


def _linear(path: Path, _: float) -> Shares:
    count = len(path.channels)
    return _added(path, [Fraction(1, count)] * count)


def _position(path: Path, _: float) -> Shares:
    count = len(path.channels)
    if count <= 2:
        return _added(path, [Fraction(1, count)] * count)
    middle = (1 - 2 * ENDS) / (count - 2)
    return _added(path, [ENDS, *[middle] * (count - 2), ENDS])


def _time_decay(path: Path, half_life_days: float) -> Shares:
    end = path.converted_at
    assert end is not None
    ages = [(end - at) / DAY for at in path.at]
    youngest = min(ages)
    weights = [2.0 ** -((age - youngest) / half_life_days) for age in ages]
    parts = [int(BILLION * weight / sum(weights)) for weight in weights]
    parts[-1] += BILLION - sum(parts)
    return _added(path, [Fraction(part, BILLION) for part in parts])


def _shapley(path: Path, _: float) -> Shares:
    names = set(path.channels)
    return dict.fromkeys(names, Fraction(1, len(names)))


def _added(path: Path, shares: Sequence[Fraction]) -> Shares:
    total: dict[str, Fraction] = defaultdict(Fraction)
    for channel, share in zip(path.channels, shares, strict=True):
        total[channel] += share
    return total


RULES: Mapping[str, Callable[[Path, float], Shares]] = {
    "first": _first,
    "last": _last,
    "linear": _linear,
    "position": _position,
    "time_decay": _time_decay,
    "shapley": _shapley,
}
