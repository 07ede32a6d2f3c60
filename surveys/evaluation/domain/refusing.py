"""No more surveys by letter: who refuses is known by a keyed hash of the address alone."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from core import tokens
from core.exceptions import RuleBroken
from surveys.evaluation.domain.asking import address_hash
from surveys.evaluation.models import Asked

# The purpose for which the hash is signed in the link.
NO_MORE = "survey-no-more"


class NoSuchLink(RuleBroken):
    """The link was not made by us."""


def refuse(token: str, *, now: datetime) -> None:
    """No survey goes to this address any more."""
    new = {"on": now.date(), "refused": True}
    Asked.objects.update_or_create(address_hash=_hash(token), defaults={"refused": True}, create_defaults=new)


def accept_again(token: str) -> None:
    """Surveys as before."""
    Asked.objects.filter(address_hash=_hash(token)).update(refused=False)


def has_refused(token: str) -> bool:
    return Asked.objects.filter(address_hash=_hash(token), refused=True).exists()


def no_more_address(email: str, *, language: str) -> str:
    """The address that ends surveys by one POST (RFC 8058)."""
    token = tokens.sign(NO_MORE, address_hash(email).upper())
    return f"{settings.BASE_URL}{reverse('evaluation:survey-no-more', args=[token])}?lang={language}"


def _hash(token: str) -> str:
    try:
        return tokens.unsign(NO_MORE, token).lower()
    except tokens.BadToken as error:
        raise NoSuchLink(_("This link opens nothing. Please use the one in your letter.")) from error
