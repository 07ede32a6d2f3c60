from datetime import date, timedelta

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from accounts.models import Role
from events.calendar.domain import occurrences as verbs
from events.calendar.domain.branches import open_branch
from events.calendar.models import EventPage, Occurrence
from events.registration.domain.attending import desk
from events.registration.domain.letters import telling
from events.registration.domain.rules import NotPossibleNow, NotTakingPlace
from events.registration.domain.staff import deciding
from events.registration.domain.staff.moving import DoesNotFit, OtherEvent, move_registrations
from events.registration.domain.taking_part import registering
from events.registration.enums import State, Verb
from events.registration.models import Entry, Registration
from outbox.domain import rendering
from outbox.models import Letter
from tests.factories import calendar, people, places, registration as make

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 1)


@pytest.fixture
def page(branch, clock) -> EventPage:
    plan = calendar.schedule(TUESDAY, rule="RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=4", seats=3)
    return make.open_event(under=calendar.branch_page(branch), title="Reading circle", schedules=[plan])


@pytest.fixture
def dates(page) -> list[Occurrence]:
    return list(page.occurrences.order_by("start"))


def leave_plan(page: EventPage, rule: str = "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3") -> EventPage:
    draft = page.get_latest_revision_as_object()
    rows = list(draft.schedules.all())
    rows[0].rule = rule
    draft.schedules.set(rows)
    return draft


def counts(row: Occurrence) -> tuple[int, int]:
    row.refresh_from_db()
    return row.seats_taken, row.waiting


def test_people_go_with_their_places_link_and_history(dates, ada, now):
    ben = make.register(dates[3], now=now, name="Ben", party=2)
    link = ben.get_absolute_url()
    done = move_registrations(dates[3], to=dates[0], now=now, by=ada)
    ben.refresh_from_db()
    assert [each.pk for each in done.moved] == [ben.pk]
    assert (ben.occurrence, ben.state, ben.party) == (dates[0], State.CONFIRMED, 2)
    assert (counts(dates[3]), counts(dates[0])) == ((0, 0), (2, 0))
    entry = Entry.objects.get(registration=ben, verb=Verb.MOVED)
    assert (entry.came_from, entry.by, entry.at) == (dates[3], ada, now)
    assert ben.get_absolute_url() == link


def test_letter_names_both_dates_and_both_calendars(dates, client, now):
    ben = make.register(dates[3], now=now)
    move_registrations(dates[3], to=dates[0], now=now)
    letter = Letter.objects.get(kind="registration/moved")
    ben.refresh_from_db()
    assert letter.version == ben.version
    assert "22 December 2026" in letter.context["old_when"]
    assert "1 December 2026" in letter.context["when"]
    new, old = [part["content"] for part in letter.attachments]
    assert f"UID:{dates[0].pk}" in new.replace("\r\n ", "")
    assert f"UID:{dates[3].pk}" in old.replace("\r\n ", "")
    assert ("STATUS:CANCELLED" in new, "STATUS:CANCELLED" in old) == (False, True)
    assert telling.tell_changes(now) == 0
    assert b"1 December 2026" in client.get(ben.get_absolute_url()).content


def test_too_many_people_stay_all_of_them(dates, now):
    make.register(dates[0], now=now, party=2)
    make.register(dates[3], now=now, party=2)
    with pytest.raises(DoesNotFit, match="1 free place, and 2 are needed"):
        move_registrations(dates[3], to=dates[0], now=now)
    assert (counts(dates[3]), counts(dates[0])) == ((2, 0), (2, 0))
    verbs.change_seats(dates[0], seats=None, now=now)
    assert len(move_registrations(dates[3], to=dates[0], now=now).moved) == 1


