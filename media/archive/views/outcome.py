"""What the page of an outcome and the pages of its photographs show."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from core.languages import section_url
from events.calendar.domain.sources import text_page
from media.archive.domain import words
from media.archive.linked_data import of_outcome, of_photograph
from media.archive.models import OutcomePage, Photograph
from media.assets.domain.consent import may_be_shown
from media.assets.domain.pictures import load_sizes
from media.assets.enums import Rights


def outcome(request: HttpRequest, page: OutcomePage) -> dict[str, Any]:
    """The context of the page: figures, answers, photographs that may be shown, publications, where it comes from."""
    photographs = shown_photographs(page)
    publications = list(page.publications.select_related("document"))
    event = text_page(page.event, get_language() or "en") if page.event else None
    if event is not None and not event.live:
        event = None
    programme = page.programme or (page.event.programme if page.event else None)
    return {
        "words": words.figures_in_words(page),
        "bars": words.bars_of(page),
        "together": words.together_of(page),
        "photographs": photographs,
        "publications": publications,
        "event": event,
        "programme": programme if programme and programme.public else None,
        "archive_url": section_url("archive", get_language() or "en"),
        "linked_data": of_outcome(page, event, photographs, publications),
    }


def shown_photographs(page: OutcomePage) -> list[Photograph]:
    """The photographs of the outcome the public may see, in order, with their sizes: two queries."""
    rows = [each for each in page.photographs.select_related("image") if may_be_shown(each.image)]
    load_sizes(each.image for each in rows)
    return rows


def photograph(page: OutcomePage, code: str) -> dict[str, Any] | None:
    """One photograph with its neighbours; None when there is none of that code that may be shown."""
    rows = shown_photographs(page)
    place = next((number for number, each in enumerate(rows) if each.code == code), None)
    if place is None:
        return None
    shown = rows[place]
    return {
        "photograph": shown,
        "number": place + 1,
        "count": len(rows),
        "previous": rows[place - 1] if place else None,
        "next": rows[place + 1] if place + 1 < len(rows) else None,
        "rights": Rights(shown.image.rights),
        "linked_data": of_photograph(page, shown),
    }
