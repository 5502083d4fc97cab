"""Judging what a model wrote: JSON that fits the contract, plain text, and nothing else."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from kernel.core.faults import pointer, pointers

Fault = dict[str, str]
Check = Callable[[Any], Sequence[Fault]]

ANSWER_LIMIT = 64 * 1024
_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)
_MARKUP = re.compile(
    r"<\s*[/!?a-zA-Z]|&(?:#\d|#x|[a-zA-Z]{2,8};)"  # tags, entities
    r"|!?\[[^\]]*\]\s*[(\[]"  # Markdown links and images
    r"|\b(?:https?|ftp|file)\s*:\s*/|\b(?:javascript|vbscript)\s*:|\bdata\s*:\s*\w+/|\bwww\."
    r"|//\w"  # addresses
    r"|^\s{0,3}(?:#{1,6}\s|```|~~~)|\{%|\{\{|\$\{",  # headings, code, template tags
    re.IGNORECASE | re.MULTILINE,
)


def judge(
    answer: str, draft_type: type[BaseModel], check: Check | None
) -> tuple[BaseModel | None, list[Fault]]:
    """The draft and no fault, or None and every fault as ``{pointer, code, detail}``."""
    data, fault = _object(answer)
    if fault is not None:
        return None, [fault]
    try:
        draft = draft_type.model_validate(data, strict=False)
    except ValidationError as error:
        return None, pointers(error)
    faults = [*_unsafe(draft), *(check(draft) if check else ())]
    return (None, faults) if faults else (draft, [])


def _object(answer: str) -> tuple[Any, Fault | None]:
    if len(answer.encode("utf-8", "surrogatepass")) > ANSWER_LIMIT:
        return None, _fault("too_large", f"The answer is larger than {ANSWER_LIMIT} bytes.")
    fenced = _FENCE.match(answer)
    try:
        data = json.loads(
            fenced[1] if fenced else answer,
            object_pairs_hook=_unique,
            parse_constant=_no_constant,
        )
    except (ValueError, RecursionError) as error:
        return None, _fault("malformed_json", f"The answer is no JSON: {str(error)[:120]}.")
    if not isinstance(data, dict):
        return None, _fault("malformed_json", "The answer is no JSON object.")
    return data, None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise ValueError("a key stands twice")
    return data


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _unsafe(draft: BaseModel) -> list[Fault]:
    faults = []
    for path, value in _strings(draft.model_dump(mode="json"), ()):
        if _MARKUP.search(value):
            detail = "Plain text only: no markup, no address."
            faults.append(_fault("markup", detail, pointer(path)))
        if any(_is_hidden(sign) for sign in value):
            faults.append(_fault("hidden_characters", "No invisible characters.", pointer(path)))
    return faults


def _strings(
    value: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield path, key
            yield from _strings(item, (*path, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _strings(item, (*path, place))


def _is_hidden(sign: str) -> bool:
    return sign not in "\n\t" and unicodedata.category(sign) in ("Cf", "Cc", "Co", "Cs", "Cn")


def _fault(code: str, detail: str, where: str = "") -> Fault:
    return {"pointer": where, "code": code, "detail": detail}
