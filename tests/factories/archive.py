"""Outcomes for tests: an archive with a shelf, drafted the way staff draft it."""

from datetime import UTC, datetime

from wagtail.models import Page

from events.calendar.models import EventPage
from media.archive.domain.drafting import draft_outcome
from media.archive.models import ArchiveIndexPage, OutcomePage, Photograph, Publication
from media.assets.models import LibraryDocument, LibraryImage
from tests.factories import calendar

HELD = datetime(2026, 10, 6, 15, tzinfo=UTC)
DRAFTED = datetime(2026, 11, 1, 9, tzinfo=UTC)


def archive(language: str = "en") -> ArchiveIndexPage:
    """The archive page of a language under its home page; made once."""
    home = calendar.home(language)
    found = ArchiveIndexPage.objects.filter(locale=home.locale).first()
    if found:
        return found
    index = ArchiveIndexPage(title="Archive", slug="archive", locale=home.locale)
    sister = ArchiveIndexPage.objects.first()
    if sister:
        index.translation_key = sister.translation_key
    return home.add_child(instance=index)


def past_event(*, held: datetime = HELD, **fields: object) -> EventPage:
    """A published event of which the one date is over."""
    event = calendar.event(**fields)
    calendar.occurrence(event, start=held)
    return event


def outcome(
    event: EventPage | None = None,
    *,
    photographs: list[LibraryImage] | None = None,
    publications: list[LibraryDocument | None] | None = None,
    publish: bool = True,
    now: datetime = DRAFTED,
    **fields: object,
) -> OutcomePage:
    """The outcome of an event, with photographs and publications, published unless told otherwise."""
    archive()
    page = draft_outcome(event or past_event(), by=None, now=now)
    for name, value in fields.items():
        setattr(page, name, value)
    page.photographs.set([Photograph(image=image, sort_order=place) for place, image in enumerate(photographs or [])])
    page.publications.set(
        [
            Publication(title=f"A small book {place}", authors="Ana Kovač", year=2026, document=document)
            for place, document in enumerate(publications or [])
        ]
    )
    return published(page) if publish else page


def published(page: OutcomePage) -> OutcomePage:
    """The page as the public has it."""
    page.save_revision().publish()
    return Page.objects.get(pk=page.pk).specific
