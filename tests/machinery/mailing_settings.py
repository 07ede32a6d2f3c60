"""Test settings for worker processes that hand letters to the mail server of a test, named by EMAIL_PORT."""

from config import env
from config.settings.test import *  # noqa: F403

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_TIMEOUT = 10
