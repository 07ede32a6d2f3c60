"""What this room adds to Wagtail's admin: rights, menu items, guards."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _, gettext_lazy, pgettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from accounts.domain import EDIT, LOOK, MANAGE, acts_somewhere, may_act_for
from accounts.models import User
from accounts.permissions import BranchPermissionPolicy
from core import clock
from events.calendar.domain.branches import branch_of
from events.calendar.domain.clocks import ACTION
from events.calendar.domain.deleting import changing, holdings, unfinished
from events.calendar.domain.leaving import consequences
from events.calendar.domain.sources import is_translation
from events.calendar.forms.dates import FORMS
from events.calendar.models import EventPage, Occurrence
from events.calendar.views import adopting, guards, hours
from events.calendar.viewsets import OccurrenceViewSet, SpaceViewSet
from places.models import Space

register_permission_policy(Occurrence, BranchPermissionPolicy(Occurrence, roles={"add": (), "delete": ()}))
register_permission_policy(Space, BranchPermissionPolicy(Space, roles={"add": MANAGE, "change": MANAGE}))


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    return [OccurrenceViewSet(), SpaceViewSet()]


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern | URLResolver]:
    return [
        path("events/<int:page_id>/cancel/", guards.event_cancel, name="event_cancel"),
        path("happenings/<slug:code>/draft/", adopting.happening_adopt, name="happening_adopt"),
        path("", include("events.calendar.urls_season")),
        path("opening-hours/", include("events.calendar.urls_hours")),
    ]


class SeasonMenuItem(MenuItem):
    """Shown to whoever plans events for some branch."""

    def is_shown(self, request: HttpRequest) -> bool:
        return acts_somewhere(request.user, EDIT)


@hooks.register("register_admin_menu_item")
def register_season_menu_item() -> MenuItem:
    label = pgettext_lazy("menu", "A season’s work")
    return SeasonMenuItem(label, reverse("season:index"), name="season", icon_name="copy", order=118)


@hooks.register("register_page_header_buttons")
def offer_copy(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """“Copy to new dates” in the menu of an event's own screens."""
    if issubclass(page.specific_class or Page, EventPage) and may_act_for(user, branch_of(page), EDIT):
        address = reverse("season:event-copy", args=[page.pk])
        yield Button(_("Copy to new dates"), url=address, icon_name="calendar-alt", priority=25)


@hooks.register("after_publish_page")
def warn_outside_hours(request: HttpRequest, page: Page) -> None:
    if isinstance(page.specific, EventPage):
        hours.warn_outside_hours(request, page.specific)


class HoursMenuItem(MenuItem):
    """Shown to whoever may look at the rows of some branch."""

    def is_shown(self, request: HttpRequest) -> bool:
        return acts_somewhere(request.user, LOOK)


@hooks.register("register_settings_menu_item")
def register_hours_menu_item() -> MenuItem:
    address = reverse("opening_hours:index")
    return HoursMenuItem(gettext_lazy("Opening hours"), address, name="opening-hours", icon_name="time")


@hooks.register("before_move_page")
def warn_before_move(request: HttpRequest, page: Page, destination: Page) -> None:
    """On the screen that asks whether to move an event: what happens to its people."""
    event = page.specific
    if request.method == "GET" and isinstance(event, EventPage):
        for sentence in consequences(event, destination, now=clock.now()):
            messages.warning(request, sentence)


@hooks.register("before_delete_page")
def guard_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    held = holdings([page])
    return guards.refuse_delete(request, held) if held else guards.refuse_branch_pages(request, [page])


@hooks.register("before_unpublish_page")
def guard_unpublish(request: HttpRequest, page: Page) -> HttpResponse | None:
    return guards.refuse_branch_pages(request, [page])


@hooks.register("before_bulk_action")
def guard_bulk_action(
    request: HttpRequest, action_type: str, objects: Iterable[object], action: object
) -> HttpResponse | None:
    pages = [found for found in objects if isinstance(found, Page)]
    if action_type == "delete" and (held := holdings(pages)):
        return guards.refuse_delete(request, held)
    if action_type in ("delete", "unpublish", "move"):
        return guards.refuse_branch_pages(request, pages)
    if action_type == "publish":
        with_below = bool(action.cleaned_form.cleaned_data.get("include_descendants"))  # type: ignore[attr-defined]
        if drafts := unfinished(pages, with_below=with_below):
            return guards.refuse_unfinished(request, drafts)
        unseen = changing(pages, now=clock.now(), with_below=with_below)
        return guards.refuse_unseen(request, unseen) if unseen else None
    return None


@hooks.register("construct_translated_pages_to_cascade_actions")
def cascade_to_translations(pages: list[Page], action: str) -> dict[Page, list[Page]] | None:
    """What happens to the source of an event happens to its translations: they have no dates of their own."""
    if action not in ("unpublish", "delete"):
        return None
    found = {}
    for page in pages:
        if isinstance(page.specific, EventPage) and not is_translation(page.specific):
            others = EventPage.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
            found[page] = list(others.live() if action == "unpublish" else others)
    return found


@hooks.register("register_log_actions")
def name_log_actions(actions: LogActionRegistry) -> None:
    """What stands in the history of a date."""
    clocks = gettext_lazy("Work out the time anew")
    actions.register_action(ACTION, clocks, gettext_lazy("At another instant, because the rules of clocks changed"))
    for verb, form in FORMS.items():
        actions.register_action(f"calendar.{verb}", form.heading, form.heading)
