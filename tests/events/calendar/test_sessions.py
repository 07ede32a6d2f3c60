"""Sessions of a day programme and dates with an admission of their own: from the plan to every place that asks."""

from datetime import date, time, timedelta

import pytest

from events.calendar.domain.admission import registers
from events.calendar.domain.expansion import PERIOD_CODE
from events.calendar.enums import Admission
from events.calendar.models import ExhibitionPage, LecturePage, Occurrence
from events.registration.domain import desk, rules
from tests.factories import calendar as factory, places

THURSDAY = date(2026, 11, 26)


@pytest.fixture
def page(db, now):
    return factory.branch_page(places.branch(slug="central", name={"en": "Central Library"}))


def conference(page):
    """A day with two sessions beside each other; one of them asks for registration."""
    whole = factory.schedule(THURSDAY, time(9), time(17))
    talk = factory.schedule(THURSDAY, time(10), time(11), label="Rivers", session=True)
    lab = factory.schedule(THURSDAY, time(10), time(11), label="Lab", session=True, admission=Admission.REGISTER)
    return factory.event(LecturePage, under=page, title="Water day", schedules=[whole, talk, lab])


def test_session_and_admission_travel_from_the_plan_to_the_dates(page):
    event = conference(page)
    found = event.occurrences.order_by("start", "label").values_list("label", "session", "admission")
    assert list(found) == [("", False, ""), ("Lab", True, "register"), ("Rivers", True, "")]


def test_change_of_admission_raises_no_sequence(page):
    event = conference(page)
    row = event.schedules.get(label="Rivers")
    row.admission, row.session = Admission.REGISTER, False
    row.save()
    event.refresh_from_db()
    event.specific.save_revision().publish()
    date = event.occurrences.get(label="Rivers")
    assert (date.admission, date.session, date.sequence) == ("register", False, 0)


def test_sessions_stand_in_no_list_count_month_feed_or_sign(client, page):
    conference(page)
    titles = ("Rivers", "Lab")
    for address in (
        "/en/events/",
        "/en/events/month/2026/11/",
        "/en/events/feed.ics",
        "/en/central/",
        "/en/today/central/",
    ):
        told = client.get(address).content.decode()
        assert not [title for title in titles if title in told], address
    assert "Water day" in client.get("/en/events/feed.ics").content.decode()
    assert "November 2026: 1 event" in client.get("/en/events/month/2026/11/").content.decode()


def test_session_has_its_own_page(client, page):
    session = conference(page).occurrences.get(label="Lab")
    assert "Lab" in client.get(f"/en/o/{session.code}/").content.decode()


def test_session_asks_for_registration_by_its_own_word_alone(page, now):
    event = factory.event(under=page, admission=Admission.REGISTER)
    plain = factory.occurrence(event, start=now + timedelta(days=1), session=True)
    asks = factory.occurrence(event, start=now + timedelta(days=1), session=True, admission=Admission.REGISTER)
    assert [registers(plain), registers(asks)] == [False, True]


def test_period_of_an_exhibition_takes_no_registrations_though_its_tours_do(client, page, now):
    tour = factory.schedule(THURSDAY, time(11), time(12), label="Tour", seats=12)
    period = {"opens_on": date(2026, 11, 1), "closes_on": date(2026, 12, 31)}
    event = factory.event(ExhibitionPage, under=page, admission=Admission.REGISTER, schedules=[tour], **period)
    whole = event.occurrences.get(schedule_code=PERIOD_CODE)
    tour = event.occurrences.get(label="Tour")

    assert [registers(whole), registers(tour)] == [False, True]
    assert [desk.expects_registration(whole), desk.expects_registration(tour)] == [False, True]
    with pytest.raises(rules.NoRegistrationNeeded):
        rules.check_open(whole, now=now)
    rules.check_open(tour, now=now)
    for address in (event.url, "/en/events/"):
        assert "Registration is closed" not in client.get(address).content.decode()


def test_one_date_asks_for_registration_where_its_event_does_not(client, page, now):
    event = factory.event(under=page, admission=Admission.DROP_IN)
    free = factory.occurrence(event, start=now + timedelta(days=1))
    asked = factory.occurrence(event, start=now + timedelta(days=2), admission=Admission.REGISTER)
    assert client.get(f"/en/o/{asked.code}/register/").status_code == 200
    assert [registers(each) for each in Occurrence.objects.order_by("start")] == [False, True]
    with pytest.raises(rules.NoRegistrationNeeded):
        rules.check_open(free, now=now)
