"""Letters for tests, written the way every room writes them."""

from itertools import count

from outbox.domain import write
from outbox.models import Letter

_numbers = count(1)


def letter(kind: str = "outbox/trial", **fields: object) -> Letter:
    """A letter to Ben in English, waiting to be sent; `outbox/trial` has its templates in the tests."""
    number = next(_numbers)
    return write(
        kind,
        **{
            "about": f"trial:{number}",
            "version": 1,
            "to": "ben@example.org",
            "to_name": "Ben",
            "language": "en",
            "context": {"event_name": "Stories by the fire", "manage_url": "http://localhost:8000/r/TOKEN/"},
            **fields,
        },
    )
