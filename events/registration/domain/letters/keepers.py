"""Letters to the house itself: to a branch's mailbox, or where it has none to the manager who is there longest."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from accounts.domain import language_of, managers_of
from outbox.domain import AddressRefused, write, write_off
from places.models import Branch


def write_to(
    branch: Branch,
    kind: str,
    *,
    about: str,
    version: int,
    facts: Callable[[str], Mapping[str, Any]],
    valid_until: datetime | None = None,
) -> int:
    """One letter, in the language that manager chose for the admin; returns 0 where nobody can be written to.

    `facts` gives what it says in that language, which is active then. A refused address is written off, for staff to
    see among the letters.
    """
    manager = managers_of(branch).first()
    to = branch.email or (manager.email if manager else "")
    if not to:
        return 0
    language = language_of(manager) if manager else settings.LANGUAGE_CODE
    known: dict[str, Any] = {"about": about, "version": version, "language": language, "branch": branch}
    with translation.override(language):
        context = facts(language)
    try:
        write(kind, **known, to=to, context=context, urgent=False, valid_until=valid_until)
    except AddressRefused:
        write_off(kind, **known)
    return 1
