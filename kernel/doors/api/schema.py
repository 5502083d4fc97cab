"""The OpenAPI document of the whole API, and its documentation page without a CDN."""

from __future__ import annotations

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny

from kernel.doors.marks import public


@public
class Schema(SpectacularAPIView):
    """`/api/v1/schema/`"""

    authentication_classes = ()
    permission_classes = (AllowAny,)


@public
class Docs(SpectacularSwaggerSplitView):
    """`/api/v1/docs/`"""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    template_name = "kernel/api_docs.html"
    url = "/api/v1/schema/"
