"""Categories by rules: the first rule that fits a line names its category."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from cfo.analysis.patterns import PatternError, checked_pattern
from cfo.analysis.payees import TEXT_LIMIT, plain
from cfo.analysis.rows import LedgerRows
from kernel.statistics.values import AnalysisError

Field = Literal["payee", "memo", "any"]
Match = Literal["contains", "equals", "regex"]
Sign = Literal["any", "in", "out"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of `cfo_category_rules`: `position` orders, `pattern` is what `match` looks for.

    `sign` narrows to money in or out, `account` to one account ("" is any).
    """

    key: str
    position: int
    field: Field
    match: Match
    pattern: str
    category: str
    sign: Sign = "any"
    account: str = ""


@dataclass(frozen=True, slots=True)
class Categorised:
    """A line's category and the rule that gave it; None and None where no rule fits."""

    category: str | None
    rule: str | None


def categorised(rows: LedgerRows, rules: Sequence[Rule]) -> tuple[Categorised, ...]:
    """For each line the category of the first rule that fits, by position and then key.

    Case and spacing make no difference; texts are compared up to 200 characters. Raises
    PatternError (an AnalysisError) that names the rule whose pattern cannot be used.
    """
    tests = [
        (rule, _test(rule)) for rule in sorted(rules, key=lambda rule: (rule.position, rule.key))
    ]
    columns = zip(
        rows.payee.tolist(), rows.memo.tolist(), rows.amount.tolist(), rows.account.tolist(),
        strict=True,
    )  # fmt: skip
    return tuple(_first(tests, *row) for row in columns)


Test = Callable[[str], bool]


def _first(
    tests: list[tuple[Rule, Test]], payee: str, memo: str, amount: int, account: str
) -> Categorised:
    for rule, test in tests:
        if rule.sign != "any" and (amount > 0) != (rule.sign == "in"):
            continue
        if rule.account and rule.account != account:
            continue
        texts = {"payee": (payee,), "memo": (memo,), "any": (payee, memo)}[rule.field]
        if any(test(text) for text in texts):
            return Categorised(rule.category, rule.key)
    return Categorised(None, None)


def _test(rule: Rule) -> Test:
    wanted = plain(rule.pattern)
    if not wanted:
        raise AnalysisError(f"rule {rule.key} looks for nothing")
    if rule.match == "contains":
        return lru_cache(maxsize=100_000)(lambda text: wanted in _text(text))
    if rule.match == "equals":
        return lru_cache(maxsize=100_000)(lambda text: wanted == _text(text))
    try:
        pattern: re.Pattern[str] = checked_pattern(rule.pattern)
    except PatternError as error:
        raise PatternError(f"rule {rule.key}: {error}") from None
    return lru_cache(maxsize=100_000)(lambda text: pattern.search(_text(text)) is not None)


def _text(text: str) -> str:
    return plain(text)[:TEXT_LIMIT]
