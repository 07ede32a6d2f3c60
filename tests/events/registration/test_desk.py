from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from events.registration.domain import rules
from events.registration.domain.attending import attendance, counting, desk
from events.registration.domain.letters import telling
from events.registration.domain.taking_part import registering
from events.registration.enums import AgePart, Source, State
from events.registration.models import Headcount, Registration
from outbox.models import Letter
from tests.factories import calendar, people, registration as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def date(branch, now):
    return make.open_date(seats=4, under=calendar.branch_page(branch))


def address(date, rest=""):
    return f"/admin/desk/{date.code}/{rest}"


@pytest.fixture
def dora(branch):
    """Works at the desk of Ada's branch."""
    return people.staff("Dora", branch, Role.DESK)


@pytest.fixture
def at_desk(client, dora):
    client.force_login(dora)
    return client


# --- the verbs ----------------------------------------------------------------------------------------------------
def test_check_in_counts_who_came_and_tells_the_second_device(date, now, ada):
    ben = make.register(date, now=now, party=3)
    assert desk.check_in(ben, number=2, now=now, by=ada)[1]
    again, first = desk.check_in(ben, number=3, now=now + timedelta(minutes=1), by=ada)
    assert not first
    assert (again.arrived, again.checked_in_at) == (2, now)


def test_undone_check_in_expects_the_party_again(date, now, ada):
    ben = make.register(date, now=now)
    desk.check_in(ben, now=now, by=ada)
    assert desk.undo_check_in(ben, now=now, by=ada).arrived is None
    assert list(ben.history.values_list("verb", "by")) == [("registered", None), ("came", ada.pk), ("undone", ada.pk)]


@pytest.mark.parametrize("verb", [registering.cancel, lambda registration, now: registration])
def test_nobody_without_a_place_is_checked_in(date, now, ada, verb):
    make.register(date, now=now, party=4)
    waiting = verb(make.register(date, now=now), now=now)
    with pytest.raises(desk.NotExpected):
        desk.check_in(waiting, now=now, by=ada)


def test_walk_in_takes_a_place_and_is_there(date, now, ada):
    found = desk.walk_in(date, party=3, now=now, by=ada)
    date.refresh_from_db()
    assert (found.source, found.arrived, date.seats_taken) == (Source.WALK_IN, 3, 3)
    with pytest.raises(rules.Full):
        desk.walk_in(date, party=2, now=now, by=ada)
    desk.undo_check_in(found, now=now, by=ada)
    date.refresh_from_db()
    assert date.seats_taken == 0


def test_places_of_those_who_did_not_come_go_to_people_at_the_door(date, now, ada):
    late = make.register(date, now=now, party=4)
    waiting = make.register(date, now=now, party=2)
    with pytest.raises(desk.NotYet):
        desk.give_free(date, now=now, by=ada)
    start = make.START + timedelta(minutes=10)
    with pytest.raises(rules.Full):
        desk.admit(waiting, now=start, by=ada)
    assert desk.give_free(date, now=start, by=ada) == 4
    assert desk.admit(waiting, now=start, by=ada).state == State.CONFIRMED
    date.refresh_from_db()
    assert (date.seats_taken, date.waiting) == (2, 0)
    with pytest.raises(rules.Full):
        desk.check_in(late, now=start, by=ada)


def test_second_headcount_of_a_part_replaces_the_first(date, now, ada):
    for number in (30, 32):
        counting.count_heads(date, number=number, part=AgePart.CHILDREN, now=now, by=ada)
    counting.count_heads(date, number=8, part=AgePart.ADULTS, now=now, by=ada)
    assert list(Headcount.objects.order_by("number").values_list("number", flat=True)) == [8, 32]
    assert attendance.figures([date]).attended == 40
    counting.count_heads(date, number=41, now=now, by=ada)
    assert attendance.figures([date]).attended == 41


@pytest.mark.parametrize("dates", [1, 3])
def test_figures_count_people_in_two_queries(now, ada, django_assert_num_queries, dates):
    made = []
    for _ in range(dates):
        date = make.open_date(seats=5)
        came = make.register(date, now=now, party=2)
        make.register(date, now=now, party=1)
        registering.cancel(make.register(date, now=now, party=2), now=now)
        desk.check_in(came, number=2, now=now, by=ada)
        desk.walk_in(date, party=1, now=now, by=ada)
        make.register(date, now=now, party=3)
        make.register(date, now=now, email=came.email)
        made.append(date)
    with django_assert_num_queries(2):
        found = attendance.figures(type(made[0]).objects.filter(pk__in=[each.pk for each in made]))
    one = {"registered": 3, "attended": 3, "walk_ins": 1, "cancelled": 2, "waiting": 3, "no_shows": 1, "counted": 1}
    assert found == attendance.Figures(**{name: value * dates for name, value in one.items()})
    assert {each.arrived for each in attendance.attended(made[0])} == {1, 2}


