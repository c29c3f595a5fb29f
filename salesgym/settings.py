"""The only settings file. Everything that differs between machines comes from the environment.

`.env.example` lists every variable. An installation that is reachable from other machines must set
its secret key and its hosts; otherwise importing this file raises an error.
"""

import os
import secrets
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from kombu import Exchange, Queue

from salesgym import services

BASE_DIR = Path(__file__).resolve().parent.parent
LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
MIN_SECRET_LENGTH = 50
MIN_SETUP_CODE_LENGTH = 12


def env_bool(name: str, default: bool = False) -> bool:
    """Whether the variable says yes, `default` where it is empty. Raises ImproperlyConfigured otherwise."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "0", "false", "no", "off"}:
        return default if value == "" else False
    if value in {"1", "true", "yes", "on"}:
        return True
    raise ImproperlyConfigured(f"{name} is {value!r}: write 1 or 0.")


def env_int(name: str, default: int) -> int:
    """The variable's whole number, `default` where it is empty. Raises ImproperlyConfigured otherwise."""
    value = os.environ.get(name, "").strip()
    try:
        return int(value) if value else default
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number.") from error


def env_secret(name: str, local_file: Path, is_local: bool) -> str:
    """The secret from this variable; without it a local installation makes one and keeps it in `local_file`."""
    value = os.environ.get(name, "")
    if value:
        if len(value) < MIN_SECRET_LENGTH or value.startswith("django-insecure-"):
            raise ImproperlyConfigured(f"{name} needs at least {MIN_SECRET_LENGTH} random characters.")
        return value
    if not is_local:
        raise ImproperlyConfigured(f"{name} is not set. Give it {MIN_SECRET_LENGTH} random characters.")
    if not local_file.exists():
        local_file.parent.mkdir(parents=True, exist_ok=True)
        fresh = local_file.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64))
        fresh.rename(local_file)
    return local_file.read_text().strip()


