from collections import Counter

from django.conf import settings

from core.translated import Translated
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