def test_line_goes_along_behind_those_who_wait_there_or_gets_the_free_places(dates, now):
    make.register(dates[3], now=now, party=3)
    first = make.register(dates[3], now=now, party=2)
    second = make.register(dates[3], now=now, party=1)
    assert (first.state, second.state) == (State.WAITING, State.WAITING)
    verbs.change_seats(dates[0], seats=5, now=now)
    move_registrations(dates[3], to=dates[0], now=now)
    for each in (first, second):
        each.refresh_from_db()
    assert (first.state, second.state, second.number) == (State.CONFIRMED, State.WAITING, 2)
    assert (counts(dates[0]), counts(dates[3])) == ((5, 1), (0, 0))
    assert Letter.objects.filter(kind="registration/moved").count() == 3
    told = Letter.objects.get(about=f"registration:{second.code}", kind="registration/moved").context
    assert (told["state"], told["position"]) == ("waiting", 1)


def test_who_is_registered_there_already_stays_and_is_named(dates, now):
    make.register(dates[0], now=now, email="ben@example.org")
    ben = make.register(dates[3], now=now, name="Ben", email="ben@example.org")
    make.register(dates[3], now=now, name="Dora")
    done = move_registrations(dates[3], to=dates[0], now=now)
    assert ([each.name for each in done.moved], done.left_behind) == (["Dora"], [ben])
    assert counts(dates[3]) == (1, 0)


def test_who_stays_and_gets_the_place_that_came_free_is_told(dates, now):
    make.register(dates[3], now=now, party=3)
    verbs.change_seats(dates[0], seats=None, now=now)
    make.register(dates[0], now=now, email="ben@example.org")
    ben = make.register(dates[3], now=now, name="Ben", email="ben@example.org")
    move_registrations(dates[3], to=dates[0], now=now)
    ben.refresh_from_db()
    assert (ben.occurrence, ben.state) == (dates[3], State.CONFIRMED)
    assert Letter.objects.filter(about=f"registration:{ben.code}", kind="registration/promoted").count() == 1


def test_other_events_and_cancelled_dates_are_refused(dates, now):
    make.register(dates[3], now=now)
    for other in (dates[3], make.open_date()):
        with pytest.raises(OtherEvent):
            move_registrations(dates[3], to=other, now=now)
    verbs.cancel_occurrence(dates[0], reason="", now=now)
    with pytest.raises(NotTakingPlace):
        move_registrations(dates[3], to=dates[0], now=now)
    assert counts(dates[3]) == (1, 0)


def test_empty_date_that_left_the_plan_is_withdrawn(page, dates, now):
    make.register(dates[3], now=now)
    leave_plan(page).save_revision().publish()
    move_registrations(dates[3], to=dates[0], now=now)
    dates[3].refresh_from_db()
    assert (dates[3].withdrawn_at, dates[3].off_rule, dates[3].sequence) == (now, False, 1)


def test_restored_date_is_offered_back_in_its_own_words(dates, now):
    ben = make.register(dates[0], now=now)
    verbs.cancel_occurrence(dates[0], reason="Snow", now=now)
    telling.tell_changes(now)
    verbs.restore_occurrence(dates[0], now=now)
    telling.tell_changes(now)
    ben.refresh_from_db()
    about = Letter.objects.filter(about=f"registration:{ben.code}").order_by("version")
    assert [letter.kind.partition("/")[2] for letter in about] == ["confirmed", "cancelled-by-library", "restored"]
    assert (ben.state, ben.occurrence.seats_taken) == (State.CONFIRMED, 1)
    later = dates[0].start + timedelta(hours=1)
    verbs.move_occurrence(dates[0], start=later, end=later + timedelta(hours=1), reason="", now=now)
    telling.tell_changes(now)
    assert about.last().kind == "registration/changed"


# --- publishing with the people in view -----------------------------------------------------------------------------
@pytest.fixture
def manager(branch, client):
    user = people.staff("Mia", branch, Role.MANAGER)
    open_branch(branch)
    client.force_login(user)
    return user


def screen(page: EventPage) -> str:
    return reverse("registration_desk:publish", args=[page.pk])


def answers(client, page: EventPage, **chosen: str) -> dict[str, str]:
    return {"seen": client.get(screen(page)).context["preview"].digest, **chosen}


