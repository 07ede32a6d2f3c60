"""The signed addresses of a person's questions, beside the page of the registration itself."""

from django.urls import reverse

from core import tokens
from events.registration.models import MANAGE, Registration


def offer_address(registration: Registration) -> str:
    """Where an offered place is taken or declined."""
    return reverse("signed:registration-offer", args=[tokens.sign(MANAGE, registration.code)])


def still_address(registration: Registration) -> str:
    """Where people say whether they still come."""
    return reverse("signed:registration-still", args=[tokens.sign(MANAGE, registration.code)])
