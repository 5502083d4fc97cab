"""JSON read to the letter (RFC 8259): what two readers could understand in two ways is refused."""

from __future__ import annotations

import json
import math
from typing import Any

MAX_DEPTH = 32


class StrictJSONError(ValueError):
    """The text is no JSON that this product takes; the message says why."""


def loads(raw: bytes) -> Any:
    """Parse UTF-8 JSON; raises StrictJSONError.

    Refused are: bytes that are no UTF-8, NaN and infinities (also numbers that overflow to them),
    a key that stands twice in one object, nesting below 32 levels, NUL characters and lone
    surrogates, which PostgreSQL's text cannot hold.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise StrictJSONError("The body is not UTF-8.") from None
    if text.startswith("\ufeff"):
        raise StrictJSONError("The body begins with a byte order mark. Leave it out.")
    try:
        value = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite
        )
    except StrictJSONError:
        raise
    except RecursionError:
        raise StrictJSONError(f"The body nests deeper than {MAX_DEPTH} levels.") from None
    except json.JSONDecodeError as error:
        raise StrictJSONError(
            f"The body is no JSON: line {error.lineno}, column {error.colno}."
        ) from None
    except ValueError:
        raise StrictJSONError("The body holds a number that is too long.") from None
    _inspect(value)
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise StrictJSONError(f"The key {key[:60]!r} stands twice in one object.")
            seen.add(key)
    return found


def _no_constant(name: str) -> Any:
    raise StrictJSONError(f"{name} is no JSON number.")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise StrictJSONError("The body holds a number that is too large.")
    return value


def _inspect(value: Any) -> None:
    """Walk without recursion: depth and characters."""
    waiting: list[tuple[Any, int]] = [(value, 1)]
    while waiting:
        item, depth = waiting.pop()
        if isinstance(item, str):
            _check_text(item)
        elif isinstance(item, (dict, list)):
            if depth > MAX_DEPTH:
                raise StrictJSONError(f"The body nests deeper than {MAX_DEPTH} levels.")
            if isinstance(item, dict):
                for key in item:
                    _check_text(key)
            inner = item.values() if isinstance(item, dict) else item
            waiting.extend((part, depth + 1) for part in inner)


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise StrictJSONError("The body holds the character \\u0000.")
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise StrictJSONError("The body holds half of a surrogate pair.") from None
