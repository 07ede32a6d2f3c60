"""Settings of the test suite: fast hashing, its own database file, letters kept in memory."""

from config import env
from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, LOGGING, ROOT, TEMPLATES, VAR

DEBUG = False
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LETTERS_PER_SECOND = LETTER_CONNECTIONS = 0
MEDIA_ROOT = VAR / "test-media"
SURVEY_KEYS = env.folder("DROMENA_SURVEY_KEYS", VAR / "test-keys")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
LOGGING["root"]["level"] = "WARNING"  # type: ignore[index]
# Never the cache nor the database of a site that runs: the suite makes its own copies (tests/machinery/databases.py).
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": f"{name}-test"}
    for name in ("default", "pages")
}
# A test that changes something and looks again must see it; tests of the copies themselves set this.
PUBLIC_PAGE_SECONDS = 0
REMEMBERED_SECONDS = 0
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("postgresql"):  # type: ignore[attr-defined]
    # PostgreSQL waits for a lock as long as it takes; in a test that is a fault, and is said (SQLite ends after 20 s).
    limits = {"lock_timeout": 60, "statement_timeout": 120, "idle_in_transaction_session_timeout": 300}
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 20,
        "options": " ".join(f"-c {name}={seconds}s" for name, seconds in limits.items()),
    }
if not env.text("DATABASE_URL", ""):
    DATABASES["default"]["NAME"] = VAR / "unused.sqlite3"
# Letters that only tests write (tests/templates/outbox/letters/).
TEMPLATES[0]["DIRS"].append(ROOT / "tests" / "templates")  # type: ignore[attr-defined]