def test_screen_tells_what_happens_and_who_must_be_telephoned(page, dates, manager, client, now):
    make.register(dates[3], now=now, name="Ben", party=2)
    make.register(dates[2], now=now, name="Old Nina", email="")
    leave_plan(page, "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2").save_revision()
    text = client.get(screen(page)).content.decode()
    assert "2 dates are no longer in the plan, but people hold 3 places on them: please decide." in text
    assert "Old Nina" in text
    assert "Hello Ben" in text.partition("The letter of whoever’s date you cancel")[2]
    assert "Hello Ben" not in text.partition("The letter of whoever’s date you cancel")[0]


def test_each_date_is_kept_moved_or_cancelled_as_chosen(page, dates, manager, client, now):
    held = [make.register(row, now=now, party=2) for row in dates[1:]]
    target = f"move:{dates[0].schedule_code.hex}.{dates[0].planned_on}"
    leave_plan(page, "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=1").save_revision()
    chosen = {dates[1].code: target, dates[2].code: "cancel", dates[3].code: "keep", "reason": "The course is shorter."}
    assert client.post(screen(page), answers(client, page, **chosen)).status_code == 302
    for row in (*dates, *held):
        row.refresh_from_db()
    assert held[0].occurrence == dates[0]
    assert dates[1].withdrawn_at == now
    assert (dates[2].status, dates[2].reason, dates[2].off_rule) == ("cancelled", "The course is shorter.", False)
    assert (dates[3].status, dates[3].off_rule, dates[3].overridden) == ("scheduled", False, ["extra"])
    assert not page.occurrences.filter(off_rule=True).exists()
    telling.tell_changes(now)
    kinds = set(Letter.objects.exclude(kind="registration/confirmed").values_list("kind", flat=True))
    assert kinds == {"registration/moved", "registration/cancelled-by-library"}


def test_people_can_be_moved_to_a_date_that_is_made_only_now(page, dates, manager, client, now):
    ben = make.register(dates[1], now=now)
    draft = leave_plan(page, "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=4")
    rows = list(draft.schedules.all())
    rows[0].first_date = date(2026, 12, 2)
    draft.schedules.set(rows)
    draft.save_revision()
    chosen = {dates[1].code: f"move:{dates[0].schedule_code.hex}.2026-12-09"}
    client.post(screen(page), answers(client, page, **chosen))
    ben.refresh_from_db()
    assert ben.occurrence.planned_on == date(2026, 12, 9)


def test_nothing_is_published_without_a_choice_or_when_the_figures_changed(page, dates, manager, client, now):
    make.register(dates[3], now=now)
    leave_plan(page).save_revision()
    assert "required" in client.post(screen(page), answers(client, page)).content.decode()
    stale = answers(client, page, **{dates[3].code: "keep"})
    make.register(dates[3], now=now)
    assert "Please look again" in client.post(screen(page), stale).content.decode()
    page.refresh_from_db()
    assert page.has_unpublished_changes
    assert EventPage.objects.get(pk=page.pk).schedules.get().rule.rrules[0].count == 4


def test_refused_decision_is_said_and_can_be_made_afterwards(page, dates, manager, client, now):
    make.register(dates[0], now=now, party=3)
    make.register(dates[3], now=now, party=2)
    leave_plan(page).save_revision()
    target = f"move:{dates[0].schedule_code.hex}.{dates[0].planned_on}"
    client.post(screen(page), answers(client, page, **{dates[3].code: target}))
    later = reverse("registration_desk:decide", args=[page.pk])
    text = client.get(later).content.decode()
    assert "0 free places, and 2 are needed" in text
    client.post(later, {dates[3].code: "keep"})
    assert "No date waits for a decision." in client.get(later).content.decode()


def test_page_form_saves_the_draft_and_leads_to_the_screen(page, dates, manager, client, now):
    make.register(dates[3], now=now)
    leave_plan(page).save_revision()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    page_of_form = client.get(edit)
    assert "please decide" in page_of_form.content.decode()
    data = querydict_from_html(page_of_form.content.decode(), form_id="page-edit-form")
    data["body-count"], data["title"], data["action-publish"] = "0", "Reading circle in winter", "action-publish"
    answer = client.post(edit, data)
    assert answer.url == screen(page)
    page.refresh_from_db()
    assert page.title == "Reading circle"
    assert page.get_latest_revision_as_object().title == "Reading circle in winter"
    client.post(screen(page), answers(client, page, **{dates[3].code: "keep"}))
    page.refresh_from_db()
    assert (page.title, page.has_unpublished_changes) == ("Reading circle in winter", False)


