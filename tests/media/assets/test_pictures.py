from datetime import datetime

import pytest
from django.template import Context, Template

from media.assets.domain.pictures import SPECS, load_sizes, make_sizes, picture_of, picture_url, with_sizes
from media.assets.enums import Consent
from media.assets.models import LibraryImage
from tests.factories import assets


def drawn(image: LibraryImage | None) -> str:
    return Template("{% load assets_tags %}{% shown_picture image %}").render(Context({"image": image}))


def test_sizes_are_made_once_for_every_picture_that_may_be_shown(db: None, now: datetime) -> None:
    image = assets.image(content=assets.jpeg(1300, 900))
    hidden = assets.image(consent=Consent.UNKNOWN)

    assert make_sizes(now) == 1
    assert set(image.renditions.values_list("filter_spec", flat=True)) == set(SPECS)
    assert hidden.renditions.count() == 0
    assert make_sizes(now) == 0


def test_sizes_are_made_when_consent_arrives(db: None, now: datetime) -> None:
    image = assets.image(consent=Consent.UNKNOWN)
    assert make_sizes(now) == 0

    LibraryImage.objects.update(consent=Consent.GIVEN)

    assert make_sizes(now) == 1
    assert image.renditions.count() == 6


def test_a_lost_file_does_not_keep_the_others_waiting(db: None, now: datetime) -> None:
    whole, lost = assets.image(), assets.image()
    lost.file.storage.delete(lost.file.name)

    assert make_sizes(now) == 1
    assert whole.renditions.count() == 6


def test_sizes_hold_nothing_but_the_picture(db: None, now: datetime) -> None:
    image = assets.image(content=assets.with_gps(orientation=6))
    make_sizes(now)

    for rendition in image.renditions.all():
        with rendition.file.open("rb") as file:
            assert b"GPSLatitude" not in file.read()


def test_tag_shows_the_picture_in_both_formats_with_its_words(db: None, now: datetime) -> None:
    image = assets.image(content=assets.jpeg(1300, 900), description='A "lamp"')
    make_sizes(now)

    html = drawn(image)

    assert html.count("image/avif") == 1
    assert "400w" in html
    assert "1200w" in html
    assert 'alt="A &quot;lamp&quot;"' in html
    assert 'width="800"' in html
    assert "style=" not in html


@pytest.mark.parametrize("lacking", [{"consent": Consent.REFUSED}, {"rights": ""}, {"description": ""}])
def test_tag_shows_nothing_of_a_picture_that_may_not_be_shown(db: None, lacking: dict[str, str]) -> None:
    image = assets.image(**lacking)

    assert drawn(image).strip() == ""
    assert picture_url(image) == ""
    assert drawn(None).strip() == ""


def test_tag_makes_one_jpeg_when_tick_has_not_come_by_yet(db: None) -> None:
    image = assets.image()

    assert "/uploads/images/" in drawn(image)
    assert image.renditions.count() == 1


def test_picture_whose_file_is_lost_shows_nothing(db: None) -> None:
    image = assets.image()
    image.file.storage.delete(image.file.name)

    assert picture_of(image) is None


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_once_for_the_sizes_of_all_pictures(
    db: None, now: datetime, number: int, django_assert_num_queries: object
) -> None:
    for _picture in range(number):
        assets.image()
    make_sizes(now)

    with django_assert_num_queries(2):
        for image in with_sizes(LibraryImage.objects.showable()):
            assert drawn(image)
    images = list(LibraryImage.objects.showable())
    with django_assert_num_queries(1):
        load_sizes([*images, None])
        assert all(picture_url(image) for image in images)
