"""Settings shared by every way of running; what differs stands in dev, test and production."""

from datetime import date
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from config import env
from config.retention import PERSON_KEEPERS, RETENTION  # noqa: F401  (read as settings.RETENTION)

ROOT = Path(__file__).resolve().parents[3]
VAR = env.folder("DROMENA_VAR", ROOT / "var")

SITE_NAME = env.text("DROMENA_SITE_NAME", "Dromena")
# The host part of calendar UIDs and Message-IDs. It must never change, so it is not the request's host.
PERMANENT_HOST = env.text("DROMENA_PERMANENT_HOST", "dromena.example")
# Every absolute link in letters and feeds begins with this address.
BASE_URL = env.text("DROMENA_BASE_URL", "http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "operations",
    "home",
    "media.archive",
    "surveys.indicators",
    "surveys.evaluation",
    "events.registration",
    "events.calendar",
    "events.programmes",
    "events.partners",
    "media.assets",
    "outbox",
    "accounts",
    "places",
    "core",
    "recurrence",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.routable_page",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.page_cache.PageCacheMiddleware",
    "config.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
            "builtins": ["core.templatetags.ui"],
        },
    }
]

# Widgets of ours live in `templates/components/`, so widgets are looked up like every other template.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- database: SQLite by default, tuned for many short writers (shared reference stack 9) ---
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;PRAGMA busy_timeout=20000;"
        "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;"
        "PRAGMA cache_size=-16000;PRAGMA secure_delete=ON;"
    ),
}


def database(url: str) -> dict[str, object]:
    """Django's settings for one database address; SQLite gets its tuning, servers keep connections."""
    found = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    if found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = SQLITE_OPTIONS
        found["CONN_MAX_AGE"] = 0
    return found


DATABASES = {"default": database(env.text("DATABASE_URL", f"sqlite:///{VAR / 'dromena.sqlite3'}"))}
CACHE_URL = env.text("CACHE_URL", "")


def cache(name: str, **options: int) -> dict[str, object]:
    """Redis when there is one, which may be away for a while, else the memory of each process."""
    if CACHE_URL:
        return {"BACKEND": "core.patient_cache.PatientRedisCache", "LOCATION": CACHE_URL, "KEY_PREFIX": name}
    return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name, "OPTIONS": options}


# Copies of public pages: at most so many in each process, 150 kB each at the very most (config/page_cache.py).
CACHES = {"default": cache("dromena"), "pages": cache("dromena-pages", MAX_ENTRIES=200)}
# Seconds for which strangers get the same copy of a public page; 0 makes each page anew.
PUBLIC_PAGE_SECONDS = env.number("DROMENA_PUBLIC_PAGE_SECONDS", 30)
# Seconds for which each process remembers branches, spaces, topics and the like; 0 reads them for each page.
REMEMBERED_SECONDS = env.number("DROMENA_REMEMBERED_SECONDS", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "wagtailadmin_login"

# --- languages and time ---
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("el", _("Greek")),
    ("sl", _("Slovenian")),
    ("sv", _("Swedish")),
    ("da", _("Danish")),
    ("en", _("English")),
]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [ROOT / "locale", ROOT / "locale" / "mended"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = env.text("DROMENA_TIME_ZONE", "Europe/Athens")
USE_THOUSAND_SEPARATOR = False

# --- files ---
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "site" / "static"]
STATICFILES_FINDERS = [
    "core.stylesheet.StylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
# `media/` is a wing of the source, so uploads have another name and another address.
MEDIA_ROOT = VAR / "media"
MEDIA_URL = "/uploads/"
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- letters ---
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 20
# Seconds a worker holds a letter; one that was lost while sending is followed by another after this time.
LETTER_LEASE = env.number("DROMENA_LETTER_LEASE", 600)
# What the mail server takes from all workers together; 0 is no limit.
LETTERS_PER_SECOND = env.number("DROMENA_LETTERS_PER_SECOND", 5)
LETTER_CONNECTIONS = env.number("DROMENA_LETTER_CONNECTIONS", 2)
DEFAULT_FROM_EMAIL = env.text("DROMENA_FROM_EMAIL", f"library@{PERMANENT_HOST}")
# Where letters that cannot be delivered come back: bounces@library.example stands for an address of its own for each
# letter, bounces+...@library.example. Empty: they come back to the sender of letters.
RETURN_PATH = env.text("DROMENA_RETURN_PATH", "")
# The mailbox that is read for them, such as imaps://user:password@mail.library.example/INBOX; empty: none.
BOUNCE_MAILBOX = env.text("DROMENA_BOUNCE_MAILBOX", "")
# The demo shows sent letters on a page; nobody else may ever read them there.
MAILBOX_PAGE = False

# --- safety ---
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "SAMEORIGIN"
# How many proxies of ours stand before the site: the client's address is that many from the right.
TRUSTED_PROXIES = env.number("DROMENA_TRUSTED_PROXIES", 0)
# Forms sent in ten minutes from one network address; a library's own public address, named here, has its own allowance.
POSTS_PER_CLIENT = env.number("DROMENA_POSTS_PER_CLIENT", 30)
SHARED_CLIENTS = env.words("DROMENA_SHARED_CLIENTS")
POSTS_PER_SHARED_CLIENT = env.number("DROMENA_POSTS_PER_SHARED_CLIENT", 300)
# Ports of this computer that the guarded fetcher may open: none, ever; tests serve hostile calendars there.
FETCH_LOOPBACK_PORTS: tuple[int, ...] = ()
# Registrations in one day for one e-mail address.
REGISTRATIONS_PER_EMAIL = env.number("DROMENA_REGISTRATIONS_PER_EMAIL", 10)
# Other sites that may show the embedded list in a frame of theirs; nobody else may, and no other page.
EMBED_SITES = env.sites("DROMENA_EMBED_SITES")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "core.logs.MaskedFormatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Both write a line for every page saved, titles and task arguments included.
        **{name: {"level": "WARNING"} for name in ("django_tasks", "fontTools", "wagtail")},
        # Django's own handlers do not mask, and its letters to ADMINS quote what people typed.
        **{name: {"handlers": [], "level": "INFO", "propagate": True} for name in ("django", "django.server")},
        # It writes whole addresses, secrets in their queries included.
        "urllib3": {"level": "ERROR"},
    },
}

# --- Wagtail ---
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAIL_TIME_FORMAT = "%H:%M"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "assets.LibraryImage"
WAGTAILDOCS_DOCUMENT_MODEL = "assets.LibraryDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.assets.forms.LibraryImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.assets.forms.LibraryDocumentForm"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
SILENCED_SYSTEM_CHECKS: list[str] = []

# How far ahead the dates of a series are written (decision 3.3 of the house).
OCCURRENCE_HORIZON_MONTHS = 18
# Dates in one feed, cut from the far end; 0 is no limit. Google loses what is beyond some 1,100 events or 1 MB.
FEED_EVENTS = env.number("DROMENA_FEED_EVENTS", 1_000)
# When somebody last checked what the standing pages say: access, privacy, contact, open data.
STATEMENT_CHECKED_ON = date(2026, 11, 22)
# Fewest answers that are ever opened or shown together (decision 3.6 of the house).
SURVEY_GROUP = 5
# How many days after the end of a date its survey takes answers.
SURVEY_DAYS = env.number("DROMENA_SURVEY_DAYS", 14)
# The keys of sealed answers stay outside the database and outside its backups.
SURVEY_KEYS = env.folder("DROMENA_SURVEY_KEYS", VAR / "keys")
# What people had erased, as keyed digests outside the database: replayed after a restore from an older backup.
ERASURES = VAR / "erasures"
