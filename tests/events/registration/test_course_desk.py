"""What staff do with a course and its people: writing somebody down for all of it, their record, their slip."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Role
from events.calendar.models import Occurrence
from events.registration.domain.staff import moving
from events.registration.domain.taking_part import bundles, courses, links
from events.registration.enums import Source, State
from events.registration.models import Registration
from outbox.models import Letter
from tests.factories import calendar, people, registration as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(branch, now):
    return make.course(seats=2, under=calendar.branch_page(branch))


@pytest.fixture
def editor(client, branch):
    user = people.staff("Edda", branch, Role.EDITOR)
    client.force_login(user)
    return user


def dates(event) -> list[Occurrence]:
    return list(Occurrence.objects.filter(event=event).order_by("start"))


def taken(event) -> list[int]:
    return [each.seats_taken for each in dates(event)]


def write_down(client, date, **fields):
    address = reverse("registration_desk:register", args=[date.code])
    key = client.get(address).context["form"]["key"].value()
    given = {"key": key, "name": "Grandfather", "email": "", "party": "2", "language": "en", "what": "course"}
    return client.post(address, {**given, **fields})


def press(client, registration, verb: str, **data: object) -> str:
    address = reverse("registration_desk:record-do", args=[registration.code, verb])
    return client.post(address, data, follow=True).content.decode()


def record(client, registration) -> str:
    return client.get(reverse("registration_desk:record", args=[registration.code])).content.decode()


# --- the telephone ----------------------------------------------------------------------------------------------------
def test_telephone_registers_the_whole_course_and_prints_one_slip(client, course, editor):
    middle = dates(course)[1]
    page = client.get(reverse("registration_desk:register", args=[middle.code])).content.decode()
    assert "The whole course: 3 dates to come" in page
    assert "2 places left in the whole course" in page
    answer = write_down(client, middle)
    made = bundles.of(Registration.objects.first())
    assert [(each.state, each.source) for each in made] == [("confirmed", Source.DESK)] * 3
    assert taken(course) == [2, 2, 2]
    assert answer.url == reverse("registration_desk:slip", args=[made[0].occurrence.code, made[0].code])
    slip = client.post(answer.url, {"size": "a6"})
    for day in ("5 December 2026", "12 December 2026", "19 December 2026"):
        assert day in slip.content.decode()
    assert links.of_slip(slip.context["slip_code"]) == made[0]
    # A second slip, printed from another date, makes the first one void.
    client.post(reverse("registration_desk:slip", args=[made[2].occurrence.code, made[2].code]), {"size": "a6"})
    assert links.of_slip(slip.context["slip_code"]) is None


def test_telephone_says_when_the_course_is_full_and_that_they_wait(client, course, editor, now):
    make.register(dates(course)[2], now=now, by=editor, party=1)
    page = client.get(reverse("registration_desk:register", args=[dates(course)[0].code])).content.decode()
    assert "1 place left in the whole course" in page
    answer = write_down(client, dates(course)[0])
    assert {each.state for each in Registration.objects.exclude(bundle=None)} == {State.WAITING}
    page = client.get(answer.url).content.decode()
    assert "Grandfather: On the waiting list. This holds for all 3 dates of the course." in page
    assert "You are on the waiting list" in client.post(answer.url, {"size": "a6"}).content.decode()


def test_telephone_refuses_in_words_where_there_is_no_list(client, course, editor, now):
    type(course).objects.filter(pk=course.pk).update(waiting_list=False)
    make.join(course, now=now, party=2)
    page = write_down(client, dates(course)[0]).content.decode()
    assert "This course is full on at least one of its dates" in page
    assert Registration.objects.count() == 3


def test_telephone_can_write_somebody_down_for_one_date_alone(client, course, editor):
    write_down(client, dates(course)[1], what="date")
    only = Registration.objects.get()
    assert (only.bundle, only.occurrence, only.state) == (None, dates(course)[1], "confirmed")
    assert taken(course) == [0, 2, 0]


def test_telephone_says_that_nobody_joins_late(client, course, editor, clock):
    type(course).objects.filter(pk=course.pk).update(late_joining=False)
    clock.move_to(make.START + timedelta(days=1))
    client.force_login(editor)
    page = client.get(reverse("registration_desk:register", args=[dates(course)[1].code])).content.decode()
    assert "nobody can join it any more" in page
    assert "You can write somebody down for this date alone." in page
    assert 'name="what"' not in page


# --- the record -------------------------------------------------------------------------------------------------------
def test_record_lists_the_dates_of_the_course_and_says_that_changes_hold_for_all(client, course, editor, now):
    ben = make.join(course, now=now)
    courses.absent_once(ben[2], now=now)
    page = record(client, ben[0])
    assert "They registered for the whole course." in page
    assert reverse("registration_desk:record", args=[ben[1].code]) in page
    assert "Cannot come on this date" in page
    assert "Change the places on all dates to come" in page


def test_staff_change_the_places_of_all_dates_or_of_none(client, course, editor, now):
    ben = make.join(course, now=now)
    assert "2 places now on every date of the course" in press(client, ben[1], "party", party="2")
    assert taken(course) == [2, 2, 2]
    assert Letter.objects.filter(kind="registration/course-confirmed").count() == 2
    assert "One person can take 2 places at most." in press(client, ben[1], "party", party="3")
    assert taken(course) == [2, 2, 2]


def test_staff_note_that_somebody_misses_a_date_and_comes_after_all(client, course, editor, now):
    ben = make.join(course, now=now)
    assert "Their place on this date is free." in press(client, ben[1], "absent")
    assert taken(course) == [1, 0, 1]
    assert "They come after all" in record(client, ben[1])
    assert "theirs again" in press(client, ben[1], "back")
    assert taken(course) == [1, 1, 1]


def test_staff_take_somebody_out_of_the_whole_course(client, course, editor, now):
    ben, lina = make.join(course, now=now, party=2), make.join(course, now=now)
    assert "They are out of the course" in press(client, ben[1], "cancel")
    assert {each.state for each in bundles.of(ben[0])} == {"cancelled"}
    assert {each.state for each in bundles.of(lina[0])} == {"confirmed"}


def test_nobody_is_moved_to_a_date_of_their_course_they_have_already(client, course, editor, now):
    lina = make.join(course, now=now, email="")
    assert "Move to this date" not in record(client, lina[0])
    with pytest.raises(moving.AlreadyThere):
        moving.move_party(lina[0], to=dates(course)[1], now=now, by=editor)
    done = moving.move_registrations(dates(course)[0], to=dates(course)[1], now=now, by=editor)
    assert (done.moved, len(done.left_behind)) == ([], 1)


def test_chosen_dates_are_changed_each_by_itself_and_the_record_says_so(client, course, editor, now):
    ben = make.join(course, now=now)
    type(course).objects.filter(pk=course.pk).update(registers_for="chosen")
    page = record(client, ben[0])
    assert "Each has its own answer" in page
    press(client, ben[1], "cancel")
    assert [each.state for each in bundles.of(ben[0])] == ["confirmed", "cancelled", "confirmed"]


def test_place_that_comes_free_by_a_move_is_told_in_one_letter_for_all_dates(course, editor, now):
    """Somebody written down for one date alone is moved away; who waits for the course gets in on all dates."""
    alone = make.register(dates(course)[1], now=now, by=editor, party=2, email="")
    lina = make.join(course, now=now, email="lina@example.org")
    extra = make.open_date(seats=2, event=course, start=make.START + timedelta(weeks=5))
    moving.move_party(alone, to=extra, now=now, by=editor)
    assert {each.state for each in bundles.of(lina[0])} == {"confirmed"}
    told = Letter.objects.filter(to="lina@example.org").values_list("kind", flat=True)
    assert sorted(told) == ["registration/course-promoted", "registration/course-waiting"]


# --- the door ---------------------------------------------------------------------------------------------------------
def test_one_ticket_opens_every_date_of_the_course(client, course, editor, now, clock):
    ben = make.join(course, now=now)
    ticket = reverse("registration_desk:ticket", args=[ben[0].get_ticket_url().split("/")[2]])
    clock.move_to(ben[1].occurrence.start)
    client.force_login(editor)
    assert "Has a place." in client.get(ticket).content.decode()
    client.post(ticket, {"registration": ben[1].code})
    assert [each.arrived for each in bundles.of(ben[0])] == [None, 1, None]
    clock.move_to(ben[1].occurrence.start + timedelta(days=3))
    client.force_login(editor)
    assert "This place is for another date" in client.get(ticket).content.decode()
