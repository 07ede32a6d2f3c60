"""The work of this room that `tick` does: publishing what is due, the next days of series, dates written for feeds."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, Sum
from wagtail.models import Page, Revision, WorkflowPage

from accounts.models import Role
from core.portions import one_by_one
from events.calendar.domain import feeds, fragments
from events.calendar.domain.branches import home_pages, open_branch
from events.calendar.domain.clocks import recompute
from events.calendar.domain.matching import Finder
from events.calendar.domain.scheduling import reconcile
from events.calendar.domain.selection import Selection
from events.calendar.domain.sources import sources
from events.calendar.models import EventPage, Fragment, Occurrence, PartnerFragment, Schedule
from events.partners.models import Happening
from media.assets.domain import pictures
from media.assets.models import LibraryImage, LibraryRendition
from places.models import Branch

AT_A_TIME = 20
# When nothing was found the next search for dates to write waits so many seconds.
PAUSE = 600


def publish_due(now: datetime) -> int:
    """Publishes what is due, revision by revision: the work of `publish_scheduled`, which stops at a failure."""
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at")
    return _each("Publishing revision", due.values_list("pk", flat=True)[:AT_A_TIME], lambda pk: _publish(pk, now))


def expire_due(now: datetime) -> int:
    """Takes pages off the site whose time is over, as Wagtail does."""
    due = Page.objects.filter(live=True, expire_at__lte=now).order_by("expire_at")
    return _each("Expiring page", due.values_list("pk", flat=True)[:AT_A_TIME], lambda pk: _expire(pk, now))


def reconcile_due(now: datetime) -> int:
    """Reconciles pages that were published without it: code that sets `live`, a busy database, a process killed."""
    due = sources().filter(live=True).filter(Q(reconciled_at=None) | Q(reconciled_at__lt=F("last_published_at")))
    return _reconcile("Reconciling page", due.order_by("pk").values_list("pk", flat=True)[:AT_A_TIME], now)


def extend_due(now: datetime) -> int:
    """Once a day writes the next dates of series that go on, and works all dates to come out anew from the wall clock.

    So new rules of clocks are followed within a day, and another zone of a branch at once.
    """
    rules = Schedule.objects.filter(page=OuterRef("pk"), rule__contains="FREQ")
    endless = rules.exclude(rule__contains="COUNT").exclude(rule__contains="UNTIL")
    to_come = Occurrence.objects.filter(event=OuterRef("pk"), end__gt=now, withdrawn_at=None)
    elsewhere = to_come.filter(planned_on__isnull=False).exclude(zone=F("branch__zone"))
    waited = Q(Exists(endless) | Exists(to_come), reconciled_at__lt=now - timedelta(days=1))
    due = sources().filter(waited | Exists(elsewhere), live=True).order_by("reconciled_at")
    keys = due.values_list("pk", flat=True)[:AT_A_TIME]
    return _each("Extending page", keys, lambda pk: recompute(EventPage(pk=pk), now=now) is not None)


def write_fragments(now: datetime) -> int:
    """Writes dates for feeds, of every language, that are missing or not fresh, and forgets those no feed has any more.

    When nothing was found, the next search waits until something has changed, or `PAUSE` seconds.
    """
    first, last = feeds.window(now.astimezone(ZoneInfo(settings.TIME_ZONE)).date())
    seen = f"{first} {fragments.FORM} {_last_changes()} {_pictures()}"
    if cache.get("calendar:fragments") == seen:
        return 0
    done = _follow_pictures()
    finder = Finder()
    # Every date of the window, sessions too, which stand in the feeds of their events.
    ours = Occurrence.objects.filter(event__live=True, end__gt=now - timedelta(days=feeds.DAYS_BACK + 1))
    theirs = finder.happenings(Selection(first=first, last=last), withdrawn=True)
    for language, _name in settings.LANGUAGES:
        known = fragments.basis(language)
        soon = ours.filter(start__lt=now + timedelta(days=feeds.DAYS_AHEAD + 1))
        done += fragments.write_stale(soon, theirs, known)
    done += _forget_fragments(now - timedelta(days=feeds.DAYS_BACK + 2))
    if not done:
        cache.set("calendar:fragments", seen, PAUSE)
    return done


def _last_changes() -> tuple[object, ...]:
    """What changes with nearly every edit; the rest is found after `PAUSE`."""
    pages = EventPage.objects.aggregate(at=Max("last_published_at"), live=Count("pk", filter=Q(live=True)))
    dates = Occurrence.objects.aggregate(Max("modified"), Count("pk"))
    theirs = Happening.objects.aggregate(Max("modified"), Count("pk"))
    return *pages.values(), *dates.values(), *theirs.values()


def _pictures() -> str:
    """What changes when a picture is shown to the public, or no more; one withdrawn and one agreed to differ, too."""
    shown = LibraryImage.objects.showable().aggregate(Count("pk"), Sum("pk"))
    made = LibraryRendition.objects.filter(filter_spec=pictures.JPEG[0]).aggregate(Count("pk"), Sum("pk"))
    return f"{[*shown.values(), *made.values()]}"


def _follow_pictures() -> int:
    """Dates whose picture is not what it was; asked again when some picture has changed, or after `PAUSE` seconds."""
    now = _pictures()
    if cache.get("calendar:pictures") == now:
        return 0
    spoilt = fragments.spoil()
    if not spoilt:
        cache.set("calendar:pictures", now, PAUSE)
    return spoilt


def _forget_fragments(before: datetime) -> int:
    """Of dates that left the window of feeds."""
    ours = Fragment.objects.filter(occurrence__end__lt=before).values_list("pk", flat=True)[: fragments.PORTION]
    over = Q(happening__end__lt=before) | Q(happening__end=None, happening__start__lt=before)
    theirs = PartnerFragment.objects.filter(over).values_list("pk", flat=True)[: fragments.PORTION]
    number, _kinds = Fragment.objects.filter(pk__in=list(ours)).delete()
    other, _kinds = PartnerFragment.objects.filter(pk__in=list(theirs)).delete()
    return int(number + other)


def open_branches_due(now: datetime) -> int:
    """Opens branches that lack a page in some language, or whose staff lack their rights or workflow on one."""
    languages = len(home_pages())
    if not languages:
        return 0
    managed = Q(pages__group_permissions__group__branch_role__role=Role.MANAGER)
    due = Branch.objects.annotate(
        opened=Count("pages", distinct=True),
        granted=Count("pages", filter=managed, distinct=True),
        reviewed=Count("pages", filter=Q(pages__pk__in=WorkflowPage.objects.values("page")), distinct=True),
    ).filter(Q(opened__lt=languages) | Q(granted__lt=F("opened")) | Q(reviewed__lt=F("opened")))
    return _each(
        "Opening branch", due.values_list("pk", flat=True), lambda pk: bool(open_branch(Branch.objects.get(pk=pk)))
    )


def _publish(pk: int, now: datetime) -> bool:
    revision = Revision.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        pk=pk, approved_go_live_at__lte=now
    )
    found = revision.first()
    if found is None:
        return False
    found.publish(log_action="wagtail.publish.scheduled")
    return True


def _expire(pk: int, now: datetime) -> bool:
    page = Page.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk, live=True, expire_at__lte=now)
    found = page.first()
    if found is None:
        return False
    found.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def _reconcile(what: str, keys: Iterable[int], now: datetime) -> int:
    return _each(what, keys, lambda pk: bool(reconcile(EventPage(pk=pk), now=now)))


def _each(what: str, keys: Iterable[int], act: Callable[[int], bool]) -> int:
    """Does the work for each key in its own transaction; what fails is noted and waits, the others do not."""
    return one_by_one(what, list(keys), transaction.atomic(act))
