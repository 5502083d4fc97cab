"""Categories for what is still without one, from how the same payee was filed before."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

from cfo.analysis.payees import plain, stem
from cfo.analysis.rows import UNCATEGORISED, LedgerRows

LINES_NEEDED = 2
SURE_FROM = 0.5
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Lines (indices) of one payee that could be of `category`.

    `agree` of `of` earlier lines of that payee and direction were filed so; `sure` is the lower
    limit of that share (Wilson, 95 %). `pattern` is what the payees of the lines begin with: the
    text for a rule that would do the same.
    """

    lines: tuple[int, ...]
    payee: str
    category: str
    agree: int
    of: int
    sure: float
    pattern: str
    sign: str


def suggested_categories(rows: LedgerRows) -> tuple[Suggestion, ...]:
    """For each payee with uncategorised lines the category most of its other lines have.

    Money in and money out are looked at apart. Nothing is suggested from fewer than two earlier
    lines, or where the share's lower limit is below a half. Most lines helped first.
    """
    past: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    open_: dict[tuple[str, bool], list[int]] = defaultdict(list)
    columns = zip(rows.payee.tolist(), rows.amount.tolist(), rows.category.tolist(), strict=True)
    for at, (payee, amount, category) in enumerate(columns):
        name = stem(payee)
        if not name:
            continue
        if category == UNCATEGORISED:
            open_[name, amount > 0].append(at)
        else:
            past[name, amount > 0][category] += 1
    found = [
        suggestion
        for (name, into), lines in open_.items()
        if (suggestion := _suggestion(rows, name, into, lines, past[name, into])) is not None
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.lines), one.payee, one.sign)))


def _suggestion(
    rows: LedgerRows, name: str, into: bool, lines: list[int], past: Counter[str]
) -> Suggestion | None:
    total = past.total()
    if total < LINES_NEEDED:
        return None
    category, agree = min(past.items(), key=lambda item: (-item[1], item[0]))
    sure = wilson_low(agree, total)
    sign = "in" if into else "out"
    if sure < SURE_FROM and agree < total:
        return None
    begin = _beginning([plain(rows.payee[at]) for at in lines]) or name
    return Suggestion(tuple(lines), name, category, agree, total, sure, begin, sign)


def _beginning(texts: list[str]) -> str:
    """The words that all texts begin with, up to the first that holds a digit."""
    words = []
    for same in zip(*(text.split() for text in texts), strict=False):
        if len(set(same)) > 1 or any(sign.isdigit() for sign in same[0]):
            break
        words.append(same[0])
    return " ".join(words)


def wilson_low(successes: int, trials: int) -> float:
    """Lower limit of the Wilson interval of a share at 95 %."""
    z2 = NORMAL_95**2
    share = successes / trials
    middle = share + z2 / (2 * trials)
    reach = NORMAL_95 * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials**2))
    return max(0.0, (middle - reach) / (1 + z2 / trials))
