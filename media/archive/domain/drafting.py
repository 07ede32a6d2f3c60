"""Drafting the outcome of an event that is over: the figures are taken once, people add the rest."""

from datetime import datetime
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from core.exceptions import RuleBroken
from events.calendar.domain.branches import branch_of
from events.calendar.domain.sources import source_of
from events.calendar.enums import Status
from events.calendar.models import BranchPage, EventPage, ExhibitionPage, Occurrence
from media.archive.domain.figures import days_of, take_figures
from media.archive.domain.shelves import shelf_of
from media.archive.models import ArchiveShelfPage, OutcomePage
from places.models import Branch


class DatesLieAhead(RuleBroken):
    """The event is not over."""


class NothingHappened(RuleBroken):
    """The event has no dates at all."""


class OutcomeExists(RuleBroken):
    """The event has its outcome; `facts["outcome"]` is it."""


class FiguresAreFrozen(RuleBroken):
    """The outcome was published: its figures stay as they are."""


@transaction.atomic
def draft_outcome(event: EventPage, *, by: User | None, now: datetime) -> OutcomePage:
    """A draft in the event's language on the shelf of its branch, with the figures of this instant.

    Raises DatesLieAhead, NothingHappened or OutcomeExists. The lock on the event makes a double press one draft.
    """
    source = EventPage.objects.select_for_update(of=("self",)).get(pk=source_of(event).pk).specific
    standing = OutcomePage.objects.of_event(source).first()
    if standing:
        raise OutcomeExists(_("This event has its outcome in the archive."), outcome=standing)
    occurrences = dates_of(source)
    _refuse_what_is_not_over(source, occurrences, now)
    days = days_of(source, occurrences)
    if days is None:
        raise NothingHappened(_("This event has no dates, so there is nothing to tell of yet."))
    branch = branch_of(source)
    if branch is None:
        raise NothingHappened(_("This event stands under no branch, so there is no shelf for its outcome."))
    shelf = shelf_of(branch, source.locale)
    outcome = OutcomePage(
        title=source.title,
        slug=_free_slug(shelf, source),
        summary=source.summary,
        locale=source.locale,
        owner=by,
        live=False,
        event=EventPage.objects.get(pk=source.pk),
        branch=branch,
        kind=source.kind,
        began_on=days[0],
        ended_on=days[1],
        year=days[1].year,
        figures=take_figures(source, occurrences, now=now),
    )
    shelf.add_child(instance=outcome)
    log(instance=outcome, action="wagtail.create", user=by)
    outcome.save_revision(user=by)
    return outcome


@transaction.atomic
def take_again(outcome: OutcomePage, *, by: User | None, now: datetime) -> OutcomePage:
    """Takes the figures of a draft anew, when answers or counts have come in since; FiguresAreFrozen once published."""
    if outcome.first_published_at is not None:
        raise FiguresAreFrozen(_("This outcome has been published. Its figures stay as they are."))
    if outcome.event is None:
        raise NothingHappened(_("This outcome is of no single event; its figures are kept by hand."))
    source = source_of(outcome.event).specific
    draft: OutcomePage = outcome.get_latest_revision_as_object()
    draft.figures = take_figures(source, dates_of(source), now=now)
    draft.save_revision(user=by)
    return draft


def dates_of(source: EventPage) -> list[Occurrence]:
    """All dates of the event that were ever announced to the public, in order."""
    return list(Occurrence.objects.filter(event=source.pk, withdrawn_at=None).order_by("start", "pk"))


def waiting_for_outcome(branches: "QuerySet[Branch]", now: datetime) -> "QuerySet[EventPage]":
    """Events of the branches that are over and have no outcome yet, the latest first; `last_end` is annotated."""
    folders = BranchPage.objects.filter(branch__in=branches).values_list("path", flat=True)
    if not folders:
        return EventPage.objects.none()
    here = reduce(or_, (Q(path__startswith=folder) for folder in folders))
    dates = Occurrence.objects.filter(event=OuterRef("pk"), withdrawn_at=None)
    over = Exists(dates.filter(status=Status.SCHEDULED)) & ~Exists(
        dates.filter(end__gt=now).exclude(status=Status.CANCELLED)
    )
    closed = Exists(ExhibitionPage.objects.filter(pk=OuterRef("pk"), closes_on__lt=now.date()))
    ahead = Exists(ExhibitionPage.objects.filter(pk=OuterRef("pk"), closes_on__gte=now.date()))
    told = Exists(OutcomePage.objects.filter(event__translation_key=OuterRef("translation_key")))
    sister_has_dates = Exists(
        Occurrence.objects.filter(event__translation_key=OuterRef("translation_key")).exclude(event=OuterRef("pk"))
    )
    older = Exists(
        EventPage.objects.filter(translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"), alias_of=None)
    )
    alone = Q(closed) & ~Q(sister_has_dates) & ~Q(older)
    return (
        EventPage.objects.filter(here, Q(over) | alone, alias_of=None)
        .exclude(Q(told) | Q(ahead))
        .exclude(first_published_at=None)
        .annotate(last_end=Max("occurrences__end"))
        .select_related("locale")
        .order_by("-last_end", "-pk")
    )


def _refuse_what_is_not_over(source: EventPage, occurrences: list[Occurrence], now: datetime) -> None:
    ahead = any(each.end > now and each.status != Status.CANCELLED for each in occurrences)
    if isinstance(source, ExhibitionPage) and source.closes_on:
        ahead = ahead or source.closes_on >= now.date()
    if ahead:
        raise DatesLieAhead(_("This event still has dates ahead. Its outcome can be drafted after the last one."))


def _free_slug(shelf: ArchiveShelfPage, source: EventPage) -> str:
    wanted = source.slug or slugify(source.title) or "outcome"
    taken = set(shelf.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    number = 1
    slug = wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
