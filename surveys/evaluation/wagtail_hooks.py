"""What this room adds to Wagtail's admin: the list of surveys with results and posters."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.domain import acts_somewhere
from surveys.evaluation.views.staff import READ


class ReaderMenuItem(MenuItem):
    """Shown to whoever may read the results of some branch."""

    def is_shown(self, request: HttpRequest) -> bool:
        return acts_somewhere(request.user, READ)


@hooks.register("register_admin_urls")
def register_survey_urls() -> list[URLPattern | URLResolver]:
    return [path("", include("surveys.evaluation.urls_admin"))]


@hooks.register("register_admin_menu_item")
def register_survey_menu_item() -> MenuItem:
    address = reverse("evaluation_staff:index")
    return ReaderMenuItem(_("Surveys"), address, name="surveys", icon_name="form", order=130)
