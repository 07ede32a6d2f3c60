from datetime import datetime, timedelta

import pytest

from core import tokens
from outbox.domain import write
from outbox.domain.rendering import render
from outbox.models import Letter
from surveys.evaluation.domain import asking, inviting, preparing, refusing
from surveys.evaluation.models import Asked, Invitation, Survey
from tests.factories import calendar, surveys


@pytest.fixture
def survey(db: None, now: datetime) -> Survey:
    return surveys.survey(at=now)


def test_those_who_came_are_invited_once(survey: Survey, now: datetime) -> None:
    came = surveys.guest(survey.occurrence)
    surveys.guest(survey.occurrence, arrived=None)
    surveys.guest(survey.occurrence, arrived=0)
    surveys.guest(survey.occurrence, email="")
    surveys.guest(survey.occurrence, state="cancelled")
    assert inviting.invite(now) == 1
    assert inviting.invite(now) == 0
    assert [letter.to for letter in Letter.objects.filter(kind="evaluation/invitation")] == [came.email]
    survey.refresh_from_db()
    assert survey.invited == 1


def test_link_in_the_letter_opens_the_invitation_of_which_only_the_hash_is_kept(survey: Survey, now: datetime) -> None:
    surveys.guest(survey.occurrence)
    inviting.invite(now)
    letter = Letter.objects.get()
    token = letter.context["survey_url"].rstrip("/").rpartition("/")[2]
    invitation = Invitation.objects.get()
    assert invitation.token_hash == tokens.digest(token) != token
    assert len(token) * 5 >= 128
    assert token not in letter.about


@pytest.mark.parametrize("language", ["en", "el", "sl", "sv", "da"])
def test_letter_is_written_in_the_language_of_the_person(survey: Survey, now: datetime, language: str) -> None:
    surveys.guest(survey.occurrence, language=language, name="Ben")
    inviting.invite(now)
    letter = Letter.objects.get()
    words = render(letter)
    assert letter.language == language
    assert letter.context["survey_url"] in words.text
    assert letter.context["survey_url"] in words.html
    assert survey.occurrence.event.title in words.subject
    assert "2026" in words.text


def test_addresses_that_are_refused_hold_up_nobody_behind_them(
    survey: Survey, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inviting, "PORTION", 2)
    for number in range(2):
        surveys.guest(survey.occurrence, email=f"two{number}@example.org,others@example.org")
    surveys.guest(survey.occurrence)
    assert inviting.invite(now) == 1


def test_nobody_is_invited_before_the_end(db: None, now: datetime) -> None:
    survey = surveys.survey(calendar.occurrence(start=now - timedelta(hours=1)), at=now)
    surveys.guest(survey.occurrence)
    assert inviting.invite(now) == 0
    assert inviting.invite(now + timedelta(hours=1)) == 1


def test_nights_are_quiet(db: None, now: datetime) -> None:
    night = now.replace(hour=20)  # 22:00 in Athens
    survey = surveys.survey(surveys.ended(at=night), at=night)
    surveys.guest(survey.occurrence)
    assert inviting.invite(night) == 0
    assert inviting.invite(night + timedelta(hours=9, minutes=59)) == 0
    assert inviting.invite(night + timedelta(hours=10)) == 1


def test_late_check_ins_are_invited_for_three_days(survey: Survey, now: datetime) -> None:
    first, late = surveys.guests(survey.occurrence, 2)
    inviting.invite(now)
    third = surveys.guest(survey.occurrence)
    assert inviting.invite(now + timedelta(days=2)) == 1
    surveys.guest(survey.occurrence)
    assert inviting.invite(now + timedelta(days=3)) == 0
    assert {each.registration for each in Invitation.objects.all()} == {first, late, third}


def test_an_address_is_asked_once_in_thirty_days(db: None, now: datetime) -> None:
    for days, letters in ((0, 1), (1, 0), (29, 0), (30, 1)):
        moment = now + timedelta(days=days)
        survey = surveys.survey(surveys.ended(at=moment), at=moment)
        surveys.guest(survey.occurrence, email="Ben@example.org" if days else "ben@example.org")
        assert inviting.invite(moment) == letters


