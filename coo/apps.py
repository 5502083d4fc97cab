"""The operations executive's Django app."""

from django.apps import AppConfig


class CooConfig(AppConfig):
    name = "coo"
    verbose_name = "AI COO"
    default_auto_field = "django.db.models.BigAutoField"
