"""The finance executive's Django app."""

from django.apps import AppConfig


class CfoConfig(AppConfig):
    name = "cfo"
    verbose_name = "AI CFO"
    default_auto_field = "django.db.models.BigAutoField"
