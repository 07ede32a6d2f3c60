from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from home.domain.setup import found_site
from tests.factories import calendar, places, programmes

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)


@pytest.fixture
def site(db):
    return found_site(name={"en": "Lindhaven Libraries"})


@time_machine.travel(NOW, tick=False)
def test_home_page_leads_to_dates_libraries_and_programmes(client, site):
    branch = places.branch(name={"en": "Harbour Library"})
    event = calendar.event(title="Mending night", under=calendar.branch_page(branch))
    calendar.occurrence(event, start=NOW + timedelta(hours=3))
    programmes.programme(title={"en": "A table for everyone"})

    text = client.get("/en/").content.decode()

    for words in ("Mending night", "Harbour Library", "A table for everyone", "Everything that is on"):
        assert words in text


@time_machine.travel(NOW, tick=False)
def test_home_page_shows_six_dates_at_most_for_the_same_price(client, site, django_assert_max_num_queries):
    event = calendar.event(title="Story time", under=calendar.branch_page(places.branch()))
    calendar.occurrence(event, start=NOW + timedelta(hours=1))
    client.get("/en/")
    with django_assert_max_num_queries(25) as one:
        client.get("/en/")
    for hour in range(9):
        calendar.occurrence(event, start=NOW + timedelta(days=1, hours=hour))
    with django_assert_max_num_queries(25) as ten:
        text = client.get("/en/").content.decode()

    assert len(one) == len(ten)
    assert text.count('class="book event') == 6
