"""Changes found by difference: who is told what, once, and what staff see before it goes."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse

from events.calendar.domain import occurrences as verbs
from events.calendar.models import EventPage, Occurrence
from events.registration.domain.letters import announcing, messaging, rehearsing
from events.registration.domain.staff import moving
from events.registration.enums import Verb
from events.registration.models import Entry, Registration
from outbox.domain import rendering
from outbox.models import Letter
from tests.factories import calendar, people, places, registration as make

pytestmark = pytest.mark.django_db
REASON = "The heating failed."


def news() -> list[Letter]:
    kinds = ["registration/confirmed", "registration/waiting"]
    return list(Letter.objects.exclude(kind__in=kinds).order_by("created_at", "to"))


def later(date: Occurrence, now, hours: int = 1) -> Occurrence:
    by = timedelta(hours=hours)
    return verbs.move_occurrence(date, start=date.start + by, end=date.end + by, reason=REASON, now=now)


def test_letter_says_what_was_and_what_is(now):
    date = make.open_date()
    make.register(date, now=now)
    later(date, now)
    assert (announcing.tell_changes(now), announcing.tell_changes(now)) == (1, 0)
    (letter,) = news()
    text = rendering.render(letter).text
    assert "When: Saturday, 5 December 2026, 19:00–21:00 (until now: Saturday, 5 December 2026, 18:00–20:00)" in text
    assert "Where:" not in text.partition("You registered")[0].partition("When: ")[0]
    assert REASON in text


def test_what_was_changed_and_changed_back_is_not_told(now):
    date = make.open_date()
    ben = make.register(date, now=now)
    start, end = date.start, date.end
    after = later(date, now)
    verbs.move_occurrence(after, start=start, end=end, reason="", now=now)
    announcing.tell_changes(now)
    verbs.cancel_occurrence(date, reason=REASON, now=now)
    verbs.restore_occurrence(date, now=now)
    announcing.tell_changes(now)
    ben.refresh_from_db()
    assert (news(), ben.told_sequence, ben.version) == ([], 4, 1)
    assert not Registration.objects.untold(now).exists()


def test_another_room_another_mode_and_another_place_are_news(branch, now):
    page = make.open_event(under=calendar.branch_page(branch), space=None)
    date = make.open_date(event=page)
    make.register(date, now=now)
    room = places.space(branch=branch, name={"en": "Attic"})
    verbs.change_space(date, space=room, reason="", now=now)
    announcing.tell_changes(now)
    for values in ({"mode": "elsewhere", "place_note": "The old mill"}, {"place_note": "The park"}, {"mode": "online"}):
        EventPage.objects.filter(pk=page.pk).update(**values)
        assert (announcing.tell_changes(now), announcing.tell_changes(now)) == (1, 0)
    said = [[(each["what"], each["was"], each["now"]) for each in letter.context["changes"]] for letter in news()]
    home = f"{branch.name}"
    assert said[0] == [("Where", home, f"{home}, Attic")]
    assert said[1] == [("Where", f"{home}, Attic", "The old mill"), ("How", "In the library", "Elsewhere")]
    assert said[2] == [("Where", "The old mill", "The park")]
    assert said[3] == [("Where", "The park", "Online"), ("How", "Elsewhere", "Online")]


def test_new_name_for_the_room_is_no_news(branch, now):
    room = places.space(branch=branch)
    date = make.open_date(event=make.open_event(under=calendar.branch_page(branch)))
    Occurrence.objects.filter(pk=date.pk).update(space=room)
    make.register(date, now=now)
    room.name = {"en": "Hall"}
    room.save()
    assert announcing.tell_changes(now) == 0


def test_waiting_list_is_told_with_its_place_and_others_are_not(now):
    date = make.open_date(seats=1)
    make.register(date, now=now, email="a@example.org")
    make.register(date, now=now, email="b@example.org")
    gone = make.register(date, now=now, email="c@example.org")
    Registration.objects.filter(pk=gone.pk).update(state="cancelled")
    old_nina = make.register(date, now=now, email="")
    later(date, now)
    announcing.tell_changes(now)
    assert [letter.to for letter in news()] == ["a@example.org", "b@example.org"]
    assert "You are on the waiting list, at place 1." in rendering.render(news()[1]).text
    assert not Entry.objects.filter(registration=old_nina, verb=Verb.TOLD).exists()


def test_person_with_several_dates_reads_one_letter(now):
    page = make.open_event(title="Course")
    dates = [make.open_date(event=page, start=make.START + timedelta(days=7 * week)) for week in range(3)]
    for date in dates:
        make.register(date, now=now, email="ben@example.org", name="Ben")
    make.register(dates[0], now=now, email="dora@example.org")
    later(dates[0], now)
    later(dates[1], now)
    verbs.cancel_occurrence(dates[2], reason=REASON, now=now)
    announcing.tell_changes(now)
    ben, dora = news()
    assert (ben.kind, dora.kind) == ("registration/changes", "registration/changed")
    text = rendering.render(ben).text
    assert text.count("(until now: ") == 2
    assert "Cancelled: Saturday, 19 December 2026" in text
    assert ben.attachments[0]["content"].count("BEGIN:VEVENT") == 3
    assert announcing.tell_changes(now) == 0


def test_many_people_are_told_in_pieces_and_each_once(now, monkeypatch):
    monkeypatch.setattr(announcing, "AT_ONCE", 3)
    date = make.open_date(seats=None)
    for _ in range(7):
        make.register(date, now=now)
    later(date, now)
    assert [announcing.tell_changes(now) for _ in range(4)] == [3, 3, 1, 0]
    assert len(news()) == len({letter.to for letter in news()}) == 7


# --- seen before it goes ----------------------------------------------------------------------------------------------
def test_rehearsal_shows_people_and_letters_and_leaves_no_trace(now):
    date = make.open_date()
    ben = make.register(date, now=now, name="Ben", email="ben@example.org")
    make.register(date, now=now, name="Maja", email="maja@example.org", language="sl")
    make.register(date, now=now, name="Old Nina", email="")
    seen = rehearsing.rehearse(
        lambda: verbs.cancel_occurrence(date, reason=REASON, now=now), event=date.event_id, now=now
    )
    assert [each.name for each in seen.people] == ["Ben", "Maja"]
    assert [each.name for each in seen.by_telephone] == ["Old Nina"]
    assert [(each.language, each.readers) for each in seen.samples] == [("English", 1), ("Slovenian", 1)]
    assert "Hello Ben," in seen.samples[0].text
    assert REASON in seen.samples[0].text
    date.refresh_from_db()
    ben.refresh_from_db()
    assert (date.status, date.sequence, ben.version, news()) == ("scheduled", 0, 1, [])


def test_rehearsal_says_what_a_rule_refuses(now, clock):
    date = make.open_date()
    clock.move_to(date.end)
    seen = rehearsing.rehearse(
        lambda: verbs.cancel_occurrence(date, reason="", now=date.end), event=date.event_id, now=date.end
    )
    assert "over" in seen.refused


@pytest.fixture
def editor(branch, client, now):
    user = people.staff("Ada", branch)
    client.force_login(user)
    return user


@pytest.fixture
def date(branch, now) -> Occurrence:
    return make.open_date(event=make.open_event(under=calendar.branch_page(branch), title="Stories"))


@pytest.mark.parametrize("whole_event", [False, True])
def test_staff_see_the_letter_before_a_date_is_cancelled(client, editor, date, now, whole_event):
    make.register(date, now=now, name="Ben")
    address = reverse("event_cancel", args=[date.event_id])
    if not whole_event:
        address = reverse("occurrence:change", args=[date.pk, "cancel"])
    shown = client.post(address, {"reason": REASON})
    text = shown.content.decode()
    assert (shown.status_code, "Hello Ben," in text, "1 person gets a letter" in text) == (200, True, True)
    date.refresh_from_db()
    assert date.status == "scheduled"
    mark = shown.context["form"].mark
    other = client.post(address, {"reason": "Another reason", "seen": mark})
    assert "Another reason" in other.content.decode()
    make.register(date, now=now)
    assert client.post(address, {"reason": REASON, "seen": mark}).status_code == 200
    date.refresh_from_db()
    assert date.status == "scheduled"
    mark = client.post(address, {"reason": REASON}).context["form"].mark
    assert client.post(address, {"reason": REASON, "seen": mark}).status_code == 302
    date.refresh_from_db()
    assert date.status == "cancelled"


def test_date_nobody_holds_is_cancelled_at_once(client, editor, date):
    assert client.post(reverse("occurrence:change", args=[date.pk, "cancel"]), {"reason": ""}).status_code == 302


# --- the letters themselves -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_letters_of_staff_say_the_same_as_text_and_as_html(now, ada, language):
    page = make.open_event(title="Stories & songs")
    dates = [make.open_date(event=page, start=make.START + timedelta(days=7 * week)) for week in range(3)]
    known = {"now": now, "language": language, "name": 'Ben <a href="https://evil.example">'}
    ben, dora = make.register(dates[0], **known), make.register(dates[0], **known)
    make.register(dates[1], **known, email=ben.email)
    moving.move_party(dora, to=dates[2], now=now, by=ada)
    for date in dates[:2]:
        later(date, now)
    announcing.tell_changes(now)
    verbs.cancel_occurrence(dates[2], reason=REASON, now=now)
    announcing.tell_changes(now)
    verbs.restore_occurrence(dates[2], now=now)
    announcing.tell_changes(now)
    to = messaging.audience(Registration.objects.filter(occurrence=dates[0]))
    messaging.send(to, subject="Bring a cushion", text="It is cold & dark.", key=uuid4(), now=now)
    written = {letter.kind.partition("/")[2]: rendering.render(letter) for letter in news()}
    assert written.keys() == {"moved", "changes", "cancelled-by-library", "restored", "message"}
    for words in written.values():
        links = set(re.findall(r'href="([^"]+)"', words.html))
        assert links == set(re.findall(r"https?://\S+", words.text))
        assert all(link.startswith(settings.BASE_URL) for link in links)
        assert "Stories &amp; songs" in words.html
        assert "{" not in words.text
        assert 'href="https://evil' not in words.html
