"""The chain of channels that people walk through, and what is lost without one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from kernel.statistics.values import AnalysisError

MOST_CHANNELS = 60
Matrix = list[list[Fraction]]


def removal_effects(paths: Sequence[tuple[Sequence[str], bool]]) -> dict[str, Fraction]:
    """By channel the share of the chance to convert that is lost without it, exact, 0..1.

    A path is its channels in order and whether it converted. The chain is of first order: from the
    start through channels to conversion or to nothing, each step as likely as it was seen. Without
    a channel whoever would step on it is lost. With N the expected visits before absorption, a
    channel c is reached with chance N[start, c] / N[c, c]; all that converts through it is lost.
    All effects are 0 where nobody converted. Raises AnalysisError with more than 60 channels.
    Sources: Anderl et al. (2016), International Journal of Research in Marketing 33, 457-474;
    Kemeny and Snell (1976), Finite Markov Chains, theorems 3.2.4 and 3.5.7.
    """
    names = sorted({channel for channels, _ in paths for channel in channels})
    if len(names) > MOST_CHANNELS:
        raise AnalysisError(f"a chain takes up to {MOST_CHANNELS} channels")
    if not any(converted for _, converted in paths):
        return dict.fromkeys(names, Fraction(0))
    place = {name: number for number, name in enumerate(names)}
    steps: Counter[tuple[int, int]] = Counter()
    starts: Counter[int] = Counter()
    ends: Counter[int] = Counter()
    for channels, converted in paths:
        walk = [place[channel] for channel in channels]
        starts[walk[0]] += 1
        steps.update(pairwise(walk))
        ends[walk[-1]] += converted
    leaving = Counter(place[channel] for channels, _ in paths for channel in channels)
    size = len(names)
    visits = _inverse(
        [
            [Fraction(i == j) - Fraction(steps[i, j], leaving[i]) for j in range(size)]
            for i in range(size)
        ]
    )
    closing = [Fraction(ends[i], leaving[i]) for i in range(size)]
    converts = [
        sum((visits[i][j] * closing[j] for j in range(size)), Fraction(0)) for i in range(size)
    ]
    begin = [Fraction(starts[i], len(paths)) for i in range(size)]
    whole = sum((begin[i] * converts[i] for i in range(size)), Fraction(0))
    effects = {}
    for name, c in place.items():
        reached = sum((begin[i] * visits[i][c] for i in range(size)), Fraction(0)) / visits[c][c]
        effects[name] = reached * converts[c] / whole
    return effects


def _inverse(matrix: Matrix) -> Matrix:
    """By Gauss and Jordan; the matrix is that of an absorbing chain and has an inverse."""
    size = len(matrix)
    rows = [[*row, *(Fraction(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for column in range(size):
        pivot = next(i for i in range(column, size) if rows[i][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column]
        rows[column] = [value / head for value in rows[column]]
        for i in range(size):
            if i != column and rows[i][column]:
                factor = rows[i][column]
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[column], strict=True)]
    return [row[size:] for row in rows]
