import re
from datetime import timedelta

import pytest
from icalendar import Calendar

from accounts.models import Role
from core import tokens
from events.calendar.domain import occurrences
from events.calendar.enums import Admission, RegistersFor
from events.calendar.models import Occurrence
from events.registration.domain.taking_part import bundles, courses
from events.registration.models import MANAGE, Registration
from outbox.models import Letter
from tests.factories import calendar, people, registration as make

pytestmark = pytest.mark.django_db


def address(event, language="en") -> str:
    return f"/{language}/e/{event.translation_key.hex}/register/"


def send(client, event, clock, **fields):
    page = client.get(address(event)).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page).group(1)
    clock.shift(timedelta(seconds=10))
    given = {"key": key, "name": "Ben", "email": "ben@example.org", "party": "1", "access_needs": ""}
    return client.post(address(event), {**given, **fields})


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def dates(event) -> list[Occurrence]:
    return list(Occurrence.objects.filter(event=event).order_by("start"))


@pytest.fixture
def chosen(now):
    """Three dates, the last two at the same time."""
    event = make.open_event(registers_for=RegistersFor.CHOSEN, title="Repair café")
    for weeks, label in ((0, "Bicycles"), (1, "Lamps"), (1, "Clothes")):
        calendar.occurrence(event, start=make.START + timedelta(weeks=weeks), seats=2, label=label, planned_on=None)
    return event


def test_course_whose_first_date_was_postponed_has_not_begun(client, clock, now):
    course = make.course(late_joining=False)
    occurrences.postpone_occurrence(dates(course)[0], reason="Snow", now=now)
    clock.move_to(make.START + timedelta(days=1))
    assert address(course) in client.get(course.url).content.decode()
    assert 'name="key"' in client.get(address(course)).content.decode()


def test_course_is_registered_for_in_one_form(client, clock, now):
    course = make.course(seats=3)
    page = words(client.get(address(course)))
    assert "3 dates to come" in page
    assert "12 December 2026" in page
    answer = send(client, course, clock, party="2")
    page = words(client.get(answer.url))
    assert Registration.objects.count() == 3
    assert "All dates of the course" in page
    assert "You have a place" in page
    assert "Leave the course" in page
    assert "Cancel my registration" not in page
    assert "This holds for all dates of the course" in page


def test_form_of_one_date_of_a_course_leads_to_the_course(client, now):
    course = make.course()
    answer = client.get(f"/en/o/{dates(course)[0].code}/register/")
    assert (answer.status_code, answer.url) == (302, address(course))


def test_course_form_of_an_event_for_single_dates_leads_to_its_page(client, now):
    event = make.open_date().event
    answer = client.get(address(event))
    assert (answer.status_code, answer.url) == (302, event.url)


@pytest.mark.parametrize("code", ["0" * 32, "nothing", "1"])
def test_unknown_course_is_not_found(client, db, code):
    assert client.get(f"/en/e/{code}/register/").status_code == 404


def test_draft_course_is_not_found(client, now):
    course = make.course()
    type(course).objects.filter(pk=course.pk).update(live=False)
    assert client.get(address(course)).status_code == 404


def test_full_course_explains_its_list_before_anyone_joins(client, clock, now):
    course = make.course(seats=1)
    make.join(course, now=now)
    page = words(client.get(address(course)))
    assert "The course is full" in page
    assert "strictly in the order" in page
    page = words(client.get(send(client, course, clock).url))
    assert "You are on the waiting list" in page
    assert "Leave the waiting list" in page


def test_course_that_has_begun_says_so(client, clock, now):
    course = make.course(late_joining=False)
    clock.move_to(make.START + timedelta(days=1))
    page = words(client.get(address(course)))
    assert "This course has begun" in page
    assert "Your e-mail address" not in page


def test_who_joins_late_reads_that_the_course_has_begun(client, clock, now):
    course = make.course()
    assert "This course has begun" not in words(client.get(address(course)))
    clock.move_to(make.START + timedelta(days=1))
    page = words(client.get(address(course)))
    assert "2 dates to come" in page
    assert "This course has begun. You can join it for the dates that are still to come." in page
    send(client, course, clock)
    assert Registration.objects.count() == 2


