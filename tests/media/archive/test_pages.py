import json
import re
from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from events.calendar.models import EventPage, LecturePage
from media.archive.models import OutcomePage
from media.assets.domain.pictures import make_sizes
from media.assets.enums import Consent
from media.assets.models import LibraryImage
from places.models import Branch
from tests.factories import archive, assets, calendar

LACKING = [{"consent": Consent.REFUSED}, {"consent": Consent.UNKNOWN}, {"rights": ""}, {"description": ""}]


@pytest.fixture(autouse=True)
def _archive(db: None) -> None:
    archive.archive()


def html(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def linked_data(page: str) -> dict[str, object]:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def photograph_urls(page: OutcomePage) -> list[str]:
    return [page.url + page.reverse_subpage("photograph", args=[each.code]) for each in page.photographs.all()]


def test_archive_is_empty_with_a_sentence(client: Client) -> None:
    assert "Nothing is in the archive yet" in html(client, "/en/archive/")


def test_list_shows_numbers_first(client: Client) -> None:
    outcome = archive.outcome(archive.past_event(title="Mending night"))

    page = html(client, "/en/archive/")

    assert "1 outcome" in page
    assert page.index("1 date took place") < page.index("Mending night</a>")
    assert outcome.url in page


def test_list_is_filtered_by_year_branch_and_kind(client: Client, branch: Branch, other_branch: Branch) -> None:
    here, there = calendar.branch_page(branch), calendar.branch_page(other_branch)
    old = datetime(2024, 3, 1, 9, tzinfo=UTC)
    archive.outcome(archive.past_event(under=here, title="Mending night"))
    archive.outcome(archive.past_event(under=here, title="Old songs", held=old))
    archive.outcome(archive.past_event(under=there, title="Stars above", page_type=LecturePage))

    for query, titles in {
        "year=2024": {"Old songs"},
        "year=2024&year=2026": {"Mending night", "Old songs", "Stars above"},
        f"branch={other_branch.slug}": {"Stars above"},
        "kind=activity": {"Mending night", "Old songs"},
        "kind=lecture&year=2024": set(),
        "kind=nonsense&year=abc": {"Mending night", "Old songs", "Stars above"},
    }.items():
        page = html(client, f"/en/archive/?{query}")
        found = {title for title in ("Mending night", "Old songs", "Stars above") if f"{title}</a>" in page}
        assert found == titles, query
    assert "Nothing fits all of this" in html(client, "/en/archive/?kind=lecture&year=2024")


def test_shelf_is_the_list_with_the_branch_chosen(client: Client) -> None:
    outcome = archive.outcome()

    answer = client.get(outcome.get_parent().url)

    assert answer.status_code == 302
    assert answer.url.endswith(f"/en/archive/?branch={outcome.branch.slug}")


def test_outcome_stands_in_every_language_marked_with_its_own(client: Client) -> None:
    archive.archive("el")
    archive.outcome(archive.past_event(title="Mending night"))

    page = html(client, "/el/archive/")

    assert "Mending night" in page
    assert 'lang="en"' in page


def test_outcome_tells_its_figures_with_definitions(client: Client) -> None:
    page = html(client, archive.outcome(summary="Twelve lamps shine again.").url)

    assert "Twelve lamps shine again." in page
    assert "date took place" in page
    assert "How these figures were counted" in page
    assert "Dates of the event that took place." in page
    assert "these figures never change" in page
    assert "Last updated" in page


def test_draft_is_not_public(client: Client) -> None:
    outcome = archive.outcome(publish=False, photographs=[assets.image()])
    outcome.save_revision()

    assert client.get(outcome.get_url()).status_code == 404
    assert outcome.title not in html(client, "/en/archive/")
    assert outcome.title not in drawn_tag(outcome.event)


def test_photographs_have_pages_with_neighbours(client: Client) -> None:
    images = [assets.image(caption=f"Lamp {number}") for number in range(3)]
    outcome = archive.outcome(photographs=images)
    first, second, third = photograph_urls(outcome)

    page = html(client, second)

    assert "Photograph 2 of 3" in page
    assert "Lamp 1" in page
    assert first in page
    assert third in page
    assert "https://creativecommons.org/licenses/by/4.0/" in page
    assert linked_data(page)["creditText"] == "Ana Kovač"
    assert 'rel="prev"' not in html(client, first)
    assert 'rel="next"' not in html(client, third)
    assert client.get(second.replace(outcome.photographs.all()[1].code, "NOSUCH")).status_code == 404


def test_photograph_codes_survive_publishing_again(client: Client) -> None:
    outcome = archive.outcome(photographs=[assets.image()])
    before = photograph_urls(outcome)

    again = archive.published(outcome.get_latest_revision_as_object())

    assert photograph_urls(again) == before


def test_caption_of_the_outcome_goes_before_the_pictures_own(client: Client) -> None:
    outcome = archive.outcome(photographs=[assets.image(caption="General")])
    photograph = outcome.photographs.get()
    photograph.caption = "At the second table"
    photograph.save()

    page = html(client, outcome.url)

    assert "At the second table" in page
    assert "General" not in page


def test_publications_are_told_with_form_size_pages_and_licence(client: Client) -> None:
    document = assets.document(pages=24)
    outcome = archive.outcome(publications=[document, None])
    first = outcome.publications.all()[0]
    first.pages, first.isbn, first.language = 24, "978-3-16-148410-0", "el"
    first.save()

    page = html(client, outcome.url)

    assert document.url in page
    assert "24 pages" in page
    assert "ISBN 978-3-16-148410-0" in page
    assert "in Greek" in page
    assert "PDF" in page
    assert "CC BY 4.0" in page


def test_outcome_leads_to_its_event_and_public_programme(client: Client) -> None:
    from events.programmes.models import Programme

    programme = Programme.objects.create(
        title={"en": "Mend it"}, starts_on="2026-01-01", ends_on="2026-12-31", public=True
    )
    event = archive.past_event(programme=programme)
    outcome = archive.outcome(event)

    page = html(client, outcome.url)
    assert event.url in page
    assert programme.get_absolute_url() in page
    assert outcome.url in tag("programme_outcomes programme", programme=programme)

    Programme.objects.update(public=False)
    assert programme.get_absolute_url() not in html(client, outcome.url)


def test_linked_data_tells_event_photographs_and_licence(client: Client) -> None:
    image = assets.image()
    make_sizes(None)
    outcome = archive.outcome(photographs=[image], publications=[assets.document()])

    data = linked_data(html(client, outcome.url))

    assert data["@type"] == "CreativeWork"
    assert data["about"]["@type"] == "Event"
    assert data["about"]["startDate"] == "2026-10-06"
    picture, publication = data["hasPart"]
    assert picture["@type"] == "ImageObject"
    assert picture["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert picture["creditText"] == "Ana Kovač"
    assert "/uploads/images/" in picture["contentUrl"]
    assert publication["encoding"]["encodingFormat"] == "application/pdf"


def test_title_cannot_end_the_block_of_data(client: Client) -> None:
    outcome = archive.outcome(title="</script><script>alert(1)</script>")

    page = html(client, outcome.url)

    assert "<script>alert" not in page
    assert linked_data(page)["name"] == "</script><script>alert(1)</script>"


# --- a photograph that may not be shown, on every way ---------------------------------------------------------------
def tag(words: str, **context: object) -> str:
    request = RequestFactory().get("/en/")
    return Template("{% load archive_tags %}{% " + words + " %}").render(Context({"request": request, **context}))


def drawn_tag(event: EventPage) -> str:
    return tag("event_outcomes event", event=event)


@pytest.mark.parametrize("lacking", LACKING)
@pytest.mark.parametrize("when", ["before", "after"])
def test_photograph_that_may_not_be_shown_is_nowhere(client: Client, lacking: dict[str, str], when: str) -> None:
    shown, hidden = assets.image(caption="A good one"), assets.image(caption="Somebody's face")
    make_sizes(None)
    files = [rendition.url for rendition in hidden.renditions.all()] + [hidden.file.url]
    if when == "before":
        LibraryImage.objects.filter(pk=hidden.pk).update(**lacking)
    story = [("picture", {"image": hidden.pk, "decorative": False, "alt_text": "In this story"})]
    outcome = archive.outcome(
        photographs=[hidden, shown], body=json.dumps([{"type": name, "value": value} for name, value in story])
    )
    if when == "after":
        LibraryImage.objects.filter(pk=hidden.pk).update(**lacking)

    of_hidden, of_shown = photograph_urls(outcome)
    pages = {
        "outcome": html(client, outcome.url),
        "list": html(client, "/en/archive/"),
        "event": drawn_tag(outcome.event),
        "neighbour": html(client, of_shown),
    }
    names = [file.rsplit("/", 1)[-1] for file in files]
    for where, page in pages.items():
        assert "Somebody's face" not in page.replace("&#x27;", "'"), where
        assert not [name for name in names if name in page], where
        assert "In this story" not in page, where
    assert len(linked_data(pages["outcome"])["hasPart"]) == 1
    assert client.get(of_hidden).status_code == 404
    assert "Photograph 1 of 1" in pages["neighbour"]
    assert {client.get(file).status_code for file in files} == {404}


def test_picture_that_was_deleted_takes_only_itself_along(client: Client) -> None:
    image = assets.image()
    outcome = archive.outcome(photographs=[image], publications=[assets.document()])

    image.delete()
    outcome.publications.get().document.delete()

    assert "A small book 0" in html(client, outcome.url)


# --- how much it asks the database ----------------------------------------------------------------------------------
def fill(number: int) -> None:
    under = calendar.branch_page()
    for _outcome in range(number):
        archive.outcome(
            archive.past_event(under=under), photographs=[assets.image(), assets.image()], publications=[None, None]
        )
    make_sizes(None)


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_same_for_one_and_for_three(
    client: Client, number: int, django_assert_max_num_queries: object
) -> None:
    fill(number)
    client.get("/en/archive/")

    with django_assert_max_num_queries(25) as asked:
        client.get("/en/archive/")
    assert len(asked) == LIST_QUERIES, [query["sql"] for query in asked]


@pytest.mark.parametrize("number", [1, 3])
def test_outcome_asks_the_same_for_one_and_for_three_photographs(
    client: Client, number: int, django_assert_max_num_queries: object
) -> None:
    outcome = archive.outcome(
        photographs=[assets.image() for _image in range(number)],
        publications=[assets.document() for _document in range(number)],
    )
    make_sizes(None)
    client.get(outcome.url)

    with django_assert_max_num_queries(25) as asked:
        client.get(outcome.url)
    assert len(asked) == OUTCOME_QUERIES, [query["sql"] for query in asked]


LIST_QUERIES = 15
OUTCOME_QUERIES = 20
