"""Pydantic's faults in the product's words, each with its JSON pointer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kernel.errors import InvalidPayloadError

ModelT = TypeVar("ModelT", bound=BaseModel)

_WORDS = {
    "missing": "This field is required.",
    "extra_forbidden": "This field is not known here.",
    "int_parsing": "Write a whole number.",
    "int_type": "Write a whole number.",
    "int_from_float": "Write a whole number.",
    "float_parsing": "Write a number.",
    "float_type": "Write a number.",
    "decimal_parsing": "Write a number.",
    "decimal_type": "Write a number.",
    "finite_number": "Write a finite number.",
    "greater_than": "Write a number above {gt}.",
    "greater_than_equal": "Write {ge} or more.",
    "less_than": "Write a number below {lt}.",
    "less_than_equal": "Write {le} or less.",
    "date_type": "Write a day such as 2026-01-31.",
    "date_parsing": "Write a day such as 2026-01-31.",
    "date_from_datetime_parsing": "Write a day such as 2026-01-31.",
    "date_from_datetime_inexact": "Write a day without a time, such as 2026-01-31.",
    "string_type": "Write text.",
    "string_too_short": "Write at least {min_length} characters.",
    "string_too_long": "Write at most {max_length} characters.",
    "string_pattern_mismatch": "This does not have the form that is asked for.",
    "bool_parsing": "Write true or false.",
    "bool_type": "Write true or false.",
    "literal_error": "Choose one of {expected}.",
    "enum": "Choose one of {expected}.",
    "too_short": "Name at least {min_length}.",
    "too_long": "Name at most {max_length}.",
    "list_type": "Send a list.",
    "tuple_type": "Send a list.",
    "dict_type": "Send an object.",
}
"""How to mend each fault, by pydantic's type of it; braces name its own limits."""


def pointer(parts: tuple[str | int, ...]) -> str:
    """A JSON pointer (RFC 6901) of path parts."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def pointers(error: ValidationError, base: str = "") -> list[dict[str, str]]:
    """One ``{pointer, code, detail}`` a fault; the rejected value itself is left out."""
    return [
        {
            "pointer": base + pointer(fault["loc"]),
            "code": fault["type"],
            "detail": _words(fault),
        }
        for fault in error.errors(include_url=False, include_input=False)
    ]


def _words(fault: Mapping[str, Any]) -> str:
    words = _WORDS.get(fault["type"])
    if words is None:
        message: str = fault["msg"]
        return message.removeprefix("Value error, ")
    return words.format(**fault.get("ctx", {}))


def parse_payload(contract: type[ModelT], payload: Mapping[str, Any] | None) -> ModelT:
    """The payload as its input contract; raises ``InvalidPayloadError`` naming every fault."""
    if payload is not None and not isinstance(payload, Mapping):
        raise InvalidPayloadError(
            "The payload is no JSON object.",
            errors=[{"pointer": "", "code": "dict_type", "detail": "Send an object."}],
        )
    try:
        return contract.model_validate(dict(payload or {}))
    except ValidationError as error:
        raise InvalidPayloadError(errors=pointers(error)) from error
