"""The kernel's one Django app."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "kernel"
    verbose_name = "Kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernel.tenancy import checks  # noqa: F401 - registers Django system checks
