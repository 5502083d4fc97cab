"""Patterns of rules as people write them: refused where one is wrong or could run long."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from cfo.analysis.patterns import PatternError, checked_pattern
from cfo.models.category_rule import RuleMatch


def check_pattern(match: str, pattern: str) -> None:
    """Raise ValidationError for the field `pattern` where a rule could not use it."""
    if match != RuleMatch.REGEX:
        return
    try:
        checked_pattern(pattern)
    except PatternError as refusal:
        said = str(refusal)
        detail = f"{said[:1].upper()}{said[1:]}."
        raise ValidationError({"pattern": [ValidationError(detail, code="pattern")]}) from refusal
