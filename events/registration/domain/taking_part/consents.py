"""What people may agree to, in the very words that are kept with their answer. Silence is a no."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from events.calendar.enums import PartyOf
from events.calendar.models import EventPage
from events.registration.domain.taking_part.asking import ADULT
from events.registration.domain.taking_part.parties import Agreed
from events.registration.enums import ConsentKind


def text(kind: str, *, whole_party: bool = False) -> str:
    """The sentence that is agreed to, in the active language."""
    if kind == ConsentKind.GOING_HOME:
        return _("This child may go home alone afterwards.")
    if whole_party:
        return _("We may be photographed at this event, and the library may publish the pictures.")
    return _("This person may be photographed at this event, and the library may publish the pictures.")


def of_oneself() -> str:
    """The sentence of the photographs for the contact who takes part."""
    return _("I may be photographed at this event, and the library may publish the pictures.")


def of_each(event: EventPage, *, contact: bool = False) -> list[str]:
    """What is asked of each person; of contacts only what concerns themselves."""
    if event.party_of != PartyOf.PEOPLE:
        return []
    home = event.asks_going_home and not contact
    found = [(ConsentKind.PHOTO, event.asks_photo_consent), (ConsentKind.GOING_HOME, home)]
    return [kind.value for kind, asked in found if asked]


def of_party(event: EventPage) -> list[str]:
    """What is asked once, of all who come together without names."""
    asked = event.party_of == PartyOf.NUMBER and event.asks_photo_consent
    return [ConsentKind.PHOTO.value] if asked else []


def agreed(event: EventPage, given: Mapping[str, bool], *, age: int | None, contact: bool = False) -> list[Agreed]:
    """Both what was agreed to and what was not: who did not tick is not to be photographed."""
    asked = [kind for kind in of_each(event, contact=contact) if kind != ConsentKind.GOING_HOME or _is_child(age)]
    words = {kind: of_oneself() if contact else text(kind) for kind in asked}
    return [Agreed(kind=kind, given=bool(given.get(kind)), text=words[kind]) for kind in asked]


def agreed_by_party(event: EventPage, given: Mapping[str, bool]) -> list[Agreed]:
    """The same for a party without names."""
    asked = of_party(event)
    return [Agreed(kind=kind, given=bool(given.get(kind)), text=text(kind, whole_party=True)) for kind in asked]


def _is_child(age: int | None) -> bool:
    return age is None or age < ADULT
