from datetime import date

from django.test import Client

from events.calendar.models import ExhibitionPage, LecturePage, ParticipatoryPage
from home.domain.setup import found_site
from tests.factories import archive, calendar, places, programmes
from tests.machinery.crawl import Answer, crawl, faults_of

# Nothing links to these but our own screens, or they lie deep: looked at by name.
VIEWS = [
    "/en/events/week/2026-11-23/",
    "/el/events/day/2026-11-26/",
    "/sl/events/week/2026-11-23/paper/",
    "/sv/events/month/2026/11/paper/?branch=market",
    "/da/events/embed/?branch=market",
    "/en/today/market/",
    "/en/events/feed.atom",
    "/api/v1/openapi.json",
    "/robots.txt",
    "/sitemap.xml",
]


def visit(path: str) -> Answer:
    answer = Client().get(path, follow=True)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return Answer(answer.status_code, headers, body)


def test_public_pages_are_whole_and_strict(db, clock):
    """From link to link through a small library: two branches, events of every kind, a programme, an outcome."""
    found_site(name=dict.fromkeys(calendar.LANGUAGES, "Lindhaven"))
    for slug in ("market", "harbour"):
        page = calendar.branch_page(places.branch(slug=slug))
        calendar.event(under=page, schedules=[calendar.schedule(date(2026, 11, 26))])
    calendar.event(LecturePage, under=page, schedules=[calendar.schedule(date(2026, 12, 1))])
    calendar.event(ParticipatoryPage, under=page)
    calendar.event(ExhibitionPage, under=page, opens_on=date(2026, 11, 20), closes_on=date(2026, 12, 20))
    programmes.programme()
    archive.outcome()
    walk = crawl(visit, limit=110)
    assert not walk.faults, "\n".join(walk.faults)
    for language in calendar.LANGUAGES:
        for address in ("", "events/", "archive/", "programmes/", "libraries/"):
            assert f"/{language}/{address}" in walk.pages
    for address in VIEWS:
        answer = visit(address)
        faults = faults_of(answer) if answer.is_page else [] if answer.status == 200 else [answer.status]
        assert not faults, (address, faults)
