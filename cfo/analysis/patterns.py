"""Patterns that people may write in a rule: refused where a match could take long.

Python's engine tries every way to match, so a pattern like ``(a+)+b`` can run for years. What is
left here needs at most about the cube of the text's length in steps, and texts are cut short.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from kernel.statistics.values import AnalysisError

PATTERN_LIMIT = 200
UNBOUNDED_LIMIT = 2
CHOICES_LIMIT = 60


class PatternError(AnalysisError):
    """The pattern cannot be used; the message says what to change."""


def checked_pattern(pattern: str) -> re.Pattern[str]:
    """The compiled pattern, which ignores case; PatternError where it is wrong or could run long.

    Refused: over 200 characters, a repetition inside a repetition, alternatives inside one, more
    than two of `*`, `+` or `{n,}`, over 60 combinations of `?`, `{m,n}` and `|`, references back,
    and looking ahead or behind.
    """
    if not pattern or len(pattern) > PATTERN_LIMIT:
        raise PatternError(f"a pattern has 1 to {PATTERN_LIMIT} characters")
    from re import _parser as parser  # type: ignore[attr-defined]

    try:
        compiled = re.compile(pattern, re.IGNORECASE)
        parsed = parser.parse(pattern, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(f"the pattern cannot be read: {error}") from None
    unbounded, choices = _cost(parsed, False)
    if unbounded > UNBOUNDED_LIMIT:
        raise PatternError("use * and + twice at most")
    if choices > CHOICES_LIMIT:
        raise PatternError("the pattern has too many alternatives")
    if compiled.search("") is not None:
        raise PatternError("the pattern fits every line, also an empty one")
    return compiled


def _cost(parsed: Iterable[Any], repeated: bool) -> tuple[int, int]:
    """Unbounded repetitions, and the product of the alternatives of everything else."""
    unbounded, choices = 0, 1
    for code, value in parsed:
        name = str(code)
        if name in ("GROUPREF", "GROUPREF_EXISTS", "ASSERT", "ASSERT_NOT"):
            raise PatternError("references and looking around are not allowed")
        if name == "SUBPATTERN":
            more, options = _cost(value[-1], repeated)
        elif name == "ATOMIC_GROUP":
            more, options = _cost(value, repeated)
        elif name == "BRANCH":
            if repeated:
                raise PatternError("alternatives cannot stand inside a repetition")
            parts = [_cost(branch, repeated) for branch in value[1]]
            more, options = sum(one[0] for one in parts), sum(one[1] for one in parts)
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            more, options = _repeat(value, repeated)
        else:
            more, options = 0, 1
        unbounded, choices = unbounded + more, choices * options
    return unbounded, choices


def _repeat(value: Any, repeated: bool) -> tuple[int, int]:
    least, most, inner = value
    varies = least != most
    if repeated and varies:
        raise PatternError("a repetition cannot stand inside another")
    more, options = _cost(inner, True)
    if not varies:
        return more, options
    if most >= PATTERN_LIMIT:
        return more + 1, options
    return more, options * (int(most) - int(least) + 1)
