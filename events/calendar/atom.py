"""What a feed reader receives: the dates to come of a selection as Atom entries (RFC 4287).

Every date has one id for life, the same in every feed of a language. `updated` comes from rows, never from the clock.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.links import absolute
from events.calendar.domain import facts
from events.calendar.domain.rows import Row
from events.calendar.domain.states import State, state_of
from events.calendar.enums import Kind

ATOM = "http://www.w3.org/2005/Atom"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Tag URIs (RFC 4151): the permanent host in the year the form was fixed.
BEGUN = 2026
# What XML 1.0 cannot hold.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Entry:
    """One date with the moment of its last change, be it of the date or of its words."""

    row: Row
    updated: datetime


def document(
    entries: Iterable[Entry], *, title: str, query: str, page: str, address: str, language: str, empty: datetime
) -> bytes:
    """A whole feed. `query` names the selection, `page` its list, `address` the feed itself.

    `empty` is when a feed without entries last changed.
    """
    listed = list(entries)
    feed = ElementTree.Element("feed", {"xmlns": ATOM, LANGUAGE: language})
    _text(feed, "id", f"tag:{settings.PERMANENT_HOST},{BEGUN}:{language}/events/{query}")
    _text(feed, "title", title)
    _text(feed, "updated", _stamp(max((entry.updated for entry in listed), default=empty)))
    ElementTree.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": address})
    ElementTree.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": page})
    _text(ElementTree.SubElement(feed, "author"), "name", settings.SITE_NAME)
    _text(feed, "generator", "Dromena")
    for entry in listed:
        _entry(feed, entry, language)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="utf-8") + b"\n"


def _entry(feed: ElementTree.Element, entry: Entry, language: str) -> None:
    row, state = entry.row, state_of(entry.row)
    element = ElementTree.SubElement(feed, "entry", {LANGUAGE: row.language} if row.language else {})
    _text(element, "id", f"tag:{settings.PERMANENT_HOST},{BEGUN}:{language}/{row.uid.partition('@')[0]}")
    _text(element, "title", state.titled(f"{row.title}: {row.label}" if row.label else row.title))
    _text(element, "updated", _stamp(entry.updated))
    link = absolute(row.link) if row.link else settings.BASE_URL
    ElementTree.SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": link})
    if row.occurrence:
        file = absolute(reverse("calendar:occurrence-ics", args=[row.code]))
        ElementTree.SubElement(element, "link", {"rel": "alternate", "type": "text/calendar", "href": file})
    kind = str(Kind(row.kind).label) if row.kind else row.organisation
    ElementTree.SubElement(element, "category", {"term": row.kind or "partner", "label": kind})
    if state.word:
        ElementTree.SubElement(element, "category", {"term": state.word, "label": state.label})
    _text(element, "summary", _summary(row, state))


def _summary(row: Row, state: State) -> str:
    """When and where, what became of it and why, and the sentence of the event."""
    where = ", ".join(part for part in (row.place, row.address) if part)
    parts = (facts.when(row), where, state.sentence, state.reason, row.note, row.summary)
    return "\n".join(part for part in parts if part)


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _CONTROLS.sub("", text).strip()


def _stamp(moment: datetime) -> str:
    """RFC 3339, in UTC, to the second."""
    return f"{timezone.localtime(moment, UTC):%Y-%m-%dT%H:%M:%SZ}"
