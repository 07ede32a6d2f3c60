from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import takewhile

import pytest
from django.conf import settings

from core.translated import Translated
from events.calendar.domain.expansion import rule_days
from events.calendar.models import Schedule
from operations.demo.announcing import first_date, rule_of
from operations.demo.chance import Chance
from operations.demo.content import headings, houses, programmes, town, why
from operations.demo.content.events import EVENTS
from operations.demo.content.neighbours import PARTNERS
from operations.demo.content.outcomes import OUTCOMES
from operations.demo.content.people import COMMUNITY
from operations.demo.content.shapes import Event, paragraphs
from operations.demo.neighbours import latin, people

LANGUAGES = {code for code, _name in settings.LANGUAGES}


def texts(thing: object) -> list[Translated]:
    """Every text in several languages inside a piece of content, however deep."""
    if isinstance(thing, Translated):
        return [thing]
    parts = thing.values() if isinstance(thing, dict) else thing if isinstance(thing, tuple | list) else []
    parts = list(vars(thing).values()) if hasattr(thing, "__dataclass_fields__") else parts
    return [found for part in parts for found in texts(part)]


def test_seventy_events_of_all_kinds_at_all_branches():
    assert len(EVENTS) == 70
    assert len({event.slug for event in EVENTS}) == 70
    kinds = Counter(event.kind for event in EVENTS)
    assert set(kinds) == {"exhibition", "lecture", "participatory", "activity"}
    assert min(kinds.values()) >= 9
    assert {event.branch for event in EVENTS} == {house.slug for house in houses.BRANCHES}


def test_ten_events_speak_all_five_languages_and_the_others_one_or_two():
    assert Counter(len(event.words) for event in EVENTS) == {5: 10, 1: 40, 2: 20}
    assert {next(iter(event.words)) for event in EVENTS} == LANGUAGES


def test_no_text_is_used_twice():
    for part in ("title", "summary", "story"):
        told = [getattr(words, part) for event in EVENTS for words in event.words.values()]
        assert not [text for text, times in Counter(told).items() if times > 1]


def test_every_event_is_filled_in_as_a_good_library_would():
    for event in EVENTS:
        assert event.topics, event.slug
        assert event.audiences, event.slug
        assert event.languages, event.slug
        assert event.plans or event.period, event.slug
        for language, words in event.words.items():
            assert 20 <= len(words.summary) <= 250, (event.slug, language)
            assert len(paragraphs(words.story)) >= 2, (event.slug, language)
            assert len(words.access) <= 250, (event.slug, language)
            assert len(words.labels) in (0, len(event.plans)), (event.slug, language)


def test_names_in_events_lead_somewhere():
    spaces = {(house.slug, space.slug) for house in houses.BRANCHES for space in house.spaces}
    for event in EVENTS:
        used = [event.space, *(plan.space for plan in event.plans), *(told.space for told in event.told)]
        assert {(event.branch, space) for space in used if space} <= spaces, event.slug
        assert set(event.topics) <= set(headings.TOPICS), event.slug
        assert set(event.audiences) <= set(headings.AUDIENCES), event.slug
        assert set(event.languages) <= set(headings.SPOKEN), event.slug
        assert set(event.partners) <= {partner.slug for partner in PARTNERS}, event.slug
        assert event.programme in {"", *(each.slug for each in programmes.PROGRAMMES)}, event.slug


def test_participatory_events_say_of_by_and_for_in_each_language_they_are_told_in():
    for event in EVENTS:
        assert set(event.together) == (set(event.words) if event.kind == "participatory" else set()), event.slug


def test_titles_are_written_in_the_letters_of_their_language():
    def greek(event: Event) -> bool:
        return any("α" <= letter <= "ώ" for letter in event.words["el"].title)

    assert all(greek(event) for event in EVENTS if "el" in event.words)


def test_what_everybody_reads_is_there_in_all_five_languages():
    shared = [vars(module) for module in (town, headings, why)]
    shared += [{"all": houses.BRANCHES}, {"all": programmes.PROGRAMMES}]
    found = [text for names in shared for text in texts(dict(names))]
    assert len(found) > 100
    assert not [text for text in found if text and set(text) != LANGUAGES]


def test_eight_outcomes_tell_of_events_of_the_year():
    assert len(OUTCOMES) == 8
    assert {outcome.event for outcome in OUTCOMES} <= {event.slug for event in EVENTS}
    assert sum(len(outcome.papers) for outcome in OUTCOMES) >= 5
    assert all(shot.alt for outcome in OUTCOMES for shot in outcome.shots)


def test_the_same_seed_gives_the_same_people():
    assert people(Chance(7)) == people(Chance(7))
    assert people(Chance(7)) != people(Chance(8))


def test_people_have_an_address_of_their_own_in_plain_letters():
    crowd = people(Chance(1))
    assert len({person.email for person in crowd}) == len(crowd)
    assert all(person.email.isascii() and person.email.endswith(".example") for person in crowd)
    assert {person.language for person in crowd} == set(COMMUNITY)


def test_greek_names_are_written_as_people_write_them_in_an_address():
    assert latin("Φωτεινή") == "foteini"
    assert latin("Τσιρίδου") == "tsiridou"


def dates_of(event: Event, monday: date) -> list[tuple[datetime, datetime, str]]:
    """From, until and in which space, when the demo is built in that week, with what staff did to single dates."""
    found = []
    for plan in event.plans:
        first = first_date(plan, monday + timedelta(weeks=plan.week, days=plan.day))
        schedule = Schedule(first_date=first, rule=rule_of(plan, first))
        for day in rule_days(schedule, zone="Europe/Athens", until=monday + timedelta(weeks=60)):
            start, end = (datetime.combine(day, time.fromisoformat(moment)) for moment in (plan.start, plan.end))
            found.append((start, end, plan.space or event.space))
    found.sort(key=lambda span: span[1])
    for told in event.told:
        if told.index < len(found) and told.verb in {"moved", "respaced"}:
            start, end, space = found[told.index]
            by = timedelta(days=told.days)
            found[told.index] = (start + by, end + by, told.space or space)
    return found


def bookings(event: Event, monday: date) -> Iterator[tuple[tuple[str, str], datetime, datetime, str]]:
    """Every space the event takes: where, from, until, and whose it is."""
    for start, end, space in dates_of(event, monday):
        yield (event.branch, space), start, end, event.slug
    if event.period:
        first_week, first_day, last_week, last_day = event.period
        start = datetime.combine(monday + timedelta(weeks=first_week, days=first_day), time.min)
        end = datetime.combine(monday + timedelta(weeks=last_week, days=last_day + 1), time.min)
        yield (event.branch, event.space), start, end, event.slug


@pytest.mark.parametrize("week", range(53))
def test_no_two_events_are_in_one_space_whenever_the_demo_is_built(week):
    monday = date(2026, 1, 5) + timedelta(weeks=week)
    shared = {(house.slug, space.slug) for house in houses.BRANCHES for space in house.spaces if space.shared}
    taken = sorted(booking for event in EVENTS for booking in bookings(event, monday) if booking[0][1])
    clashes = [
        (one[0], one[3], other[3])
        for number, one in enumerate(taken)
        for other in takewhile(lambda other, one=one: other[0] == one[0] and other[1] < one[2], taken[number + 1 :])
        if one[3] != other[3] and one[0] not in shared
    ]
    assert not clashes
