"""DRF's parser of request bodies: strict JSON, bounded in size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from rest_framework.parsers import BaseParser

from kernel.doors.strict_json import StrictJSONError, loads
from kernel.errors import KernelError


class StrictJSONParser(BaseParser):
    """``application/json`` in UTF-8, at most ``API_MAX_BODY`` bytes."""

    media_type: ClassVar[str] = "application/json"

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        raw = stream.read(settings.API_MAX_BODY + 1)
        if len(raw) > settings.API_MAX_BODY:
            raise too_large(settings.API_MAX_BODY)
        try:
            return loads(raw)
        except StrictJSONError as error:
            raise KernelError("malformed_json", detail=str(error)) from None


def too_large(limit: int) -> KernelError:
    """413 that names the limit."""
    return KernelError("too_large", detail=f"A body here holds at most {limit:,} bytes.")
