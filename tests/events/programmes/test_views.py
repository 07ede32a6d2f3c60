import pytest

from home.domain.setup import found_site
from tests.factories import programmes


@pytest.fixture
def site(db):
    return found_site(name={"en": "Lindhaven Libraries"})


def test_programme_page_shows_the_whole_line(client, site):
    programme = programmes.programme(title={"en": "A table for everyone", "el": "Ένα τραπέζι για όλους"})
    programme.needs.add(programmes.need())
    programme.goals.add(programmes.goal(number="1.2", parent=programmes.goal(number="1", text={"en": "Participation"})))
    programmes.partnership(programme, name="Women's Union", part={"en": "cooks and tells"})

    text = client.get(f"/en/programmes/{programme.code}/").content.decode()

    for words in (
        "A table for everyone",
        "Company for newcomers",
        "1 Participation",
        "1.2",
        "Women&#x27;s Union",
        "cooks",
    ):
        assert words in text
    assert "Ένα τραπέζι για όλους" in client.get(f"/el/programmes/{programme.code}/").content.decode()


def test_programme_not_yet_public_is_not_found(client, site):
    draft = programmes.programme(public=False)

    assert client.get(f"/en/programmes/{draft.code}/").status_code == 404
    assert str(draft.title) not in client.get("/en/programmes/").content.decode()


def test_programme_list_costs_the_same_for_one_and_three(client, site, django_assert_max_num_queries):
    programmes.programme()
    client.get("/en/programmes/")
    with django_assert_max_num_queries(5) as one:
        client.get("/en/programmes/")
    programmes.programme(), programmes.programme()
    with django_assert_max_num_queries(5) as three:
        client.get("/en/programmes/")

    assert len(one) == len(three)