def database(url: str) -> dict[str, object]:
    """Django's database settings for a postgres:// URL; a socket folder is given as ?host=."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL starts with postgres://: SalesGym runs on PostgreSQL only.")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "salesgym",
        "USER": unquote(parts.username or query.pop("user", "") or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        # Keep connections, as opening one takes longer than a page; check them, as the server may restart.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": "-c statement_timeout=30000 -c jit=off", **query},
    }


def attachments(url: str, folder: Path) -> dict[str, object]:
    """Where files of ours are kept: in this folder, which only its owner reads, or at an address
    s3://key:secret@bucket/folder?endpoint=https://...&region=... . Raises ImproperlyConfigured for another address.
    """
    if not url:
        options = {"location": folder, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if parts.scheme != "s3" or not parts.hostname or query.keys() - {"endpoint", "region"}:
        raise ImproperlyConfigured(
            "SALESGYM_ATTACHMENTS_URL looks like s3://key:secret@bucket/folder?endpoint=https://s3.example.com&region=eu."
        )
    # Without a key the machine's own identity counts, as for every program that asks S3.
    given = {
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "endpoint_url": query.get("endpoint", ""),
        "region_name": query.get("region", ""),
        "location": unquote(parts.path.strip("/")),
    }
    options = {name: value for name, value in given.items() if value}
    options |= {"bucket_name": parts.hostname, "default_acl": None, "file_overwrite": False}
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


# The machine
HOSTS = [host.strip() for host in os.environ.get("SALESGYM_HOSTS", "").split(",") if host.strip()]
IS_LOCAL = set(HOSTS) <= LOOPBACK
IS_DEMO = env_bool("SALESGYM_DEMO")
DEBUG = env_bool("SALESGYM_DEBUG")
if DEBUG and not IS_LOCAL:
    raise ImproperlyConfigured("SALESGYM_DEBUG is for one machine alone: unset it, or unset SALESGYM_HOSTS.")
VAR_DIR = services.data_folder()
SECRET_KEY = env_secret("SALESGYM_SECRET_KEY", VAR_DIR / "secret-key", IS_LOCAL)
ALLOWED_HOSTS = HOSTS or sorted(LOOPBACK)
# The address of the app; links in mails start with it.
SITE_URL = os.environ.get("SALESGYM_URL", "").rstrip("/") or (
    "http://localhost:8000" if IS_LOCAL else f"https://{HOSTS[0]}"
)
IS_HTTPS = SITE_URL.startswith("https://")
if not IS_LOCAL and not IS_HTTPS:
    raise ImproperlyConfigured("SALESGYM_URL starts with https:// where others can reach it.")
# Needed to set up a fresh installation that others can reach; see docs/decisions/0014-first-start.md.
SETUP_CODE = os.environ.get("SALESGYM_SETUP_CODE", "").strip()
if SETUP_CODE and len(SETUP_CODE) < MIN_SETUP_CODE_LENGTH:
    raise ImproperlyConfigured(f"SALESGYM_SETUP_CODE needs at least {MIN_SETUP_CODE_LENGTH} characters.")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if IS_HTTPS else []
# How many proxies, counted from this machine outwards, tell the truth in X-Forwarded-For. None: the socket's address.
TRUSTED_PROXIES = env_int("SALESGYM_TRUSTED_PROXIES", 0)
if TRUSTED_PROXIES < 0:
    raise ImproperlyConfigured("SALESGYM_TRUSTED_PROXIES counts the proxies in front of SalesGym: 0 or more.")

# The parts. Each area is an app on top of coaching with a switch of its own, see salesgym/people/models/area.py.
AREAS = ["deals", "formal"]
INSTALLED_APPS = [
    *(f"coaching.areas.{area}" for area in AREAS),
    "coaching",
    "plans",
    "salesgym.numbers",
    "salesgym.people",
    "salesgym.notices",
    "allauth",
    "allauth.account",
    "salesgym.people.apps.SetUpConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "crispy_forms",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "salesgym.in_place.InPlaceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "salesgym.uploads.TooLargeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "salesgym.people.views.errors.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "salesgym.web.PersonalMiddleware",
    "salesgym.kept.TakenMiddleware",
    "salesgym.people.views.errors.WrongMethodMiddleware",
]
ROOT_URLCONF = "salesgym.urls"
WSGI_APPLICATION = "salesgym.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coaching.views.shell.shell",
            ],
            "libraries": {"icons": "salesgym.icons", "form_errors": "salesgym.form_errors"},
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]
if IS_DEMO or DEBUG:
    # Each page says how it was made, see salesgym/made.py. Elsewhere the module is not imported at all.
    MIDDLEWARE.insert(MIDDLEWARE.index("csp.middleware.CSPMiddleware"), "salesgym.made.MadeMiddleware")
    loaders = TEMPLATES[0]["OPTIONS"]["loaders"]
    TEMPLATES[0]["OPTIONS"]["loaders"] = [("salesgym.made.Loader", loaders[0][1])]
# Our own templates for crispy: templates/salesgym.
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "salesgym"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# The database and the broker
DATABASES = {"default": database(os.environ.get("DATABASE_URL") or services.database_url())}
# The role that owns the tables, for migrations; None where the one of DATABASE_URL does everything. See owner.py.
DATABASE_OWNER_URL = os.environ.get("DATABASE_OWNER_URL", "")
DATABASE_OWNER = database(DATABASE_OWNER_URL) if DATABASE_OWNER_URL else None
if DATABASE_OWNER and DATABASE_OWNER["NAME"] != DATABASES["default"]["NAME"]:
    raise ImproperlyConfigured(
        "DATABASE_OWNER_URL and DATABASE_URL name two databases: they are two roles of one."
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = os.environ.get("REDIS_URL") or services.redis_url()
# In the database, so that all processes share rate limits, also without a broker.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Three rows for each account and address that got a password wrong lately. Beyond this many rows the table
        # drops a third of them, and the limits with them: Django's own 300 are used up by a hundred wrong addresses.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# People
AUTH_USER_MODEL = "people.User"
# One backend only: with a second one each wrong password would be hashed twice.
AUTHENTICATION_BACKENDS = ["salesgym.people.adapter.SignInBackend"]
PASSWORD_RESET_TIMEOUT = 24 * 3600
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "salesgym.people.forms.password.RepeatedPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "salesgym.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
# Wrong passwords are counted by account and address together (AccountAdapter), and the wait grows: a minute after 5,
# up to ten after 10, up to an hour after 20. Limits of an address alone are wide, as a whole company may share one.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "5/1m/key,10/10m/key,20/1h/key",
    "reset_password": "100/h/ip,5/h/key",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    "set_up_code": "20/h/ip",
}
SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_FAILURE_VIEW = "salesgym.people.views.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
if env_bool("SALESGYM_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "img-src": [SELF, "data:"],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# Words and time
LANGUAGE_CODE = "en-us"
LANGUAGES = [("en-us", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files
STATIC_URL = "/static/"
HASHED_STATIC = env_bool("SALESGYM_HASHED_STATIC")
# Only the Docker image collects static files; everywhere else they are served from their own folders.
STATIC_ROOT = BASE_DIR / "staticfiles" if HASHED_STATIC else None


def package_folder(package: str, folder: str) -> Path:
    """This folder of an installed package. Raises ImproperlyConfigured where it is not installed."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ImproperlyConfigured(f"The package {package} is not installed: run make demo.")
    return Path(spec.origin).parent / folder


