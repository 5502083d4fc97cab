"""The kernel's one Django app."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "kernel"
    verbose_name = "Kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from kernel.decisions import run_endings  # noqa: F401 - listens to the end of runs
        from kernel.tenancy import checks  # noqa: F401 - registers Django system checks
        from kernel.tenancy.models.users import note_login

        # In the place of Django's own receiver, which writes as nobody and is refused.
        user_logged_in.connect(
            lambda user, **_: note_login(user), weak=False, dispatch_uid="update_last_login"
        )