def test_absent_once_and_back_by_the_links_of_the_page(client, clock, now):
    course = make.course(seats=3)
    manage = send(client, course, clock).url
    link = re.findall(r'href="(/r/[^"]+/absent/)"', client.get(manage).content.decode())[1]
    assert "becomes free for somebody else" in words(client.get(link))
    assert [each.seats_taken for each in dates(course)] == [1, 1, 1]
    assert client.post(link).url == manage
    assert [each.seats_taken for each in dates(course)] == [1, 0, 1]
    page = client.get(manage).content.decode()
    assert "You said that you cannot come" in page
    back = re.search(r'href="(/r/[^"]+/back/)"', page).group(1)
    client.post(back)
    assert [each.seats_taken for each in dates(course)] == [1, 1, 1]


def test_link_of_a_date_that_is_off_leads_to_the_next_date(client, clock, now):
    ben = make.join(make.course(), now=now)
    courses.absent_once(ben[0], now=now)
    answer = client.get(ben[0].get_absolute_url())
    assert (answer.status_code, answer.url) == (302, ben[1].get_absolute_url())


def test_leaving_asks_first(client, clock, now):
    ben = make.join(make.course(), now=now)
    link = ben[0].get_absolute_url() + "leave/"
    assert "Your places on all dates to come go to somebody else." in words(client.get(link))
    assert {each.state for each in bundles.of(ben[0])} == {"confirmed"}
    client.post(link)
    assert {each.state for each in bundles.of(ben[0])} == {"cancelled"}


def test_number_of_places_is_changed_for_the_whole_course(client, clock, now):
    course = make.course(seats=3)
    ben = make.join(course, now=now)
    client.post(ben[0].get_absolute_url(), {"party": "2"})
    assert [each.seats_taken for each in dates(course)] == [2, 2, 2]
    page = words(client.post(ben[0].get_absolute_url(), {"party": "3"}, follow=True))
    assert [each.seats_taken for each in dates(course)] == [3, 3, 3]
    assert "You have a place" in page


def test_dates_are_chosen_in_one_form_and_answered_each(client, clock, chosen, now):
    bicycles, lamps, _clothes = sorted(dates(chosen), key=lambda each: (each.start, each.label != "Lamps"))
    make.register(bicycles, now=now, party=2)
    page = words(client.get(address(chosen)))
    assert "At the same time as: Clothes" in page
    answer = send(client, chosen, clock, dates=[bicycles.code, lamps.code])
    page = words(client.get(answer.url))
    assert "All the dates you chose" in page
    assert "You are on the waiting list" in page
    assert "You have a place" in page
    assert "This holds for one date alone: " in page
    assert "Cancel my registration" not in page  # each date has its own link in the list
    assert Letter.objects.filter(to="ben@example.org").count() == 1


def test_two_dates_at_the_same_time_come_back_with_everything_typed(client, clock, chosen):
    codes = [each.code for each in dates(chosen)]
    answer = send(client, chosen, clock, dates=codes)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Two of the dates you chose are at the same time" in page
    assert 'href="#id_dates_group"' in page
    assert page.count(" checked") == 3
    assert 'value="ben@example.org"' in page
    assert not Registration.objects.exists()


@pytest.mark.parametrize("given", [{}, {"dates": ["nothing"]}])
def test_no_date_is_a_message_at_the_dates(client, clock, chosen, given):
    answer = send(client, chosen, clock, **given)
    assert answer.status_code == 200
    assert 'href="#id_dates_group"' in answer.content.decode()


def test_date_in_the_address_is_ticked(client, chosen, now):
    code = dates(chosen)[1].code
    page = client.get(address(chosen) + f"?date={code}").content.decode()
    assert re.search(rf'value="{code}"[^>]* checked', page)
    assert page.count(" checked") == 1
    assert " checked" not in client.get(address(chosen) + "?date=<nothing>").content.decode()


def test_form_sent_again_after_everything_was_erased_says_so(client, clock, now):
    course = make.course()
    first = send(client, course, clock)
    sent = first.wsgi_request.POST.dict()
    client.post(f"{first.url}erase/")
    again = client.post(address(course), sent)
    assert again.status_code == 200
    assert "has been erased since" in words(again)


def test_handmade_step_on_a_date_that_is_no_course_is_refused_in_words(client, now):
    plain = make.register(make.open_date(), now=now)
    for step in ("absent", "back"):
        page = words(client.post(f"{plain.get_absolute_url()}{step}/"))
        assert "This date is not one of a course." in page
    plain.refresh_from_db()
    assert plain.state == "confirmed"


def test_cancelling_a_date_of_a_course_by_its_address_leads_to_leaving_it(client, now):
    ben = make.join(make.course(), now=now)
    answer = client.post(f"{ben[0].get_absolute_url()}cancel/")
    assert answer.url == f"{ben[0].get_absolute_url()}leave/"
    assert {each.state for each in bundles.of(ben[0])} == {"confirmed"}


