import logging
import sys

import pytest
from django.conf import settings
from django.db import DatabaseError

from core.logs import MaskedFormatter

SECRETS = ["ben@example.org", "Ben Example", "tok3n", "s3cret"]


def lines(name: str, message: str, *args: object, error: BaseException | None = None) -> list[str]:
    """What the handlers of the site's own configuration write of one record; those of pytest are left out."""
    logger = logging.getLogger(name)
    info = (type(error), error, error.__traceback__) if error else None
    record = logger.makeRecord(name, logging.ERROR, "", 0, message, args, info)
    found = []
    while logger:
        found += [one.format(record) for one in logger.handlers if not type(one).__module__.startswith("_pytest")]
        logger = logger.parent if logger.propagate else None
    return found


def test_formatter_masks_addresses_and_tokens_of_the_message():
    record = logging.LogRecord("x", 20, "", 0, "GET /r/%s/ for %s", ("tok3n", "ben@example.org"), None)
    line = MaskedFormatter("%(message)s").format(record)
    assert line == "GET /r/.../ for ...@..."


def failure() -> BaseException:
    """A refusal of the database that quotes a row, below an error that quotes an address."""
    row = f"duplicate key\nDETAIL:  Key (email)=({SECRETS[0]}); row (7, {SECRETS[1]}, {SECRETS[3]})"
    try:
        try:
            raise DatabaseError(row)
        except DatabaseError as error:
            raise RuntimeError(f"at /s/{SECRETS[2]}/ by {SECRETS[0]}") from error
    except RuntimeError:
        return sys.exc_info()[1]


@pytest.mark.parametrize("name", ["events.registration", "django.request", "django.server", "django.db.backends"])
def test_log_masks_the_traceback_below_the_message(name):
    (line,) = lines(name, "Failed", error=failure())
    assert "Traceback" in line
    assert "DatabaseError" in line
    assert not [secret for secret in SECRETS if secret in line]


def test_no_handler_of_the_configuration_goes_past_the_mask():
    assert {handler["formatter"] for handler in settings.LOGGING["handlers"].values()} == {"line"}
