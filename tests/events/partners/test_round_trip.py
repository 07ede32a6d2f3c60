from datetime import UTC, datetime, timedelta

import pytest

from events.calendar.domain.branches import open_branch
from events.calendar.domain.occurrences import cancel_occurrence
from events.calendar.models import Occurrence
from events.partners.domain.importing import import_calendar
from events.partners.models import Happening
from home.domain.setup import found_site
from tests.factories import calendar, partners

STARTS = [
    datetime(2026, 12, 5, 16, tzinfo=UTC),
    datetime(2027, 3, 27, 21, tzinfo=UTC),
    datetime(2027, 3, 28, 15, tzinfo=UTC),
]


@pytest.fixture
def feed(client, branch, clock):
    """The feed of a branch with three dates, one cancelled, some across the change of clocks."""
    found_site(name={"en": "Lindhaven Libraries"})
    event = calendar.event(under=open_branch(branch)[0], title="Ανάγνωση, με; κόμμα\\ και 📚")
    for start in STARTS:
        calendar.occurrence(event, start=start, end=start + timedelta(hours=6))
    cancel_occurrence(Occurrence.objects.get(start=STARTS[2]), reason="Ill", now=datetime(2026, 11, 24, 9, tzinfo=UTC))
    return client.get("/en/events/feed.ics").content


def test_our_feed_read_by_another_site_gives_the_same_instants_text_and_status(feed, settings):
    settings.PERMANENT_HOST = "another.example"

    report = import_calendar(partners.organisation(), feed, now=datetime(2026, 11, 24, 9, tzinfo=UTC))

    rows = list(Happening.objects.order_by("start"))
    ours = list(Occurrence.objects.order_by("start"))
    assert (report.added, report.left_out) == (3, [])
    assert [(row.start, row.end) for row in rows] == [(each.start, each.end) for each in ours]
    assert [row.status for row in rows] == ["confirmed", "confirmed", "cancelled"]
    assert all("Ανάγνωση, με; κόμμα\\ και 📚" in row.title for row in rows)
    assert [row.uid for row in rows] == [f"{each.pk}@dromena.example" for each in ours]
    assert {row.zone for row in rows} == {"Europe/Athens"}
