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
}


def pointer(parts: tuple[str | int, ...]) -> str:
    """A JSON pointer (RFC 6901) of path parts."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def pointers(error: ValidationError, base: str = "") -> list[dict[str, str]]:
    """One ``{pointer, code, detail}`` a fault; the rejected value itself is left out."""
    return [
        {
            "pointer": base + pointer(fault["loc"]),
            "code": fault["type"],
            "detail": _WORDS.get(fault["type"], fault["msg"]),
        }
        for fault in error.errors(include_url=False, include_input=False, include_context=False)
    ]


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
