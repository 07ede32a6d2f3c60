import re

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import EmailField, Field, ForeignKey, Model

from config.retention import ABOUT_NOBODY, NOT_PERSONAL
from tests.house.test_layout import rooms

# Words in the name of a field that may mean a person.
SOUNDS_PERSONAL = re.compile(
    r"(^|_)(name|email|phone|address|persons?|consents?|authors?|speakers?|members?|card|who|by|user|owner|party|ip)($|_)"
)


def by_lines() -> dict[str, dict[str, list[str]]]:
    """Model label to field name to the lines of the table that cover it."""
    found: dict[str, dict[str, list[str]]] = {}
    for line, keeping in settings.RETENTION.items():
        for label, names in keeping.fields.items():
            for name in names.split():
                found.setdefault(label, {}).setdefault(name, []).append(line)
    return found


def models(*, ours: bool) -> list[type[Model]]:
    own = {config.label for config in apps.get_app_configs() if config.path in {str(room) for room in rooms()}}
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if (model._meta.app_label in own) == ours]


def fields_of(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.local_fields}


def sounds_personal(field: Field) -> bool:
    points_at = field.related_model._meta.label if isinstance(field, ForeignKey) else ""
    to_people = points_at in {"registration.Registration", "registration.Person", "accounts.User"}
    return to_people or isinstance(field, EmailField) or bool(SOUNDS_PERSONAL.search(field.name))


@pytest.mark.parametrize("model", models(ours=True), ids=lambda model: model._meta.label)
def test_every_field_is_classed(model):
    label, lines = model._meta.label, by_lines()
    if label in ABOUT_NOBODY:
        assert label not in {*lines, *NOT_PERSONAL}
        loud = {field.name for field in model._meta.local_fields if sounds_personal(field)}
        assert loud <= set(ABOUT_NOBODY[label].split()), "Class these in site/config/retention.py."
        return
    personal, others = set(lines.get(label, {})), set(NOT_PERSONAL.get(label, "").split())
    assert personal | others == fields_of(model), "Class each in site/config/retention.py, none that is gone."
    assert not personal & others


@pytest.mark.parametrize("model", models(ours=False), ids=lambda model: model._meta.label)
def test_what_frameworks_keep_of_staff_is_classed(model):
    personal = set(by_lines().get(model._meta.label, {}))
    to_staff = {
        field.name
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model is get_user_model()
    }
    assert to_staff <= personal
    assert personal <= fields_of(model)


def test_table_names_no_model_that_is_gone():
    labels = {model._meta.label for ours in (True, False) for model in models(ours=ours)}
    assert {*by_lines(), *NOT_PERSONAL, *ABOUT_NOBODY} <= labels


def test_no_field_stands_in_two_lines():
    twice = {
        f"{label}.{name}": lines
        for label, names in by_lines().items()
        for name, lines in names.items()
        if len(lines) > 1
    }
    assert not twice


def test_an_unclassed_field_would_be_found():
    field = EmailField()
    field.set_attributes_from_name("reached_at")
    assert sounds_personal(field)
    for name in ("guest_name", "by", "phone", "booked_by"):
        field = Field(name=name)
        assert sounds_personal(field)
    assert not sounds_personal(Field(name="partysize"))
