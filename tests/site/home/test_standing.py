import pytest
from django.conf import settings

from home.domain.setup import found_site
from tests.factories import places


@pytest.fixture
def site(db):
    return found_site(name={"en": "Lindhaven Libraries"})


@pytest.mark.parametrize(
    "section", ["privacy", "accessibility", "contact", "open-data", "libraries", "search", "about"]
)
@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_standing_page_opens_in_every_language(client, site, section, language):
    response = client.get(f"/{language}/{section}/")

    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]


def test_privacy_page_shows_the_retention_table(client, site):
    text = client.get("/en/privacy/").content.decode()

    for keeping in settings.RETENTION.values():
        assert str(keeping.what) in text
        how_long = (
            f"{keeping.days} day{'s' * (keeping.days > 1)} after {keeping.since}" if keeping.days else keeping.since
        )
        assert str(how_long) in text


def test_accessibility_statement_names_what_each_space_has(client, site):
    places.space(name={"en": "Reading room"}, step_free=True, hearing_loop=True, quiet_room=False)

    text = client.get("/en/accessibility/").content.decode()

    assert "Step-free from the street, Hearing loop" in text
    assert "Quiet room" not in text
