"""Django's settings, made from `Config`. Nothing here reads the environment itself."""

import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from openrounds.errors import ConfigError
from openrounds.project.config import Config
from openrounds.project.sign_in import mail_settings, provider_origins, sign_in_settings
from openrounds.web.csp import content_security_policy
from openrounds.web.logs import logging_settings

CONFIG = Config.from_env()
PACKAGE = Path(__file__).resolve().parent.parent
DATA = CONFIG.data.resolve()


def _secret_key() -> str:
    """The configured key, or one made at the first start and kept beside the database."""
    if CONFIG.secret_key:
        return CONFIG.secret_key
    path = DATA / "secret-key"
    try:
        DATA.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigError(
            f"The data folder {DATA} cannot be used ({error.strerror}).",
            remedy="Set OPENROUNDS_DATA to a folder that this account may write to.",
        ) from error


def _sqlite() -> dict[str, Any]:
    pragmas = (
        f"PRAGMA journal_mode=WAL;PRAGMA synchronous={CONFIG.sqlite_synchronous};"
        "PRAGMA mmap_size=268435456;PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-8000;"
        "PRAGMA temp_store=MEMORY;PRAGMA foreign_keys=ON;"
    )
    return {
        "ENGINE": "openrounds.project.sqlite",
        "NAME": DATA / "openrounds.db",
        # A few threads live as long as the server and answer the pages; each keeps its own.
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 0,  # the pool keeps the connections; both at once exclude each other
        "OPTIONS": {"pool": {"min_size": 1, "max_size": CONFIG.threads + 4}, **query},
    }


SECRET_KEY = _secret_key()
DEBUG = CONFIG.debug
ALLOWED_HOSTS = [
    *CONFIG.hosts,
    *([urlsplit(CONFIG.site_url).hostname or ""] if CONFIG.site_url else []),
]
CSRF_TRUSTED_ORIGINS = [CONFIG.site_url.rstrip("/")] if CONFIG.site_url else []
DATABASES = {"default": _postgresql(CONFIG.database_url) if CONFIG.database_url else _sqlite()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "openrounds.web",
    "openrounds.jobs",
    "openrounds.realtime",
    "openrounds.audit",
    "openrounds.accounts",
    "openrounds.rooms",
    "openrounds.moderation",
    "openrounds.project",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

AUTH_USER_MODEL = "accounts.Person"
globals().update(sign_in_settings(CONFIG))

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before the rest: a style sheet needs no policy, and a first visit weighs 7 kB less.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "openrounds.web.middleware.AnswerHeaders",
    "openrounds.web.metrics.MeasuredAnswers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "openrounds.web.middleware.LanguageAndTimeZone",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "openrounds.web.problem.ProblemAnswers",
]

ROOT_URLCONF = "openrounds.project.urls"
WSGI_APPLICATION = "openrounds.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "openrounds.web.context.page",
                "openrounds.accounts.context.account",
                "openrounds.project.frame.links",
            ],
        },
    },
]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIG.secure
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = "or_language"
CONTENT_SECURITY_POLICY = content_security_policy(
    form_targets=provider_origins(CONFIG), is_https=CONFIG.secure
)
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if CONFIG.secure else 0
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "openrounds.web.problem.csrf_failure"

USE_I18N = True
USE_TZ = True
TIME_ZONE = CONFIG.time_zone
LANGUAGE_CODE = CONFIG.language
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["openrounds.web.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"  # written by openrounds.web.assets.collect when the server starts
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "openrounds.web.assets.AssetStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

LOGGING = logging_settings(is_json=not (DEBUG or sys.stderr.isatty()))
SITE_NAME = CONFIG.site_name
SITE_URL = (CONFIG.site_url or f"http://{CONFIG.host}:{CONFIG.port}").rstrip("/")
globals().update(mail_settings(CONFIG, DATA / "mail"))
COUNTRY = CONFIG.country
CONTACT = CONFIG.contact
POSTS_PER_MINUTE = CONFIG.posts_per_minute
SIGN_UP = CONFIG.sign_up
SIGN_UPS_PER_HOUR = CONFIG.sign_ups_per_hour
LOG_INS_PER_MINUTE = CONFIG.log_ins_per_minute
TRUSTED_PROXIES = CONFIG.trusted_proxies
METRICS_KEY = CONFIG.metrics_key
STYLE_PAGES = CONFIG.debug  # /style/: every component, for whoever changes the look
