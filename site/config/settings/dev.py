"""The default: one folder, SQLite, no server to install. The demo runs with it too."""

from config import env
from config.settings.base import *  # noqa: F403

DEBUG = env.truth("DEBUG", False)
SECRET_KEY = "only-for-development-and-the-demo-never-for-people"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
MAILBOX_PAGE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
