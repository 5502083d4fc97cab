"""The product's settings with tenancy taken out."""

from ubigrowth.settings import *  # noqa: F403
from ubigrowth.settings import DATABASE, DATABASES, MIDDLEWARE

DATABASES = {
    **DATABASES,
    "default": {
        **DATABASE,
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("kernel.doors")]
MIDDLEWARE.append("benchmarks.plain.middleware.PlainMiddleware")
