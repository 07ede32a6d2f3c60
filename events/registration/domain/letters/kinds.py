"""What letters are called in lists and histories, by their kind: no subject is written before a letter goes out."""

from django.utils.translation import gettext as _

from outbox.domain.rendering import name_of_kind


def name_of(kind: str) -> str:
    """“Change of the date” for `changed`; what its subject says where it has no name of its own."""
    names = {
        "confirmed": _("Confirmation"),
        "waiting": _("Waiting list"),
        "promoted": _("A place came free"),
        "places": _("Number of places"),
        "changed": _("Change of the date"),
        "changes": _("Change of several dates"),
        "restored": _("It takes place after all"),
        "cancelled": _("Cancelled"),
        "cancelled-by-library": _("Cancelled by the library"),
        "moved": _("Moved to another date"),
        "message": _("Message"),
    }
    return names.get(kind) or name_of_kind(f"registration/{kind}")
