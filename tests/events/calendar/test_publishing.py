from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision

from accounts.models import Role
from events.calendar.domain import due
from events.calendar.domain.branches import open_branch
from events.calendar.domain.occurrences import cancel_occurrence
from events.calendar.domain.sources import is_shown, is_translation, source_of, sources, text_pages
from events.calendar.models import ActivityPage, BranchPage, EventPage, Occurrence
from tests.factories import calendar, people, places

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 1)


@pytest.fixture
def english(branch, clock) -> BranchPage:
    for language in calendar.LANGUAGES:
        calendar.home(language)
    return open_branch(branch)[0]


@pytest.fixture
def root(client):
    user = people.staff("Root", is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def manager(branch, client):
    user = people.staff("Mia", branch, Role.MANAGER)
    client.force_login(user)
    return user


def draft(english: BranchPage, **fields) -> EventPage:
    fields.setdefault("schedules", [calendar.schedule(TUESDAY, rule="RRULE:FREQ=WEEKLY;COUNT=3")])
    page = calendar.event(under=english, publish=False, **fields)
    page.save_revision()
    return page


def dates(page: Page) -> int:
    return page.specific.occurrences.count()


def translated(page: EventPage, language: str = "el", *, publish: bool = True) -> EventPage:
    translation = page.copy_for_translation(calendar.home(language).locale)
    if publish:
        translation.get_latest_revision().publish()
        translation.refresh_from_db()
    return translation


# --- every way of publishing --------------------------------------------------------------------------------------
def test_publishing_in_code_makes_the_dates(english):
    page = draft(english)
    assert dates(page) == 0
    page.get_latest_revision().publish()
    assert dates(page) == 3


def test_saving_a_draft_makes_no_dates(english):
    assert dates(draft(english)) == 0


def test_scheduled_revision_is_published_by_tick_at_its_time(english, now, clock):
    page = draft(english, go_live_at=now + timedelta(hours=2))
    page.get_latest_revision().publish()
    assert dates(page) == 0
    assert due.publish_due(now) == 0
    clock.shift(timedelta(hours=2))
    assert due.publish_due(now + timedelta(hours=2)) == 1
    assert dates(page) == 3
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled").exists()
    assert due.publish_due(now + timedelta(hours=2)) == 0


def test_one_revision_that_fails_does_not_hold_up_the_next(english, now, clock, caplog):
    bad = draft(english, title="Bad one", go_live_at=now + timedelta(hours=1))
    good = draft(english, title="Good one", go_live_at=now + timedelta(hours=2))
    for page in (bad, good):
        page.get_latest_revision().publish()
    revision = Revision.objects.get(object_id=str(bad.pk), approved_go_live_at__isnull=False)
    revision.content["title"] = ""
    revision.save()
    clock.shift(timedelta(hours=3))
    later = now + timedelta(hours=3)
    assert due.publish_due(later) == 1
    assert (dates(bad), dates(good)) == (0, 3)
    assert "ValidationError" in caplog.text
    assert "Bad one" not in caplog.text
    assert due.publish_due(later) == 0
    assert caplog.text.count("trying again") == 1


def test_page_expires_by_tick_and_its_translation_is_not_shown(english, now, clock):
    page = draft(english, expire_at=now + timedelta(hours=1))
    page.get_latest_revision().publish()
    greek = translated(page)
    EventPage.objects.filter(pk=greek.pk).update(expire_at=None)
    clock.shift(timedelta(hours=2))
    assert due.expire_due(now + timedelta(hours=2)) == 1
    page.refresh_from_db()
    greek.refresh_from_db()
    assert (page.live, page.expired, greek.live) == (False, True, True)
    assert not is_shown(greek)
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.unpublish.scheduled").exists()


def test_workflow_approval_makes_the_dates(english, manager, ada):
    page = draft(english)
    state = page.get_workflow().start(page, ada)
    task_state = state.current_task_state
    task_state.task.specific.on_action(task_state, manager, "approve")
    page.refresh_from_db()
    assert page.live
    assert dates(page) == 3


def test_bulk_publish_makes_the_dates(english, manager, client):
    page = draft(english)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={page.pk}", {"include_descendants": ""})
    assert dates(page) == 3


def test_bulk_publish_of_an_unfinished_draft_says_what_it_lacks(english, manager, client):
    complete = draft(english)
    page = draft(english, title="Half done", summary="", schedules=[calendar.schedule(TUESDAY, start=None)])
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.post(f"{address}?id={page.pk}&id={complete.pk}", {"include_descendants": ""})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Half done" in text
    assert "one sentence" in text
    assert "when it begins" in text
    assert not EventPage.objects.live().filter(pk__in=[page.pk, complete.pk]).exists()


def test_copies_that_are_published_have_their_own_dates(english, root):
    page = draft(english)
    page.get_latest_revision().publish()
    page.refresh_from_db()
    copy = page.copy(update_attrs={"slug": "again", "live": True}, keep_live=True, user=root)
    assert dates(copy) == 3
    assert dates(page) == 3
    assert source_of(copy).pk == copy.pk


def test_alias_has_no_dates_and_shows_those_of_its_page(english):
    page = draft(english)
    page.get_latest_revision().publish()
    page.refresh_from_db()
    alias = page.create_alias(update_slug="alias", parent=english)
    page.save_revision().publish()
    assert dates(alias) == 0
    assert source_of(alias) == page
    assert is_translation(alias)


def test_page_set_live_by_code_is_found_by_tick(english, now):
    page = draft(english)
    EventPage.objects.filter(pk=page.pk).update(live=True)
    assert due.reconcile_due(now) == 1
    assert dates(page) == 3
    assert due.reconcile_due(now) == 0


def test_page_published_after_its_last_reconciliation_is_found_by_tick(english, now):
    page = draft(english)
    page.get_latest_revision().publish()
    EventPage.objects.filter(pk=page.pk).update(reconciled_at=now - timedelta(minutes=5))
    assert due.reconcile_due(now) == 1


def test_unpublished_page_keeps_its_dates(english):
    page = draft(english)
    page.get_latest_revision().publish()
    page.refresh_from_db()
    page.unpublish()
    assert dates(page) == 3


# --- the next days ------------------------------------------------------------------------------------------------
def test_endless_series_is_extended_once_a_day(english, now, clock):
    page = draft(english, schedules=[calendar.schedule(TUESDAY, rule="RRULE:FREQ=WEEKLY")])
    page.get_latest_revision().publish()
    before = dates(page)
    assert due.extend_due(now + timedelta(hours=20)) == 0
    later = now + timedelta(days=15)
    assert due.extend_due(later) == 1
    assert dates(page) == before + 2
    assert due.extend_due(later) == 0


def test_series_that_is_over_is_left_alone(english, now):
    page = draft(english)
    page.get_latest_revision().publish()
    assert due.extend_due(now + timedelta(days=60)) == 0


def test_branch_that_lacks_a_page_or_rights_is_opened_by_tick(english, branch, other_branch, now):
    assert due.open_branches_due(now) == 1
    assert BranchPage.objects.filter(branch=other_branch).count() == 5
    assert due.open_branches_due(now) == 0
    BranchPage.objects.filter(branch=branch).first().group_permissions.all().delete()
    assert due.open_branches_due(now) == 1
    assert due.open_branches_due(now) == 0


# --- languages ----------------------------------------------------------------------------------------------------
def test_publishing_a_translation_makes_no_second_dates(english):
    page = draft(english)
    page.get_latest_revision().publish()
    greek = translated(page)
    assert dates(greek) == 0
    assert source_of(greek) == page
    assert is_translation(greek)
    assert set(sources()) == {page.eventpage_ptr}


def test_page_that_has_dates_is_the_source_though_it_is_younger(english):
    older = draft(english, schedules=[])
    younger = translated(older, publish=False)
    younger.schedules.set([calendar.schedule(TUESDAY)])
    calendar.occurrence(younger, start=datetime.fromisoformat("2026-12-01T18:00+02:00"))
    assert source_of(older) == younger
    assert is_translation(older)
    assert [page.pk for page in sources()] == [younger.pk]


def test_texts_of_many_events_take_one_query(english, django_assert_num_queries):
    pages = [draft(english, title=f"Event number {number}") for number in range(3)]
    for page in pages:
        page.get_latest_revision().publish()
        page.refresh_from_db()
    greek = translated(pages[0])
    with django_assert_num_queries(1):
        found = text_pages(pages, "el")
    assert found[pages[0].pk].pk == greek.pk
    assert found[pages[1].pk] == pages[1]


def test_unpublishing_the_source_takes_its_translations_along(english, manager, client):
    page = draft(english)
    page.get_latest_revision().publish()
    greek = translated(page)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    greek.refresh_from_db()
    assert not greek.live


def test_deleting_an_empty_source_takes_its_translations_along(english, root, client):
    page = draft(english, schedules=[])
    greek = translated(page)
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not Page.objects.filter(pk__in=[page.pk, greek.pk]).exists()


def test_translation_may_be_deleted(english, root, client):
    page = draft(english)
    page.get_latest_revision().publish()
    greek = translated(page)
    client.post(reverse("wagtailadmin_pages:delete", args=[greek.pk]))
    assert not Page.objects.filter(pk=greek.pk).exists()
    assert Page.objects.filter(pk=page.pk).exists()


# --- deleting -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("what", ["page", "parent"])
@pytest.mark.parametrize("way", ["get", "post", "bulk"])
def test_event_with_dates_is_not_deleted(english, root, client, what, way):
    page = draft(english, title="Evening of stories")
    page.get_latest_revision().publish()
    page.occurrences.filter(planned_on=TUESDAY).update(seats_taken=14)
    target = page if what == "page" else english
    if way == "bulk":
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        answer = client.post(f"{address}?id={target.pk}", {})
    else:
        answer = getattr(client, way)(reverse("wagtailadmin_pages:delete", args=[target.pk]))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "3 dates" in text
    assert "14 people" in text
    assert ("Cancel the event" in text) == (what == "page")
    assert Page.objects.filter(pk=page.pk).exists()


def test_cancelling_the_event_cancels_what_is_to_come(english, branch, ada, client, clock):
    page = draft(english)
    page.get_latest_revision().publish()
    clock.move_to(datetime.fromisoformat("2026-12-05T12:00+02:00"))
    client.force_login(ada)
    address = reverse("event_cancel", args=[page.pk])
    assert "8 December" in client.get(address).content.decode()
    assert dates(page) == 3
    client.post(address, {"reason": "The speaker is ill."})
    rows = page.occurrences.order_by("start").values_list("status", "reason", "sequence")
    assert list(rows) == [("scheduled", "", 0), *[("cancelled", "The speaker is ill.", 1)] * 2]
    assert ModelLogEntry.objects.filter(action="calendar.cancel", user=ada).count() == 2


def test_stranger_may_not_cancel_the_event(english, cleo, client):
    page = draft(english)
    page.get_latest_revision().publish()
    client.force_login(cleo)
    assert client.post(reverse("event_cancel", args=[page.pk]), {"reason": "x"}).status_code == 302
    assert not page.occurrences.filter(status="cancelled").exists()


@pytest.mark.parametrize("way", ["unpublish", "bulk unpublish", "bulk move"])
def test_staff_cannot_take_their_branch_page_off_the_site(english, manager, client, way):
    if way == "unpublish":
        answer = client.post(reverse("wagtailadmin_pages:unpublish", args=[english.pk]))
    else:
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", way.split()[1]])
        data = {"include_descendants": "", "chooser": english.get_parent().pk}
        answer = client.post(f"{address}?id={english.pk}", data)
    english.refresh_from_db()
    assert english.live
    assert answer.status_code in (302, 409, 200)


def test_night_event_is_not_over_before_its_end(english, clock):
    page = calendar.event(ActivityPage, under=english, schedules=[calendar.schedule(TUESDAY, time(23), time(5))])
    clock.move_to(datetime.fromisoformat("2026-12-02T02:00+02:00"))
    page.save_revision().publish()
    assert page.occurrences.get().withdrawn_at is None


# --- to another branch ------------------------------------------------------------------------------------------------
def test_moved_event_tells_staff_first_and_leaves_the_space_behind(client, branch, other_branch, now):
    room = places.space(branch=branch, name={"en": "Studio"})
    weekly = calendar.schedule(date(2026, 12, 1), rule="RRULE:FREQ=WEEKLY;COUNT=3", seats=10, space=room)
    event = calendar.event(under=calendar.branch_page(branch), schedules=[weekly])
    goal = calendar.branch_page(other_branch)
    first, second, _third = event.occurrences.order_by("start")
    Occurrence.objects.filter(pk=first.pk).update(seats_taken=4)
    cancel_occurrence(second, reason="Snow", now=now)
    client.force_login(people.superuser())
    address = reverse("wagtailadmin_pages:move_confirm", args=[event.pk, goal.pk])

    asked = client.get(address).content.decode()
    assert f"2 dates to come go to {other_branch}." in asked
    assert "4 places on them are taken: the people are told where to go." in asked
    assert f"Their spaces belong to {branch} and are taken off" in asked

    client.post(address)
    rows = list(event.occurrences.order_by("start"))
    assert {row.branch for row in rows} == {other_branch}
    assert {row.space for row in rows} == {None}
    assert rows[0].sequence == first.sequence + 1, "people are told once"
