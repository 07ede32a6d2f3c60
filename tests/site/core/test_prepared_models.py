"""A statement that is made once gives the very instances the ORM gives, on either engine."""

import uuid

import pytest
from django.db import connection, transaction
from django.db.models import F

from core.prepared_models import Insert, Prepared
from events.calendar.models import Occurrence
from events.registration.enums import Verb
from events.registration.models import Entry, RateCounter
from tests.factories import registration as make

pytestmark = pytest.mark.django_db

CODE = (Occurrence._meta.get_field("code"), "-")
WHOLE = Occurrence.objects.select_related("event", "branch", "space")


def same(one, other):
    return {f.attname: getattr(one, f.attname) for f in one._meta.concrete_fields} == {
        f.attname: getattr(other, f.attname) for f in other._meta.concrete_fields
    }


def test_prepared_instance_is_the_orms_own_with_its_companions(django_assert_num_queries):
    by_code = Prepared(lambda code: WHOLE.filter(code=code), CODE)
    dates = [make.open_date(seats=number) for number in (3, 4)]
    for date in dates:
        with django_assert_num_queries(1):
            found = by_code.one(date.code)
            event, branch, space = found.event, found.branch, found.space
        told = WHOLE.get(pk=date.pk)
        assert same(found, told)
        assert same(event, told.event)
        assert same(branch, told.branch)
        assert space == told.space
        assert found._state.db == told._state.db


def test_prepared_instance_carries_what_was_annotated():
    counted = Prepared(lambda code: WHOLE.annotate(twice=F("seats") * 2).filter(code=code), CODE)
    assert counted.one(make.open_date(seats=4).code).twice == 8


def test_prepared_finds_nothing_for_a_stranger():
    by_code = Prepared(lambda code: WHOLE.filter(code=code), CODE)
    assert by_code("NOBODY") == []
    assert by_code.one("NOBODY") is None


def test_prepared_locks_rows_by_key_and_reads_them_as_they_are_now(django_assert_num_queries):
    rows = Occurrence.objects.select_for_update(of=("self",)).select_related("event")
    locked = Prepared(lambda key: rows.filter(pk=key), (Occurrence._meta.pk, uuid.UUID(int=0)))
    date = make.open_date(seats=3)
    with transaction.atomic(), django_assert_num_queries(2) as asked:
        assert locked.one(date.pk).seats == 3
        Occurrence.objects.filter(pk=date.pk).update(seats=9, seats_planned=9)
    with transaction.atomic():
        assert locked.one(date.pk).seats == 9
    assert ("FOR UPDATE" in asked.captured_queries[0]["sql"]) == connection.features.has_select_for_update


def test_prepared_question_takes_several_values():
    planned = (Occurrence._meta.get_field("seats_planned"), 9_999)
    asked = Prepared(lambda code, seats: WHOLE.filter(code=code, seats_planned=seats), CODE, planned)
    date = make.open_date(seats=4)
    assert asked.one(date.code, 4) == date
    assert asked.one(date.code, 5) is None


def test_inserted_row_is_the_one_the_orm_would_write(now):
    write = Insert(Entry)
    ben = make.register(make.open_date(seats=4), now=now)
    for facts in ({"passed": 1}, {}):
        entry = Entry(registration=ben, verb=Verb.CHANGED, party=2, at=now, facts=facts)
        assert write(entry)
        assert same(Entry.objects.get(pk=entry.pk), entry)
        assert not entry._state.adding


def test_insert_unless_there_leaves_the_row_that_is_there(now, django_assert_num_queries):
    write = Insert(RateCounter, unless_there=True)
    for number in (1, 2):
        with django_assert_num_queries(1):
            assert write(RateCounter(purpose="trial", who="someone", since=now, count=number)) == (number == 1)
    assert RateCounter.objects.get(purpose="trial").count == 1
