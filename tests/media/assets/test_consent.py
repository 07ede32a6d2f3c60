from itertools import product

import pytest
from django.utils import translation

from media.assets.domain.consent import may_be_shown, may_look, why_not
from media.assets.enums import Consent, Rights
from media.assets.models import LibraryImage
from tests.factories import assets, people

EVERY = list(product(["", "in-copyright", "cc0"], Consent.values, ["", "  ", "A lamp"], [False, True]))


def test_picture_with_rights_consent_and_text_may_be_shown() -> None:
    image = LibraryImage(rights=Rights.CC0, consent=Consent.GIVEN, description="A lamp")

    assert may_be_shown(image)
    assert why_not(image) == {}


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"rights": ""}, "rights"),
        ({"consent": Consent.UNKNOWN}, "consent"),
        ({"consent": Consent.REFUSED}, "consent"),
        ({"description": " "}, "description"),
    ],
)
def test_picture_that_lacks_one_thing_is_not_shown_and_says_which(missing: dict[str, str], field: str) -> None:
    image = LibraryImage(**{"rights": Rights.CC0, "consent": Consent.NOBODY, "description": "A lamp", **missing})

    assert not may_be_shown(image)
    assert list(why_not(image)) == [field]


def test_decoration_needs_no_text_but_still_rights_and_consent() -> None:
    image = LibraryImage(decoration=True, rights=Rights.CC0, consent=Consent.NOBODY)

    assert may_be_shown(image)
    assert image.default_alt_text == ""
    image.consent = Consent.UNKNOWN
    assert not may_be_shown(image)


def test_no_picture_may_not_be_shown() -> None:
    assert not may_be_shown(None)


def test_decoration_survives_the_database(db: None) -> None:
    image = assets.image(decoration=True, description="")

    assert LibraryImage.objects.get(pk=image.pk).decoration
    assert may_be_shown(LibraryImage.objects.get(pk=image.pk))


def test_the_rule_is_one_in_python_and_in_sql(db: None) -> None:
    content = assets.png(4, 4)
    for rights, consent, description, decoration in EVERY:
        assets.image(content=content, rights=rights, consent=consent, description=description, decoration=decoration)

    in_sql = set(LibraryImage.objects.showable().values_list("pk", flat=True))
    in_python = {image.pk for image in LibraryImage.objects.all() if may_be_shown(image)}

    assert in_sql == in_python
    assert len(in_sql) == 2 * 2 * 4  # two rights, two consents; only "without text and no decoration" falls out of six


def test_showable_is_still_a_queryset_of_wagtail(db: None) -> None:
    image = assets.image(title="Mending night")
    assets.image(title="Mending day", rights="")

    shown = LibraryImage.objects.showable().prefetch_renditions("width-400|format-jpeg")
    assert [each.pk for each in shown] == [image.pk]
    assert [each.pk for each in LibraryImage.objects.showable().search("Mending")] == [image.pk]


def test_only_staff_who_may_choose_pictures_look_at_those_not_shown(db: None, ada: object) -> None:
    from django.contrib.auth.models import AnonymousUser

    image = assets.image(consent=Consent.REFUSED)

    assert not may_look(AnonymousUser(), image)
    assert not may_look(people.superuser("Odd", is_active=False), image)
    assert may_look(people.superuser(), image)


def test_reasons_are_sentences(db: None) -> None:
    image = LibraryImage()
    with translation.override("en"):
        sentences = list(why_not(image).values())

    assert len(sentences) == 3
    assert all(sentence.endswith(".") for sentence in sentences)
