from datetime import date

from django.test import Client

from events.calendar.models import ExhibitionPage, LecturePage, ParticipatoryPage
from home.domain.setup import found_site
from tests.factories import archive, calendar, places, programmes
from tests.machinery.crawl import Answer, crawl


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
