"""What people do with a registration: register, change the number of places, cancel. No mail or network inside."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _, ngettext

from accounts.models import User
from core.exceptions import RuleBroken
from core.plain import one_line
from core.prepared_models import Insert, Prepared
from events.calendar.enums import OpenTo
from events.calendar.models import Occurrence
from events.registration.domain import rules, seats
from events.registration.domain.course_line import is_course
from events.registration.domain.letters import changing, telling
from events.registration.domain.taking_part import asking, parties
from events.registration.domain.taking_part.parties import Details
from events.registration.domain.ways import has_two_ways, way_of
from events.registration.enums import ACTIVE, ENDED, Source, State, Verb
from events.registration.models import Registration

_TRIES = 3
NOTHING_MORE = Details()
NO_EMAIL = "-"
_field = Registration._meta.get_field


def _same(form_key: UUID, occurrence: UUID, email: str) -> QuerySet[Registration]:
    there = Q(occurrence=occurrence, email=email, state__in=ACTIVE)
    return Registration.objects.filter(Q(form_key=form_key) | there).order_by()


# What came of this form, and who is registered with this address already. The statements are made once.
_known = Prepared(
    _same, (_field("form_key"), UUID(int=0)), (_field("occurrence"), UUID(int=1)), (_field("email"), NO_EMAIL)
)
_insert = Insert(Registration)


class WrongField(RuleBroken):
    """A name, address or note that cannot be kept; `facts["field"]` names it."""


def register(
    occurrence: Occurrence,
    *,
    name: str,
    email: str,
    party: int,
    language: str,
    form_key: UUID,
    now: datetime,
    access_needs: str = "",
    online: bool = False,
    details: Details = NOTHING_MORE,
    source: str = Source.WEB,
    bundle: UUID | None = None,
    by: User | None = None,
) -> Registration:
    """Give a place, or a number on the waiting list, to one contact and their party; by staff when `by` is set.

    The same `form_key` always gives the same registration. An address that is registered for the date already gets a
    row in state `repeat`, which takes nothing, and a letter that says so. Raises a subclass of RuleBroken.
    One of several dates of a `bundle` gets no letter of its own: who asked for them writes one for all.
    """
    wanted = draft(
        occurrence, name=name, email=email, party=party, language=language, form_key=form_key, now=now,
        access_needs=access_needs, online=online, details=details, source=source, bundle=bundle,
    )  # fmt: skip
    for left in reversed(range(_TRIES)):
        try:
            with transaction.atomic():
                known = _known(wanted.form_key, wanted.occurrence_id, wanted.email or NO_EMAIL)
                there = next(iter(known), None)
                return _sent_before(wanted, known) or _register(wanted, there, details, now=now, by=by)
        except IntegrityError:
            # The same form or the same address came in at this instant; on the next try we see its row.
            if not left:
                raise
            wanted.pk = None
    raise AssertionError


def draft(
    occurrence: Occurrence,
    *,
    name: str,
    email: str,
    party: int,
    language: str,
    form_key: UUID,
    now: datetime,
    access_needs: str = "",
    online: bool = False,
    details: Details = NOTHING_MORE,
    source: str = Source.WEB,
    bundle: UUID | None = None,
) -> Registration:
    """A registration as it was asked for, cleaned and not yet saved; raises WrongField."""
    wanted = Registration(
        occurrence=occurrence,
        form_key=form_key,
        bundle=bundle,
        source=source,
        language=language,
        name=one_line(name),
        email=email.strip().lower(),
        access_needs=one_line(access_needs),
        party=party,
        online=online and has_two_ways(occurrence.event),
        created_at=now,
        changed_at=now,
        **{name: one_line(text) for name, text in details.contact.items()},
    )
    _check_fields(wanted)
    return wanted


def _check_fields(wanted: Registration) -> None:
    kept = {"name", "email", "access_needs", "language", "phone", "guardian", "group", "grade", "card"}
    try:
        wanted.clean_fields(exclude={field.name for field in wanted._meta.fields} - kept)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise WrongField(messages[0], field=field) from error


def _sent_before(wanted: Registration, known: list[Registration]) -> Registration | None:
    found = next((each for each in known if each.form_key == wanted.form_key), None)
    if found and found.occurrence_id != wanted.occurrence_id:
        raise rules.FormSpent(_("This form was sent for another date. Please open the form again."))
    return found


def _register(
    wanted: Registration, there: Registration | None, details: Details, *, now: datetime, by: User | None
) -> Registration:
    _check_welcome(wanted, now=now, by=by)
    if by is None:
        asking.check(wanted.occurrence, details, party=wanted.party)
    if there:
        return _repeat(wanted, there, details, now=now, by=by)
    if _needs_approval(wanted, by):
        return _ask(wanted, details, now=now)
    has_place = seats.enter(wanted.occurrence, wanted.party, online=wanted.online)
    lines_up = not has_place and wanted.occurrence.event.waiting_list
    in_line = lines_up and seats.join(wanted.occurrence, online=wanted.online)
    wanted.occurrence = seats.reread(wanted.occurrence)
    _check_welcome(wanted, now=now, by=by)  # again, on the row whose lock we hold: it may have moved meanwhile
    if not has_place and not in_line:
        raise _full()
    wanted.state = State.CONFIRMED if has_place else State.WAITING
    wanted.number = None if has_place else wanted.occurrence.next_number - 1
    wanted.told, wanted.told_sequence = changing.facts_of(wanted.occurrence), wanted.occurrence.sequence
    _insert(wanted)
    parties.keep(wanted, details, now=now)
    _note(wanted, now=now, by=by)
    if in_line:
        return _served(wanted, now=now)
    _tell(telling.confirmed, wanted)
    return wanted


def _check_welcome(wanted: Registration, *, now: datetime, by: User | None) -> None:
    rules.check_open(wanted.occurrence, now=now, by_staff=by is not None)
    if by is None and is_course(wanted.occurrence.event):
        raise rules.WholeCourse(_("This is a course: one registers for all its dates."))
    rules.check_party(wanted.occurrence, wanted.party, online=wanted.online, by_staff=by is not None)


def _note(wanted: Registration, *, now: datetime, by: User | None) -> None:
    """Who took a place while others waited passed them, because it was enough for them and not for those."""
    waiting: int = getattr(wanted.occurrence, way_of(wanted.online).waiting)
    if wanted.state == State.CONFIRMED:
        seats.note(wanted, Verb.REGISTERED, now=now, by=by, **({"passed": waiting} if waiting else {}))
    else:
        seats.note(wanted, Verb.JOINED, now=now, by=by, number=wanted.number)


def _needs_approval(wanted: Registration, by: User | None) -> bool:
    return by is None and wanted.occurrence.event.open_to == OpenTo.APPROVAL


def _ask(wanted: Registration, details: Details, *, now: datetime) -> Registration:
    """A request takes nothing; staff answer it (`approving`)."""
    wanted.occurrence = seats.reread(wanted.occurrence)
    _check_welcome(wanted, now=now, by=None)
    has_place = seats.would_enter(wanted.occurrence, wanted.party, online=wanted.online)
    if not has_place and not wanted.occurrence.event.waiting_list:
        raise _full()
    wanted.state = State.PENDING
    wanted.told, wanted.told_sequence = changing.facts_of(wanted.occurrence), wanted.occurrence.sequence
    wanted.save(force_insert=True)
    parties.keep(wanted, details, now=now)
    seats.note(wanted, Verb.ASKED, now=now)
    _tell(telling.asked, wanted)
    return wanted


def _served(wanted: Registration, *, now: datetime) -> Registration:
    """Try the list again under the lock that joining took: a place may have come free while we were refused."""
    promoted = seats.settle(wanted.occurrence, now=now, here=wanted)
    if wanted.pk in {registration.pk for registration in promoted}:
        wanted.refresh_from_db(fields=["state", "version", "changed_at"])
        _tell(telling.confirmed, wanted)
    else:
        _tell(telling.waiting, wanted)
    telling.promoted([each for each in promoted if each.pk != wanted.pk], wanted.occurrence)
    return wanted


def _repeat(
    wanted: Registration, there: Registration, details: Details, *, now: datetime, by: User | None
) -> Registration:
    wanted.occurrence = seats.reread(wanted.occurrence)
    has_place = seats.would_enter(wanted.occurrence, wanted.party, online=wanted.online)
    if not has_place and not wanted.occurrence.event.waiting_list:
        raise _full()
    wanted.state = State.REPEAT
    wanted.shown = State.CONFIRMED if has_place else State.WAITING
    if _needs_approval(wanted, by):
        wanted.shown = State.PENDING
    wanted.told_sequence = wanted.occurrence.sequence
    wanted.save(force_insert=True)
    parties.keep(wanted, details, now=now)  # their page shows what they wrote, as a newcomer's would
    if wanted.bundle is None:
        telling.already_registered(wanted, there)
    return wanted


def _tell(letter: Callable[[Registration], None], registration: Registration) -> None:
    if registration.bundle is None:
        letter(registration)


def _full() -> rules.Full:
    return rules.Full(_("All places are taken, and there is no waiting list for this date."))


def change_party(registration: Registration, *, party: int, now: datetime, by: User | None = None) -> Registration:
    """Another number of places, until the start. A party that grows asks the door like any newcomer (decision 3.4)."""
    with transaction.atomic():
        occurrence, registration = seats.lock_with(registration)
        if party == registration.party:
            return registration
        rules.check_not_begun(occurrence, now=now, by_staff=by is not None)
        _check_active(registration)
        parties.check_named(registration, party)
        if party > registration.party:
            rules.check_party(occurrence, party, online=registration.online, by_staff=by is not None)
            rules.check_takes_place(occurrence)
        elif party < 1:
            rules.check_party(occurrence, party)
        if registration.state == State.REPEAT:
            _pretend_to_resize(occurrence, registration, party)
            _write_party(registration, party, now=now)
            return registration
        if registration.holds_places:
            _resize(occurrence, registration, party)
        was = registration.party
        _write_party(registration, party, now=now)
        seats.note(registration, Verb.CHANGED, now=now, by=by, was=was)
        promoted = seats.settle(occurrence, now=now, here=registration)
        registration.refresh_from_db(fields=["state", "version", "changed_at"])
        telling.after_change(registration, promoted, occurrence)
        return registration


def _resize(occurrence: Occurrence, registration: Registration, party: int) -> None:
    more, online = party - registration.party, registration.online
    if more < 0:
        seats.release(occurrence, -more, online=online)
    elif not seats.enter(occurrence, more, online=online):
        raise _not_enough(way_of(online).left(occurrence) or 0)


def _pretend_to_resize(occurrence: Occurrence, repeat: Registration, party: int) -> None:
    """Refuse what would be refused to a newcomer with these places: nobody learns who is registered (decision 3.4)."""
    grows = repeat.face == State.CONFIRMED and party > repeat.party
    if grows and not seats.would_enter(occurrence, party, online=repeat.online):
        raise _not_enough(max((way_of(repeat.online).left(occurrence) or 0) - repeat.party, 0))


def _not_enough(left: int) -> rules.NotEnoughPlaces:
    if not left:
        return rules.NotEnoughPlaces(_("No more places are free, so your number of places stays as it was."), left=0)
    sentence = ngettext(
        "There is only %(left)d more place, so your number of places stays as it was.",
        "There are only %(left)d more places, so your number of places stays as it was.",
        left,
    )
    return rules.NotEnoughPlaces(sentence % {"left": left}, left=left)


def _write_party(registration: Registration, party: int, *, now: datetime) -> None:
    """Who changes the number of places after being asked whether they come has answered."""
    if registration.asked_again_at is not None:
        registration.confirmed_again_at = now
    registration.party = party
    registration.version += 1
    registration.changed_at = now
    registration.save(update_fields=["party", "version", "changed_at", "confirmed_again_at"])


def cancel(registration: Registration, *, now: datetime, by: User | None = None) -> Registration:
    """Give the places, or the place in the line, to someone else. Cancelling twice is cancelling once.

    Who cancels an offered place declines it; either way they are off the list for good.
    """
    with transaction.atomic():
        occurrence, registration = seats.lock_with(registration)
        if registration.face in ENDED:
            return registration
        rules.check_not_begun(occurrence, now=now, by_staff=by is not None)
        if registration.state == State.REPEAT:
            registration.shown = State.CANCELLED
            registration.save(update_fields=["shown"])
            return registration
        seats.leave(occurrence, registration)
        verb = Verb.DECLINED if registration.state == State.OFFERED else Verb.CANCELLED
        seats.change_state(registration, State.CANCELLED, now=now)
        seats.note(registration, verb, now=now, by=by)
        promoted = seats.settle(occurrence, now=now)
        telling.cancelled(registration)
        telling.promoted(promoted, occurrence)
        return registration


def _check_active(registration: Registration) -> None:
    if registration.face in ENDED:
        raise rules.NotPossibleNow(_("This registration is cancelled, so its places cannot be changed."))
