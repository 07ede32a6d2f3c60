"""What this room adds to Wagtail's admin: the desk, the list of registrations, its style sheet, its line in the log."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from accounts.domain import LOOK, MANAGE, acts_somewhere
from events.registration.views import plans

# What managers do when somebody asks what we keep of them, as the log has it.
PERSON_DEEDS = {
    "look": pgettext_lazy("log of accesses", "Looked up what we keep of a person"),
    "copy": pgettext_lazy("log of accesses", "Took a copy of what we keep of a person"),
    "erase": pgettext_lazy("log of accesses", "Erased what we keep of a person"),
}


class StaffMenuItem(MenuItem):
    """Shown to whoever may look at the rows of some branch."""

    def is_shown(self, request: HttpRequest) -> bool:
        return acts_somewhere(request.user, LOOK)


@hooks.register("register_admin_urls")
def register_desk_urls() -> list[URLPattern | URLResolver]:
    return [path("", include("events.registration.urls_admin"))]


@hooks.register("register_admin_menu_item")
def register_desk_menu_item() -> MenuItem:
    address = reverse("registration_desk:index")
    return StaffMenuItem(pgettext_lazy("menu", "Desk"), address, name="desk", icon_name="clipboard-list", order=110)


@hooks.register("register_admin_menu_item")
def register_registrations_menu_item() -> MenuItem:
    address = reverse("registration_desk:registrations")
    return StaffMenuItem(_("Registrations"), address, name="registrations", icon_name="group", order=120)


class ManagerMenuItem(MenuItem):
    """Shown to managers of some branch."""

    def is_shown(self, request: HttpRequest) -> bool:
        return acts_somewhere(request.user, MANAGE)


@hooks.register("register_reports_menu_item")
def register_person_menu_item() -> MenuItem:
    address = reverse("registration_desk:person")
    return ManagerMenuItem(_("What we keep of a person"), address, name="person", icon_name="user", order=900)


@hooks.register("before_publish_page")
def show_what_changes(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The draft is saved by now; before it goes live staff see what it does to dates people know."""
    return plans.ask_first(request, page)


@hooks.register("insert_global_admin_css")
def desk_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/desk.css"))


@hooks.register("insert_global_admin_js")
def desk_script() -> SafeString:
    """On every screen, so that presses that wait are sent from wherever one goes next, and forgotten at logout."""
    words = {
        "waiting": _("Waiting to be sent:"),
        "pressed": _("Noted on this device, waiting to be sent."),
        "offline": _("There is no network. They are sent by themselves when it is back: leave this page open."),
        "login": _("Please log in again, so that they can be sent."),
        "refused": _("This could not be taken. Please look it up in the list."),
        "needs": _("This needs the network. Please try again when it is back."),
        "undo": pgettext_lazy("button", "Undo"),
        "read": pgettext_lazy("button", "I have read this"),
        "leave": _("What was not sent yet is lost when you log out. Log out all the same?"),
        "logout": reverse("wagtailadmin_logout"),
    }
    data = format_html_join("", ' data-{}="{}"', words.items())
    return format_html('<script src="{}"{}></script>', static("js/desk.js"), data)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    for deed, words in PERSON_DEEDS.items():
        actions.register_action(f"registration.person_{deed}", words, words)
    actions.register_action("registration.export", _("Export registrations"), _("Took a list of registrations out"))
    actions.register_action("registration.opened", _("Open a registration"), _("Opened the record of a registration"))
    actions.register_action("registration.message", _("Write to people"), _("Wrote a message to people"))
