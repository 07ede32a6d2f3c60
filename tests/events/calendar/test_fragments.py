"""Stored dates: every kind of change reaches the feed, and what has not changed is not written again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from events.calendar.domain import due, fragments
from events.calendar.domain.feeds import Feed
from events.calendar.domain.occurrences import cancel_occurrence, change_space, move_occurrence, restore_occurrence
from events.calendar.domain.selection import Selection
from events.calendar.ical import occurrence_calendar
from events.calendar.models import ActivityPage, Fragment, PartnerFragment
from events.partners.models import Happening, Organisation
from media.assets.domain import pictures
from media.assets.enums import Consent
from media.assets.models import LibraryImage
from places.models import Branch, Space
from tests.factories import assets, calendar as factory, places

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(now):
    """A story time in a week in the children's room, told in English and Greek, and a concert of the school."""
    branch = places.branch(name={"en": "Central Library", "el": "Κεντρική"}, latitude="37.97500", longitude="23.73500")
    room = places.space(branch=branch, name={"en": "Children's room", "el": "Παιδικό"})
    event = factory.event(ActivityPage, under=factory.branch_page(branch), title="Story time")
    factory.event(
        ActivityPage,
        under=factory.branch_page(branch, "el"),
        title="Ώρα του παραμυθιού",
        translation_key=event.translation_key,
    )
    school = Organisation.objects.create(slug="school", name="Music School")
    Happening.objects.create(
        organisation=school,
        uid="concert",
        title="Winter concert",
        start=now + timedelta(days=3),
        zone="Europe/Athens",
        modified=now,
    )
    return factory.occurrence(event, start=now + timedelta(days=7), space=room)


def read(language="en"):
    """The feed as bytes, and its tag."""
    from core import clock

    with translation.override(language):
        feed = Feed(Selection(), language=language, today=clock.today("Europe/Athens"))
        return feed.body().decode().replace("\r\n ", ""), feed.etag


@pytest.mark.parametrize("selection", [Selection(), Selection(kind=("lecture",)), Selection(q="nowhere")])
def test_tag_is_the_same_before_and_after_the_body(story, now, selection):
    def feed():
        return Feed(selection, language="en", today=now.date())

    unwritten = feed()
    first = unwritten.etag
    written = feed()
    second = written.etag
    written.body()

    assert first == second == written.etag
    assert written.modified == unwritten.modified


def publish(page, **changes):
    for name, value in changes.items():
        setattr(page, name, value)
    # The plan of these tests is empty: dates were written straight into the table, so nothing may reconcile.
    page.save_revision().publish()


def retitle(story, now):
    ActivityPage.objects.filter(pk=story.event_id).update(title="Tale time", last_published_at=now)


def add_swedish(story, now):
    branch = factory.branch_page(story.branch, "sv")
    factory.event(ActivityPage, under=branch, title="Sagostund", translation_key=story.event.translation_key)


def greek():
    return ActivityPage.objects.get(locale__language_code="el")


CHANGES = {
    "text": ("en", retitle, "SUMMARY:Tale time"),
    "a translation added": ("sv", add_swedish, "SUMMARY:Sagostund"),
    "a translation unpublished": ("el", lambda story, now: greek().unpublish(), "SUMMARY:Story time"),
    "a translation deleted": ("el", lambda story, now: greek().delete(), "SUMMARY:Story time"),
    "a branch renamed": (
        "en",
        lambda story, now: Branch.objects.update(name={"en": "Main house"}),
        "LOCATION:Main house",
    ),
    "a branch moved": ("en", lambda story, now: Branch.objects.update(address="5 Quay"), "5 Quay"),
    "a branch on the map": ("en", lambda story, now: Branch.objects.update(latitude="40.00000"), "GEO:40.0;"),
    "a space renamed": ("el", lambda story, now: Space.objects.update(name={"el": "Σοφίτα"}), "Σοφίτα"),
    "cancelled": (
        "en",
        lambda story, now: cancel_occurrence(story, reason="Snow", now=now),
        "SUMMARY:Cancelled: Story time",
    ),
    "moved": (
        "en",
        lambda story, now: move_occurrence(
            story, start=now + timedelta(days=9), end=now + timedelta(days=9, hours=1), reason="", now=now
        ),
        "DTSTART;TZID=Europe/Athens:20261203T110100",
    ),
    "elsewhere": (
        "en",
        lambda story, now: change_space(
            story, space=places.space(branch=story.branch, name={"en": "Attic"}), reason="", now=now
        ),
        "Attic",
    ),
    "a note": (
        "en",
        lambda story, now: type(story).objects.filter(pk=story.pk).update(note={"en": "Bring a hat"}, modified=now),
        "Bring a hat",
    ),
    "a partner's date": (
        "en",
        lambda story, now: Happening.objects.update(title="Spring concert", modified=now + timedelta(seconds=1)),
        "SUMMARY:Spring concert",
    ),
    "a partner renamed": (
        "en",
        lambda story, now: Organisation.objects.update(name="Conservatory"),
        "CATEGORIES:Conservatory",
    ),
    "a page of ours in its place": (
        "en",
        lambda story, now: Happening.objects.update(adopted=story.event_id),
        "SUMMARY:Cancelled: Winter concert",
    ),
}


