"""The growth executive's Django app."""

from django.apps import AppConfig


class CroConfig(AppConfig):
    name = "cro"
    verbose_name = "AI CRO"
    default_auto_field = "django.db.models.BigAutoField"
