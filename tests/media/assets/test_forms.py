import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection

from media.assets.enums import Consent
from media.assets.models import LibraryDocument, LibraryImage
from tests.factories import assets, people


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(people.superuser())
    return client


def upload(admin: Client, content: bytes, name: str = "IMG_2041.jpg") -> dict[str, object]:
    """What the uploader of many files posts."""
    return admin.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Mending", "files[]": SimpleUploadedFile(name, content), "collection": str(root().pk)},
        headers={"X-Requested-With": "XMLHttpRequest"},
    ).json()


def root() -> Collection:
    return Collection.get_first_root_node()


def test_upload_is_cleaned_and_its_words_are_kept(admin: Client) -> None:
    assert upload(admin, assets.with_gps(orientation=6))["success"] is True

    image = LibraryImage.objects.get()
    assert (image.credit, image.caption) == ("Freja Lindqvist", "The first mending night")
    assert image.consent == Consent.UNKNOWN
    assert (image.width, image.height) == (200, 300)
    with image.file.open("rb") as file:
        content = file.read()
    assert b"GPSLatitude" not in content
    assert image.file_size == len(content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.jpg", b"<html><script>alert(1)</script></html>"),
        ("a.html", b"<html></html>"),
        ("a.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n"),
        ("a.tiff", b"II*\0"),
        ("a.jpg", b""),
    ],
)
def test_upload_refuses_what_is_no_picture(admin: Client, name: str, content: bytes) -> None:
    assert upload(admin, content, name)["success"] is False
    assert LibraryImage.objects.count() == 0


def test_words_of_the_editor_go_before_words_of_the_file(admin: Client) -> None:
    admin.post(
        reverse("wagtailimages:add"),
        {
            "title": "Mending",
            "file": SimpleUploadedFile("a.jpg", assets.with_gps()),
            "credit": "The library",
            "collection": str(root().pk),
        },
    )

    image = LibraryImage.objects.get()
    assert (image.credit, image.caption) == ("The library", "The first mending night")


def test_edit_form_says_at_each_field_what_keeps_the_picture_from_the_public(admin: Client) -> None:
    image = assets.image(description="", rights="", consent=Consent.REFUSED)

    html = admin.get(reverse("wagtailimages:edit", args=[image.pk])).content.decode()

    assert "it has no alternative text" in html
    assert "nobody has said how it may be used" in html
    assert "someone in it does not agree" in html


def test_edit_form_of_a_shown_picture_says_nothing(admin: Client) -> None:
    html = admin.get(reverse("wagtailimages:edit", args=[assets.image().pk])).content.decode()

    assert "Not shown" not in html


def test_editing_words_leaves_the_file_alone(admin: Client) -> None:
    image = assets.image()

    admin.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {"title": "New", "description": "A lamp", "consent": Consent.REFUSED, "collection": str(root().pk)},
    )

    after = LibraryImage.objects.get()
    assert (after.title, after.consent, after.file.name) == ("New", Consent.REFUSED, image.file.name)


@pytest.mark.parametrize(("content", "taken"), [(b"<html>%PDF-1.4 %%EOF", 0), (None, 1)])
def test_document_is_judged_by_content(admin: Client, content: bytes | None, taken: int) -> None:
    file = SimpleUploadedFile("a.pdf", content or assets.pdf(), content_type="application/pdf")

    admin.post(reverse("wagtaildocs:add"), {"title": "A", "file": file, "collection": str(root().pk)})

    assert LibraryDocument.objects.count() == taken
