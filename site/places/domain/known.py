"""The few rows that nearly every list needs and nobody changes for weeks, remembered for some seconds.

For pages alone: what is stored or sent (feeds, letters) reads the tables.
"""

from core.remembering import briefly
from places.models import Branch, Space


@briefly
def branches() -> list[Branch]:
    """All branches in their order."""
    return list(Branch.objects.all())


@briefly
def spaces() -> list[Space]:
    """All spaces."""
    return list(Space.objects.order_by())
