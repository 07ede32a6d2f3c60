from django.conf import settings
from wagtail.models import Page, Site

from events.calendar.models import EventIndexPage
from home.domain.setup import found_site
from home.models import HomePage, HouseSettings, StandardPage

NAME = {"en": "Lindhaven Libraries", "el": "Βιβλιοθήκες Λίντχεϊβεν"}


def test_found_site_makes_every_page_in_every_language(db):
    home = found_site(name=NAME)

    codes = {code for code, _ in settings.LANGUAGES}
    for page_type in (HomePage, EventIndexPage, StandardPage):
        pages = page_type.objects.all()
        assert {page.locale.language_code for page in pages} == codes
        assert len({page.translation_key for page in pages}) == 1
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert str(HouseSettings.load().name) == NAME["en"]


def test_found_site_twice_changes_nothing(db):
    found_site(name=NAME)
    before = list(Page.objects.values_list("pk", "title", "path"))

    found_site(name=NAME)

    assert list(Page.objects.values_list("pk", "title", "path")) == before


def test_found_site_gives_addresses_by_language(db):
    found_site(name=NAME)

    greek = EventIndexPage.objects.get(locale__language_code="el")

    assert greek.get_url() == "/el/events/"
