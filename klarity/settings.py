"""The one settings module. Everything that differs between machines comes from the environment;
a value that is missing or malformed stops the start with a sentence that names it."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, ValidationError, validate
from limits import parse

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))


def database(url: dict[str, Any]) -> dict[str, Any]:
    """One database's settings: SQLite as an embedded server wants it, or PostgreSQL.

    Raises ImproperlyConfigured for any other database.
    """
    engine = url["ENGINE"].rpartition(".")[2]
    if engine == "sqlite3":
        Path(url["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        url["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    elif engine == "postgresql":
        url |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
        # To compile the desk's long query takes PostgreSQL seconds; to run it, a tenth of one.
        url["OPTIONS"] = {"options": "-c jit=off"} | url.get("OPTIONS", {})
    else:
        raise ImproperlyConfigured("DATABASE_URL: use sqlite:///… or postgres://…")
    return url


def is_rate(text: str) -> None:
    """Raises ValidationError for what `limits` cannot read, such as "10 per hour"."""
    try:
        parse(text)
    except ValueError as error:
        raise ValidationError("Give a rate such as “10 per hour”.") from error


def is_contact(text: str) -> None:
    """Raises ValidationError for what no `security.txt` may name (RFC 9116, 2.5.3)."""
    is_known = text.startswith(("https://", "mailto:", "tel:")) or not text
    if not is_known or len(text.split()) > 1:
        raise ValidationError("Give an address that begins with https://, mailto: or tel:.")


NOT_NEGATIVE = validate.Range(0)
try:
    DEBUG = env.bool("DEBUG", False)
    SECRET_KEY = env.str("SECRET_KEY", "only-for-a-developers-machine" if DEBUG else "")
    # Never changed: what was stopped under another key is not found again.
    SUPPRESSION_KEY = env.str("SUPPRESSION_KEY", "only-for-a-developers-machine" if DEBUG else "")
    SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
    SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [urlsplit(SITE_URL).hostname or ""])
    DATABASES = {
        "default": database(env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR}/klarity.sqlite3"))
    }
    REDIS_URL = env.str("REDIS_URL", "")
    TRUSTED_PROXIES: list[str] = env.list("TRUSTED_PROXIES", [])
    PAGE_CACHE = env.bool("PAGE_CACHE", True)
    STATIC_MANIFEST = env.bool("STATIC_MANIFEST", not DEBUG)
    DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Klarity Health Library <library@localhost>")
    ENQUIRIES_EMAIL = env.str("ENQUIRIES_EMAIL", "")
    SECURITY_CONTACT = env.str("SECURITY_CONTACT", "", validate=is_contact)
    EMERGENCY_LINE = env.str("EMERGENCY_LINE", "")
    PREVIEW_DAYS = env.int("PREVIEW_DAYS", 7, validate=validate.Range(1, 365))
    RELEASE = env.str("RELEASE", "0.1.0")
    # What other servers are told of us when we look something up there.
    mailto = f"; mailto:{ENQUIRIES_EMAIL}" if ENQUIRIES_EMAIL else ""
    LOOKUP_USER_AGENT = env.str(
        "LOOKUP_USER_AGENT", f"KlarityHealthLibrary/{RELEASE} ({SITE_URL}{mailto})"
    )
    # Readers' replies: who comes through at once, until when, how many, and what hides one again.
    COMMENTS_TRUST_KNOWN = env.bool("COMMENTS_TRUST_KNOWN", False)
    COMMENTS_CLOSE_AFTER_DAYS = env.int("COMMENTS_CLOSE_AFTER_DAYS", 0, validate=NOT_NEGATIVE)
    COMMENTS_MOST_LINKS = env.int("COMMENTS_MOST_LINKS", 2, validate=NOT_NEGATIVE)
    COMMENTS_PER_NETWORK = env.str("COMMENTS_PER_NETWORK", "10 per hour", validate=is_rate)
    COMMENTS_PER_ADDRESS = env.str("COMMENTS_PER_ADDRESS", "10 per hour", validate=is_rate)
    REPORTS_PER_NETWORK = env.str("REPORTS_PER_NETWORK", "20 per hour", validate=is_rate)
    REPORTS_TO_HIDE = env.int("REPORTS_TO_HIDE", 3, validate=validate.Range(1))
    COMMENTS_KEEP_NETWORKS_DAYS = env.int("COMMENTS_KEEP_NETWORKS_DAYS", 90, validate=NOT_NEGATIVE)
    AKISMET_KEY = env.str("AKISMET_KEY", "")
    NEWSLETTER_PER_NETWORK = env.str("NEWSLETTER_PER_NETWORK", "10 per hour", validate=is_rate)
    # Copies a second, in all and to one domain; 0 is no limit.
    NEWSLETTER_PER_SECOND = env.int("NEWSLETTER_PER_SECOND", 0, validate=NOT_NEGATIVE)
    NEWSLETTER_PER_DOMAIN_PER_SECOND = env.int(
        "NEWSLETTER_PER_DOMAIN_PER_SECOND", 0, validate=NOT_NEGATIVE
    )
    # Whom a reader in danger is sent to. What stands here is a draft until the owner sets it.
    EMERGENCY_HELP = env.str("EMERGENCY_HELP", "")
    SELF_HARM_HELP = env.str("SELF_HARM_HELP", "")
    # By what the webhooks of mail services prove themselves, under django-anymail's own names.
    ANYMAIL = {
        name.removeprefix("ANYMAIL_"): value
        for name, value in os.environ.items()
        if name.startswith("ANYMAIL_") and value
    }
    email = env.dj_email_url("EMAIL_URL", "console:")
    DKIM_SELECTOR = env.str("DKIM_SELECTOR", "")
except (EnvError, ValueError) as error:
    raise ImproperlyConfigured(f"The environment cannot be read: {error}") from error
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "Set SECRET_KEY to a long random text (or DEBUG=true on a developer's machine)."
    )
if not SUPPRESSION_KEY:
    raise ImproperlyConfigured(
        "Set SUPPRESSION_KEY to another long random text, and never change it: by it the newsletter"
        " knows the addresses again that it must not write to."
    )
if urlsplit(SITE_URL).scheme not in {"http", "https"} or not urlsplit(SITE_URL).hostname:
    raise ImproperlyConfigured("SITE_URL: give the site's address, such as https://example.org")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "django.contrib.flatpages",
    "django.contrib.redirects",
    "ckeditor",
    "csp",
    "django_q",
    "klarity",
    "articles",
    "comments",
    "newsletter",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "klarity.cors.CorsMiddleware",
    "klarity.page_cache.PageCacheMiddleware",
    "articles.disclaimers.DisclaimerMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Former addresses are looked up only for what would be a 404.
    "django.contrib.redirects.middleware.RedirectFallbackMiddleware",
]
ROOT_URLCONF = "klarity.urls"
WSGI_APPLICATION = "klarity.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.context_processors.library",
            ]
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1
# The form of an article with 200 references sends 2,000 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

EMAIL_BACKEND = email["EMAIL_BACKEND"]
EMAIL_FILE_PATH = email["EMAIL_FILE_PATH"] or None
EMAIL_HOST = email["EMAIL_HOST"]
EMAIL_PORT = email["EMAIL_PORT"]
EMAIL_HOST_USER = email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = email["EMAIL_USE_TLS"]
EMAIL_USE_SSL = email["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10

CACHES = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            # A Redis that hangs must not hold up every page.
            "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
        }
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 2000},
        }
    )
}
PAGE_CACHE_PARAMETERS = ["topic", "page", "letter"]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

# Long work is done by `manage.py qcluster`, in shifts: each ends by itself long before its worker
# is taken for dead (`timeout`) and its order given to another (`retry`). The queue is a table, so
# an order is seen when what it is about is, and never without it.
SHIFT_SECONDS = 40
WATCH_PAUSE_SECONDS = 0.5
Q_CLUSTER = {
    "name": "klarity",
    "orm": "default",
    "workers": 2,
    "queue_limit": 2,
    "timeout": 120,
    "retry": 150,
    "max_attempts": 10,
    "ack_failures": False,
    "catch_up": False,
    # Looks for orders once a second. A look only reads: it holds up no writer of SQLite.
    "poll": 1,
    "guard_cycle": 1,
    "save_limit": 100,
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
DATE_FORMAT = "j F Y"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static" if STATIC_MANIFEST else None
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "klarity.images.ContentHashStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if STATIC_MANIFEST
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
# What browsers ask for at the root, whatever a page says.
WHITENOISE_ROOT = BASE_DIR / "klarity" / "root"
WHITENOISE_USE_FINDERS = not STATIC_MANIFEST
WHITENOISE_AUTOREFRESH = DEBUG

# https everywhere or nowhere: a plain-http address is a trial on one's own machine.
SECURE = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
X_FRAME_OPTIONS = "DENY"
# Not no-referrer: with it browsers send `Origin: null`, and our own forms would be refused.
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# CKEditor 4.22 is the last open release and out of support. It runs for signed-in staff only, under
# a Content-Security-Policy, without its uploader, and richtext.clean() judges all that it sends.
# Looked at on 2026-11-22; look again by 2027-05.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]
CKEDITOR_CONFIGS: dict[str, Any] = {
    "default": {
        "toolbar": [
            ["Format", "Bold", "Italic", "Superscript", "Subscript", "RemoveFormat"],
            ["NumberedList", "BulletedList", "Blockquote"],
            ["Link", "Unlink"],
            ["Table", "Picture", "Callout"],
            ["Cite"],
            ["Undo", "Redo", "Source"],
        ],
        # These and no others, of the many that CKEditor's one file holds.
        "plugins": "a11yhelp,basicstyles,blockquote,clipboard,divarea,enterkey,entities,format,"
        "indentlist,link,list,magicline,pastetools,removeformat,resize,"
        "sourcearea,tab,table,tabletools,toolbar,undo,widget,"
        "callout,cite,faithful,manuscript,picture",
        "customConfig": "",
        "stylesSet": False,
        "versionCheck": False,
        "disableNativeSpellChecker": False,
        "entities": False,
        "linkShowAdvancedTab": False,
        "linkShowTargetTab": False,
        "magicline_tabuList": ["data-widget"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # These tell of every order and every visit.
    "loggers": {"django-q": {"level": "WARNING"}, "httpx": {"level": "WARNING"}},
}
