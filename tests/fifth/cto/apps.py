"""The fifth executive's Django app."""

from django.apps import AppConfig


class CtoConfig(AppConfig):
    name = "cto"
    verbose_name = "AI CTO"
    default_auto_field = "django.db.models.BigAutoField"