# --- what the library changed -------------------------------------------------------------------------------------
def change(date, **fields):
    date.refresh_from_db()
    type(date).objects.filter(pk=date.pk).update(sequence=date.sequence + 1, **fields)


def test_everyone_hears_once_that_the_date_moved(date, now):
    ben, cleo = make.register(date, now=now, party=4), make.register(date, now=now)
    assert telling.tell_changes(now) == 0
    change(date, start=make.START + timedelta(hours=1), end=make.START + timedelta(hours=3))
    assert (telling.tell_changes(now), telling.tell_changes(now)) == (2, 0)
    letters = Letter.objects.filter(kind="registration/changed")
    assert {letter.to for letter in letters} == {ben.email, cleo.email}
    assert "19:00–21:00" in letters[0].context["when"]
    assert "SEQUENCE:1" in letters[0].attachments[0]["content"]
    assert not letters[0].urgent


def test_everyone_hears_that_the_library_cancelled(date, now):
    make.register(date, now=now)
    change(date, status="cancelled", reason="The heating failed.")
    telling.tell_changes(now)
    letter = Letter.objects.get(kind="registration/cancelled-by-library")
    assert letter.context["reason"] == "The heating failed."
    assert "STATUS:CANCELLED" in letter.attachments[0]["content"]


def test_nobody_is_told_of_dates_that_are_over(date, now):
    make.register(date, now=now)
    change(date, status="cancelled")
    assert telling.tell_changes(make.START + timedelta(days=1)) == 0


# --- the screens --------------------------------------------------------------------------------------------------
def test_desk_shows_dates_of_ones_own_branch(client, dora, date, other_branch):
    other = make.open_date(event=make.open_event(title="Harbour songs", under=calendar.branch_page(other_branch)))
    client.force_login(dora)
    page = client.get("/admin/desk/").content.decode()
    assert address(date) in page
    assert other.code not in page
    assert client.get(address(other)).status_code == 404


@pytest.mark.parametrize("registered", [1, 3])
def test_desk_page_asks_a_constant_number_of_queries(at_desk, date, now, registered):
    for _ in range(registered):
        make.register(date, now=now)
    with CaptureQueriesContext(connection) as asked:
        at_desk.get(address(date))
    # The frame of the admin asks about its own, more with every room that has a menu item.
    own = [query for query in asked if '"registration_' in query["sql"] or '"calendar_' in query["sql"]]
    assert len(own) == 8


def test_desk_finds_a_name_without_accents_and_a_reference(client, dora, date, now):
    found = make.register(date, now=now, name="Ελένη Παπά")
    make.register(date, now=now, name="Somebody else")
    client.force_login(dora)
    for sought in ("ελενη", found.code[:5].lower(), f"{found.code[:4]}-{found.code[4:]}"):
        page = client.get(address(date), {"q": sought}).content.decode()
        assert "Ελένη Παπά" in page
        assert "Somebody else" not in page


def test_whole_evening_at_the_door(client, dora, date, now, clock):
    ben, line = make.register(date, now=now, name="Ben", party=2), None
    make.register(date, now=now, party=2)
    line = make.register(date, now=now, name="Lina")
    client.force_login(dora)
    clock.move_to(make.START + timedelta(minutes=5))

    def press(verb, **fields):
        return client.post(address(date, f"do/{verb}/"), fields, follow=True).content.decode()

    assert "Ben is checked in." in press("check-in", registration=ben.code, number="1")
    assert "was checked in already, at 18:05" in press("check-in", registration=ben.code, number="2")
    assert "not enough free places" in press("admit", registration=line.code)
    assert "2 places are free again." in press("give-free")
    assert "Lina has a place now." in press("admit", registration=line.code)
    key = client.get(address(date)).context["walk_in"]["key"].value()
    for _ in range(2):
        assert "1 person came in." in press("walk-in", party="1", name="", key=key)
    assert "The count is kept: 3." in press("count", all="3", method="counted")
    assert "whole number" in press("count", all="٣", method="counted")
    assert attendance.figures([date]).attended == 3
    assert Registration.objects.walk_ins().count() == 1