# By path, not as installed apps: these packages contain templates that must not be found.
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", package_folder("django_include_bootstrap", "static")),
    ("manrope", package_folder("font_manrope", "files")),
]
STATICFILES_FINDERS = [
    "salesgym.styles.JoinedStyles",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
    # What people add to steps and promises: never below a folder that a web server serves.
    "attachments": attachments(
        os.environ.get("SALESGYM_ATTACHMENTS_URL", "").strip(),
        Path(os.environ.get("SALESGYM_ATTACHMENTS_DIR") or VAR_DIR / "attachments"),
    ),
    # The ends of the plans' histories, kept apart from the database, see plans/actions/history_head.py. In a folder of
    # each database: the sample and one's own lie on one server.
    "heads": attachments(
        "",
        Path(os.environ.get("SALESGYM_HEADS_DIR") or VAR_DIR / "history") / str(DATABASES["default"]["NAME"]),
    ),
}
WHITENOISE_USE_FINDERS = not HASHED_STATIC
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Mail
EMAIL_TIMEOUT = env_int("SALESGYM_EMAIL_TIMEOUT", 20)
EMAIL_HOST = os.environ.get("SALESGYM_EMAIL_HOST", "")
EMAIL_PORT = env_int("SALESGYM_EMAIL_PORT", 25)
EMAIL_HOST_USER = os.environ.get("SALESGYM_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SALESGYM_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env_bool("SALESGYM_EMAIL_TLS")
DEFAULT_FROM_EMAIL = os.environ.get("SALESGYM_EMAIL_FROM", "SalesGym <salesgym@localhost>")
# Without a mail server each mail is written to a file in this folder.
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)

