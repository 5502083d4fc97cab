"""How a model's words come to the things that they are about: by keys that the schema names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from pydantic import BaseModel

from kernel.core.facts import FactBook

ItemT = TypeVar("ItemT", bound=BaseModel)


def answer_schema(draft: type[BaseModel], keys: Mapping[str, Sequence[str]]) -> str:
    """The JSON Schema of a draft in which fields may hold nothing but the keys that there are.

    ``keys`` is by definition and field, as ``{"FindingText.key": ["leak.basket"]}``; where no key
    is known the field stays open.
    """
    schema = draft.model_json_schema()
    for place, known in keys.items():
        name, _, field = place.partition(".")
        if known:
            schema["$defs"][name]["properties"][field]["enum"] = list(known)
    return json.dumps(schema, ensure_ascii=False, sort_keys=True)


def numbered(book: FactBook, key: str, one: str, many: str) -> str:
    """A counted figure and the words that go with it: "{fact:tasks.open} tasks are"."""
    return f"{{fact:{key}}} {one if book[key].value == 1 else many}"


def worded(
    items: Iterable[ItemT], said: Iterable[BaseModel], field: str = "text", by: str = "key"
) -> list[ItemT]:
    """Each item with the words that were said of it in ``field``; its own where none were.

    Items and what was said of them are matched by the field that ``by`` names.
    """
    words = {getattr(one, by): text for one in said if (text := getattr(one, field))}
    return [
        item.model_copy(update={field: words.get(getattr(item, by), getattr(item, field))})
        for item in items
    ]
