"""What the API's framework and its schema are told."""

from typing import Any

MAX_BODY = 1024 * 1024
"""Bytes of JSON."""

FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["kernel.doors.authentication.DoorAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["kernel.doors.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "kernel.doors.api.openapi.DoorSchema",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_THROTTLE_CLASSES": [],
    "EXCEPTION_HANDLER": "kernel.doors.api_errors.exception_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SCHEMA: dict[str, Any] = {
    "TITLE": "UbiGrowth OS",
    "DESCRIPTION": "Every error is an RFC 9457 problem with a stable `code`.",
    "VERSION": "2.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SCHEMA_PATH_PREFIX_INSERT": "",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "/static/icon.svg",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},
    "COMPONENT_SPLIT_REQUEST": True,
    # Choices stand where they are used: named enums of several modules would collide by field name.
    "POSTPROCESSING_HOOKS": [],
}
