"""The settings as mypy's Django plugin reads them: nothing configured, nothing started."""

import os

os.environ.setdefault("UBIGROWTH_ENV", "local")
os.environ.setdefault("DATABASE_URL", "postgres://app@localhost/ubigrowth")
os.environ.setdefault("CELERY_BROKER_URL", "memory://")
for name in ("SECRET_KEY", "CONTEXT_KEY"):
    os.environ.setdefault(name, "read-by-the-type-checker-alone-0123456789abcdefghijklmn")

from ubigrowth.settings import *  # noqa: E402, F403
