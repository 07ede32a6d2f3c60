from datetime import UTC, date, datetime

import pytest
from wagtail.models import Page

from events.partners.models import Happening, Organisation
from events.programmes.models import Programme
from home.domain.searching import search
from home.domain.setup import found_site
from home.models import StandardPage

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def site(db):
    return found_site(name={"en": "Lindhaven Libraries"})


def _page(language: str, title: str) -> Page:
    page = StandardPage.objects.get(locale__language_code=language)
    page.title = title
    page.save_revision().publish()
    return page


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("el", "Αναγνωστήριο της Βιβλιοθήκης", "ΒΙΒΛΙΟΘΗΚΗΣ"),
        ("el", "Αναγνωστήριο της Βιβλιοθήκης", "αναγνωστηριο βιβλ"),
        ("sl", "Čitalniški večer", "citalniski"),
        ("sv", "Författarkväll", "forfattarkv"),
        ("da", "Højtlæsning for børn", "hojtlaesning"),
        ("en", "Bilingual story time", "BILI"),
    ],
)
def test_search_finds_without_accents_and_by_half_words(site, language, title, words):
    page = _page(language, title)

    found = search(words, language=language, now=NOW)

    assert [each.pk for each in found.pages] == [page.pk]


def test_search_shows_one_page_for_all_languages_the_active_first(site):
    english, greek = _page("en", "Festival"), _page("el", "Festival")

    assert [each.pk for each in search("festival", language="el", now=NOW).pages] == [greek.pk]
    assert [each.pk for each in search("festival", language="en", now=NOW).pages] == [english.pk]


def test_search_finds_programmes_organisations_and_coming_happenings(site):
    Programme.objects.create(
        title={"en": "Garden year"}, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), public=True
    )
    Programme.objects.create(title={"en": "Garden draft"}, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    friends = Organisation.objects.create(slug="friends", name="Garden friends")
    common = {"organisation": friends, "folded": "garden walk", "title": "Garden walk", "zone": "UTC", "modified": NOW}
    Happening.objects.create(uid="1", start=datetime(2026, 12, 1, tzinfo=UTC), **common)
    Happening.objects.create(uid="2", start=datetime(2026, 11, 1, tzinfo=UTC), **common)

    found = search("gárden", language="en", now=NOW)

    assert [str(each) for each in found.programmes] == ["Garden year"]
    assert found.organisations == [friends]
    assert [each.uid for each in found.happenings] == ["1"]


@pytest.mark.parametrize("words", ["", "   ", '"', "*", "(", "a OR b", "\\", "x" * 5000, "'; --"])
def test_search_survives_any_words(client, site, words):
    response = client.get("/en/search/", {"q": words})

    assert response.status_code == 200
