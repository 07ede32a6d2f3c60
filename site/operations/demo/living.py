"""Living the year: every date in the order of time, from its first registration to its survey."""

from collections.abc import Callable, Iterator

from events.calendar.domain.admission import registers
from events.calendar.models import EventPage, Occurrence
from events.registration.domain.course_line import is_course
from operations.demo import enrolling
from operations.demo.content.shapes import Event, Told
from operations.demo.deciding import decide, moment_of
from operations.demo.settling import Place
from operations.demo.visiting import Visitors, takes_place, tell_changes


def live(
    place: Place,
    events: dict[str, Event],
    pages: dict[str, EventPage],
    visitors: Visitors,
    after: Callable[[Occurrence, Event], None],
) -> None:
    """Carries every date through; `after` is called for each date that has been held, the earliest first."""
    for occurrence, event, told in dates(events, pages):
        _before(occurrence, event, told, place, visitors)
        occurrence.refresh_from_db()
        if takes_place(occurrence, place.now):
            visitors.hold(occurrence, event)
            after(occurrence, event)


def dates(events: dict[str, Event], pages: dict[str, EventPage]) -> Iterator[tuple[Occurrence, Event, Told | None]]:
    """All dates by their end, each with its event and what staff did with it."""
    slugs = {page.pk: slug for slug, page in pages.items()}
    rows = sorted(
        Occurrence.objects.filter(event__in=slugs).select_related("event", "branch", "space"),
        key=lambda row: (row.end, slugs[row.event_id], row.schedule_code),
    )
    seen = dict.fromkeys(slugs.values(), -1)
    for row in rows:
        slug = slugs[row.event_id]
        seen[slug] += 0 if row.all_day else 1
        told = None if row.all_day else next((each for each in events[slug].told if each.index == seen[slug]), None)
        yield row, events[slug], told


def _before(occurrence: Occurrence, event: Event, told: Told | None, place: Place, visitors: Visitors) -> None:
    moment = moment_of(told, occurrence, place.now) if told else None
    if is_course(occurrence.event):
        enrolling.fill(occurrence.event, visitors.people, now=place.now, chance=visitors.chance)
    elif registers(occurrence):
        visitors.book(occurrence, event, until=moment)
    if told:
        tell_changes(decide(told, occurrence, event, place), place.now)
