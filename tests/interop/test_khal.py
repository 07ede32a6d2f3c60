"""What a real subscriber knows is what we know, and stays so through the whole life of a date."""

from datetime import UTC, datetime, time, timedelta

import pytest

from core import clock
from events.calendar.domain.occurrences import cancel_occurrence, move_occurrence, restore_occurrence
from events.calendar.enums import Status
from events.calendar.models import ActivityPage, ExhibitionPage, LecturePage, Occurrence
from tests.factories import calendar as factory, places
from tests.machinery.subscriber import Subscriber


def truth(**fields: object) -> set[tuple[str, str]]:
    """What the database says, as khal would write it."""
    found = set()
    for one in Occurrence.objects.filter(**fields).select_related("event"):
        local = one.start.astimezone(UTC)
        day = f"{one.start + timedelta(hours=12):%Y-%m-%d} 00:00"
        prefix = "Cancelled: " if one.status == Status.CANCELLED else ""
        found.add((day if one.all_day else f"{local:%Y-%m-%d %H:%M}", prefix + one.event.title))
    return found


@pytest.fixture
def town(transactional_db: None) -> None:
    """Dates across both changes of clocks in two zones, an exhibition, a cancelled date."""
    athens = factory.branch_page(places.branch(slug="central"))
    stockholm = factory.branch_page(places.branch(slug="norr", zone="Europe/Stockholm"))
    lecture = factory.event(LecturePage, under=athens, title="Ιστορίες της γειτονιάς")
    reading = factory.event(ActivityPage, under=stockholm, title="Läs, skriv; prata")
    tomorrow = clock.now().replace(hour=16, minute=0, second=0, microsecond=0) + timedelta(days=1)
    for week in range(30):
        factory.occurrence(lecture, start=tomorrow + timedelta(weeks=week))
        factory.occurrence(reading, start=tomorrow + timedelta(weeks=week, hours=1))
    exhibition = factory.event(ExhibitionPage, under=athens, title="Doors of the old town")
    midnight = datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=UTC) - timedelta(hours=2)
    factory.occurrence(exhibition, start=midnight, hours=24 * 20, all_day=True)


def test_subscriber_has_exactly_our_dates_and_learns_of_every_change(town, live_server, tmp_path):
    subscriber = Subscriber(tmp_path, f"{live_server.url}/en/events/feed.ics?branch=norr&branch=central&kind=activity")
    subscriber.sync()
    assert subscriber.dates() == truth(kind="activity")
    assert len(subscriber.dates()) == 30

    first, second = Occurrence.objects.filter(kind="activity")[:2]
    first.status, first.sequence, first.modified = Status.CANCELLED, 1, clock.now()
    first.save()
    second.start, second.end = second.start + timedelta(hours=3), second.end + timedelta(hours=3)
    second.sequence, second.modified = 1, clock.now()
    second.save()
    subscriber.sync()
    assert subscriber.dates() == truth(kind="activity")


def test_subscriber_to_everything_reads_all_day_dates_and_two_zones(town, live_server, tmp_path):
    subscriber = Subscriber(tmp_path, f"{live_server.url}/en/events/feed.ics")
    subscriber.sync()
    assert subscriber.dates() == truth()


@pytest.fixture
def talks(transactional_db: None) -> LecturePage:
    """Three talks from tomorrow on, beside a circle that never changes."""
    under = factory.branch_page(places.branch(slug="central"))
    day = clock.now().date() + timedelta(days=1)
    plans = [factory.schedule(day, time(18), time(19, 30), rule="RRULE:FREQ=WEEKLY;COUNT=3") for _each in range(2)]
    factory.event(ActivityPage, under=under, title="Reading circle", schedules=plans[:1])
    return factory.event(LecturePage, under=under, title="Sleep well", schedules=plans[1:])


def test_one_date_is_followed_through_its_whole_life(talks, live_server, tmp_path):
    subscriber = Subscriber(tmp_path, f"{live_server.url}/en/events/feed.ics")
    one = talks.occurrences.order_by("start")[1]
    later = one.start + timedelta(days=2, hours=1)

    def seen() -> list[tuple[str, ...]]:
        """What khal says of the one date now, after it was right about all of them."""
        subscriber.sync()
        found = subscriber.rows()
        # What is off the site is gone from feeds at once.
        assert sorted((start, title) for _address, start, _state, title in found) == sorted(truth(event__live=True))
        return [row[1:] for row in found if row[0].endswith(f"/o/{one.code}/")]

    def on_time(start: datetime) -> str:
        return f"{start.astimezone(UTC):%Y-%m-%d %H:%M}"

    assert seen() == [(on_time(one.start), "", "Sleep well")]
    talks.title = "Sleep better; dream, too"
    talks.save_revision().publish()
    assert seen() == [(on_time(one.start), "", talks.title)]
    move_occurrence(one, start=later, end=later + timedelta(hours=2), reason="Strike", now=clock.now())
    assert seen() == [(on_time(later), "", talks.title)]
    cancel_occurrence(one, reason="Ill", now=clock.now())
    assert seen() == [(on_time(later), "CANCELLED", f"Cancelled: {talks.title}")]
    restore_occurrence(one, now=clock.now())
    assert seen() == [(on_time(later), "", talks.title)]
    talks.unpublish()
    assert seen() == []
    talks.save_revision().publish()
    assert seen() == [(on_time(later), "", talks.title)]
