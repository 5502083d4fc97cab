"""A person. Known before any tenant is, so the table has no row-level security (allow-list)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import connection, models, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from kernel.ids import uuid7


class Theme(models.TextChoices):
    SYSTEM = "system", "As the system"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"


class UserManager(BaseUserManager["User"]):
    """Users are found by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        # Not iexact: PostgreSQL's upper() takes "ı" and "ſ" for I and S, so it finds look-alikes.
        return self.get(email=(username or "").strip().lower())

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A person who may log in; a database trigger refuses ``is_staff`` to the app's login."""
        user = self.model(email=self.normalize_email(email).strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A member of the platform's staff; works as the owner login only."""
        return self.create_user(email, password, is_staff=True, **fields)


class User(AbstractBaseUser):
    """Identity only: what a person may do stands in their memberships."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="Platform staff: may enter the admin.")
    theme = models.CharField(max_length=8, choices=Theme.choices, default=Theme.SYSTEM)
    shortcuts = models.BooleanField(default=True, help_text="Single-key shortcuts.")
    password_changed_at = models.DateTimeField(default=timezone.now, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        db_table = "users"
        constraints = [models.UniqueConstraint(Lower("email"), name="users_email_lower")]

    def __str__(self) -> str:
        return self.name or self.email

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password)
        self.password_changed_at = timezone.now()

    @property
    def is_superuser(self) -> bool:
        """Django's admin asks this; staff have no tenant's rows without a support grant."""
        return self.is_staff

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_active and self.is_staff

    def has_perms(self, perms: Any, obj: Any = None) -> bool:
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff


def note_login(user: User) -> None:
    """Write the time of a login, as the person: the table lets nobody else write it."""
    from kernel.tenancy.scope import identity_scope

    with transaction.atomic(), identity_scope(user.pk), connection.cursor() as cursor:
        cursor.execute("UPDATE users SET last_login = now() WHERE id = %s", [user.pk])