def test_nobody_is_cancelled_at_the_door(at_desk, date, now):
    ben = make.register(date, now=now)
    assert at_desk.post(address(date, "do/cancel/"), {"registration": ben.code}).status_code == 404
    ben.refresh_from_db()
    assert ben.state == State.CONFIRMED


def test_code_of_another_date_tells_nothing(client, dora, date, now):
    other = make.register(make.open_date(), now=now, name="Secret Person")
    client.force_login(dora)
    page = client.post(address(date, "do/check-in/"), {"registration": other.code}, follow=True).content.decode()
    assert "not a registration for this date" in page
    assert "Secret Person" not in page


def test_auditor_looks_and_does_nothing(client, branch, date, now):
    ben = make.register(date, now=now, name="Ben")
    client.force_login(people.staff("Uma", branch, Role.AUDITOR))
    page = client.get(address(date)).content.decode()
    assert "Ben" in page
    assert "do/check-in/" not in page
    assert client.post(address(date, "do/check-in/"), {"registration": ben.code}).status_code == 404
    assert client.get(address(date, "register/")).status_code == 404


def test_registering_by_telephone(client, dora, date, now, clock):
    client.force_login(dora)
    key = client.get(address(date, "register/")).context["form"]["key"].value()
    fields = {"key": key, "name": "Grandfather", "email": "", "party": "2", "access_needs": "Sits near the door"}
    assert client.post(address(date, "register/"), fields).status_code == 302
    found = Registration.objects.get()
    assert (found.source, found.history.get().by) == (Source.DESK, dora)
    assert not Letter.objects.exists()
    assert "tell them yourself" in client.get(address(date)).content.decode()


def test_telephone_form_says_that_the_address_is_registered(client, dora, date, now):
    make.register(date, now=now, email="ben@example.org")
    client.force_login(dora)
    key = client.get(address(date, "register/")).context["form"]["key"].value()
    page = client.post(address(date, "register/"), {"key": key, "name": "B", "email": "ben@example.org", "party": "1"})
    assert b"registered for this date already" in page.content


def test_list_is_searched_and_taken_out_with_its_filter(client, dora, date, now, other_branch):
    make.register(date, now=now, name="=HYPERLINK(1)", email="ben@example.org")
    make.register(date, now=now, name="Nobody", email="other@example.org")
    make.register(make.open_date(under=calendar.branch_page(other_branch)), now=now, name="Ben of the harbour")
    client.force_login(dora)
    page = client.get("/admin/registrations/", {"q": "hyperlink"}).content.decode()
    assert "HYPERLINK" in page
    assert "harbour" not in page
    lines = b"".join(client.get("/admin/registrations/?q=hyperlink&export=csv")).decode().splitlines()
    assert len(lines) == 2
    assert '"\'=HYPERLINK(1)"' in lines[1]


@pytest.mark.parametrize("sought", ["---", "nobody\0 here"])
def test_list_finds_nobody_by_words_that_mean_nothing(client, dora, date, now, sought):
    make.register(date, now=now, name="Ben")
    client.force_login(dora)
    assert not client.get("/admin/registrations/", {"q": sought}).context["page"].object_list


@pytest.mark.parametrize("address", ["/en/o/%00/", "/en/o/%00.ics", "/en/o/%00/register/", "/q/%00/"])
def test_code_that_no_database_takes_opens_nothing(client, db, address):
    assert client.get(address, follow=True).status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_of_a_date_is_noted_in_the_log(client, dora, date, now, kind):
    from wagtail.models import ModelLogEntry

    make.register(date, now=now)
    client.force_login(dora)
    answer = client.get(address(date, f"list.{kind}"))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith(f'.{kind}"')
    assert ModelLogEntry.objects.get(action="registration.export").data["rows"] == 1


def test_sheet_has_the_names_and_lines_for_walk_ins(client, dora, date, now):
    make.register(date, now=now, name="Ben", access_needs="A wheelchair")
    client.force_login(dora)
    page = client.get(address(date, "sheet/")).content.decode()
    assert "A wheelchair" in page
    assert page.count("<tr>") == 1 + 1 + 6


def test_undoing_the_check_in_of_a_cancelled_party_takes_no_places(now, ada):
    date = make.open_date(seats=3)
    ben = make.register(date, now=now, party=2)
    desk.check_in(ben, now=now, by=ada)
    registering.cancel(ben, now=now)
    desk.undo_check_in(ben, now=now, by=ada)
    date.refresh_from_db()
    assert date.seats_taken == 0
