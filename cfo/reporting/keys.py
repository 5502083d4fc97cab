"""Keys of the facts of reports: statement, currency, period, what it is."""

from __future__ import annotations

from cfo.figures import UNFILED
from cfo.reporting.ground import Ground
from kernel.core.fact_keys import fact_key


def key_of(ground: Ground, *parts: str) -> str:
    """A fact's key, which begins with the statement's name and its currency."""
    return fact_key(parts[0], ground.currency, *parts[1:])


def line_key(ground: Ground, statement: str, period: str, section: str, category: str) -> str:
    """The key of a category's line in a statement."""
    return key_of(ground, statement, period, section, category or UNFILED)
