"""The read API: events, dates, branches and words as JSON, for everyone and without asking. It changes nothing.

Its address and headers stand in `urls_api`, its shapes in `schemas`, what it says in `domain/open_data`.
"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Query
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from core import clock, tokens
from core.links import absolute
from events.calendar import schemas
from events.calendar.domain import open_data, selection as selections
from events.calendar.domain.open_data import Slice
from events.calendar.domain.selection import Selection


class Renderer(JSONRenderer):
    """JSON in the letters of the language, not in escapes three times as long."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="Dromena",
    version="1",
    description="What the libraries announce: the same facts as on their pages and in their calendars. "
    "Read-only, anonymous, without keys. Places left may be some minutes old.",
    urls_namespace="api",
    docs_url=None,
    renderer=Renderer(),
)
REFUSED = {400: schemas.Problem, 422: schemas.Problem}
NOT_FOUND = {404: schemas.Problem, 422: schemas.Problem}


@api.get("/events", response={200: schemas.Events, **REFUSED}, tags=["events"], url_name="events")
def events(request: HttpRequest, asked: Query[schemas.Filters]) -> dict[str, Any]:
    """Events with a date among those asked for, the one with the nearest date first."""
    selection, part = _selection(request.GET), Slice(asked.page, asked.size)
    with translation.override(asked.lang):
        count, found = open_data.events(selection, part, language=asked.lang, now=clock.now())
    return _page(request, count, part, found)


@api.get("/events/{slug:code}", response={200: schemas.WholeEvent, **NOT_FOUND}, tags=["events"], url_name="event")
def event(request: HttpRequest, code: str, asked: Query[schemas.Asked]) -> dict[str, Any]:
    """One event with its story, by its code."""
    with translation.override(asked.lang):
        found = open_data.event(code, language=asked.lang)
    return _found(found)


@api.get("/occurrences", response={200: schemas.Occurrences, **REFUSED}, tags=["dates"], url_name="occurrences")
def occurrences(request: HttpRequest, asked: Query[schemas.Filters]) -> dict[str, Any]:
    """Dates, the nearest first; cancelled and postponed ones too, with the word."""
    selection, part = _selection(request.GET), Slice(asked.page, asked.size)
    with translation.override(asked.lang):
        count, found = open_data.occurrences(selection, part, language=asked.lang, now=clock.now())
    return _page(request, count, part, found)


@api.get(
    "/occurrences/{slug:code}", response={200: schemas.Occurrence, **NOT_FOUND}, tags=["dates"], url_name="occurrence"
)
def occurrence(request: HttpRequest, code: str, asked: Query[schemas.Asked]) -> dict[str, Any]:
    """One date by its code, also when it is cancelled or over."""
    with translation.override(asked.lang):
        found = open_data.occurrence(tokens.read_aloud(code), language=asked.lang, now=clock.now())
    return _found(found)


@api.get("/branches", response={200: schemas.Branches, 422: schemas.Problem}, tags=["places"], url_name="branches")
def branches(request: HttpRequest, asked: Query[schemas.Asked]) -> dict[str, Any]:
    """All branches: where they are, how to get in, when they are open in the next fourteen days."""
    with translation.override(asked.lang):
        return {"results": open_data.branches(language=asked.lang)}


@api.get("/words", response={200: schemas.Words, 422: schemas.Problem}, tags=["places"], url_name="words")
def words(request: HttpRequest, asked: Query[schemas.Asked]) -> dict[str, Any]:
    """The values of the filters, and what they are called."""
    with translation.override(asked.lang):
        return open_data.words()


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What the description does not allow: the part of the address and what is wrong with it, in a sentence."""
    faults = "; ".join(f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in error.errors)
    told = _("This part of the address cannot be used: %(faults)s.") % {"faults": faults}
    return api.create_response(request, {"detail": told}, status=422)


def _selection(query: QueryDict) -> Selection:
    """The selection of the query; a word or a value we do not know is refused: never the unfiltered list."""
    known = {field.alias or name for name, field in schemas.Filters.model_fields.items()}
    selection = selections.read(query)
    unknown = [(name, query[name]) for name in query if name not in known] + list(selection.unknown)
    if unknown:
        told = ", ".join(f"{name}={value}"[:80] for name, value in unknown)
        raise HttpError(400, _("We do not know this part of the address: %(unknown)s.") % {"unknown": told})
    return selection


def _found(found: dict[str, Any] | None) -> dict[str, Any]:
    if found is None:
        raise HttpError(404, _("There is nothing of that code. It may have been taken back."))
    return found


def _page(request: HttpRequest, count: int, part: Slice, found: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "count": count,
        "page": part.page,
        "size": part.size,
        "next": _other(request, part.page + 1) if part.page * part.size < count else "",
        "previous": _other(request, part.page - 1) if part.page > 1 else "",
        "results": found,
    }


def _other(request: HttpRequest, page: int) -> str:
    """The address of another page of the same list."""
    kept = [(name, value) for name, values in request.GET.lists() if name != "page" for value in values]
    return absolute(f"{request.path}?{urlencode([*kept, ('page', page)])}")
