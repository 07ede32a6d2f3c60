from datetime import UTC, date as day, datetime, timedelta
from uuid import uuid4

import pytest

from accounts.models import Role
from events.calendar.enums import Admission, Kind, Mode, PartyOf
from events.calendar.models import Occurrence
from events.registration.domain.attending import attendance, counting, desk, locking, uncounted
from events.registration.domain.taking_part import links
from events.registration.domain.taking_part.parties import Details, Guest
from events.registration.enums import AgePart, Method, Verb
from events.registration.models import Headcount, Registration
from outbox.domain import rendering
from outbox.models import Letter
from tests.factories import calendar, people, registration as make

pytestmark = pytest.mark.django_db

LATER = timedelta(minutes=10)


@pytest.fixture
def date(branch, now):
    return make.open_date(seats=6, under=calendar.branch_page(branch))


@pytest.fixture
def family(date, now):
    """Ann, Bo and their mother, who takes no place."""
    guests = [Guest("Ann", age=7), Guest("Bo", age=9), Guest("Maria", seat=False)]
    return make.register(date, now=now, name="Maria", party=2, details=Details(people=guests))


@pytest.fixture
def dora(branch):
    return people.staff("Dora", branch, Role.DESK)


def press(client, date, verb, **fields):
    return client.post(f"/admin/desk/{date.code}/do/{verb}/", fields, follow=True).content.decode()


# --- people of a party ------------------------------------------------------------------------------------------------
def test_people_of_a_party_come_one_by_one(family, now, ada):
    ann, bo, _mother = family.people.all()
    assert desk.arrive(ann, now=now, by=ada)[0].arrived == 1
    assert desk.arrive(ann, now=now + LATER, by=ada)[1] is False
    found, first = desk.check_in(family, now=now + LATER, by=ada)
    assert (found.arrived, first, found.checked_in_at) == (2, True, now)
    ann.refresh_from_db()
    bo.refresh_from_db()
    assert (ann.arrived_at, bo.arrived_at) == (now, now + LATER)
    assert not desk.check_in(family, now=now + LATER, by=ada)[1]
    assert family.history.filter(verb=Verb.CAME).count() == 2


def test_one_person_of_a_party_is_undone_and_then_all(family, now, ada):
    ann, bo, mother = family.people.all()
    desk.check_in(family, now=now, by=ada)
    assert desk.undo_check_in(family, person=ann, now=now + LATER, by=ada).arrived == 1
    assert desk.undo_check_in(family, person=ann, now=now + LATER, by=ada).arrived == 1
    found = desk.undo_check_in(family, person=bo, now=now + LATER, by=ada)
    assert (found.arrived, found.checked_in_at) == (None, None)
    assert [entry.facts.get("person") for entry in family.history.filter(verb=Verb.UNDONE)] == [ann.pk, bo.pk]
    mother.refresh_from_db()
    assert mother.arrived_at is None


def test_rest_of_a_party_without_names_comes_later(date, now, ada):
    ben = make.register(date, now=now, party=3)
    desk.check_in(ben, number=1, now=now, by=ada)
    assert desk.came_later(ben, now=now, by=ada, key="a").arrived == 2
    assert desk.came_later(ben, now=now, by=ada, key="a").arrived == 2


def test_desk_finds_a_child_and_checks_it_in_by_its_button(client, dora, date, family, now):
    client.force_login(dora)
    page = client.get(f"/admin/desk/{date.code}/", {"q": "bo"}).content.decode()
    assert "Check in: Bo" in page
    assert "Check in: Maria" not in page
    bo = family.people.get(name="Bo")
    assert "Bo is checked in." in press(client, date, "check-in", registration=family.code, person=bo.pk)
    assert "here since" in client.get(f"/admin/desk/{date.code}/").content.decode()
    stranger = make.register(date, now=now)
    assert "not a registration for this date" in press(
        client, date, "check-in", registration=stranger.code, person=bo.pk
    )
    assert "The check-in of Bo is undone." in press(client, date, "undo", registration=family.code, person=bo.pk)


