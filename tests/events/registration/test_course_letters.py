import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings

from events.calendar.enums import RegistersFor
from events.registration.domain.taking_part import bundles, choosing, courses, growing
from outbox.domain import rendering
from outbox.models import Letter
from tests.factories import calendar, registration as make

pytestmark = pytest.mark.django_db

KINDS = {
    *("course-confirmed", "course-waiting", "course-promoted", "course-cancelled", "course-dates"),
    *("absent-once", "dates-confirmed"),
}
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def every_letter(now, language: str) -> list[Letter]:
    """One life in which each letter of courses and chosen dates is written, and each of its turns."""
    course = make.course(seats=2, title="Stories & songs", bring="A cushion")
    ben = make.join(course, now=now, language=language)
    courses.change_party(ben[0], party=2, now=now)
    lina = make.join(course, now=now, language=language, party=2)
    make.join(course, now=now, language=language, email=ben[0].email)
    courses.come_after_all(courses.absent_once(bundles.of(ben[0])[1], now=now), now=now)
    courses.leave(bundles.of(ben[0])[0], now=now)
    calendar.occurrence(course, start=make.START + timedelta(weeks=9), seats=2)
    growing.follow(now)
    assert {each.state for each in bundles.of(lina[0])} == {"confirmed"}
    event = make.open_event(registers_for=RegistersFor.CHOSEN, title="Stories & songs", waiting_list=False)
    dates = [calendar.occurrence(event, start=make.START + timedelta(weeks=week), seats=1) for week in range(2)]
    for chosen in (dates[:1], dates):
        answer = choosing.register(
            chosen, name="Ben", email=f"ben-{len(chosen)}@example.org", party=1, language=language, form_key=uuid4(),
            now=now,
        )  # fmt: skip
    courses.leave(answer.made[0], now=now)
    return list(Letter.objects.order_by("about", "version"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_has_two_parts_with_the_same_links(now, language):
    letters = every_letter(now, language)
    assert {letter.kind.partition("/")[2] for letter in letters} == KINDS
    for letter in letters:
        words = rendering.render(letter)
        links = set(re.findall(r'href="([^"]+)"', words.html))
        assert links == set(re.findall(r"https?://\S+", words.text))
        assert all(link.startswith(settings.BASE_URL) for link in links)
        assert "Stories &amp; songs" in words.html
        assert "Stories & songs" in words.subject
        assert len(words.subject) <= 200
        assert "{" not in words.text


def of_kind(now, kind: str) -> list[Letter]:
    return [letter for letter in every_letter(now, "en") if letter.kind == f"registration/{kind}"]


def test_letter_of_a_course_lists_each_date_and_brings_all_to_the_calendar(now):
    letter = next(each for each in of_kind(now, "course-confirmed") if each.context["news"] == "new")
    text = rendering.render(letter).text
    for day in ("5 December 2026", "12 December 2026", "19 December 2026"):
        assert f"{day}, 18:00–20:00" in text
    assert "You have a place on every date of this course." in text
    assert letter.attachments[0]["content"].count("BEGIN:VEVENT") == 3


def test_waiting_letter_says_the_number_on_the_list(now):
    assert "Your place on the list: 1" in rendering.render(of_kind(now, "course-waiting")[0]).text


def test_who_leaves_has_all_dates_taken_out_of_the_calendar(now):
    for letter in of_kind(now, "course-cancelled"):
        entries = letter.attachments[0]["content"]
        assert entries.count("STATUS:CANCELLED") == entries.count("BEGIN:VEVENT") > 0


def test_who_is_absent_once_has_one_date_taken_out_and_put_back(now):
    away, back = sorted(of_kind(now, "absent-once"), key=lambda letter: letter.version)
    assert away.attachments[0]["content"].count("STATUS:CANCELLED") == 1
    assert "STATUS:CANCELLED" not in back.attachments[0]["content"]
    assert "yours again" in rendering.render(back).subject


def test_course_letter_tells_the_last_day_anything_is_kept(now):
    letter = next(each for each in of_kind(now, "course-confirmed") if each.context["news"] == "new")
    assert letter.context["kept_until"] == "18 January 2027"  # 19 December and 30 days
    assert letter.valid_until == make.START + timedelta(weeks=2, hours=2)


def kept(letters) -> list[str]:
    return [each.context["kept_until"] for each in letters.order_by("pk")]


def test_kept_until_counts_from_the_latest_end_of_all_dates_and_by_what_one_has(now):
    course = make.course(seats=1)
    ben, lina = make.join(course, now=now), make.join(course, now=now)
    courses.absent_once(ben[2], now=now)
    courses.leave(lina[0], now=now)
    of_ben, of_lina = (Letter.objects.filter(to=each[0].email) for each in (ben, lina))
    assert kept(of_ben) == ["18 January 2027"] * 2  # a place: 30 days after 19 December
    assert kept(of_lina) == ["26 December 2026"] * 2  # the waiting list, then nothing: 7 days


def test_kept_until_of_who_leaves_counts_the_dates_they_were_at(now):
    ben = make.join(make.course(), now=now)
    courses.leave(ben[1], now=make.START + timedelta(days=1))
    assert kept(Letter.objects.all()) == ["18 January 2027"] * 2


def test_kept_until_of_chosen_dates_counts_the_one_with_a_place(now):
    event = make.open_event(registers_for="chosen")
    for weeks in (0, 2):
        calendar.occurrence(event, start=make.START + timedelta(weeks=weeks), seats=1, planned_on=None)
    first, _last = choosing.dates_of(event, now=now)
    make.register(first, now=now)
    given = {"name": "Ben", "email": "ben@example.org", "party": 1, "language": "en", "form_key": uuid4()}
    choosing.register(choosing.dates_of(event, now=now), **given, now=now)
    assert kept(Letter.objects.filter(to="ben@example.org")) == ["18 January 2027"]
