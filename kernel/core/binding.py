"""Holding a whole output to its facts: every text, every stray figure, by JSON pointer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

from kernel.core.contracts import Verbatim
from kernel.core.facts import FactBook, unbound_numbers
from kernel.core.faults import pointer
from kernel.core.numbers_in_text import quote_names

Fault = dict[str, str]
ModelT = TypeVar("ModelT", bound=BaseModel)


def unbound_in(
    output: BaseModel, book: FactBook, allowed: Iterable[str] = (), *, quotes: bool = False
) -> list[Fault]:
    """Each text of an output that states a number of its own, and each bare number.

    Literal and enum fields, ids, dates and fields marked ``Verbatim`` are no prose. A fault
    is ``{pointer, code: "unbound_number", detail}``. ``quotes`` is for what the product wrote:
    a name that is a number may then stand in the marks “…”.
    """
    phrases = tuple(allowed)
    faults: list[Fault] = []
    for path, value in texts(output):
        is_text = isinstance(value, str)
        passages = unbound_numbers(value, book, phrases, quotes=quotes) if is_text else [str(value)]
        if passages:
            faults.append(
                {
                    "pointer": pointer(path),
                    "code": "unbound_number",
                    "detail": "states a number without a fact: " + " · ".join(passages[:5]),
                }
            )
    return faults


def names_quoted(output: ModelT, allowed: Iterable[str]) -> ModelT:
    """The output, each name in its texts that reads as a number in the marks “…”."""
    phrases = tuple(allowed)
    data: Any = None
    for path, value in texts(output):
        if isinstance(value, str) and (quoted := quote_names(value, phrases)) != value:
            data = output.model_dump() if data is None else data
            _put(data, path, value, quoted)
    return output if data is None else type(output).model_validate(data)


def _put(data: Any, path: tuple[str | int, ...], before: str, after: str) -> None:
    *way, last = path
    for part in way:
        data = data[part]
    if data[last] == before:
        data[last] = after


def texts(output: BaseModel) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Path and value of each text and each bare number of a contract, depth first."""
    for name, info in type(output).model_fields.items():
        if Verbatim not in info.metadata:
            yield from _walk(getattr(output, name), info.annotation, (name,))


def _walk(
    value: Any, annotation: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    annotation = _variant(value, annotation)
    if annotation is None:
        return
    if isinstance(value, BaseModel):
        for below, item in texts(value):
            yield (*path, *below), item
    elif isinstance(value, Mapping):
        args = get_args(annotation)
        for key, item in value.items():
            if args and isinstance(key, str):
                yield from _walk(key, args[0], (*path, key))
            yield from _walk(item, args[1] if len(args) == 2 else Any, (*path, str(key)))
    elif isinstance(value, list | tuple | set | frozenset):
        inner = get_args(annotation)
        for place, item in enumerate(value):
            yield from _walk(item, inner[0] if inner else Any, (*path, place))
    elif isinstance(value, Enum | bool):
        return
    elif isinstance(value, str | int | float | Decimal):
        yield path, value


def _variant(value: Any, annotation: Any) -> Any:
    """The annotation that the value stands under; None where it is no prose."""
    if get_origin(annotation) is Annotated:
        inner, *metadata = get_args(annotation)
        return None if Verbatim in metadata else _variant(value, inner)
    if get_origin(annotation) is Literal:
        return None
    if isinstance(annotation, type | None.__class__) or not get_args(annotation):
        return annotation
    if get_origin(annotation) is Union or type(annotation).__name__ == "UnionType":
        if value is None:
            return None
        kept = [_variant(value, part) for part in get_args(annotation) if part is not type(None)]
        return None if None in kept else (kept[0] if len(kept) == 1 else Any)
    return annotation