# --- presses that come late -------------------------------------------------------------------------------------------
def test_press_that_is_sent_again_is_one_press(date, now, ada):
    ben = make.register(date, now=now)
    for _ in range(2):
        assert desk.check_in(ben, now=now, by=ada, key="k-1")[1]
    assert ben.history.filter(verb=Verb.CAME).count() == 1


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_earlier_of_two_devices_counts_in_whatever_order_they_are_heard(date, now, ada, order):
    ben = make.register(date, now=now)
    for place in order:
        desk.check_in(ben, now=now + place * LATER, by=ada, key=f"device-{place}")
    ben.refresh_from_db()
    assert (ben.arrived, ben.checked_in_at) == (1, now)
    assert ben.history.filter(verb=Verb.CAME).count() == 1


def test_undo_by_a_colleague_stands_against_an_older_press(date, now, ada):
    ben = make.register(date, now=now)
    desk.check_in(ben, now=now + LATER, by=ada)
    desk.undo_check_in(ben, now=now + 2 * LATER, by=ada)
    assert desk.check_in(ben, now=now, by=ada, key="late")[1] is False
    assert Registration.objects.get(pk=ben.pk).arrived is None
    assert desk.check_in(ben, now=now + 3 * LATER, by=ada)[1]


def test_who_was_in_before_places_were_given_free_is_in_although_others_have_them(date, now, ada):
    ben = make.register(date, now=now, party=6)
    desk.give_free(date, now=make.START + 2 * LATER, by=ada)
    desk.walk_in(date, party=6, now=make.START + 3 * LATER, by=ada)
    assert desk.check_in(ben, now=make.START + LATER, by=ada, key="waited")[1]
    date.refresh_from_db()
    assert (date.seats_taken, date.seats, date.seats_planned) == (12, 12, 6)


def test_press_that_waited_keeps_its_time(client, dora, date, now, clock):
    ben = make.register(date, now=now, name="Ben")
    client.force_login(dora)
    clock.move_to(make.START)
    fields = {"registration": ben.code, "key": str(uuid4()), "ago": "300"}
    address = f"/admin/desk/{date.code}/do/check-in/"
    for _ in range(2):
        answer = client.post(address, fields, headers={"Accept": "application/json"})
        assert answer.json() == {"done": True, "said": "Ben is checked in."}
    ben.refresh_from_db()
    assert ben.checked_in_at == make.START - timedelta(seconds=300)
    answer = client.post(address, {"registration": "NOBODY"}, headers={"Accept": "application/json"})
    assert answer.json() == {"done": False, "said": "This is not a registration for this date."}


# --- the count --------------------------------------------------------------------------------------------------------
def test_not_counted_is_not_zero(client, dora, date, clock):
    client.force_login(dora)
    clock.move_to(date.end + LATER)
    assert attendance.figures([date]).came is None
    assert "not counted" in client.get(f"/admin/desk/{date.code}/").content.decode()
    assert "not counted" in client.get("/admin/desk/").content.decode()
    assert "The count is kept: 0." in press(client, date, "count", all="0", method="counted")
    assert attendance.figures([date]).came == 0
    assert "not counted" not in client.get("/admin/desk/").content.decode()
    assert "taken back" in press(client, date, "count", all="", method="counted")
    assert attendance.figures([date]).came is None


def test_counts_by_age_and_mode_add_up(client, dora, date):
    type(date.event).objects.update(mode=Mode.HYBRID)
    client.force_login(dora)
    fields = {"children": "12", "adults": "8", "method": "counted", "all-online": "30", "method-online": "platform"}
    assert "The count is kept: 50." in press(client, date, "count", **fields)
    rows = set(Headcount.objects.values_list("part", "online", "number", "method"))
    assert rows == {
        (AgePart.CHILDREN, False, 12, Method.COUNTED),
        (AgePart.ADULTS, False, 8, Method.COUNTED),
        (AgePart.ALL, True, 30, Method.PLATFORM),
    }
    assert attendance.figures([date]).attended == 50
    wrong = {"children": "12", "adults": "8", "all": "10", "method": "counted", "method-online": "platform"}
    assert "more than everyone" in press(client, date, "count", **wrong)


