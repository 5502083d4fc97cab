"""Logs: one event a line; readable here, JSON in production."""

import logging as levels
from typing import Any

import structlog

STEPS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def logging(production: bool) -> dict[str, Any]:
    """Lead every event, of structlog and of the libraries, to one handler; answers its settings."""
    structlog.configure(
        processors=[*STEPS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    written = (
        structlog.processors.JSONRenderer()
        if production
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": STEPS,
                "processor": written,
            },
        },
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["lines"], "level": levels.INFO},
        "loggers": {
            "django.server": {"propagate": True, "handlers": []},
            "django.request": {"level": "ERROR"},  # refusals stand in kernel.doors' line a request
            "httpx": {"level": "WARNING"},
        },
    }
