"""Django's settings: the one place that reads the environment.

Every variable has its line in the README. What is missing or half set stops the start with one
line that names the variable and the mend.
"""

import datetime
import hmac
import ipaddress
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kernel.core import registry
from kernel.errors import KernelUsageError
from ubigrowth import logs, rest, work

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# Who we are: the mode and the one database login of this process

LOGIN_VARIABLES = {
    "app": "DATABASE_URL",
    "owner": "DATABASE_OWNER_URL",
    "service": "DATABASE_SERVICE_URL",
}
UBIGROWTH_LOGIN = env.str("UBIGROWTH_LOGIN", default="app")
if UBIGROWTH_LOGIN not in LOGIN_VARIABLES:
    raise ImproperlyConfigured(
        f"UBIGROWTH_LOGIN is {UBIGROWTH_LOGIN!r}: it may be app, owner or service."
    )
LOGIN_VARIABLE = LOGIN_VARIABLES[UBIGROWTH_LOGIN]
if not env.str(LOGIN_VARIABLE, default=""):
    raise ImproperlyConfigured(
        f"{LOGIN_VARIABLE} is not set: give the address of the {UBIGROWTH_LOGIN} login, or "
        "leave every DATABASE_ variable unset to use the embedded server."
    )
DATABASE: dict[str, Any] = env.db_url(LOGIN_VARIABLE)
for variable in LOGIN_VARIABLES.values():
    if variable != LOGIN_VARIABLE:
        os.environ.pop(variable, None)

UBIGROWTH_ENV = env.str("UBIGROWTH_ENV", default="production")
if UBIGROWTH_ENV not in ("local", "production"):
    raise ImproperlyConfigured(
        f"UBIGROWTH_ENV is {UBIGROWTH_ENV!r}: it may be local or production."
    )
PRODUCTION = UBIGROWTH_ENV == "production"


def _on_this_machine(host: str) -> bool:
    if not host or host.startswith("/") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


DATABASE["HOST"] = DATABASE["HOST"] or str(DATABASE.get("OPTIONS", {}).pop("host", ""))
DATABASE["PORT"] = DATABASE["PORT"] or str(DATABASE.get("OPTIONS", {}).pop("port", ""))
if not PRODUCTION and not _on_this_machine(DATABASE["HOST"]):
    raise ImproperlyConfigured(
        f"UBIGROWTH_ENV is local but {LOGIN_VARIABLE} points to {DATABASE['HOST']}: "
        "unset UBIGROWTH_ENV, or use a database on this machine."
    )

# Secrets and hosts


def _secret(variable: str, least: int) -> str:
    value: str = env.str(variable, default="")
    if any(len(part.strip()) < least for part in value.split(",")):
        raise ImproperlyConfigured(
            f"{variable} is {'too short' if value else 'not set'}: give at least {least} random "
            "characters, as `python -c 'import secrets; print(secrets.token_urlsafe(48))'` prints."
        )
    return value


SECRET_KEY = _secret("SECRET_KEY", 50)
CONTEXT_KEY = _secret("CONTEXT_KEY", 32)  # two keys, separated by a comma, while rotating
DEBUG = False
if PRODUCTION and env.bool("DEBUG", default=False):
    raise ImproperlyConfigured("DEBUG is set in production: unset it; errors go to the log.")

ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
if PRODUCTION and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        f"ALLOWED_HOSTS is {'`*`' if ALLOWED_HOSTS else 'not set'}: name the hosts that people "
        "use, separated by commas."
    )
ALLOWED_HOSTS = ALLOWED_HOSTS or [".localhost", "127.0.0.1", "[::1]"]
PUBLIC_URL = env.str(
    "PUBLIC_URL",
    default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if PRODUCTION else "http://localhost:8000",
).rstrip("/")
if urlsplit(PUBLIC_URL).scheme not in (("https",) if PRODUCTION else ("http", "https")):
    raise ImproperlyConfigured(f"PUBLIC_URL is {PUBLIC_URL!r}: give an address with https://.")
