import pytest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, Page

from core import languages
from home.domain.setup import found_site


@pytest.fixture
def about(db: None) -> Page:
    """The English page "About", which exists in every language."""
    found_site(name={"en": "Lindhaven Libraries"})
    return Page.objects.get(slug="about", locale=Locale.objects.get(language_code="en"))


def test_page_leads_to_its_live_translations_and_else_to_the_list(about: Page) -> None:
    about.get_translations().filter(locale__language_code="sl").update(live=False)

    found = languages.links(RequestFactory().get("/en/about/?from=letter"), page=about)

    assert [link.url for link in found] == [
        "/el/about/?from=letter", "/sl/events/", "/sv/about/?from=letter", "/da/about/?from=letter",
        "/en/about/?from=letter",
    ]  # fmt: skip
    assert [link.code for link in found if not link.same] == ["sl"]
    assert [link.code for link in found if link.current] == ["en"]


def test_routed_address_under_a_page_is_kept(about: Page) -> None:
    found = languages.links(RequestFactory().get("/en/about/month/2026/11/"), page=about)

    assert found[0].url == "/el/about/month/2026/11/"


def test_languages_of_a_page_cost_one_query(about: Page, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    request = RequestFactory().get("/en/about/")
    about.get_url(request)

    with django_assert_num_queries(1):
        assert len(languages.links(request, page=about)) == 5