def test_strangers_link_opens_no_step(client, db):
    for step in ("absent", "back", "leave"):
        assert client.get(f"/r/{tokens.sign(MANAGE, 'nobody')}/{step}/").status_code == 404


def test_robot_gets_the_answer_of_people_and_takes_nothing(client, clock, now):
    course = make.course()
    assert send(client, course, clock, website="spam").status_code == 302
    assert not Registration.objects.exists()


def test_event_page_speaks_of_the_course(client, now):
    course = make.course(seats=3)
    page = client.get(course.url).content.decode()
    assert "Register for the course" in page
    assert "3 dates are to come" in page
    assert address(course) in page
    assert f"/o/{dates(course)[0].code}/register/" not in page


def test_lists_say_how_full_the_whole_course_is(client, now, ada):
    course = make.course(seats=6)
    make.register(dates(course)[2], now=now, by=ada, party=6)
    for date in dates(course):
        assert "Waiting list open" in client.get(f"/en/o/{date.code}/").content.decode()


def test_event_page_leads_to_the_choice_of_sessions(client, now):
    event = make.open_event(registers_for=RegistersFor.CHOSEN, admission=Admission.DROP_IN, title="Conference")
    calendar.occurrence(event, start=make.START, hours=8)
    talk = calendar.occurrence(
        event, start=make.START, session=True, admission=Admission.REGISTER, label="Talk", planned_on=None
    )
    page = client.get(event.url).content.decode()
    assert "Choose your sessions" in page
    assert f"{address(event)}?date={talk.code}" in page


def test_event_with_sessions_alone_leads_to_choosing_them(client, now):
    event = make.open_event(registers_for=RegistersFor.CHOSEN, title="Conference")
    for hours, label in ((0, "Talk"), (1, "Panel")):
        start = make.START + timedelta(hours=hours)
        given = {"session": True, "admission": Admission.REGISTER, "label": label, "planned_on": None}
        calendar.occurrence(event, start=start, hours=1, **given)
    page = client.get(event.url).content.decode()
    assert "Choose your sessions" in page
    assert f'href="{address(event)}"' in page
    assert "Panel" in page
    assert "will be announced" not in page


def test_hybrid_course_says_how_full_both_ways_are(client, clock, now):
    course = make.course(seats=3, mode="hybrid")
    Occurrence.objects.filter(event=course).update(online_planned=9, online_seats=9)
    make.join(course, now=now)
    last = dates(course)[2]
    make.register(last, now=now, party=4, online=True, by=people.staff("Ada", last.branch, Role.EDITOR))
    page = client.get(address(course)).content.decode()
    assert "In the library: 2 places left" in page
    assert "Online: 5 places left" in page
    assert "<meter" not in page
    assert "7 places left" in client.get(course.url).content.decode()
    make.join(course, now=now, party=2)
    page = client.get(address(course)).content.decode()
    assert "In the library: full, with a waiting list" in page
    assert "The course is full" not in page
    make.join(course, now=now, party=5, online=True)
    assert "The course is full" in client.get(address(course)).content.decode()


def test_calendar_of_a_course_has_all_its_dates_and_calls_off_what_is_given_back(client, now):
    ben = make.join(make.course(), now=now)
    courses.absent_once(ben[1], now=now)
    occurrences.cancel_occurrence(ben[2].occurrence, reason="Ill", now=now)
    page = client.get(ben[0].get_absolute_url()).content.decode()
    assert "Put all dates in my calendar" in page
    answer = client.get(f"{ben[0].get_absolute_url()}event.ics")
    events = sorted(Calendar.from_ical(answer.content).walk("VEVENT"), key=lambda each: each["DTSTART"].dt)
    fresh = dates(ben[0].occurrence.event)
    assert [each["UID"].split("@")[0] for each in events] == [str(each.pk) for each in fresh]
    assert [each["SEQUENCE"] for each in events] == [each.sequence for each in fresh]
    assert [each["STATUS"] for each in events] == ["CONFIRMED", "CANCELLED", "CANCELLED"]


@pytest.mark.parametrize(("number", "statements"), [(1, 5), (3, 5)])
def test_form_of_a_course_costs_the_same_for_all_its_dates(client, now, number, statements, django_assert_num_queries):
    course = make.course(dates=number)
    client.get(address(course))
    with django_assert_num_queries(statements):
        client.get(address(course))
