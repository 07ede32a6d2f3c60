"""Many dates: the same number of queries, pages of bounded size, and counts that are those of the list."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from events.calendar.domain.matching import Finder
from events.calendar.domain.selection import Selection
from events.calendar.domain.tallies import tallies
from events.calendar.enums import Admission
from events.calendar.models import ActivityPage, LecturePage, Occurrence
from events.partners.models import Happening, Organisation
from places.models import AccessFact, Audience, SpokenLanguage, Topic
from tests.factories import calendar as factory, places

LIST, MONTH = "/en/events/", "/en/events/month/2026/12/"
MOST_BYTES = 150_000


@pytest.fixture
def page(db, now):
    return factory.branch_page(places.branch(slug="central", name={"en": "Central Library"}))


def dates(event, first, number, every=timedelta(minutes=10)):
    """So many dates, written at once."""
    model = factory.occurrence(event, start=first)
    copies = []
    for count in range(1, number):
        start = first + count * every
        times = {"start": start, "end": start, "planned_start": start, "planned_end": start, "planned_on": None}
        kept = ("event_id", "zone", "kind", "branch_id", "modified", "schedule_code")
        copies.append(Occurrence(**{name: getattr(model, name) for name in kept}, **times))
    Occurrence.objects.bulk_create(copies)


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response, BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("address", [LIST, f"{LIST}?from=2026-12-03", f"{LIST}?from=2026-12-01&to=2026-12-31", MONTH])
def test_pages_stay_small_with_a_hundred_dates_a_day(client, *, page, address):
    greek = "Παραμύθια και τραγούδια για μικρά και μεγάλα παιδιά στον κήπο της βιβλιοθήκης"
    # 100 a day, all within the daytime of December.
    event = factory.event(under=page, title=greek, slug="stories", admission=Admission.REGISTER)
    for day in range(1, 31):
        dates(event, datetime(2026, 12, day, 5, tzinfo=UTC), 100, timedelta(minutes=5))
    response, _soup = read(client, address)
    assert len(response.content) < MOST_BYTES


@pytest.mark.parametrize("address", [LIST, MONTH])
def test_pages_ask_the_same_for_a_thousand_dates(client, *, page, address, django_assert_max_num_queries):
    dates(factory.event(under=page), datetime(2026, 12, 1, 5, tzinfo=UTC), 1000)
    client.get(address)
    with django_assert_max_num_queries(11):
        client.get(address)


def test_a_day_too_full_for_a_page_goes_on_at_the_next(client, page, now):
    dates(factory.event(under=page), now + timedelta(days=1), 230, timedelta(minutes=1))
    factory.occurrence(factory.event(under=page), start=now + timedelta(days=2))

    seen, address, pages = [], f"{LIST}?from=2026-11-25", []
    while address:
        _response, soup = read(client, address)
        seen += [time["datetime"] for time in soup.select(".book time")]
        pages.append(len(soup.select(".book")))
        onward = soup.select_one(".more a[rel=next]")
        address = onward["href"] if onward else ""

    assert pages == [100, 100, 31]
    assert len(set(seen)) == 231


@pytest.mark.parametrize("skip", ["-1", "x", "²", "999999999999", "99999"])
def test_a_strange_place_to_go_on_is_no_error(client, page, skip):
    read(client, f"{LIST}?skip={skip}")


# --- counts -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def programme(page, now):
    """Dates of every kind of facet, and a partner's."""
    harbour = factory.branch_page(places.branch(slug="harbour", name={"en": "Harbour Library"}))
    health = Topic.objects.create(slug="health", name={"en": "Health"})
    music = Topic.objects.create(slug="music", name={"en": "Music"})
    children = Audience.objects.create(slug="children", name={"en": "Children"})
    arabic = SpokenLanguage.objects.create(slug="ar", name={"en": "Arabic"})
    hall = places.space(branch=page.branch, hearing_loop=True, step_free=True)
    talk = factory.event(LecturePage, under=page, title="Sleep", topics=[health, music], languages=[arabic])
    story = factory.event(ActivityPage, under=page, audiences=[children], price=3, hearing_loop=False, topics=[music])
    mending = factory.event(ActivityPage, under=harbour, admission=Admission.REGISTER)
    for number in range(3):
        factory.occurrence(talk, start=now + timedelta(days=1 + number), space=hall)
        factory.occurrence(story, start=now + timedelta(days=2 + number), space=hall if number else None)
        factory.occurrence(mending, start=now + timedelta(days=3 + number), seats=2, seats_taken=number)
    school = Organisation.objects.create(slug="school", name="Music School")
    for number in range(2):
        Happening.objects.create(
            organisation=school,
            uid=str(number),
            title="Concert",
            folded="concert",
            start=now + timedelta(days=number),
            zone="Europe/Athens",
            modified=now,
            topic=music if number else None,
            branch=harbour.branch,
        )


SELECTIONS = [
    Selection(),
    Selection(kind=("lecture",)),
    Selection(kind=("activity",), branch=("central",), topic=("music",)),
    Selection(audience=("children",), access=("step-free",)),
    Selection(language=("ar",), price=True),
    Selection(branch=("harbour",), places=True),
    Selection(organisation=("school",)),
    Selection(first=datetime(2026, 11, 26).date(), last=datetime(2026, 11, 26).date()),  # noqa: DTZ001
    Selection(q="sleep"),
    Selection(q="nothingofthatname"),
]


@pytest.mark.parametrize("selection", SELECTIONS, ids=lambda selection: selection.query())
def test_every_count_is_what_the_list_would_show(programme, selection):
    finder = Finder(selection.q)
    found = tallies(selection, finder)

    def shown(**change):
        asked = Selection(**{**dict(selection.__dict__), **change})
        return finder.occurrences(asked).count() + finder.happenings(asked).count()

    values = {
        "kind": ["lecture", "activity", "exhibition"],
        "branch": ["central", "harbour"],
        "audience": ["children"],
        "topic": ["health", "music"],
        "language": ["ar"],
    }
    for facet, slugs in values.items():
        for slug in slugs:
            assert found.get((facet, slug), 0) == shown(**{facet: (slug,)}), (facet, slug)
    for fact in AccessFact:
        assert found.get(("access", fact.value), 0) == shown(access=tuple({*selection.access, fact.value})), fact
    for flag in ("places", "price"):
        assert found.get(("flag", flag), 0) == shown(**{flag: True}), flag


def test_days_are_counted_in_the_zone_of_each_house(client, page, now):
    north = factory.branch_page(places.branch(slug="north", name={"en": "North"}, zone="Europe/Stockholm"))
    # 22:30 UTC: past midnight in Athens, half past eleven in Stockholm.
    late = datetime(2026, 12, 1, 22, 30, tzinfo=UTC)
    factory.occurrence(factory.event(under=page), start=late)
    factory.occurrence(factory.event(under=north), start=late, hours=0.25)
    _response, soup = read(client, MONTH)
    cells = {" ".join(link.get_text(" ").split()) for link in soup.select("table.big a")}
    assert cells == {"1 December, 1 event", "2 December, 1 event"}
