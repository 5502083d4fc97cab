"""The marketing executive's Django app."""

from django.apps import AppConfig


class CmoConfig(AppConfig):
    name = "cmo"
    verbose_name = "AI CMO"
    default_auto_field = "django.db.models.BigAutoField"
