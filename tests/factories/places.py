"""Libraries, branches and spaces for tests."""

from itertools import count

from places.models import Branch, Library, Space

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