TRUSTED_PROXIES: list[str] = env.list("TRUSTED_PROXIES", default=[])
for proxy in TRUSTED_PROXIES:
    try:
        ipaddress.ip_network(proxy)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"TRUSTED_PROXIES holds {proxy!r}: give addresses or networks such as 10.0.0.0/8."
        ) from error
SIGNUP_OPEN = env.bool("SIGNUP_OPEN", default=not PRODUCTION)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data"))).resolve()

# Applications: Django, the kernel, and every module whose manifest stands

MODULE_ROOTS = [root for root in env.str("UBIGROWTH_MODULE_ROOTS", default="").split(":") if root]
try:
    registry.discover(MODULE_ROOTS)
except KernelUsageError as error:
    raise ImproperlyConfigured(str(error)) from error
INSTALLED_APPS = [
    "kernel",
    "django_tenants",
    "kernel.doors.admin.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "django_tables2",
    "django_htmx",
    "csp",
    *registry.app_labels(),
]
SHARED_APPS = TENANT_APPS = INSTALLED_APPS
TENANT_MODEL = "kernel.Tenant"
TENANT_DOMAIN_MODEL = "kernel.Domain"
AUTH_USER_MODEL = "kernel.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "kernel.doors.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kernel.doors.middleware.DoorMiddleware",  # the last: its scope is around view and rendering
]
ROOT_URLCONF = "ubigrowth.urls"
WSGI_APPLICATION = "ubigrowth.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": registry.template_dirs(),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "kernel.screens.shell.shell",
            ],
        },
    },
]

# Database: one login, one pool a process; `cache` counts outside of any request's transaction

CACHE_URL = env.str("CACHE_URL", default="")


def _database(engine: str, connections: int) -> dict[str, Any]:
    return {
        **DATABASE,
        "ENGINE": engine,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,  # they break behind a pooler in transaction mode
        "OPTIONS": {
            # Planning under policies costs more than most queries, but a pooler in transaction
            # mode may lose prepared statements: on a socket there is none. An address may say
            # `?prepare_threshold=5` for itself.
            "prepare_threshold": 5 if DATABASE["HOST"].startswith("/") else None,
            **DATABASE.get("OPTIONS", {}),
            "server_side_binding": True,  # pg_stat_activity shows literals, not parameters
            "pool": {"min_size": 1, "max_size": connections, "timeout": 10},
        },
    }


DATABASES = {"default": _database("kernel.tenancy.backend", 16)}
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
if CACHE_URL:
    COUNTERS = env.cache_url("CACHE_URL")
else:
    DATABASES["cache"] = _database("django.db.backends.postgresql", 4)
    COUNTERS = {"BACKEND": "kernel.limits.store.CounterCache", "LOCATION": "cache"}
CACHES = {"default": COUNTERS, "counters": COUNTERS}
RATELIMIT_USE_CACHE = "counters"
RATELIMIT_FAIL_OPEN = False
RATELIMIT_ENABLE = True
RATE_LIMITS = {  # uses, and in how many seconds: a person in a tenant, or an address
    "login": (5, 60),  # a person from an address
    "login-person": (20, 60),  # a person, from wherever
    "login-address": (60, 60),
    "signup": (10, 3600),
    "webhooks": (300, 60),
    "runs": (60, 60),
    "writes": (300, 60),
    "reads": (1200, 60),
}
PLACES = {"follow": 10}  # at once: a person's streams and waiting requests
SILENCED_SYSTEM_CHECKS = [
    "django_ratelimit.E003",  # the counter store is not on its list of atomic caches, but is one
    "django_ratelimit.W001",
]

# People: passwords, sessions, cookies

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL
SESSION_ENGINE = "kernel.tenancy.sessions"
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "ubigrowth_session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "ubigrowth_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kernel.doors.pages.csrf_failure"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

# The wire

SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}