def test_draft_that_lacks_something_is_not_published_from_the_screen(page, manager, client, now):
    shown = answers(client, page)
    draft = page.get_latest_revision_as_object()
    draft.summary = ""
    draft.save_revision()
    assert client.post(screen(page), shown).status_code == 409
    page.refresh_from_db()
    assert page.summary


def test_space_taken_meanwhile_is_not_booked_twice_from_the_screen(branch, page, manager, client, now):
    space = places.space(branch=branch)
    draft = page.get_latest_revision_as_object()
    draft.space = space
    draft.save_revision()
    shown = answers(client, page)
    make.open_event(under=page.get_parent().specific, title="Film", space=space, schedules=[calendar.schedule(TUESDAY)])
    answer = client.post(screen(page), shown)
    assert (answer.status_code, "Film" in answer.content.decode()) == (409, True)
    assert not page.occurrences.filter(space=space).exists()


def test_page_somebody_else_locked_is_not_published_from_the_screen(page, manager, client, now):
    EventPage.objects.filter(pk=page.pk).update(locked=True, locked_by=people.superuser(), locked_at=now)
    assert client.get(screen(page)).status_code == 302
    assert client.post(screen(page), {"seen": "x"}).status_code == 302


def test_page_without_a_draft_is_published_as_it_is(page, manager, client, now):
    EventPage.objects.filter(pk=page.pk).update(latest_revision=None, live_revision=None)
    page.revisions.all().delete()
    assert client.post(screen(page), answers(client, page)).status_code == 302


def test_code_of_another_event_moves_nobody(page, dates, ada, now):
    make.register(dates[3], now=now)
    leave_plan(page).save_revision().publish()
    other = make.open_date()
    key = f"{other.schedule_code.hex}.{other.planned_on}"
    dates[3].refresh_from_db()
    for wrong in (key, "x.y", ""):
        with pytest.raises(deciding.DateGone):
            deciding.decide(dates[3], deciding.Decision("move", to=wrong), now=now, by=ada)
    assert Registration.objects.filter(occurrence=dates[3]).count() == 1


def test_registration_moved_meanwhile_is_looked_at_again(dates, ada, now):
    ben = make.register(dates[3], now=now)
    seen = Registration.objects.get(pk=ben.pk)
    move_registrations(dates[3], to=dates[0], now=now)
    for verb in (registering.cancel, desk.check_in):
        with pytest.raises(NotPossibleNow, match="just been moved"):
            verb(seen, now=now, by=ada)
    assert (counts(dates[3]), counts(dates[0])) == ((0, 0), (1, 0))


def test_open_offer_goes_along_and_the_letter_says_until_when(now):
    event = make.open_event(offer_hours=24)
    old, new = (make.open_date(seats=2, event=event, start=make.START + timedelta(weeks=week)) for week in (0, 1))
    full = make.register(old, now=now, party=2)
    ben = make.register(old, now=now, email="ben@example.org")
    registering.cancel(full, now=now)
    ben.refresh_from_db()
    assert ben.state == State.OFFERED
    move_registrations(old, to=new, now=now)
    letter = Letter.objects.get(kind="registration/moved", to="ben@example.org")
    text = rendering.render(letter).text
    assert "is kept for you until Wednesday 25 November 2026" in text
    assert "need not do anything" not in text
    assert f"{ben.get_absolute_url()}offer/" in text
    assert (counts(new), counts(old)) == ((1, 0), (0, 0))


def test_offer_moved_to_an_earlier_date_ends_when_that_begins(now):
    event = make.open_event(offer_hours=24)
    old = make.open_date(seats=1, event=event)
    new = make.open_date(seats=1, event=event, start=now + timedelta(hours=8))
    full, ben = make.register(old, now=now), make.register(old, now=now)
    registering.cancel(full, now=now)
    move_registrations(old, to=new, now=now)
    ben.refresh_from_db()
    assert (ben.state, ben.offered_until) == (State.OFFERED, new.start)
