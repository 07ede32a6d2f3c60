"""Founding a site: the pages every language needs before anything can be published."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, pgettext
from wagtail.models import Locale, Page, Site

from events.calendar.models import EventIndexPage
from home.models import HomePage, HouseSettings, StandardPage
from media.archive.models import ArchiveIndexPage

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@transaction.atomic
def found_site(*, name: dict[str, str], motto: dict[str, str] | None = None) -> HomePage:
    """Makes home, list of events and a page about the house in every language; safe to run again.

    `name` and `motto` are texts by language code. Returns the English home page, which is the root of the site.
    """
    house = HouseSettings.load()
    house.name, house.motto = name, motto or {}
    house.save()
    homes = {code: _home(code, name) for code in sorted(LANGUAGES, key=lambda code: code != settings.LANGUAGE_CODE)}
    english = homes[settings.LANGUAGE_CODE]
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True, hostname="localhost", port=80
    )
    site.root_page, site.site_name = english, name[settings.LANGUAGE_CODE]
    site.save()
    # Wagtail's own welcome page; only now, for deleting the root page of a site deletes the site.
    Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()
    for code, home in homes.items():
        with translation.override(code):
            _child(home, EventIndexPage, slug="events", title=pgettext("list of events", "What’s on"))
            _child(home, ArchiveIndexPage, slug="archive", title=pgettext("menu", "Archive"))
            _child(home, StandardPage, slug="about", title=gettext("About us"))
    return english


def _home(code: str, name: dict[str, str]) -> HomePage:
    locale, _ = Locale.objects.get_or_create(language_code=code)
    found: HomePage | None = HomePage.objects.filter(locale=locale).first()
    if found:
        return found
    page = HomePage(title=name.get(code) or name[settings.LANGUAGE_CODE], slug=code, locale=locale)
    first = HomePage.objects.first()
    if first:
        page.translation_key = first.translation_key
    Page.objects.get(depth=1).add_child(instance=page)
    return page


def _child(home: HomePage, page_type: Callable[..., Page], *, slug: str, title: str) -> None:
    """The page of that slug under the home page, tied to its sisters in the other languages."""
    if home.get_children().filter(slug=slug).exists():
        return
    page = page_type(title=title, slug=slug, locale=home.locale, show_in_menus=True)
    sister = Page.objects.filter(slug=slug, depth=3).exclude(locale=home.locale).first()
    if sister:
        page.translation_key = sister.translation_key
    home.add_child(instance=page)
