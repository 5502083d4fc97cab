"""Settings: what is missing or half set stops the start and is named."""

import os
import runpy
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from kernel.local.server import CODE

PRODUCTION = {
    "UBIGROWTH_ENV": "production",
    "DATABASE_URL": "postgres://app:secret@db.example.com:6432/ubigrowth",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz",
    "CONTEXT_KEY": "0123456789abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "os.example.com",
    "CELERY_BROKER_URL": "amqp://queue.example.com//",
}
Loaded = dict[str, Any]


def load(monkeypatch: pytest.MonkeyPatch, **changes: str | None) -> Loaded:
    for name in ("UBIGROWTH_LOGIN", "UBIGROWTH_MODULE_ROOTS", "DEBUG", "CACHE_URL", "EMAIL_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {**PRODUCTION, **changes}.items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    return runpy.run_path(str(CODE / "ubigrowth" / "settings.py"))


def test_production_is_guarded_on_every_side(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(monkeypatch)
    assert loaded["DEBUG"] is False
    assert loaded["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert loaded["SESSION_COOKIE_SECURE"]
    assert loaded["SECURE_SSL_REDIRECT"]
    assert loaded["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert loaded["SIGNUP_OPEN"] is False
    assert loaded["PUBLIC_URL"] == "https://os.example.com"


def test_local_uses_plain_cookies_and_never_debugs(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(
        monkeypatch,
        UBIGROWTH_ENV="local",
        DEBUG="1",
        ALLOWED_HOSTS=None,
        DATABASE_URL="postgres://app:secret@/ubigrowth?host=%2Frun%2Fsomewhere&port=5432",
    )
    assert loaded["DEBUG"] is False
    assert not loaded["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert not loaded["SESSION_COOKIE_SECURE"]
    assert loaded["DATABASES"]["default"]["HOST"] == "/run/somewhere"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"DATABASE_URL": None}, "DATABASE_URL is not set"),
        ({"UBIGROWTH_LOGIN": "owner"}, "DATABASE_OWNER_URL is not set"),
        ({"UBIGROWTH_LOGIN": "service"}, "DATABASE_SERVICE_URL is not set"),
        ({"UBIGROWTH_LOGIN": "postgres"}, "UBIGROWTH_LOGIN is 'postgres'"),
        ({"UBIGROWTH_ENV": "staging"}, "UBIGROWTH_ENV is 'staging'"),
        ({"UBIGROWTH_ENV": "local"}, "UBIGROWTH_ENV is local but DATABASE_URL points to"),
        ({"SECRET_KEY": None}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"CONTEXT_KEY": None}, "CONTEXT_KEY is not set"),
        ({"CONTEXT_KEY": "0123456789abcdefghijklmnopqrstuvwxyz,short"}, "CONTEXT_KEY is too short"),
        ({"DEBUG": "true"}, "DEBUG is set in production"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS is not set"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is `*`"),
        ({"PUBLIC_URL": "http://os.example.com"}, "PUBLIC_URL is"),
        ({"TRUSTED_PROXIES": "10.0.0.0/8,proxy"}, "TRUSTED_PROXIES holds 'proxy'"),
        ({"CELERY_BROKER_URL": None}, "CELERY_BROKER_URL is not set"),
        ({"AI_GATEWAY_KEY": "key"}, "AI_GATEWAY_MODEL is not set"),
        ({"AI_GATEWAY_MODEL": "model"}, "AI_GATEWAY_MODEL is set without"),
        ({"UBIGROWTH_MODULE_ROOTS": "/no/such/folder"}, "/no/such/folder"),
    ],
)
def test_it_refuses_with_one_line_that_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, str | None], complaint: str
) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        load(monkeypatch, **change)
    text = str(refusal.value)
    assert complaint in text
    assert "\n" not in text


def test_a_process_keeps_the_address_of_its_own_login_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded = load(
        monkeypatch,
        UBIGROWTH_LOGIN="service",
        DATABASE_OWNER_URL="postgres://owner:secret@db.example.com/ubigrowth",
        DATABASE_SERVICE_URL="postgres://service:secret@db.example.com/ubigrowth",
    )
    assert loaded["DATABASES"]["default"]["USER"] == "service"
    assert "DATABASE_URL" not in os.environ
    assert "DATABASE_OWNER_URL" not in os.environ


def test_the_brokers_password_leaves_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(monkeypatch, CELERY_BROKER_URL="pgmq://q:secret@db.example.com/queue")
    assert "secret" not in loaded["CELERY_BROKER_URL"]
    assert "password=secret" in loaded["CELERY_BROKER_TRANSPORT_OPTIONS"]["conn_string"]
    assert "CELERY_BROKER_URL" not in os.environ


def test_with_a_cache_of_its_own_there_is_no_second_database_alias(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert set(load(monkeypatch)["DATABASES"]) == {"default", "cache"}
    loaded = load(monkeypatch, CACHE_URL="pymemcache://cache.example.com:11211")
    assert set(loaded["DATABASES"]) == {"default"}
    assert "memcached" in loaded["CACHES"]["counters"]["BACKEND"]
