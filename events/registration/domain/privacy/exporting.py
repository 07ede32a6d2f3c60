"""The copy of everything kept of a registration, or of a person: plain data for a file, the same words for a reader."""

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import translation

from core.tokens import read_aloud
from events.calendar.domain import rows
from events.registration.domain import limits
from events.registration.domain.letters import teller
from events.registration.domain.privacy import erasing, keeping
from events.registration.enums import State, Verb
from events.registration.models import NoShow, PersonalCalendar, Registration
from outbox.domain import forgetting

Facts = dict[str, Any]


def of_registrations(registrations: Sequence[Registration]) -> list[Facts]:
    """Everything kept of each, in the words of its own language."""
    return [_one(registration) for registration in registrations]


def _one(registration: Registration) -> Facts:
    with translation.override(registration.language):
        row = rows.of([registration.occurrence], language=registration.language)[0]
        return {
            "reference": teller.spelled(registration.code),
            "event": row.title,
            "when": teller.in_words(row),
            "where": row.place,
            "state": str(State(registration.face).label),
            "places": registration.party,
            "online": registration.online,
            "language": registration.language,
            "registered_at": registration.created_at,
            "changed_at": registration.changed_at,
            "erased_on": keeping.erased_on(registration),
            **{name: getattr(registration, name) for name in CONTACT if getattr(registration, name)},
            "reminders": registration.reminders,
            "came": registration.arrived,
            "people": _people(registration),
            "consents": _consents(registration),
            "answers": _answers(registration),
            "history": _history(registration),
        }


CONTACT = ("name", "email", "phone", "guardian", "group", "grade", "card", "access_needs")


def _people(registration: Registration) -> list[Facts]:
    names = ("name", "age", "access_needs", "seat", "arrived_at")
    return [{name: getattr(person, name) for name in names} for person in keeping.people_of(registration)]


def _consents(registration: Registration) -> list[Facts]:
    return [
        {
            "what": str(each.get_kind_display()),
            "person": each.person.name if each.person else "",
            "given": each.given,
            "text": each.text,
            "at": each.at,
        }
        for each in keeping.consents_of(registration)
    ]


def _answers(registration: Registration) -> list[Facts]:
    return [
        {
            "question": each.label,
            "person": each.person.name if each.person else "",
            "answer": each.value,
            "days": each.days,
        }
        for each in keeping.answers_of(registration)
    ]


def _history(registration: Registration) -> list[Facts]:
    """What happened, when. A form sent again for an address that was registered shows what a newcomer's would."""
    if registration.state == State.REPEAT:
        verb = Verb.REGISTERED if registration.shown == State.CONFIRMED else Verb.JOINED
        return [_line(verb, registration.party, registration.created_at)]
    return [_line(entry.verb, entry.party, entry.at) for entry in registration.history.all()]


def _line(verb: str, party: int, at: datetime) -> Facts:
    return {"what": str(Verb(verb).label), "places": party, "at": at}


def of_person(email: str, among: Sequence[Registration] | None = None) -> Facts:
    """Everything kept of a person, by e-mail address; only of the registrations `among` which somebody may act on."""
    email = email.strip().lower()
    registrations = erasing.of(email) if among is None else list(among)
    facts: Facts = {"email": email, "registrations": of_registrations(registrations)}
    for held, _forget in erasing.keepers():
        facts |= held(registrations, email if among is None else "")
    if among is None:
        facts["letters"] = forgetting.held(email)
        facts["calendars"] = list(PersonalCalendar.objects.filter(email=email).values("code", "language", "created_at"))
        absences = NoShow.objects.filter(who=limits.hashed(limits.NO_SHOW, email))
        facts["absences"] = list(absences.values("occurrence__code", "on"))
    return facts


def as_json(facts: Any) -> str:
    """The data as other programs read it; moments in ISO form."""
    return json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def download(registrations: Sequence[Registration]) -> bytes:
    """A ZIP of the data and of the same as a readable text, for the holder of the link.

    Only what hangs on these rows; letters are in the person's mailbox already, and one that answers a form sent again
    carries the link of the registration there was, which nobody may get by typing somebody's address.
    """
    facts = of_registrations(registrations)
    text = render_to_string("registration/registration_copy.txt", {"registrations": facts, "site": settings.SITE_NAME})
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("registration.json", as_json(facts))
        archive.writestr("registration.txt", text)
    return file.getvalue()


def file_name(registration: Registration) -> str:
    return f"registration-{read_aloud(registration.code).lower()}.zip"
