"""The list of events and the month as whole pages: rows, filters, dates and links, in a fixed number of queries."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from events.calendar.domain import exhibitions, facets as filters, months
from events.calendar.domain.books import books
from events.calendar.domain.listing import Listing, listing
from events.calendar.domain.matching import Finder
from events.calendar.domain.selection import Selection
from places.domain import known

# The word in the address of a list that is meant for paper.
PAPER = "paper"
# How many dates of a day that does not fit one page stand on the pages before.
SKIP = "skip"


def list_page(
    selection: Selection, *, list_url: str, language: str, today: date, now: datetime, skip: int = 0
) -> dict[str, Any]:
    """The inputs of the list's template."""
    finder = Finder(selection.q, known.branches())
    found = listing(selection, finder, language=language, today=today, now=now, skip=skip)
    shown = books(found.rows(), now=now)
    called = filters.names(finder.branches, selection)
    counted = selection if selection.first else selection.between(today, selection.last)
    return {
        **frame(selection, finder, called, counted=counted, day=found.first, list_url=list_url, today=today),
        "listing": found,
        "days": [{"date": day.date, "books": [shown[row.uid] for row in day.rows]} for day in found.days],
        "ongoing": [{**shown[row.uid], "meta": shown[row.uid]["until"]} for row in found.ongoing],
        "onward_url": _onward_url(found, list_url),
        "print_url": _with(list_url + selection.query(), PAPER, 1),
        "ways_out": _ways_out(found, selection, finder, called, list_url),
    }


def month_page(
    selection: Selection, month: date, *, list_url: str, language: str, today: date, now: datetime
) -> dict[str, Any]:
    """The inputs of the month's template; days of the query are left out, for the month is the day asked for."""
    finder, chosen = Finder(selection.q, known.branches()), selection.whenever()
    called = filters.names(finder.branches, selection)
    counted = chosen.between(month, months.next_month(month) - timedelta(days=1))
    day = today if (today.year, today.month) == (month.year, month.month) else month
    found = frame(chosen, finder, called, counted=counted, day=day, list_url=list_url, today=today)
    return {
        **found,
        "month": month,
        "ongoing": exhibitions.lasting(counted, finder, language=language, now=now),
        "sheet_url": sheet_url(chosen, month, "month"),
        "total": sum(span.count for span in found["spans"] if not span.lasting),
    }


def frame(
    selection: Selection,
    finder: Finder,
    called: filters.Names,
    *,
    counted: Selection,
    day: date,
    list_url: str,
    today: date,
) -> dict[str, Any]:
    """What stands around every view: filters, chips, quick dates, the month and the calendar to subscribe to.

    `day` is one of those shown: the other views open there.
    """
    month = day.replace(day=1)
    until = max(months.next_month(month) - timedelta(days=1), months.last_quick_date(today))
    spans = months.spans(selection, finder, first=min(today, month), last=until)
    feed = reverse("calendar:event-feed") + selection.whenever().query()
    return {
        "selection": selection,
        "today": today,
        "facets": filters.facets(counted, finder, called),
        "chips": [
            {"label": chip.label, "url": list_url + chip.less.query()} for chip in filters.chips(selection, called)
        ],
        "clear_url": list_url + Selection(first=selection.first, last=selection.last).query(),
        "quick": quick_dates(spans, selection, today, list_url),
        "spans": [span for span in spans if span.first < months.next_month(month) and span.last >= month],
        "month_table": {**months.month_table(spans, selection, month, list_url), **_neighbours(selection, month)},
        "list_base": list_url,
        "list_url": list_url + selection.query(),
        "month_base": reverse("calendar:event-month", args=[month.year, f"{month:%m}"]),
        "month_url": month_url(selection, month),
        "week_url": week_url(selection, day),
        "day_url": day_url(selection, day),
        "feed_url": settings.BASE_URL + feed,
        "atom_url": reverse("calendar:event-atom") + selection.whenever().query(),
        "webcal_url": "webcal://" + settings.BASE_URL.partition("://")[2] + feed,
    }


def quick_dates(spans: list[months.Span], selection: Selection, today: date, list_url: str) -> list[dict[str, Any]]:
    """Today, tomorrow and so on as links, with how much is on."""
    return [
        {
            "label": one.label,
            "count": one.count,
            "current": one.current,
            "url": list_url + selection.between(one.first, one.last).query(),
        }
        for one in months.quick_dates(spans, selection, today)
    ]


def read_skip(text: str) -> int:
    """The number of an address; none where it is no number we would write."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


def _onward_url(found: Listing, list_url: str) -> str:
    if found.onward is None:
        return ""
    address = list_url + found.onward.query()
    return _with(address, SKIP, found.skip) if found.crowded else address


def _with(address: str, name: str, value: int) -> str:
    """The address with one word more that is no filter."""
    return f"{address}{'&' if '?' in address else '?'}{name}={value}"


def _neighbours(selection: Selection, month: date) -> dict[str, Any]:
    """The links to the months before and after."""
    links = {"previous": months.month_before(month), "next": months.next_month(month)}
    return {
        name: {"date": day, "url": month_url(selection, day)}
        for name, day in links.items()
        if months.FIRST_MONTH <= day <= months.LAST_MONTH
    }


def month_url(selection: Selection, month: date) -> str:
    """The month in which a day lies, for the same filters."""
    return reverse("calendar:event-month", args=[month.year, f"{month:%m}"]) + selection.whenever().query()


def week_url(selection: Selection, day: date) -> str:
    """The week of a day, by its Monday, for the same filters."""
    monday = day - timedelta(days=day.weekday())
    return reverse("calendar:week", args=[monday.isoformat()]) + selection.whenever().query()


def sheet_url(selection: Selection, first: date, span: str) -> str:
    """The sheet to print for the same filters; `span` is "month" or "week"."""
    args = [first.year, f"{first:%m}"] if span == "month" else [first.isoformat()]
    return reverse(f"calendar:{span}-sheet", args=args) + selection.whenever().query()


def day_url(selection: Selection, day: date) -> str:
    return reverse("calendar:day", args=[day.isoformat()]) + selection.whenever().query()


def _ways_out(
    found: Listing, selection: Selection, finder: Finder, called: filters.Names, list_url: str
) -> list[dict[str, Any]]:
    """When nothing was found: which filter to drop, as links."""
    if found.count:
        return []
    return [
        {
            "label": chip.label,
            "count": chip.count,
            "url": list_url + chip.less.between(selection.first, selection.last).query(),
        }
        for chip in filters.ways_out(selection.between(found.first, selection.last), finder, called)
    ]