# Celery: it starts work early; what is to be done is in the database
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "socket_timeout": 1.5,
    "socket_connect_timeout": 1,
    "socket_keepalive": not REDIS_URL.startswith("redis+socket"),
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A save waits for one time limit of a broker that hangs, and the driver opens a broken connection anew by itself: with
# one retry a save waited for three limits, as that connects, waits, connects again and waits.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_TASK_TIME_LIMIT = 150
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
# Mail has a worker of its own, so that a slow mail server delays mail alone (docs/decisions/0036). Reports are long: they
# go over a file or over everybody. A worker that names no queue serves all three.
CELERY_TASK_QUEUES = [
    Queue(name, Exchange(name), routing_key=name) for name in ("default", "mail", "reports")
]
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "salesgym.notices.tasks.drain_outbox": {"queue": "mail"},
    "salesgym.numbers.tasks.work_on_import": {"queue": "reports"},
    "salesgym.numbers.tasks.count_deals_again": {"queue": "reports"},
    "salesgym.numbers.tasks.rebuild_team_weeks": {"queue": "reports"},
    "salesgym.numbers.tasks.renew_figures_of_roles": {"queue": "reports"},
    "plans.tasks.sweep_files": {"queue": "reports"},
    "plans.tasks.keep_history_heads": {"queue": "reports"},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
# Intervals only: crontab hours are wrong when clocks change (checks.py refuses them).
CELERY_BEAT_SCHEDULE = {
    "drain-outbox": {"task": "salesgym.notices.tasks.drain_outbox", "schedule": timedelta(seconds=30)},
    "heartbeat": {"task": "salesgym.notices.tasks.heartbeat", "schedule": timedelta(seconds=30)},
    "plan-reminders": {"task": "coaching.tasks.plan_reminders", "schedule": timedelta(minutes=5)},
    "plan-check-ins": {"task": "coaching.tasks.plan_check_ins", "schedule": timedelta(hours=1)},
    "advance-plans": {"task": "plans.tasks.advance_plans", "schedule": timedelta(minutes=5)},
    # Starts the teams whose plans were not judged today yet, so each plan is judged once a day.
    "judge-teams": {"task": "plans.tasks.judge_teams", "schedule": timedelta(minutes=15)},
    "plan-stale-numbers": {
        "task": "salesgym.numbers.tasks.plan_stale_numbers",
        "schedule": timedelta(minutes=15),
    },
    "rebuild-team-weeks": {
        "task": "salesgym.numbers.tasks.rebuild_team_weeks",
        "schedule": timedelta(hours=12),
    },
    "count-deals-again": {
        "task": "salesgym.numbers.tasks.count_deals_again",
        "schedule": timedelta(minutes=15),
    },
    "renew-role-figures": {
        "task": "salesgym.numbers.tasks.renew_all_role_figures",
        "schedule": timedelta(hours=12),
    },
    "look-for-early-signals": {
        "task": "salesgym.numbers.tasks.look_for_early_signals",
        "schedule": timedelta(hours=12),
    },
    "resume-imports": {"task": "salesgym.numbers.tasks.resume_imports", "schedule": timedelta(seconds=30)},
    "sweep-imports": {"task": "salesgym.numbers.tasks.sweep_imports", "schedule": timedelta(hours=6)},
    "sweep-files": {"task": "plans.tasks.sweep_files", "schedule": timedelta(days=1)},
    "keep-history-heads": {"task": "plans.tasks.keep_history_heads", "schedule": timedelta(hours=6)},
}
# Topics that lower apps wake (salesgym/handoff.py), and the tasks of higher apps that are started then.
WAKE = {
    # The figures of roles come first: plans are judged by them.
    "numbers": [
        "salesgym.numbers.tasks.renew_role_figures",
        "plans.tasks.judge_reps",
        "salesgym.numbers.tasks.find_early_signals",
    ],
    # What is stored for other reps of these roles follows from the same figures.
    "role_figures": [
        "salesgym.numbers.tasks.follow_role_figures",
        "plans.tasks.follow_role_figures",
    ],
    "leave": ["plans.tasks.follow_leave"],
    "membership": ["salesgym.numbers.tasks.add_up_teams"],
    "outbox": ["salesgym.notices.tasks.drain_outbox"],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s", "datefmt": "%H:%M:%S"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("SALESGYM_LOG_LEVEL", "INFO")},
}
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"] if not IS_HTTPS else []
