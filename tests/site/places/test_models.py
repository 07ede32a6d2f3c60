import pytest
from django.core.exceptions import ValidationError

from places.models import AccessFact, AccessFacts
from places.validators import validate_zone
from tests.factories import places


def test_every_access_fact_has_its_column():
    columns = {field.name for field in AccessFacts._meta.get_fields()}

    assert {fact.column for fact in AccessFact} == columns


def test_access_words_name_only_what_is_true(db):
    space = places.space(step_free=True, quiet_room=False, hearing_loop=None)

    assert space.access_words == ["Step-free from the street"]


def test_zone_must_be_known_to_iana():
    validate_zone("Europe/Ljubljana")
    with pytest.raises(ValidationError):
        validate_zone("Europe/Nowhere")
