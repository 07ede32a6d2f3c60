"""Needs, goals and programmes for tests."""

from datetime import date
from itertools import count

from events.partners.models import Organisation
from events.programmes.models import Goal, Need, NeedSource, Partnership, Programme

_numbers = count(1)


def need(**fields: object) -> Need:
    return Need.objects.create(
        **{
            "title": {"en": "Company for newcomers"},
            "source": NeedSource.DIALOGUE,
            "raised_on": date(2026, 1, 5),
            **fields,
        }
    )


def goal(**fields: object) -> Goal:
    return Goal.objects.create(**{"number": str(next(_numbers)), "text": {"en": "Broader participation"}, **fields})


def programme(**fields: object) -> Programme:
    """A public programme of the year 2026."""
    return Programme.objects.create(
        **{"title": {"en": f"Programme {next(_numbers)}"}, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31),
           "public": True, **fields}
    )  # fmt: skip


def partnership(of: Programme, **fields: object) -> Partnership:
    name = str(fields.pop("name", f"Partner {next(_numbers)}"))
    organisation = Organisation.objects.create(name=name, slug=f"partner-{next(_numbers)}")
    return Partnership.objects.create(
        **{"programme": of, "organisation": organisation, "role": {"en": "Host"}, **fields}
    )
