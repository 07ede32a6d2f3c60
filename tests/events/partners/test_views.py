from datetime import UTC, datetime

import pytest

from events.partners.models import Happening, Organisation
from home.domain.setup import found_site


@pytest.fixture
def happening(db):
    found_site(name={"en": "Lindhaven Libraries"})
    union = Organisation.objects.create(slug="union", name="Women's Union")
    return Happening.objects.create(
        organisation=union, uid="1", title="Bread <b>morning</b>", start=datetime(2026, 12, 1, 8, tzinfo=UTC),
        zone="Europe/Athens", modified=datetime(2026, 11, 1, tzinfo=UTC), link="https://union.example/bread",
    )  # fmt: skip


def test_happening_page_is_marked_as_the_partners(client, happening):
    text = client.get(happening.get_absolute_url()).content.decode()

    assert "From the calendar of Women&#x27;s Union" in text
    assert "Bread &lt;b&gt;morning&lt;/b&gt;" in text
    assert "10:00" in text


def test_withdrawn_happening_is_not_found(client, happening):
    Happening.objects.update(withdrawn_at=datetime(2026, 11, 2, tzinfo=UTC))

    assert client.get(happening.get_absolute_url()).status_code == 404
