import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from events.calendar.domain.branches import grant_branch
from media.assets.domain.pictures import JPEG, make_sizes
from media.assets.enums import Consent
from media.assets.models import LibraryImage, LibraryRendition
from places.models import Branch
from tests.factories import assets, people
from tests.factories.calendar import branch_page


@pytest.fixture
def image(db: None) -> LibraryImage:
    return assets.image()


@pytest.fixture
def rendition(image: LibraryImage) -> LibraryRendition:
    return image.get_rendition(JPEG[0])


@pytest.fixture
def editor(branch: Branch, ada: User) -> User:
    branch_page(branch)
    grant_branch(branch)
    return ada


def test_size_of_a_shown_picture_is_for_everybody_and_no_cache_keeps_it_long(
    client: Client, rendition: LibraryRendition
) -> None:
    answer = client.get(rendition.url)

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "public, max-age=60, must-revalidate"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "Cookie" not in answer.get("Vary", "")
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")


def test_size_costs_one_query(client: Client, rendition: LibraryRendition, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):
        client.get(rendition.url)


def test_size_that_did_not_change_is_not_sent_again(client: Client, rendition: LibraryRendition) -> None:
    etag = client.get(rendition.url)["ETag"]

    assert client.get(rendition.url, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("lacking", [{"consent": Consent.REFUSED}, {"rights": ""}, {"description": ""}])
def test_withdrawn_picture_is_gone_at_once_for_those_who_have_its_address(
    client: Client, rendition: LibraryRendition, lacking: dict[str, str]
) -> None:
    etag = client.get(rendition.url)["ETag"]
    LibraryImage.objects.update(**lacking)

    assert client.get(rendition.url).status_code == 404
    assert client.get(rendition.url, headers={"If-None-Match": etag}).status_code == 404


def test_original_is_never_public(client: Client, image: LibraryImage) -> None:
    assert client.get(image.file.url).status_code == 404


def test_staff_who_choose_pictures_see_those_not_shown(
    client: Client, image: LibraryImage, rendition: LibraryRendition, editor: User
) -> None:
    LibraryImage.objects.update(consent=Consent.UNKNOWN)
    client.force_login(editor)

    for url in (rendition.url, image.file.url):
        answer = client.get(url)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"


def test_staff_without_right_to_pictures_see_no_more_than_the_public(
    client: Client, image: LibraryImage, branch: Branch
) -> None:
    client.force_login(people.staff("Dan", branch, role="desk"))

    assert client.get(image.file.url).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "../dromena.sqlite3",
        "..%2f..%2fdromena.sqlite3",
        "/etc/passwd",
        "images/../../dromena.sqlite3",
        "images/%00.jpg",
        "images/",
        "",
        "avatar_images/ada.jpg",
        "x" * 500,
    ],
)
def test_no_path_leads_out_of_the_pictures(client: Client, db: None, path: str) -> None:
    assert client.get(f"/uploads/{path}", follow=True).status_code == 404


def test_file_that_is_gone_from_the_disk_is_not_found(client: Client, rendition: LibraryRendition) -> None:
    rendition.file.storage.delete(rendition.file.name)

    assert client.get(rendition.url).status_code == 404


def test_names_of_sizes_cannot_be_guessed(image: LibraryImage) -> None:
    make_sizes(None)

    names = {name.removeprefix("images/").split(".")[0] for name in image.renditions.values_list("file", flat=True)}
    original = image.file.name.removeprefix("original_images/").split(".")[0]
    assert len(names) == 6
    assert all(len(name) == 20 for name in {original, *names})
    assert original not in names


def test_document_is_saved_and_never_run(client: Client, db: None) -> None:
    document = assets.document(name="mending.pdf")

    answer = client.get(document.url)

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client.get(f"/uploads/{document.file.name}").status_code == 404


def test_documents_by_another_name_are_not_found(client: Client, db: None) -> None:
    document = assets.document()

    assert client.get(reverse("assets:document-serve", args=[document.pk, "other.pdf"])).status_code == 404
