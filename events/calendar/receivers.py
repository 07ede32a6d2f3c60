"""What this room does when Wagtail publishes or moves a page: its dates are made to follow the plan."""

import logging
from typing import Any

from django.db import DatabaseError
from wagtail.models import Page

from core import clock
from events.calendar.domain.scheduling import reconcile
from events.calendar.models import EventPage

logger = logging.getLogger(__name__)


def follow_plan(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Reconciles after every way of publishing; `page_published` is the only signal that hears them all.

    Publishing is no transaction in Wagtail: the page is live whatever happens here. A database that is busy is
    therefore only noted, and `tick` finds the page by its `reconciled_at`.
    """
    if not issubclass(sender, EventPage) or not instance.live or instance.alias_of_id:
        return
    _reconcile(instance)


def follow_branch(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Reconciles an event that was moved to another branch: its dates and who may touch them go along at once."""
    if issubclass(sender, EventPage) and instance.live and not instance.alias_of_id:
        _reconcile(instance)


def _reconcile(instance: Page) -> None:
    try:
        reconcile(instance, now=clock.now())
    except DatabaseError:
        logger.exception("The dates of page %s are not written yet; tick will do it.", instance.pk)
