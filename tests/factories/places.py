"""Libraries, branches and spaces for tests."""

from datetime import date, time
from itertools import count

from places.domain.hours import set_week
from places.models import Branch, ClosingDay, Library, Space

_numbers = count(1)


def library(**fields: object) -> Library:
    number = next(_numbers)
    return Library.objects.create(**{"slug": f"library-{number}", "name": {"en": f"Library {number}"}, **fields})


def branch(**fields: object) -> Branch:
    """A branch in Athens time, of a new library unless one is given."""
    number = next(_numbers)
    fields.setdefault("library", library()) if "library" not in fields else None
    return Branch.objects.create(
        **{"slug": f"branch-{number}", "name": {"en": f"Branch {number}"}, "address": "2 Market Street", **fields}
    )


def space(**fields: object) -> Space:
    if "branch" not in fields:
        fields["branch"] = branch()
    return Space.objects.create(**{"name": {"en": "Reading room"}, **fields})


def summer(branch: Branch) -> ClosingDay:
    """Hours for a July, in which the first Monday is a closing day; returns that."""
    first, last = date(2026, 7, 1), date(2026, 7, 31)
    set_week(branch, [(0, time(9), time(14))], period=(first, last))
    return ClosingDay.objects.create(branch=branch, first=date(2026, 7, 6), last=date(2026, 7, 6))


def open_week(branch: Branch) -> None:
    """Open from Tuesday to Saturday, with a break on Wednesdays, and closed for Christmas 2026."""
    usual = [(day, time(9), time(20)) for day in (1, 3, 4, 5)]
    set_week(branch, [*usual, (2, time(9), time(14)), (2, time(17), time(20, 30))])
    ClosingDay.objects.create(
        branch=branch, first=date(2026, 12, 24), last=date(2026, 12, 26), reason={"en": "Christmas"}
    )
