"""Doing due work key by key, so that one row which fails holds up no other."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.core.cache import cache
from django.db import InterfaceError, OperationalError

log = logging.getLogger(__name__)
Key = TypeVar("Key")

# What failed is tried again after this many seconds, so that one bad row does not fill the log.
PAUSE = 600


def one_by_one(what: str, keys: Iterable[Key], act: Callable[[Key], int], *, most: int | None = None) -> int:
    """Do the work for each key and return how much was done; what fails is noted and waits, the others do not.

    `act` has its own transaction. At most `most` keys that had something to do are served, so that neither what fails
    nor what turns out to need nothing uses up a portion. A database that is away or busy is nobody's fault: that is
    raised.
    """
    done = served = 0
    for key in keys:
        if served == most:
            break
        waits = f"failed:{what}:{key}".replace(" ", "-")
        if cache.get(waits):
            continue
        try:
            found = act(key)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # noqa: BLE001 (whatever it was, the next one must not suffer for it)
            cache.set(waits, True, PAUSE)
            # Only the kind of error: its words may quote what people wrote.
            log.error("%s %s failed (%s); trying again later.", what, key, type(error).__name__)
            continue
        done, served = done + found, served + bool(found)
    return done
