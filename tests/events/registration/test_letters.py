import re
from datetime import timedelta

import pytest
from django.conf import settings

from events.calendar.enums import OpenTo
from events.registration.domain.letters import reminding, telling
from events.registration.domain.taking_part import registering
from events.registration.domain.waiting import approving, offers, reconfirming
from events.registration.models import Registration
from outbox.domain import rendering
from outbox.models import Letter
from tests.factories import people, registration as make

pytestmark = pytest.mark.django_db

KINDS = {
    "confirmed",
    "waiting",
    "promoted",
    "places",
    "changed",
    "cancelled",
    "cancelled-by-library",
    "already",
    "reminder",
    "offered",
    "lapsed",
    "still-coming",
    "asked",
    "refused",
}
LANGUAGES = [code for code, _name in settings.LANGUAGES]
NAME = 'Ben <a href="https://evil.example">win</a> www.evil.example'


def every_letter(now, language) -> list[Letter]:
    """One life in which each letter is written."""
    date = make.open_date(seats=3, bring="A cushion", title="Stories & songs")
    known = {"now": now, "language": language, "name": NAME}
    ben = make.register(date, **known, party=2)
    make.register(date, **known, email=ben.email)
    reminding.remind(make.START - timedelta(hours=31))
    registering.change_party(ben, party=3, now=now)
    lina = make.register(date, **known, party=2)
    tell_of_decisions(known)
    registering.cancel(ben, now=now)
    type(date).objects.update(sequence=1, start=make.START + timedelta(hours=1))
    telling.tell_changes(now)
    type(date).objects.update(sequence=2, status="cancelled", reason="The heating failed.")
    telling.tell_changes(now)
    assert Registration.objects.get(pk=lina.pk).told_sequence == 2
    return list(Letter.objects.all())


def tell_of_decisions(known) -> None:
    """A place that is offered, one that is asked for, and the question whether somebody still comes."""
    ada, title = people.staff("Ada"), "Stories & songs"
    date = make.open_date(seats=1, offer_hours=2, title=title)
    first, _second = make.register(date, **known), make.register(date, **known)
    registering.cancel(first, now=known["now"])
    offers.lapse_offers(known["now"] + timedelta(hours=3))
    for answer in (approving.approve, approving.refuse):
        asked = make.register(make.open_date(open_to=OpenTo.APPROVAL, title=title), **known)
        answer(asked, now=known["now"], by=ada)
    make.register(make.open_date(reconfirm_days=3, title=title), **known)
    reconfirming.asking_again(make.START - timedelta(days=2, hours=3))


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


def test_what_a_person_calls_themselves_is_no_link_in_any_letter(now):
    for letter in every_letter(now, "en"):
        words = rendering.render(letter)
        assert "<a href=&quot;" in words.html.replace("&lt;", "<")
        assert 'href="https://evil' not in words.html
        assert "www.evil.example" not in words.text + words.html
        assert "evil" not in words.subject


def test_waiting_letter_says_the_place_in_the_line(now):
    date = make.open_date(seats=1)
    for _ in range(3):
        make.register(date, now=now)
    last = Letter.objects.filter(kind="registration/waiting").order_by("context__position").last()
    assert "Your place on the list: 2" in rendering.render(last).text


def test_cancelled_letter_leads_back_to_the_form(now):
    registering.cancel(make.register(make.open_date(), now=now), now=now)
    words = rendering.render(Letter.objects.get(kind="registration/cancelled"))
    assert "/register/" in words.text
    assert "STATUS:CANCELLED" in Letter.objects.get(kind="registration/cancelled").attachments[0]["content"]
