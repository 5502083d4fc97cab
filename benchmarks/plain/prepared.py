"""Plain Django as somebody would set it up who wants prepared statements."""

from benchmarks.plain.settings import *  # noqa: F403
from benchmarks.plain.settings import DATABASES

DATABASES = {
    **DATABASES,
    "default": {
        **DATABASES["default"],
        "OPTIONS": {
            **DATABASES["default"].get("OPTIONS", {}),
            "server_side_binding": True,
            "prepare_threshold": 5,
        },
    },
}
