from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from events.calendar.models import BranchPage
from home.domain.setup import found_site
from tests.factories import calendar, places, programmes

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
X = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def site(db, now):
    found_site(name=dict.fromkeys(calendar.LANGUAGES, "Lindhaven"))


def addresses(client):
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return {
        url.findtext(f"{S}loc"): {link.get("hreflang"): link.get("href") for link in url.findall(f"{X}link")}
        for url in ElementTree.fromstring(response.content)
    }


def test_robots_are_told_what_to_leave_alone_and_where_the_pages_are(client, db, settings):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /admin/" in lines
    assert "Disallow: /*/events/week/" in lines
    assert f"Sitemap: {settings.BASE_URL}/sitemap.xml" in lines


def test_map_holds_every_public_page_in_every_language(client, site, settings):
    page = calendar.branch_page(places.branch(slug="central"))
    event = calendar.event(under=page, title="Choir", schedules=[calendar.schedule(date(2026, 11, 26))])
    calendar.event(under=page, title="Draft", publish=False)
    programme = programmes.programme(code="PR0GRAM")
    programmes.programme(code="H1DDEN", public=False)
    found = addresses(client)
    assert found[f"{settings.BASE_URL}/el/events/"]["sv"] == f"{settings.BASE_URL}/sv/events/"
    assert settings.BASE_URL + event.url in found
    assert f"{settings.BASE_URL}/da/programmes/{programme.code}/" in found
    assert not [address for address in found if "draft" in address or "H1DDEN" in address]


def test_every_address_of_the_map_opens(client, site, settings, now):
    page = calendar.branch_page(places.branch(slug="central"))
    calendar.event(under=page, schedules=[calendar.schedule(date(2026, 11, 26))])
    programmes.programme()
    for address in addresses(client):
        assert client.get(address.removeprefix(settings.BASE_URL)).status_code == 200, address


def test_translation_of_a_hidden_event_is_not_in_the_map(client, site, settings, now):
    page = calendar.branch_page(places.branch(slug="central"))
    event = calendar.event(under=page)
    calendar.occurrence(event, start=now + timedelta(days=1))
    greek = event.copy_for_translation(calendar.branch_page(page.branch, "el").locale)
    greek.save_revision().publish()
    greek.refresh_from_db()
    assert settings.BASE_URL + greek.url in addresses(client)
    event.live = False
    event.save(update_fields=["live"])
    assert client.get(greek.url).status_code == 404
    assert settings.BASE_URL + greek.url not in addresses(client)


def test_map_asks_the_same_for_any_number_of_pages(client, site, django_assert_num_queries):
    for _number in range(3):
        calendar.event(under=calendar.branch_page(places.branch()))
        addresses(client)
        with django_assert_num_queries(3):
            addresses(client)
    assert BranchPage.objects.count() == 3