def test_only_dates_with_a_door_are_missed(branch, now, ada):
    page = calendar.branch_page(branch)
    start = now - timedelta(days=2)

    def past(**fields):
        event = calendar.event(under=page, **{name: fields.pop(name) for name in ("admission",) if name in fields})
        return calendar.occurrence(event, start=start, **fields)

    missed = past()
    registered_all_day = past(admission=Admission.REGISTER, all_day=True, end=start + timedelta(days=1))
    past(all_day=True, end=start + timedelta(days=1))
    past(kind=Kind.EXHIBITION, end=start + timedelta(days=1, hours=20))
    past(session=True)
    past(status="cancelled")
    counting.count_heads(past(), number=0, now=now, by=ada)
    calendar.occurrence(missed.event, start=now - timedelta(days=40))
    calendar.occurrence(missed.event, start=now + timedelta(days=1))
    assert set(attendance.uncounted(Occurrence.objects.all(), now=now)) == {missed, registered_all_day}


# --- reported periods -------------------------------------------------------------------------------------------------
@pytest.fixture
def locked(date, branch, ada, clock):
    clock.move_to(date.end + timedelta(days=40))
    return locking.lock_period(branch, until=day(2026, 12, 31), now=date.end + timedelta(days=40), by=ada)


def test_locked_figures_change_only_with_a_reason(date, family, locked, now, ada):
    with pytest.raises(locking.PeriodLocked, match="31 December 2026 are locked"):
        counting.count_heads(date, number=9, now=now, by=ada)
    assert counting.count_heads(date, number=9, now=now, by=ada, reason="A sheet was found").reason
    for verb in (desk.check_in, lambda it, **given: desk.arrive(it.people.first(), **given)):
        with pytest.raises(locking.PeriodLocked):
            verb(family, now=now, by=ada)
    desk.check_in(family, now=now, by=ada, reason="The list on paper")
    with pytest.raises(locking.PeriodLocked):
        desk.undo_check_in(family, now=now, by=ada)
    assert family.history.get(verb=Verb.CAME).facts["reason"] == "The list on paper"


def test_lock_ends_with_its_day_and_the_latest_counts(date, branch, locked, ada, now):
    later = make.open_date(event=date.event, start=make.START + timedelta(days=30))
    counting.count_heads(later, number=1, now=now, by=ada)
    with pytest.raises(locking.NotOverYet):
        locking.lock_period(branch, until=day(2027, 6, 1), now=locked.at, by=ada)
    locking.lock_period(branch, until=day(2026, 11, 30), now=locked.at, by=ada)
    assert not locking.is_locked(date)


def test_desk_asks_why_on_a_locked_day(client, dora, date, family, locked):
    client.force_login(dora)
    page = client.get(f"/admin/desk/{date.code}/").content.decode()
    assert "Why is it changed?" in page
    assert "data-press>" not in page
    assert "write why you change them" in press(client, date, "count", all="3", method="counted")
    assert "The count is kept: 3." in press(client, date, "count", all="3", method="counted", reason="Found")
    assert "changed later: Found" in client.get(f"/admin/desk/{date.code}/").content.decode()


def test_manager_locks_and_others_read(client, branch, dora, date, clock):
    clock.move_to(date.end + timedelta(days=40))
    client.force_login(dora)
    assert client.post("/admin/desk/locks/", {"branch": branch.slug, "until": "2026-12-31"}).status_code == 302
    assert not locking.is_locked(date)
    client.force_login(people.staff("Mona", branch, Role.MANAGER))
    fields = {"branch": branch.slug, "until": "2026-12-31"}
    assert "locked up to 31 December 2026" in client.post("/admin/desk/locks/", fields, follow=True).content.decode()
    assert "days that are over" in client.post("/admin/desk/locks/", fields | {"until": "2030-01-01"}).content.decode()
    client.force_login(dora)
    page = client.get("/admin/desk/locks/")
    assert "Mona" in page.content.decode()
    assert page.context["form"] is None


