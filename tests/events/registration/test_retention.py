from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from events.calendar.domain import occurrences
from events.registration.domain import limits
from events.registration.domain.attending import attendance, desk
from events.registration.domain.privacy import erasing, retention
from events.registration.domain.taking_part import registering
from events.registration.domain.taking_part.parties import Agreed, Answered, Details, Guest
from events.registration.models import (
    Answer,
    Consent,
    Forgetting,
    LinksAsked,
    NoShow,
    Person,
    PersonalCalendar,
    RateCounter,
    Registration,
)
from tests.factories import registration as make

pytestmark = pytest.mark.django_db

END = make.START + timedelta(hours=2)


def test_people_are_forgotten_on_time_and_figures_stay(now, ada, client):
    date = make.open_date(seats=3)
    ben = make.register(date, now=now, name="Ben", party=2, access_needs="A wheelchair")
    waiting = make.register(date, now=now, name="Lina", party=2)
    gone = registering.cancel(make.register(date, now=now, name="Gustav"), now=now)
    make.register(date, now=now, email=ben.email)
    desk.check_in(ben, now=make.START, by=ada)
    before = attendance.figures([date])

    assert retention.forget(END + timedelta(days=6)) == 0
    retention.forget(END + timedelta(days=7))
    names = dict(Registration.objects.values_list("pk", "name"))
    assert names == {ben.pk: "Ben", waiting.pk: "", gone.pk: ""}
    ben.refresh_from_db()
    assert (ben.access_needs, bool(ben.email)) == ("", True)

    retention.forget(END + timedelta(days=29))
    assert client.get(ben.get_absolute_url()).status_code == 200
    retention.forget(END + timedelta(days=30))
    ben.refresh_from_db()
    assert (ben.name, ben.email, bool(ben.erased_at), ben.history.count()) == ("", "", True, 2)
    assert client.get(ben.get_absolute_url()).status_code == 404
    assert attendance.figures([date]) == before
    assert retention.forget(END + timedelta(days=31)) == 0


def test_counters_are_swept(now):
    limits.count(limits.per_client(), "10.0.0.1", now=now)
    retention.forget(now)
    assert RateCounter.objects.count() == 1
    retention.forget(now + timedelta(days=3))
    assert not RateCounter.objects.exists()


def test_dates_of_a_course_are_kept_until_the_last_is_over(now):
    event = make.open_event()
    first, last = (make.open_date(event=event, start=make.START + timedelta(days=days)) for days in (0, 60))
    rows = [make.register(date, now=now, email="ben@example.org") for date in (first, last)]
    alone = make.register(first, now=now)
    Registration.objects.filter(pk__in=[row.pk for row in rows]).update(bundle=uuid4())

    retention.forget(END + timedelta(days=45))
    alone.refresh_from_db()
    assert alone.erased_at
    assert Registration.objects.filter(email="ben@example.org").count() == 2
    retention.forget(END + timedelta(days=90))
    assert not Registration.objects.filter(erased_at=None).exists()


def test_answers_go_by_their_own_days_and_consents_with_the_registration(now):
    date = make.open_date()
    answers = [Answered(uuid4(), f"Kept {days}", "yes", days) for days in (0, 3, 20)]
    details = Details(answers=answers, people=[Guest("Lina", 7, "A ramp", consents=[Agreed("photo", True, "May?")])])
    make.register(date, now=now, details=details)

    for days, left in ((0, 2), (3, 1), (19, 1), (20, 0)):
        retention.forget(END + timedelta(days=days))
        assert Answer.objects.count() == left
    lina = Person.objects.get()
    assert (lina.name, lina.access_needs, Consent.objects.count()) == ("Lina", "", 1)
    retention.forget(END + timedelta(days=30))
    lina.refresh_from_db()
    assert (lina.name, lina.age, Consent.objects.count()) == ("", 7, 0)


def test_walk_ins_absences_calendars_and_requests_go(now, ada):
    date = make.open_date()
    ben = make.register(date, now=now, email="ben@example.org")
    walk_in = desk.walk_in(date, party=2, name="Somebody", now=make.START, by=ada, form_key=uuid4(), language="en")
    PersonalCalendar.objects.create(email=ben.email, language="en", created_at=now)
    LinksAsked.objects.create(email="cleo@example.org", language="en", at=now)
    NoShow.objects.create(who="f" * 64, occurrence=date, on=make.START.date())

    retention.forget(END + timedelta(days=30))
    retention.forget(END + timedelta(days=30))
    walk_in.refresh_from_db()
    assert (walk_in.name, bool(walk_in.erased_at)) == ("", True)
    assert [PersonalCalendar.objects.count(), LinksAsked.objects.count(), NoShow.objects.count()] == [0, 0, 1]
    retention.forget(make.START + timedelta(days=90))
    assert not NoShow.objects.exists()