# Files, mail, time

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
if not PRODUCTION:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = registry.static_dirs()
STATICFILES_FINDERS = [
    "kernel.screens.sheets.JoinedSheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_MAX_AGE = 3600 if PRODUCTION else 0
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
if env.str("EMAIL_URL", default=""):
    globals().update(env.email_url("EMAIL_URL"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = f"UbiGrowth OS <no-reply@{urlsplit(PUBLIC_URL).hostname}>"
LANGUAGE_CODE = "en-us"
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

# Work: every run is a task; the row in PostgreSQL is the truth, the broker a doorbell

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="")
if not CELERY_BROKER_URL and UBIGROWTH_LOGIN != "owner":
    raise ImproperlyConfigured(
        "CELERY_BROKER_URL is not set: give a pgmq:, redis: or amqp: address (deploy/README.md)."
    )
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {}
if CELERY_BROKER_URL.startswith("pgmq://"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "conn_string": make_conninfo(
            "", **conninfo_to_dict(CELERY_BROKER_URL.replace("pgmq://", "postgres://", 1))
        ),
        "init_extension": False,
        "use_notify": True,
        "notify_throttle_interval_ms": 0,
        "wait_time_seconds": 0,
        "pool_size": 4,
        "pool_timeout": 10,
    }
    # kombu cannot read the address of a socket, and Celery would take it from the environment:
    # the options above hold it instead.
    CELERY_BROKER_URL = "pgmq://postgresql"
    os.environ.pop("CELERY_BROKER_URL", None)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_QUEUES = work.QUEUES
CELERY_TASK_DEFAULT_QUEUE = CELERY_TASK_DEFAULT_ROUTING_KEY = "runs"
CELERY_TASK_DEFAULT_EXCHANGE = work.EXCHANGE
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_IMPORTS = ["kernel.runs.tasks", "kernel.resources.imports.tasks"]
CELERY_BEAT_SCHEDULE = work.SCHEDULE
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"  # keeps its times in memory: no file on disk

# Models

AI_GATEWAY_URL = env.str("AI_GATEWAY_URL", default="")
AI_GATEWAY_KEY = env.str("AI_GATEWAY_KEY", default="")
AI_GATEWAY_MODEL = env.str("AI_GATEWAY_MODEL", default="")
if (AI_GATEWAY_URL or AI_GATEWAY_KEY) and not AI_GATEWAY_MODEL:
    raise ImproperlyConfigured(
        "AI_GATEWAY_MODEL is not set although AI_GATEWAY_URL or AI_GATEWAY_KEY is: name the model, "
        "or unset them to work with the built-in analyst."
    )
if AI_GATEWAY_MODEL and not (AI_GATEWAY_URL or AI_GATEWAY_KEY):
    raise ImproperlyConfigured(
        "AI_GATEWAY_MODEL is set without AI_GATEWAY_URL and AI_GATEWAY_KEY: give the address of a "
        "server, or the key of a provider."
    )

# API

API_MAX_BODY = rest.MAX_BODY
REST_FRAMEWORK = rest.FRAMEWORK
SPECTACULAR_SETTINGS = rest.SCHEMA
SIMPLE_JWT: dict[str, Any] = {
    "ALGORITHM": "HS256",
    "SIGNING_KEY": hmac.digest(SECRET_KEY.encode(), b"kernel.doors.tokens", "sha256").hex(),
    "AUDIENCE": "ubigrowth-api",
    "ISSUER": "ubigrowth",
    "ACCESS_TOKEN_LIFETIME": datetime.timedelta(minutes=10),
    "REFRESH_TOKEN_LIFETIME": datetime.timedelta(days=14),
    "USER_ID_FIELD": "id",
    "USER_ID_CLAIM": "user_id",
    "UPDATE_LAST_LOGIN": False,
    "LEEWAY": 0,
}

# Logs: one event a line; readable here, JSON in production

LOGGING = logs.logging(PRODUCTION)