@pytest.mark.parametrize(("language", "change", "expected"), CHANGES.values(), ids=CHANGES)
def test_every_kind_of_change_reaches_the_feed(story, clock, language, change, expected):
    before, tag = read(language)
    assert expected not in before
    clock.shift(timedelta(minutes=1))
    from core.clock import now

    change(story, now())
    after, new_tag = read(language)
    assert expected in after
    assert new_tag != tag


def test_partners_date_is_back_when_our_page_in_its_place_goes(story):
    read()
    Happening.objects.update(adopted=greek().pk)
    assert "SUMMARY:Cancelled: Winter concert" in read()[0]
    greek().unpublish()
    assert "SUMMARY:Winter concert" in read()[0]
    assert "SEQUENCE:2" in read()[0], "cancelled once, and once taken back"


def test_new_form_or_new_word_of_ours_writes_everything_anew(story, now, monkeypatch):
    cancel_occurrence(story, reason="", now=now)
    before, tag = read()
    monkeypatch.setattr(fragments, "FORM", fragments.FORM + 1)
    assert read()[0] == before
    assert read()[1] != tag
    for place in ("events.calendar.ical.pgettext", "events.calendar.domain.states.pgettext"):
        monkeypatch.setattr(place, lambda context, text: text.replace("Cancelled", "Does not take place"))
    assert "SUMMARY:Does not take place: Story time" in read()[0]


def test_cancelled_and_restored_is_as_it_was_but_for_its_sequence(story, now):
    first, _tag = read()
    cancel_occurrence(story, reason="Snow", now=now)
    read()
    restore_occurrence(story, now=now)
    again, _tag = read()
    assert "SEQUENCE:2" in again
    assert "STATUS:CANCELLED" not in again
    assert len(again.split("\r\n")) == len(first.split("\r\n"))


def test_equal_facts_are_equal_bytes_whoever_writes_them(story):
    first = read()
    Fragment.objects.all().delete()
    PartnerFragment.objects.all().delete()
    assert read() == first


def test_what_has_not_changed_is_not_written_again(story):
    read()
    written = list(Fragment.objects.values_list("pk", "body"))
    Fragment.objects.update(body="BEGIN:VEVENT\r\nEND:VEVENT\r\n")
    read()
    assert len(written) == 1
    assert Fragment.objects.get().body == "BEGIN:VEVENT\r\nEND:VEVENT\r\n"


def test_work_writes_every_language_once_and_then_rests(story, now, django_assert_num_queries):
    assert due.write_fragments(now) == 10
    assert Fragment.objects.count() == PartnerFragment.objects.count() == 5
    assert due.write_fragments(now) == 0
    with django_assert_num_queries(5):
        assert due.write_fragments(now) == 0
    cancel_occurrence(story, reason="", now=now + timedelta(minutes=1))
    assert due.write_fragments(now + timedelta(minutes=1)) == 5
    with CaptureQueriesContext(connection) as asked:
        read()
    assert not [query for query in asked if query["sql"].startswith("INSERT")]


def test_work_forgets_dates_that_left_the_window(story, now):
    due.write_fragments(now)
    assert due.write_fragments(now + timedelta(days=30)) == 0
    assert due.write_fragments(now + timedelta(days=60)) == 10
    assert not Fragment.objects.exists()


# --- pictures ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def portrait(story):
    """The picture of the story time, in the size that feeds lead to."""
    image = assets.image(content=assets.jpeg(width=900, height=600))
    image.get_renditions(*pictures.JPEG)
    page = story.event.specific
    publish(page, picture=image)
    return image


def images(language="en"):
    return [line for line in read(language)[0].split("\r\n") if line.startswith("IMAGE")]


def test_feed_leads_to_the_picture_of_the_event(story, portrait, settings):
    address = settings.BASE_URL + portrait.renditions.get(filter_spec=pictures.JPEG[0]).url

    assert images() == [f"IMAGE;VALUE=URI;DISPLAY=BADGE:{address}"]
    assert images("el") == images(), "the picture of the event serves where its translation has none"
    assert f":{address}" in occurrence_calendar(story, language="en").replace("\r\n ", "")


def test_picture_whose_consent_is_withdrawn_leaves_the_feed(story, portrait, now):
    assert images()
    due.write_fragments(now)

    LibraryImage.objects.update(consent=Consent.REFUSED)
    due.write_fragments(now)

    assert images() == images("el") == []
    assert not Fragment.objects.exclude(picture="").exists()


def test_picture_stands_in_the_feed_when_its_size_is_made_and_never_before(story, now):
    image = assets.image(content=assets.jpeg(width=900, height=600))
    publish(story.event.specific, picture=image)
    assert images() == []
    due.write_fragments(now)
    assert image.renditions.count() == 0, "writing a feed makes no picture"

    image.get_renditions(*pictures.JPEG)
    due.write_fragments(now)

    assert len(images()) == 1


def test_work_looks_at_pictures_once(story, portrait, now):
    due.write_fragments(now)
    assert due.write_fragments(now) == 0
    assert due.write_fragments(now + timedelta(minutes=1)) == 0
