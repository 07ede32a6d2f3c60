"""What this room adds to Wagtail's admin: the letters that go out."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from outbox.domain.looking import looks_after_letters
from outbox.views import post


class LettersMenuItem(MenuItem):
    """Shown to those who look after letters."""

    def is_shown(self, request: HttpRequest) -> bool:
        return looks_after_letters(request.user)


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    return [
        path("letters/", post.letter_list, name="letter_list"),
        path("letters/pause/", post.letter_pause, name="letter_pause"),
        path("letters/<uuid:letter_id>/again/", post.letter_again, name="letter_again"),
    ]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    label = pgettext_lazy("admin menu", "Letters")
    return LettersMenuItem(label, reverse("letter_list"), name="letters", icon_name="mail", order=300)
