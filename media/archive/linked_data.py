"""Outcomes and photographs as schema.org data, for machines that harvest: only what the page itself shows."""

from typing import Any

from django.conf import settings

from events.calendar.models import EventPage
from media.archive.enums import Medium
from media.archive.models import OutcomePage, Photograph, Publication
from media.assets.domain.pictures import picture_of
from media.assets.enums import Rights

_TYPES = {
    Medium.PRINTED: "Book",
    Medium.DIGITAL: "DigitalDocument",
    Medium.PHOTOGRAPHIC: "CreativeWork",
    Medium.AUDIO: "AudioObject",
    Medium.VIDEO: "VideoObject",
}


def of_outcome(
    page: OutcomePage, event: EventPage | None, photographs: list[Photograph], publications: list[Publication]
) -> dict[str, Any]:
    """The outcome as a creative work about its event, with what it holds."""
    found = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": page.full_url,
        "url": page.full_url,
        "name": page.title,
        "abstract": page.summary,
        "inLanguage": page.locale.language_code,
        "datePublished": _iso(page.first_published_at),
        "dateModified": _iso(page.last_published_at),
        "publisher": {"@type": "Library", "name": str(page.branch.name)},
        "about": _event(page, event) if page.event_id else None,
        "hasPart": [
            *filter(None, (_image(page, each) for each in photographs)),
            *(_publication(each) for each in publications),
        ],
    }
    return _filled(found)


def of_photograph(page: OutcomePage, photograph: Photograph) -> dict[str, Any]:
    """One photograph, with its licence and whom to credit."""
    return {"@context": "https://schema.org", **_image(page, photograph)}


def _event(page: OutcomePage, event: EventPage | None) -> dict[str, Any]:
    """The event with its days and, as schema.org has no word for people who came, no count."""
    found = {
        "@type": "Event",
        "name": event.title if event else page.title,
        "url": event.full_url if event else None,
        "startDate": page.began_on.isoformat(),
        "endDate": page.ended_on.isoformat(),
        "location": {"@type": "Library", "name": str(page.branch.name), "address": page.branch.address},
    }
    return _filled(found)


def _image(page: OutcomePage, photograph: Photograph) -> dict[str, Any]:
    image = photograph.image
    picture = picture_of(image)
    if picture is None:
        return {}
    licence = Rights(image.rights).uri
    found = {
        "@type": "ImageObject",
        "contentUrl": settings.BASE_URL + picture.largest,
        "url": photograph_url(page, photograph),
        "caption": photograph.words,
        "description": image.default_alt_text,
        "creditText": image.credit,
        "license": licence,
        "acquireLicensePage": photograph_url(page, photograph),
    }
    return _filled(found)


def photograph_url(page: OutcomePage, photograph: Photograph) -> str:
    """The full address of the photograph's own page."""
    return f"{page.full_url}{page.reverse_subpage('photograph', args=[photograph.code])}"


def _publication(publication: Publication) -> dict[str, Any]:
    document = publication.document
    found = {
        "@type": _TYPES[Medium(publication.medium)],
        "name": publication.title,
        "author": publication.authors,
        "datePublished": str(publication.year or ""),
        "inLanguage": publication.language,
        "isbn": publication.isbn,
        "license": Rights(publication.licence).uri if publication.licence else "",
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": settings.BASE_URL + document.url,
            "encodingFormat": "application/pdf",
            "contentSize": str(document.get_file_size() or ""),
        }
        if document
        else None,
    }
    return _filled(found)


def _filled(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value not in ("", None, [], {})}


def _iso(moment: Any) -> str:
    return moment.isoformat() if moment else ""
