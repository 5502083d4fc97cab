"""The OpenAPI document of the whole API, and its documentation page without a CDN."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from kernel.doors.marks import public

_written: dict[tuple[str, str], tuple[bytes, dict[str, str]]] = {}
"""Body and headers by root of the addresses and media type."""


@public
class Schema(SpectacularAPIView):
    """`/api/v1/schema/`: a second's work, and the same for everybody, so a process does it once.

    A question of its own (`?lang=`) gets an answer of its own.
    """

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(responses={(200, "application/vnd.oai.openapi"): OpenApiTypes.OBJECT})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """The document in the format that was asked for."""
        write: Any = super().get
        if set(request.query_params) - {"format"}:
            return write(request, *args, **kwargs)
        renderer = request.accepted_renderer
        key = (settings.ROOT_URLCONF, renderer.media_type)
        if key not in _written:
            told = write(request, *args, **kwargs)
            charset = f"; charset={renderer.charset}" if renderer.charset else ""
            headers = {**told.headers, "Content-Type": f"{renderer.media_type}{charset}"}
            body = renderer.render(told.data, renderer.media_type, self.get_renderer_context())
            _written[key] = (body if isinstance(body, bytes) else body.encode(), headers)
        body, headers = _written[key]
        return HttpResponse(body, headers=headers)


@public
class Docs(SpectacularSwaggerSplitView):
    """`/api/v1/docs/`"""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    template_name = "kernel/api_docs.html"
    url = "/api/v1/schema/"
