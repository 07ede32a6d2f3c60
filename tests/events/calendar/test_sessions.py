"""Sessions of a day programme and dates with an admission of their own: from the plan to every place that asks."""

from datetime import date, time, timedelta

import pytest

from events.calendar.domain import occurrences
from events.calendar.domain.admission import registers
from events.calendar.domain.expansion import PERIOD_CODE
from events.calendar.enums import Admission
from events.calendar.models import ExhibitionPage, LecturePage, Occurrence
from events.registration.domain import rules
from events.registration.domain.attending import desk
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


# --- the day goes another way -----------------------------------------------------------------------------------------
def states(event):
    rows = event.occurrences.order_by("planned_start", "label")
    return {row.label: (row.status, row.start.hour, row.sequence) for row in rows}


def test_sessions_go_along_when_their_day_is_cancelled_and_come_back_with_it(page, now):
    event = conference(page)
    whole = event.occurrences.get(session=False)
    occurrences.cancel_occurrence(whole, reason="Flood.", now=now)
    assert {status for status, _hour, _sequence in states(event).values()} == {"cancelled"}
    occurrences.restore_occurrence(whole, now=now)
    assert states(event) == {"": ("scheduled", 7, 2), "Lab": ("scheduled", 8, 2), "Rivers": ("scheduled", 8, 2)}


def test_session_that_was_cancelled_alone_stays_cancelled(page, now):
    event = conference(page)
    whole, lab = event.occurrences.get(session=False), event.occurrences.get(label="Lab")
    occurrences.cancel_occurrence(lab, reason="No water.", now=now)
    assert states(event)[""] == ("scheduled", 7, 0)
    occurrences.postpone_occurrence(whole, reason="Flood.", now=now)
    occurrences.restore_occurrence(whole, now=now)
    assert states(event) == {"": ("scheduled", 7, 2), "Lab": ("cancelled", 8, 1), "Rivers": ("scheduled", 8, 2)}


def test_sessions_move_with_their_day_by_wall_time_one_after_the_other(page, now):
    hall = places.space(branch=page.branch)
    plans = [
        factory.schedule(THURSDAY, time(9), time(17)),
        *[
            factory.schedule(THURSDAY, time(hour), time(hour + 1), label=f"At {hour}", space=hall, session=True)
            for hour in (10, 11, 12)
        ],
    ]
    event = factory.event(LecturePage, under=page, schedules=plans)
    whole = event.occurrences.get(session=False)
    for by in (timedelta(hours=1), timedelta(days=7, hours=-2)):
        whole.refresh_from_db()
        occurrences.move_occurrence(whole, start=whole.start + by, end=whole.end + by, reason="Snow.", now=now)
    found = event.occurrences.filter(session=True).order_by("start").values_list("label", "start")
    assert [(label, start.day, start.hour) for label, start in found] == [
        ("At 10", 3, 7),
        ("At 11", 3, 8),
        ("At 12", 3, 9),
    ]
