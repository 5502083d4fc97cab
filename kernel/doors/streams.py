"""Streamed answers: each chunk is made in a short scope, and nothing is held between chunks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import FileResponse, StreamingHttpResponse

from kernel.doors.door import Door


def in_short_scopes(door: Door, chunks: Iterable[Any]) -> Iterator[Any]:
    """The chunks of an iterable, each taken inside the door's scope and yielded outside of it."""
    iterator = iter(chunks)
    try:
        while True:
            with door.scope():
                try:
                    chunk = next(iterator)
                except StopIteration:
                    return
            yield chunk
    finally:
        if callable(close := getattr(iterator, "close", None)):
            close()


def scope_stream(door: Door, response: Any) -> None:
    """Let a streamed response read the tenant's rows as it is sent; files on disk need none."""
    if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
        chunks: Any = response.streaming_content
        response.streaming_content = in_short_scopes(door, chunks)