# --- what nobody counted ----------------------------------------------------------------------------------------------
def test_branch_is_reminded_once_a_week_of_what_nobody_counted(date, branch, ada, now):
    type(branch).objects.update(email="market@library.example")
    sunday, monday = datetime(2026, 12, 6, 20, tzinfo=UTC), datetime(2026, 12, 7, 6, 30, tzinfo=UTC)
    assert [uncounted.remind(moment) for moment in (now, sunday, monday, monday + LATER)] == [0, 0, 1, 0]
    letter = Letter.objects.get()
    assert (letter.to, letter.urgent) == ("market@library.example", False)
    words = rendering.render(letter)
    assert "1 date was not counted" in words.subject
    assert f"/admin/desk/{date.code}/#count" in words.text
    assert uncounted.remind(monday + timedelta(days=7)) == 1
    counting.count_heads(date, number=0, now=now, by=ada)
    assert uncounted.remind(monday + timedelta(days=14)) == 0


def test_manager_is_reminded_where_the_branch_has_no_mailbox(date, branch):
    type(branch).objects.update(email="")
    monday = datetime(2026, 12, 7, 7, tzinfo=UTC)
    assert uncounted.remind(monday) == 0
    people.staff("Mona", branch, Role.MANAGER)
    assert uncounted.remind(monday) == 1
    assert Letter.objects.get().to == "mona@library.example"


# --- people without e-mail --------------------------------------------------------------------------------------------
def test_person_without_address_gets_a_slip_that_opens_the_registration(client, dora, date):
    client.force_login(dora)
    address = f"/admin/desk/{date.code}/register/"
    key = client.get(address).context["form"]["key"].value()
    fields = {"key": key, "name": "Grandfather", "email": "", "party": "2", "language": "sl"}
    answer = client.post(address, fields)
    found = Registration.objects.get()
    assert answer.url == f"/admin/desk/{date.code}/slip/{found.code}/"
    assert "Make the slip" in client.get(answer.url).content.decode()
    found.refresh_from_db()
    assert not found.slip_digest

    slip = client.post(answer.url, {"size": "a5"})
    assert '<html lang="sl">' in slip.content.decode()
    assert "no-store" in slip["Cache-Control"]
    typed = slip.context["slip_code"]
    assert links.of_slip(typed) == found
    assert "/sl/slip/" in slip.content.decode()
    client.post(answer.url, {"size": "a6"})
    assert links.of_slip(typed) is None


def test_telephone_asks_for_the_people_of_a_party(client, dora, date):
    type(date.event).objects.update(party_of=PartyOf.PEOPLE)
    type(date).objects.update(seats=20)
    client.force_login(dora)
    address = f"/admin/desk/{date.code}/register/"
    form = client.get(address).context["form"]
    names = [name for name in form.fields if name.endswith("name") and name != "name"]
    fields = {"key": form["key"].value(), "name": "Maria", "rows": str(form.rows), "language": "en"}
    more = client.post(address, {**fields, "more": "1"})
    assert more.context["form"].rows > form.rows
    client.post(address, {**fields, names[0]: "Ann", names[1]: "Bo"})
    assert sorted(Registration.objects.get().people.values_list("name", flat=True))[:2] == ["Ann", "Bo"]
    sheet = client.get(f"/admin/desk/{date.code}/sheet/").content.decode()
    assert "Ann" in sheet


def test_who_stands_at_the_door_gets_a_place_in_the_room(date, now, ada):
    type(date).objects.filter(pk=date.pk).update(online_planned=1, online_seats=1)
    type(date.event).objects.update(mode=Mode.HYBRID)
    make.register(date, now=now, party=4)
    watching = make.register(date, now=now, online=True)
    online = make.register(date, now=now, online=True)
    asked = make.register(date, now=now)
    Registration.objects.filter(pk=asked.pk).update(state="pending")
    Occurrence.objects.filter(pk=date.pk).update(seats_taken=4)
    for waits, verb in ((online, Verb.PROMOTED), (asked, Verb.APPROVED)):
        came = desk.admit(waits, now=make.START, by=ada)
        assert (came.state, came.online) == ("confirmed", False)
        assert came.history.last().verb == verb
    date.refresh_from_db()
    assert (date.seats_taken, date.online_taken, date.online_waiting) == (6, 1, 0)
    assert desk.give_free(date, now=make.START, by=ada) == 6
    watching.refresh_from_db()
    assert watching.arrived is None