def test_what_is_kept_of_an_address_is_a_hash_that_goes_after_thirty_days(survey: Survey, now: datetime) -> None:
    guest = surveys.guest(survey.occurrence)
    inviting.invite(now)
    asked = Asked.objects.get()
    assert guest.email not in f"{asked.address_hash}{asked.on}"
    assert asking.forget_asked(now + timedelta(days=29)) == 0
    assert asking.forget_asked(now + timedelta(days=30)) == 1


def test_nothing_due_is_one_query(db: None, now: datetime, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        inviting.invite(now)


def test_each_date_gets_its_survey_ahead_of_time(db: None, now: datetime) -> None:
    event = calendar.event()
    calendar.occurrence(event, start=now + timedelta(days=29))
    calendar.occurrence(event, start=now + timedelta(days=31))
    calendar.occurrence(event, start=now + timedelta(days=3), status="cancelled")
    calendar.occurrence(event, start=now - timedelta(days=20))
    assert preparing.prepare(now) == 1
    assert preparing.prepare(now) == 0
    survey = Survey.objects.get()
    assert survey.intended.code == "Q3"
    assert survey.closes == survey.occurrence.end + timedelta(days=14)


def test_survey_follows_its_date_when_that_is_moved(survey: Survey, now: datetime) -> None:
    assert preparing.follow(now) == 0
    occurrence = survey.occurrence
    occurrence.start, occurrence.end = now + timedelta(days=2), now + timedelta(days=2, hours=1)
    occurrence.save()
    assert preparing.follow(now) == 1
    assert preparing.follow(now) == 0
    survey.refresh_from_db()
    assert (survey.opens, survey.closes) == (occurrence.start, occurrence.end + timedelta(days=14))


def test_one_click_ends_surveys_by_letter_for_an_address(survey: Survey, now: datetime, client) -> None:  # type: ignore[no-untyped-def]
    guest = surveys.guest(survey.occurrence, language="el")
    inviting.invite(now)
    letter = Letter.objects.get()
    assert letter.unsubscribe_url == letter.context["no_more_url"]
    assert letter.unsubscribe_url in render(letter).text
    assert letter.valid_until == survey.closes
    address = letter.unsubscribe_url.removeprefix("http://localhost:8000")
    page = client.get(address)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert '<html lang="el"' in page.content.decode()
    assert not Asked.objects.get().refused  # asking does nothing

    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Asked.objects.get().refused
    assert asking.forget_asked(now + timedelta(days=60)) == 0
    assert asking.not_to_ask({guest.email}, now + timedelta(days=60))
    assert not asking.note(guest.email, now + timedelta(days=60))

    client.post(address, {"again": "1"})
    assert asking.note(guest.email, now + timedelta(days=60))


def test_wish_of_an_address_never_asked_is_kept(db: None, now: datetime) -> None:
    token = refusing.no_more_address("ben@example.org", language="en").split("/")[4]
    refusing.refuse(token, now=now)
    assert asking.not_to_ask({"ben@example.org"}, now)


def test_link_that_is_not_ours_ends_nothing(survey: Survey, client) -> None:  # type: ignore[no-untyped-def]
    token = refusing.no_more_address("ben@example.org", language="en").split("/")[4]
    assert client.post(f"/s/{'0' + token[1:] if token[0] != '0' else '1' + token[1:]}/no-more/").status_code == 410
    assert not Asked.objects.exists()


def test_nobody_is_invited_whose_letters_come_back(survey: Survey, now: datetime) -> None:
    guest = surveys.guest(survey.occurrence)
    write_about = {"about": f"registration:{guest.code}", "version": 1, "to": guest.email, "language": "en"}
    letter = write("outbox/trial", **write_about, context={})
    Letter.objects.filter(pk=letter.pk).update(state="bounced")
    assert inviting.invite(now) == 0
