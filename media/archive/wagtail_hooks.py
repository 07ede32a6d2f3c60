"""What this room adds to Wagtail's admin: the way from an event to its outcome, and a guard."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from accounts.domain import EDIT, acts_somewhere, may_act_for
from accounts.models import User
from events.calendar.domain.branches import branch_of
from events.calendar.models import EventPage
from media.archive.views import desk


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    return [
        path("outcomes/", desk.waiting_list, name="outcome_waiting"),
        path("outcomes/draft/<int:page_id>/", desk.outcome_draft, name="outcome_draft"),
        path("outcomes/<int:page_id>/figures/", desk.figures_again, name="outcome_figures"),
    ]


class OutcomeMenuItem(MenuItem):
    """Shown to those who may draft outcomes for some branch."""

    def is_shown(self, request: HttpRequest) -> bool:
        return acts_somewhere(request.user, EDIT)


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    return OutcomeMenuItem(
        _("Outcomes to draft"), reverse("outcome_waiting"), name="outcomes", icon_name="folder-open-inverse", order=350
    )


@hooks.register("register_page_header_buttons")
def draft_button(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """*Draft the outcome* in the menu of an event; the screen behind it says when it is too early."""
    event = page.specific
    if isinstance(event, EventPage) and event.first_published_at and may_act_for(user, branch_of(event), EDIT):
        yield Button(
            _("Draft the outcome"),
            url=reverse("outcome_draft", args=[page.pk]),
            icon_name="folder-open-inverse",
            priority=45,
        )


@hooks.register("before_delete_page")
def guard_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    return desk.refuse_delete(request, [page, *page.get_descendants()])


@hooks.register("before_bulk_action")
def guard_bulk_delete(
    request: HttpRequest, action_type: str, objects: Iterable[object], action: object
) -> HttpResponse | None:
    if action_type != "delete":
        return None
    chosen = [found for found in objects if isinstance(found, Page)]
    return desk.refuse_delete(request, [each for page in chosen for each in page.get_descendants(inclusive=True)])
