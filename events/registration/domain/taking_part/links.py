"""Ways back to a registration: the letter with all links of an address, and the code on a printed slip."""

from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from core import tokens
from core.portions import one_by_one
from events.calendar.domain import rows
from events.registration.domain import limits
from events.registration.domain.letters.teller import in_words
from events.registration.domain.taking_part import bundles
from events.registration.enums import State
from events.registration.models import LinksAsked, Registration
from outbox.domain import AddressRefused, write

# Links in one letter.
MOST = 50
# Characters of the code on a slip: 80 bits.
SLIP_LENGTH = 16
AT_ONCE = 20


def ask(email: str, *, language: str, now: datetime) -> None:
    """Have the links sent to this address. The same work for every address, so that the page tells nothing.

    Over the limit of a day the row is not written; the limit counts addresses, not registrations, so that tells
    nothing either.
    """
    email = email.strip().lower()
    if not limits.retry_after(limits.LINKS, email, now=now):
        LinksAsked.objects.create(email=email, language=language, at=now)


def answer_asked(now: datetime) -> int:
    """Work: whoever asked and has registrations gets one letter with all of them; the requests go."""
    keys = list(LinksAsked.objects.order_by("pk").values_list("pk", flat=True))
    return one_by_one("Answering request", keys, _answer, most=AT_ONCE)


def _answer(key: int) -> int:
    with transaction.atomic():
        asked = LinksAsked.objects.select_for_update().filter(pk=key).first()
        if asked is None:
            return 0
        found = _active(asked.email)
        if found:
            _write(asked, found)
        asked.delete()
        return 1


def _active(email: str) -> list[Registration]:
    known = Registration.objects.active().filter(email=email, erased_at=None)
    known = known.select_related("occurrence__event", "occurrence__branch", "occurrence__space")
    return list(known.order_by("occurrence__start", "pk")[:MOST])


def _write(asked: LinksAsked, found: list[Registration]) -> None:
    branches = {each.occurrence.branch for each in found}
    with translation.override(asked.language):
        dates = rows.of([each.occurrence for each in found], language=asked.language)
        context: dict[str, Any] = {
            "dates": [_line(row, registration) for row, registration in zip(dates, found, strict=True)],
            "again_url": settings.BASE_URL + reverse("registration:links-again"),
        }
    try:
        with transaction.atomic():
            write(
                "registration/links",
                about=f"links:{asked.pk}",
                version=1,
                to=asked.email,
                language=asked.language,
                context=context,
                branch=branches.pop() if len(branches) == 1 else None,
                asked_for=partial(limits.is_stranger, asked.email),
            )
    except AddressRefused:
        return


def _line(row: rows.Row, registration: Registration) -> dict[str, Any]:
    return {
        "title": f"{row.title}: {row.label}" if row.label else row.title,
        "when": in_words(row),
        "place": row.place,
        "state": str(State(registration.state).label),
        "manage_url": settings.BASE_URL + registration.get_absolute_url(),
    }


def new_slip(registration: Registration) -> str:
    """A code to print for somebody without e-mail: typed in at /slip/ it opens their page. An older slip opens nothing.

    Only its digest is kept, so it is shown once. Call it inside the transaction that prints, with the row locked or
    fresh. One slip opens all dates of a course, so that an older one opens nothing whichever date it was printed for.
    """
    code = tokens.code(SLIP_LENGTH)
    if bundles.is_of_course(registration):
        Registration.objects.filter(bundle=registration.bundle).update(slip_digest="")
    Registration.objects.filter(pk=registration.pk).update(slip_digest=tokens.digest(code))
    registration.slip_digest = tokens.digest(code)
    return code


def of_slip(typed: str) -> Registration | None:
    """The registration of a typed code, in whatever spelling; None for everything else."""
    if len(tokens.read_aloud(typed)) != SLIP_LENGTH:
        return None
    return Registration.objects.filter(slip_digest=tokens.digest(typed), erased_at=None).first()