def test_what_is_due_is_counted_beforehand_and_written_down_afterwards(now, caplog):
    make.register(make.open_date(), now=now, name="Ben", email="ben@example.org", access_needs="A ramp")
    later = END + timedelta(days=31)
    assert {line: number for line, number in retention.due(later).items() if number} == {
        "registration": 1,
        "access_needs": 1,
    }
    assert Registration.objects.filter(name="Ben").exists()
    with caplog.at_level("INFO"):
        assert retention.forget(later) == 2
    assert "Forgotten: access_needs 1, registration 1." in caplog.text
    assert "ben" not in caplog.text.lower()
    retention.forget(later)
    assert Forgetting.objects.get().counts == {"access_needs": 1, "registration": 1}


def test_day_on_which_nothing_was_due_has_its_row(now, django_assert_num_queries):
    assert retention.forget(now) == 0
    assert Forgetting.objects.get(on=now.date()).counts == {}
    with django_assert_num_queries(13):
        retention.forget(now)


def test_work_takes_portions(now, monkeypatch):
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    date = make.open_date()
    for _ in range(3):
        make.register(date, now=now)
    assert [retention.forget(END + timedelta(days=31)) for _ in range(3)] == [2, 1, 0]


def test_row_that_cannot_be_forgotten_holds_up_no_other_and_is_told(now, monkeypatch, caplog):
    """F18"""
    date = make.open_date()
    sound, poison, later = (make.register(date, now=now) for _ in range(3))

    def picky(keys, moment):
        if poison.pk in keys:
            raise ZeroDivisionError("broken row")
        return erasing.empty(keys, now=moment)

    pieces = [replace(each, act=picky) if each.line == "registration" else each for each in retention.PIECES]
    monkeypatch.setattr(retention, "PIECES", pieces)
    end = END + timedelta(days=31)
    assert retention.forget(end) == 2
    assert set(Registration.objects.exclude(erased_at=None)) == {sound, later}
    assert f"Rows of registration could not be forgotten: {poison.pk} (ZeroDivisionError)." in caplog.text
    assert "broken row" not in caplog.text, "its words may quote what people wrote"
    with pytest.raises(retention.NotForgotten, match="registration 1"):
        retention.forget(end)
    with pytest.raises(ZeroDivisionError):  # what everybody writes first: all of them or none
        picky([sound.pk, poison.pk, later.pk], end)


def test_rows_that_cannot_be_forgotten_use_up_no_portion(now, monkeypatch):
    """F18"""
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    date = make.open_date()
    poisons, sound = [make.register(date, now=now).pk for _ in range(3)], make.register(date, now=now)

    def picky(keys, moment):
        assert not set(poisons) & set(keys)
        return erasing.empty(keys, now=moment)

    pieces = [replace(each, act=picky) for each in retention.PIECES if each.line == "registration"]
    monkeypatch.setattr(retention, "PIECES", pieces)
    assert retention.forget(END + timedelta(days=31)) == 1
    assert Registration.objects.exclude(erased_at=None).get() == sound


def test_places_given_up_lock_one_date_after_the_other_and_a_few_in_one_call(now, monkeypatch):
    monkeypatch.setattr(retention, "FEW", 2)
    waits = settings.RETENTION["postponed"].days
    for _ in range(3):
        date = make.open_date()
        make.register(date, now=now)
        occurrences.postpone_occurrence(date, reason="Snow", now=now)
    together = []

    def heard(keys, moment):
        together.append(len(keys))
        return act(keys, moment)

    pieces = [each for each in retention.PIECES if each.line == "postponed"]
    act = pieces[0].act
    monkeypatch.setattr(retention, "PIECES", [replace(each, act=heard) for each in pieces])
    assert [retention.forget(now + timedelta(days=waits + 31)) for _ in range(3)] == [2, 1, 0]
    assert together == [1, 1, 1]


def test_log_of_accesses_is_kept_a_year(now, ada):
    log(instance=ada, action="registration.export", user=ada, data={"rows": 3})
    retention.forget(now + timedelta(days=364))
    assert ModelLogEntry.objects.filter(action="registration.export").exists()
    retention.forget(now + timedelta(days=366))
    assert not ModelLogEntry.objects.filter(action="registration.export").exists()
