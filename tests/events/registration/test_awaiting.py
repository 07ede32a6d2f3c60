"""What waits for staff: found in one place, by role and branch, and gone when it is done."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Role
from core import clock as core_clock
from events.calendar.domain import occurrences as verbs
from events.calendar.enums import OpenTo
from events.registration.domain.letters import announcing
from events.registration.domain.staff import awaiting, records
from events.registration.domain.taking_part.parties import Details
from events.registration.enums import State
from outbox.models import Letter, LetterState
from tests.factories import calendar, people, registration as make

pytestmark = pytest.mark.django_db
PAGE = reverse("registration_desk:awaiting")


@pytest.fixture
def under(branch):
    return calendar.branch_page(branch)


@pytest.fixture
def enter(client, branch):
    def entered(role: str = Role.EDITOR, at=branch):
        user = people.staff(f"Staff {role}", at, role)
        client.force_login(user)
        return user

    return entered


def seen(user) -> awaiting.Awaiting:
    return awaiting.awaiting(user, now=core_clock.now())


def press(client, registration, verb: str) -> str:
    address = reverse("registration_desk:record-do", args=[registration.code, verb])
    answer = client.post(address, {"listed": "on"}, follow=True)
    assert answer.redirect_chain[-1][0] == PAGE
    return answer.content.decode()


@pytest.fixture
def ring(ada, now):
    """`ring(date)`: somebody without an e-mail address is registered by telephone."""
    more = Details(contact={"phone": "+386 1/234"})
    return lambda date, name="Ben": make.register(date, now=now, name=name, email="", by=ada, details=more)


def test_change_of_a_date_is_left_to_staff_until_they_told_it(client, enter, under, ring, now):
    date = make.open_date(event=make.open_event(under=under, title="Stories"))
    ben = ring(date)
    make.register(date, now=now, name="Dora")
    user = enter(Role.DESK)
    assert not seen(user).calls
    verbs.postpone_occurrence(date, reason="Snow", now=now)
    announcing.tell_changes(now)
    assert [(each.registration, each.about) for each in seen(user).calls] == [(ben, "Change of the date")]
    text = client.get(PAGE).content.decode()
    assert "Please telephone" in text
    assert 'href="tel:+3861234"' in text
    assert "Dora" not in text
    assert "please telephone" in client.get(reverse("registration_desk:record", args=[ben.code])).content.decode()
    assert "Nothing waits for you." in press(client, ben, "called")
    words = [line.words for line in records.lines(ben)]
    assert words[-2:] == ["Has to be told by telephone: Change of the date.", "Was told by telephone."]
    verbs.restore_occurrence(date, now=now)
    verbs.cancel_occurrence(date, reason="Snow", now=now)
    announcing.tell_changes(now)
    assert [each.about for each in seen(user).calls] == ["Cancelled by the library"]


def test_nobody_is_dropped_when_the_old_time_of_a_postponed_date_is_past(enter, under, clock, ring, now):
    date = make.open_date(event=make.open_event(under=under))
    ben, user = ring(date), enter(Role.DESK)
    verbs.postpone_occurrence(date, reason="Snow", now=now)
    announcing.tell_changes(now)
    clock.move_to(date.end + timedelta(days=3))
    assert [each.registration for each in seen(user).calls] == [ben]
    verbs.cancel_occurrence(date, reason="Snow", now=core_clock.now())
    announcing.tell_changes(core_clock.now())
    assert [each.registration for each in seen(user).calls] == [ben]
    clock.shift(timedelta(days=8))
    assert not seen(user).calls, "old news"


def test_place_that_came_free_is_told_on_the_telephone(client, enter, under, ring, now):
    date = make.open_date(seats=1, event=make.open_event(under=under, offer_hours=24))
    first = make.register(date, now=now)
    ben = ring(date)
    user = enter(Role.DESK)
    client.post(reverse("registration_desk:record-do", args=[first.code, "cancel"]))
    ben.refresh_from_db()
    assert ben.state == State.CONFIRMED
    assert [(each.registration, each.about) for each in seen(user).calls] == [(ben, "A place came free")]


def test_who_is_asked_again_without_an_address_is_asked_by_staff(client, enter, under, clock, ring):
    date = make.open_date(event=make.open_event(under=under, reconfirm_days=3))
    ben, dora = ring(date), ring(date, "Dora")
    user = enter(Role.DESK)
    assert not seen(user).to_ask
    clock.move_to(make.START - timedelta(days=2))
    client.force_login(user)
    assert seen(user).to_ask == [ben, dora]
    assert "Please ask whether they still come" in client.get(PAGE).content.decode()
    press(client, ben, "still-coming")
    assert seen(user).to_ask == [dora]
    page = reverse("registration_desk:record", args=[dora.code])
    assert "They still come" in client.get(page).content.decode()
    assert "They still come" not in client.get(page.replace(dora.code, ben.code)).content.decode()


def test_requests_and_dates_with_too_few_people_wait_for_editors(client, enter, under, clock, now):
    asked = make.open_date(event=make.open_event(under=under, open_to=OpenTo.APPROVAL))
    ben = make.register(asked, now=now, name="Ben")
    few = make.open_date(event=make.open_event(under=under, people_least=3, least_days=7, title="Choir"))
    make.register(few, now=now, party=2)
    user = enter(Role.EDITOR)
    assert (seen(user).requests, seen(user).too_few) == ([ben], [])
    clock.move_to(make.START - timedelta(days=5))
    client.force_login(user)
    assert seen(user).too_few == [few]
    text = client.get(PAGE).content.decode()
    assert "2 people, 3 are needed" in text
    make.register(few, now=core_clock.now())
    assert not seen(user).too_few
    desk = enter(Role.DESK)
    assert (seen(desk).requests, seen(desk).too_few) == ([], [])


@pytest.mark.parametrize("state", [LetterState.FAILED, LetterState.BOUNCED])
def test_letter_that_did_not_arrive_is_told_on_the_telephone(client, enter, under, state, now):
    date = make.open_date(event=make.open_event(under=under))
    ben, dora = (make.register(date, now=now, name=name) for name in ("Ben", "Dora"))
    Letter.objects.filter(about=f"registration:{ben.code}").update(state=state)
    user = enter(Role.DESK)
    assert seen(user).not_reached == [ben]
    assert "Their letter did not arrive" in client.get(PAGE).content.decode()
    assert "Nothing waits for you." in press(client, ben, "called")
    Letter.objects.filter(about=f"registration:{dora.code}").update(state=state, created_at=now + timedelta(hours=1))
    assert seen(user).not_reached == [dora]


@pytest.fixture
def gone(under, ring, now):
    """A date that was called off, with somebody who has to be told by telephone."""
    date = make.open_date(event=make.open_event(under=under))
    ring(date)
    verbs.cancel_occurrence(date, reason="Snow", now=now)
    announcing.tell_changes(now)
    return date


@pytest.mark.parametrize("role", [Role.MANAGER, Role.AUDITOR])
@pytest.mark.usefixtures("gone")
def test_others_see_nothing_of_it(client, enter, other_branch, role):
    user = enter(role, *([other_branch] if role == Role.MANAGER else []))
    assert seen(user) == awaiting.Awaiting()
    assert client.get(PAGE).status_code == (200 if role == Role.MANAGER else 404)


@pytest.fixture(params=[1, 3])
def rows(request, under, clock, ring):
    """So many of everything that waits."""
    now = core_clock.now()
    for _ in range(request.param):
        calendar.occurrence(make.open_event(under=under), start=make.START - timedelta(days=7))
        make.register(make.open_date(event=make.open_event(under=under, open_to=OpenTo.APPROVAL)), now=now)
        date = make.open_date(event=make.open_event(under=under, reconfirm_days=3, people_least=9, least_days=7))
        ring(date)
        returned = make.register(date, now=now)
        Letter.objects.filter(about=f"registration:{returned.code}").update(state=LetterState.FAILED)
        gone = make.open_date(event=make.open_event(under=under))
        ring(gone)
        verbs.cancel_occurrence(gone, reason="Snow", now=now)
    announcing.tell_changes(now)
    clock.move_to(make.START - timedelta(days=2))
    return request.param


def test_list_costs_the_same_for_any_number(enter, rows, django_assert_num_queries):
    user = enter(Role.MANAGER)
    found = seen(user)
    sizes = [len(getattr(found, name)) for name in awaiting.Awaiting.__dataclass_fields__]
    assert sizes == [rows] * 6
    with django_assert_num_queries(11):
        seen(user)
