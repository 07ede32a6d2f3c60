from datetime import date
from urllib.parse import parse_qsl

import pytest
from django.http import QueryDict
from hypothesis import given, settings as hypothesis_settings, strategies as st

from events.calendar.domain.selection import Selection, read
from events.calendar.enums import Kind
from places.models import AccessFact

KINDS = st.sets(st.sampled_from(Kind.values)).map(sorted).map(tuple)
FACTS = st.sets(st.sampled_from(AccessFact.values)).map(sorted).map(tuple)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2200, 12, 31))
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), max_size=40)


@given(kind=KINDS, access=FACTS, places=st.booleans(), price=st.booleans(), first=DAYS, last=DAYS, q=WORDS)
@hypothesis_settings(max_examples=100, deadline=None)
def test_selection_comes_back_from_its_own_address(**fields):
    selection = Selection(**fields)
    found = read(QueryDict(selection.query().removeprefix("?")))
    assert found == selection
    assert found.unknown == ()
    assert found.query() == selection.query()


@given(
    query=st.dictionaries(st.sampled_from(["kind", "access", "from", "to", "places", "price"]), st.text(max_size=30))
)
@hypothesis_settings(max_examples=100, deadline=None)
def test_any_query_is_read_and_what_is_not_understood_is_said(query):
    made = QueryDict(mutable=True)
    made.update(query)
    found = read(made)
    understood = {name for name, _value in found.pairs()}
    said = {name for name, _value in found.unknown}
    assert understood | said == {name for name, value in query.items() if value.strip()}


def test_slugs_are_looked_up(db):
    found = read(QueryDict("branch=nowhere&topic=%00&audience=&q=a%00b++c"))
    assert found == Selection(q="ab c")
    assert found.unknown == (("branch", "nowhere"), ("topic", "\0"))


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("kind", "lecture", "kind=activity&price=free&q=a&from=2026-11-24"),
        ("kind", "", "price=free&q=a&from=2026-11-24"),
        ("price", "free", "kind=activity&kind=lecture&q=a&from=2026-11-24"),
        ("q", "a", "kind=activity&kind=lecture&price=free&from=2026-11-24"),
    ],
)
def test_one_filter_can_be_taken_away(name, value, left):
    selection = Selection(kind=("activity", "lecture"), price=True, q="a", first=date(2026, 11, 24))
    assert selection.without(name, value).pairs() == parse_qsl(left)
