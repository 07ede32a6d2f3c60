"""One person's record, what staff do with it, messages, and what became of the letters."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import Role
from events.calendar.domain import occurrences as verbs
from events.registration.domain import seats
from events.registration.domain.attending import absences, desk
from events.registration.domain.letters import announcing
from events.registration.domain.staff import moving, records
from events.registration.domain.taking_part.parties import Agreed, Answered, Details, Guest
from events.registration.enums import State, Verb
from events.registration.models import Entry, NoShow
from outbox.domain import rendering
from outbox.models import Letter, LetterState
from tests.factories import calendar, people, registration as make

pytestmark = pytest.mark.django_db
MESSAGE = reverse("registration_desk:message")


@pytest.fixture
def date(branch, now):
    return make.open_date(seats=3, event=make.open_event(under=calendar.branch_page(branch), title="Stories"))


@pytest.fixture
def other(date):
    return make.open_date(seats=2, event=date.event, start=make.START + timedelta(days=7))


@pytest.fixture
def enter(client, branch):
    def entered(role: str = Role.EDITOR):
        user = people.staff(f"Staff {role}", branch, role)
        client.force_login(user)
        return user

    return entered


def record(registration) -> str:
    return reverse("registration_desk:record", args=[registration.code])


def press(client, registration, verb: str, **data: object) -> str:
    address = reverse("registration_desk:record-do", args=[registration.code, verb])
    return client.post(address, data, follow=True).content.decode()


# --- the record -------------------------------------------------------------------------------------------------------
@pytest.fixture
def family(date, now):
    lina = Guest("Lina <b>", age=6, consents=[Agreed("photo", True, "May we?")])
    answered = Answered("6f9619ff-8b86-d011-b42d-00cf4fc964ff", "School", "Vič", 7)
    more = Details(contact={"phone": "01 234"}, people=[lina], answers=[answered])
    return make.register(date, now=now, name="Ben", email="ben@example.org", access_needs="A ramp", details=more)


def test_record_says_everything_in_words(client, enter, family):
    enter()
    text = client.get(record(family)).content.decode()
    for part in ("Ben", "ben@example.org", "01 234", "A ramp", "Lina &lt;b&gt; (6)", "School", "Vič", "Has a place"):
        assert part in text
    assert "Registered." in text
    assert "Confirmation · <strong>Waiting to be sent</strong>" in text
    assert "May be photographed: <strong>yes</strong>" in text


def test_auditor_sees_neither_needs_nor_answers_nor_buttons(client, enter, family):
    enter(Role.AUDITOR)
    text = client.get(record(family)).content.decode()
    for part in ("ben@example.org", "01 234", "A ramp", "Lina", "Vič", "What you can do"):
        assert part not in text
    assert "b...@example.org" in text


def test_every_opening_is_noted_and_shown_to_those_who_answer_for_it(client, enter, family):
    editor = enter()
    assert "Who opened this record" not in client.get(record(family)).content.decode()
    enter(Role.MANAGER)
    text = client.get(record(family)).content.decode()
    assert "Who opened this record" in text
    assert str(editor.get_full_name() or editor) in text
    entries = ModelLogEntry.objects.filter(action="registration.opened")
    assert (entries.count(), {entry.label for entry in entries}) == (2, {family.code})


def test_every_verb_has_a_sentence_and_facts_are_told(date, now):
    ben = make.register(date, now=now, party=2)
    facts = {Verb.SKIPPED: {"left": 1}, Verb.OFFERED: {"until": "2026-12-01T10:00:00+00:00"}}
    for verb in Verb:
        Entry.objects.create(registration=ben, verb=verb, party=2, facts=facts.get(verb, {}), at=now)
    words = [line.words for line in records.lines(ben)][1:]
    assert len(words) == len(Verb)
    assert all(line.endswith(".") and line[0].isupper() for line in words)
    assert "Passed over: 2 people, and 1 place was free." in words
    assert any(line.startswith("Was offered a place until") and "12:00" in line for line in words)


@pytest.mark.parametrize("rows", [1, 3])
def test_record_costs_the_same_for_any_number_of_people(client, enter, date, rows, django_assert_num_queries):
    enter()
    guests = [Guest(f"Guest {number}", consents=[Agreed("photo", True, "May we?")]) for number in range(rows)]
    now = date.start - timedelta(days=3)
    made = make.register(date, now=now, party=rows, details=Details(people=guests))
    for _ in range(rows):
        seats.note(made, Verb.TOLD, now=now)
    client.get(record(made))
    with django_assert_num_queries(25):
        client.get(record(made))


# --- who did not come -------------------------------------------------------------------------------------------------
def test_absence_is_noted_where_somebody_was_checked_in_and_forgotten_after_90_days(client, enter, date, ada, now):
    came, absent = make.register(date, now=now), make.register(date, now=now, name="Ben", email="ben@example.org")
    make.register(date, now=now, email="")
    uncounted = make.open_date(event=date.event, start=date.start + timedelta(hours=3))
    make.register(uncounted, now=now, email="ben@example.org")
    desk.check_in(came, now=date.start, by=ada)
    assert absences.note_absences(date.end + timedelta(hours=1)) == 0
    later = date.end + timedelta(hours=13)
    assert (absences.note_absences(later), absences.note_absences(later)) == (1, 0)
    row = NoShow.objects.get()
    assert (row.occurrence, "ben" in row.who) == (date, False)
    again = make.open_date(event=date.event, start=later + timedelta(days=5))
    new = make.register(again, now=later, email="Ben@example.org")
    assert absences.absences(new, now=later) == 1
    assert "1 time in the last 90 days" in absences.absences_in_words(1)
    assert absences.absences(absent, now=later) == 0
    desk.check_in(absent, now=later, by=ada)
    assert absences.note_absences(later) == 1
    assert not NoShow.objects.exists()


# --- changes ----------------------------------------------------------------------------------------------------------
def test_places_are_changed_and_the_registration_cancelled(client, enter, date, now):
    enter(Role.DESK)
    ben = make.register(date, now=now)
    assert "It is 3 places now." in press(client, ben, "party", party="3")
    assert "One person can take 3 places at most." in press(client, ben, "party", party="4")
    assert "whole number" in press(client, ben, "party", party="٣")
    assert "A letter tells it." in press(client, ben, "cancel")
    ben.refresh_from_db()
    assert (ben.state, ben.party) == (State.CANCELLED, 3)
    assert "What you can do" not in client.get(record(ben)).content.decode()


def test_one_party_moves_with_its_places_and_both_calendar_entries(client, enter, date, other, now):
    enter()
    ben, dora = make.register(date, now=now, party=2, name="Ben"), make.register(date, now=now, name="Dora")
    link = ben.get_absolute_url()
    assert "Moved to Saturday, 12 December 2026" in press(client, ben, "move", to=other.code)
    for row in (ben, dora, date, other):
        row.refresh_from_db()
    assert (ben.occurrence, dora.occurrence, ben.get_absolute_url()) == (other, date, link)
    assert (date.seats_taken, other.seats_taken) == (1, 2)
    letter = Letter.objects.get(kind="registration/moved")
    text = rendering.render(letter).text
    assert "We have moved your registration from Saturday, 5 December 2026" in text
    assert "no longer in our plan" not in text
    assert ["STATUS:CANCELLED" in part["content"] for part in letter.attachments] == [False, True]
    assert announcing.tell_changes(now) == 0


def test_party_is_moved_only_where_it_fits_and_is_not_yet(client, enter, date, other, now):
    enter()
    ben = make.register(date, now=now, party=3, email="ben@example.org")
    assert "2 free places, and 3 are needed" in press(client, ben, "move", to=other.code)
    dora = make.register(other, now=now, email="dora@example.org")
    stranger = make.open_date()
    for to, said in ((stranger.code, "not there any more"), (date.code, "same event only"), ("", "not there any more")):
        assert said in press(client, ben, "move", to=to)
    assert "2 free places" not in press(client, dora, "cancel")
    assert "have a place or wait" in press(client, dora, "move", to=date.code)
    twin = make.register(other, now=now, email="ben@example.org")
    assert "registered on the other date already" in press(client, twin, "move", to=date.code)
    date.refresh_from_db()
    assert date.seats_taken == 3


def test_who_waits_here_gets_a_free_place_there(date, other, ada, now):
    make.register(date, now=now, party=3)
    ben = make.register(date, now=now)
    moved = moving.move_party(ben, to=other, now=now, by=ada)
    moved.refresh_from_db()
    date.refresh_from_db()
    assert (moved.state, moved.occurrence, date.waiting) == (State.CONFIRMED, other, 0)
    assert Letter.objects.get(kind="registration/moved").context["state"] == "confirmed"


def test_desk_and_auditor_do_not_move_people(client, enter, date, other, now):
    ben = make.register(date, now=now)
    for role in (Role.DESK, Role.AUDITOR):
        enter(role)
        address = reverse("registration_desk:record-do", args=[ben.code, "move"])
        assert client.post(address, {"to": other.code}).status_code == 404
    ben.refresh_from_db()
    assert ben.occurrence == date


# --- messages ---------------------------------------------------------------------------------------------------------
WORDS = {"to": "all", "subject": "Bring a <cushion>", "text": "The floor is cold.\n<b>See</b> https://example.org/map"}


def written(client, address: str, **more: str):
    """The form filled in and looked at, and what is posted to send it."""
    blank = client.get(address).context["form"]
    data = {**WORDS, "key": blank["key"].initial, **more}
    shown = client.post(address, data)
    return shown, {**data, "seen": shown.context.get("mark", "")}


def test_message_is_seen_first_and_sent_once(client, enter, date, now):
    enter()
    make.register(date, now=now, name="Ben", email="ben@example.org")
    make.register(date, now=now, name="Maja", email="maja@example.org", language="sl")
    make.register(date, now=now, name="Old Nina", email="")
    gone = make.register(date, now=now, email="gone@example.org")
    press(client, gone, "cancel")
    address = f"{MESSAGE}?date={date.code}"
    shown, data = written(client, address)
    text = shown.content.decode()
    assert "Nothing is sent yet." in text
    assert "Hello Ben," in text
    assert "Old Nina" in text.partition("please tell these people yourself")[2]
    assert not Letter.objects.filter(kind="registration/message").exists()
    for _ in range(3):
        assert client.post(address, data).url == reverse("registration_desk:told", args=[date.code])
    letters = Letter.objects.filter(kind="registration/message")
    assert sorted(letter.to for letter in letters) == ["ben@example.org", "maja@example.org"]
    words = rendering.render(letters.get(to="maja@example.org"))
    assert words.subject == "Bring a <cushion>"
    assert "&lt;b&gt;See&lt;/b&gt; https://example.org/map" in words.html
    assert 'href="https://example.org' not in words.html
    assert not letters.filter(urgent=True).exists()
    assert ModelLogEntry.objects.filter(action="registration.message").first().data["people"] == 2


def test_message_goes_to_those_who_wait_or_are_ticked(client, enter, date, now):
    enter()
    ben = make.register(date, now=now, party=3, email="ben@example.org")
    make.register(date, now=now, email="dora@example.org")
    for address, to, reader in (
        (f"{MESSAGE}?date={date.code}", "waiting", "dora@example.org"),
        (f"{MESSAGE}?date={date.code}", "holding", "ben@example.org"),
        (f"{MESSAGE}?code={ben.code}", "ticked", "ben@example.org"),
    ):
        Letter.objects.filter(kind="registration/message").delete()
        _shown, data = written(client, address, to=to)
        client.post(address, data)
        assert [letter.to for letter in Letter.objects.filter(kind="registration/message")] == [reader]


def test_who_looks_at_the_waiting_writes_to_them_first(client, enter, date, now):
    make.register(date, now=now, party=2, name="Has")
    make.register(date, now=now, party=date.seats, name="Waits")
    enter(Role.EDITOR)
    page = client.get(f"{MESSAGE}?date={date.code}&state=waiting").content.decode()
    assert '<option value="waiting" selected' in page
    assert "Waits" in page
    assert "Has" not in page


def test_person_with_several_dates_of_the_event_gets_one_message(client, enter, date, other, now):
    enter()
    for each in (date, other):
        make.register(each, now=now, email="ben@example.org")
    address = f"{MESSAGE}?event={date.event_id}"
    _shown, data = written(client, address)
    client.post(address, data)
    assert Letter.objects.filter(kind="registration/message").count() == 1


def test_nothing_is_sent_when_words_or_people_changed_since_they_were_seen(client, enter, date, now):
    enter()
    make.register(date, now=now)
    address = f"{MESSAGE}?date={date.code}"
    _shown, data = written(client, address)
    assert client.post(address, {**data, "text": "Other words"}).status_code == 200
    make.register(date, now=now)
    assert client.post(address, data).status_code == 200
    assert not Letter.objects.filter(kind="registration/message").exists()


def test_message_without_anybody_asks_to_choose(client, enter, date):
    enter()
    assert client.get(MESSAGE).status_code == 302
    assert "Nobody is registered" in client.get(f"{MESSAGE}?date={date.code}").content.decode()


# --- afterwards -------------------------------------------------------------------------------------------------------
def test_staff_see_who_was_told_and_what_came_back(client, enter, date, now):
    enter()
    make.register(date, now=now, name="Ben", email="ben@example.org")
    make.register(date, now=now, name="Cleo", email="cleo@example.org")
    make.register(date, now=now, name="Old Nina", email="")
    verbs.cancel_occurrence(date, reason="Snow", now=now)
    address = reverse("registration_desk:told", args=[date.code])
    assert "2 people are told of the last change within the next minutes." in client.get(address).content.decode()
    announcing.tell_changes(now)
    off = Letter.objects.filter(kind="registration/cancelled-by-library")
    off.filter(to="cleo@example.org").update(state=LetterState.BOUNCED, failure="No such mailbox")
    text = client.get(address).content.decode()
    assert "within the next minutes" not in text
    assert "Cancelled by the library · <strong>Came back</strong>" in text
    assert "No such mailbox" in text
    assert "no e-mail: tell them yourself" in text
    problems = client.get(f"{address}?problems=1").context["told"]
    assert [each.registration.name for each in problems] == ["Cleo"]


# --- asked, offered ---------------------------------------------------------------------------------------------------
def test_request_is_answered_from_the_record_by_those_who_edit(client, enter, branch, now):
    page = make.open_event(under=calendar.branch_page(branch), open_to="approval")
    date = make.open_date(seats=3, event=page)
    ben, dora = make.register(date, now=now, name="Ben"), make.register(date, now=now, name="Dora")
    enter(Role.DESK)
    assert "Approve" not in client.get(record(ben)).content.decode()
    assert client.post(reverse("registration_desk:record-do", args=[ben.code, "approve"])).status_code == 404
    enter()
    assert "Approved: they have a place." in press(client, ben, "approve")
    assert "The request is refused." in press(client, dora, "refuse", words="It is for members <b>")
    for each in (ben, dora):
        each.refresh_from_db()
    assert (ben.state, dora.state) == (State.CONFIRMED, State.REFUSED)
    assert "answered already" in press(client, dora, "approve")


def test_offer_is_taken_on_the_telephone(client, enter, branch, now):
    page = make.open_event(under=calendar.branch_page(branch), offer_hours=48)
    date = make.open_date(seats=1, event=page)
    first, ben = make.register(date, now=now), make.register(date, now=now, name="Ben")
    enter(Role.DESK)
    press(client, first, "cancel")
    ben.refresh_from_db()
    assert ben.state == State.OFFERED
    assert "They take the offered place" in client.get(record(ben)).content.decode()
    assert "The offered place is theirs now." in press(client, ben, "accept")
    ben.refresh_from_db()
    assert ben.state == State.CONFIRMED


def test_offer_is_declined_on_the_telephone_and_goes_on(client, enter, branch, now):
    enter(Role.DESK)
    event = make.open_event(under=calendar.branch_page(branch), offer_hours=24)
    date = make.open_date(seats=1, event=event)
    ada, ben, cleo = (make.register(date, now=now) for _ in range(3))
    press(client, ada, "cancel")
    assert "They do not want it" in client.get(record(ben)).content.decode()
    assert "The offered place goes to the next one on the list." in press(client, ben, "decline")
    for each in (ben, cleo):
        each.refresh_from_db()
    assert (ben.state, cleo.state) == (State.CANCELLED, State.OFFERED)
    assert ben.history.filter(verb=Verb.DECLINED, by__isnull=False).count() == 1
    press(client, cleo, "accept")
    assert "This place is not offered any more." in press(client, cleo, "decline")
    cleo.refresh_from_db()
    assert cleo.state == State.CONFIRMED
