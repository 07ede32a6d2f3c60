from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest

from events.calendar.domain import occurrences
from events.calendar.models import EventPage, Occurrence
from events.registration.domain import rules, seats, upkeep
from events.registration.domain.attending import desk
from events.registration.domain.letters import telling
from events.registration.domain.privacy import erasing
from events.registration.domain.taking_part import bundles, courses, growing, registering
from events.registration.enums import State, Verb
from events.registration.models import Entry, Registration
from outbox.models import Letter
from tests.factories import calendar, registration as make

pytestmark = pytest.mark.django_db


def states(bundle) -> list[str]:
    return [each.state for each in bundles.of(Registration.objects.get(pk=bundle[0].pk))]


def letters() -> Counter[str]:
    kinds = Letter.objects.values_list("kind", flat=True)
    return Counter(kind.removeprefix("registration/") for kind in kinds)


def counts(event) -> list[tuple[int, int]]:
    dates = Occurrence.objects.filter(event=event).order_by("start")
    return list(dates.values_list("seats_taken", "waiting"))


def test_one_step_gives_a_place_on_every_date_and_one_letter(now):
    course = make.course(seats=3)
    ben = make.join(course, now=now, party=2)
    assert states(ben) == ["confirmed"] * 3
    assert counts(course) == [(2, 0)] * 3
    assert len({each.bundle for each in ben}) == 1
    assert letters() == {"course-confirmed": 1}
    assert list(Entry.objects.values_list("verb", flat=True)) == ["registered"] * 3


def test_same_form_twice_is_one_bundle(now):
    course, key = make.course(), uuid4()
    first = make.join(course, now=now, form_key=key, email="ben@example.org")
    again = make.join(course, now=now, form_key=key, email="ben@example.org")
    assert [each.pk for each in first] == [each.pk for each in again]
    assert (Registration.objects.count(), Letter.objects.count()) == (3, 1)


def test_full_on_one_date_means_waiting_on_every_date(now, ada):
    course = make.course(seats=2)
    middle = Occurrence.objects.filter(event=course).order_by("start")[1]
    make.register(middle, now=now, by=ada, party=2)
    ben = make.join(course, now=now)
    assert states(ben) == ["waiting"] * 3
    assert counts(course) == [(0, 1), (2, 1), (0, 1)]
    assert letters()["course-waiting"] == 1


def test_full_course_without_a_list_refuses_and_takes_nothing(now):
    course = make.course(seats=1, waiting_list=False)
    make.join(course, now=now)
    with pytest.raises(rules.Full):
        make.join(course, now=now)
    assert counts(course) == [(1, 0)] * 3


def test_who_leaves_lets_the_next_one_in_on_every_date_with_one_letter(now):
    course = make.course(seats=1)
    ben, lina, omar = (make.join(course, now=now) for _ in range(3))
    courses.leave(ben[1], now=now)
    assert (states(ben), states(lina), states(omar)) == (["cancelled"] * 3, ["confirmed"] * 3, ["waiting"] * 3)
    assert letters() == {"course-confirmed": 1, "course-waiting": 2, "course-cancelled": 1, "course-promoted": 1}
    assert counts(course) == [(1, 1)] * 3


def test_single_seat_that_comes_free_lets_nobody_in_by_half(now):
    course = make.course(seats=1)
    ben, lina = make.join(course, now=now), make.join(course, now=now)
    courses.absent_once(ben[1], now=now)
    assert states(ben) == ["confirmed", "cancelled", "confirmed"]
    assert states(lina) == ["waiting"] * 3
    assert counts(course) == [(1, 1), (0, 1), (1, 1)]
    assert seats.with_places_for_their_list(now) == []
    assert letters()["absent-once"] == 1
    assert Entry.objects.filter(registration=ben[1]).last().verb == Verb.EXCUSED


def test_single_seat_is_for_walk_ins_and_can_be_taken_back_while_it_is_free(now, ada, clock):
    course = make.course(seats=1)
    ben = make.join(course, now=now)
    absent = courses.absent_once(ben[1], now=now)
    assert courses.come_after_all(absent, now=now).state == State.CONFIRMED
    absent = courses.absent_once(absent, now=now)
    evening = absent.occurrence
    clock.move_to(evening.start - timedelta(minutes=5))
    desk.walk_in(evening, party=1, now=evening.start - timedelta(minutes=5), by=ada)
    with pytest.raises(rules.Full):
        courses.come_after_all(absent, now=evening.start - timedelta(minutes=5))
    assert counts(course) == [(1, 0)] * 3
    assert letters()["absent-once"] == 3


def test_date_cancelled_in_another_way_cannot_be_taken_back(now):
    ben = make.join(make.course(), now=now)
    courses.leave(ben[0], now=now)
    with pytest.raises(courses.NotAbsent):
        courses.come_after_all(ben[1], now=now)


def test_waiting_party_has_no_place_to_give_free(now):
    course = make.course(seats=1)
    make.join(course, now=now)
    with pytest.raises(rules.NotPossibleNow):
        courses.absent_once(make.join(course, now=now)[0], now=now)


def test_strict_list_lets_no_small_party_pass_and_best_fit_does(now):
    for policy, expected in (("strict", "waiting"), ("best-fit", "confirmed")):
        course = make.course(seats=2, waiting_policy=policy)
        first, second = make.join(course, now=now), make.join(course, now=now)
        make.join(course, now=now, party=2)
        small = make.join(course, now=now)
        courses.leave(first[0], now=now)
        assert states(second) == ["confirmed"] * 3
        assert states(small) == [expected] * 3


def test_raised_places_serve_the_list_once_every_date_has_them(now):
    course = make.course(seats=1)
    make.join(course, now=now)
    lina = make.join(course, now=now)
    dates = list(Occurrence.objects.filter(event=course).order_by("start"))
    for date in dates[:2]:
        occurrences.change_seats(date, seats=2, now=now)
        assert upkeep.promote_waiting(now) == 0
    occurrences.change_seats(dates[2], seats=2, now=now)
    assert upkeep.promote_waiting(now) > 0
    assert states(lina) == ["confirmed"] * 3
    assert letters()["course-promoted"] == 1


def test_course_that_has_begun_is_joined_for_the_rest_where_staff_allow_it(now):
    late, strict = make.course(dates=3), make.course(dates=3, late_joining=False)
    after_first = make.START + timedelta(days=1)
    assert len(make.join(late, now=after_first)) == 2
    with pytest.raises(courses.CourseBegun):
        make.join(strict, now=after_first)


def test_who_waits_for_a_course_nobody_joins_late_stays_out_once_it_has_begun(now):
    course = make.course(seats=1, late_joining=False)
    ben, lina = make.join(course, now=now), make.join(course, now=now)
    courses.leave(ben[0], now=make.START + timedelta(days=1))
    assert states(lina) == ["waiting"] * 3


def test_past_dates_stay_when_somebody_leaves(now):
    ben = make.join(make.course(), now=now)
    courses.leave(ben[0], now=make.START + timedelta(days=1))
    assert states(ben) == ["confirmed", "cancelled", "cancelled"]


def test_nobody_registers_for_one_date_of_a_course_by_themselves(now):
    course = make.course()
    with pytest.raises(rules.WholeCourse):
        make.register(Occurrence.objects.filter(event=course).first(), now=now)


def test_address_that_is_in_the_course_takes_nothing_and_the_letter_says_so(now):
    course = make.course(seats=2)
    ben = make.join(course, now=now, email="ben@example.org")
    again = make.join(course, now=now, email="BEN@example.org")
    assert [(each.state, each.face) for each in again] == [("repeat", "confirmed")] * 3
    assert counts(course) == [(1, 0)] * 3
    letter = Letter.objects.get(context__news="already")
    assert letter.context["news"] == "already"
    assert ben[0].get_absolute_url() in letter.context["manage_url"]
    # What the stranger with the second form does there changes nothing, and looks as if it did.
    courses.absent_once(again[0], now=now)
    courses.come_after_all(bundles.of(again[0])[0], now=now)
    courses.change_party(again[0], party=2, now=now)
    courses.leave(again[0], now=now)
    assert {each.face for each in bundles.of(again[0])} == {"cancelled"}
    assert counts(course) == [(1, 0)] * 3
    assert Letter.objects.count() == 2


def test_party_of_a_course_grows_on_every_date_or_on_none(now, ada):
    course = make.course(seats=3)
    ben = make.join(course, now=now)
    last = Occurrence.objects.filter(event=course).order_by("start").last()
    make.register(last, now=now, by=ada)
    courses.change_party(ben[0], party=2, now=now)
    assert counts(course) == [(2, 0), (2, 0), (3, 0)]
    with pytest.raises(rules.NotEnoughPlaces):
        courses.change_party(bundles.of(ben[0])[0], party=3, now=now)
    assert counts(course) == [(2, 0), (2, 0), (3, 0)]
    courses.change_party(bundles.of(ben[0])[0], party=1, now=now)
    assert counts(course) == [(1, 0), (1, 0), (2, 0)]


def test_new_number_is_told_also_when_the_course_has_begun(now):
    course = make.course(seats=5)
    ben = make.join(course, now=now)
    courses.change_party(ben[0], party=2, now=make.START + timedelta(days=1))
    assert counts(course) == [(1, 0), (2, 0), (2, 0)]
    assert letters() == {"course-confirmed": 2}


def test_same_number_sent_twice_from_one_page_takes_places_once(now):
    course = make.course(seats=5)
    seen_before = make.join(course, now=now)[0]
    for _ in range(2):
        courses.change_party(seen_before, party=2, now=now)
    assert counts(course) == [(2, 0)] * 3


def test_dates_of_a_party_that_differ_are_counted_each_by_itself(now, ada):
    course = make.course(seats=5)
    ben = make.join(course, now=now)
    registering.change_party(ben[1], party=2, now=now, by=ada)
    courses.change_party(bundles.of(ben[0])[0], party=3, now=now)
    assert counts(course) == [(3, 0)] * 3
    assert upkeep.recount(now) == 0


def test_places_that_come_with_added_dates_are_told_to_those_who_waited(now):
    course = make.course(seats=1, dates=2)
    make.join(course, now=now)
    lina = make.join(course, now=now, email="lina@example.org")
    calendar.occurrence(course, start=make.START + timedelta(weeks=5), seats=2)
    Occurrence.objects.filter(event=course).update(seats_planned=2, seats=2)
    growing.follow(now)
    assert states(lina) == ["confirmed"] * 3
    told = Letter.objects.filter(to="lina@example.org").values_list("kind", flat=True)
    assert set(told) == {"registration/course-waiting", "registration/course-promoted", "registration/course-dates"}


def test_added_dates_come_to_everyone_in_the_course_in_one_letter(now):
    course = make.course(seats=1, dates=2)
    ben, lina = make.join(course, now=now), make.join(course, now=now)
    Letter.objects.all().delete()
    for week in (5, 6):
        calendar.occurrence(course, start=make.START + timedelta(weeks=week), seats=1)
    assert growing.follow(now) == 2
    assert states(ben) == ["confirmed"] * 4
    assert states(lina) == ["waiting"] * 4
    assert letters() == {"course-dates": 2}
    assert growing.follow(now) == 0
    assert counts(course) == [(1, 1)] * 4


def test_added_date_without_room_for_all_keeps_the_rest_on_its_list(now):
    course = make.course(seats=2, dates=2)
    first, second = make.join(course, now=now), make.join(course, now=now)
    added = calendar.occurrence(course, start=make.START + timedelta(weeks=5), seats=1)
    growing.follow(now)
    assert (states(first)[-1], states(second)[-1]) == ("confirmed", "waiting")
    occurrences.change_seats(added, seats=2, now=now)
    upkeep.promote_waiting(now)
    assert states(second) == ["confirmed"] * 3


def test_who_left_or_said_no_to_a_date_gets_no_added_one_back(now):
    course = make.course(seats=2, dates=2)
    gone, absent = make.join(course, now=now), make.join(course, now=now)
    courses.leave(gone[0], now=now)
    courses.absent_once(absent[0], now=now)
    assert growing.follow(now) == 0
    calendar.occurrence(course, start=make.START + timedelta(weeks=5), seats=2)
    assert growing.follow(now) == 1
    assert states(absent) == ["cancelled", "confirmed", "confirmed"]


def test_cancelled_date_of_a_course_is_told_once(now):
    course = make.course()
    make.join(course, now=now)
    occurrences.cancel_occurrence(
        Occurrence.objects.filter(event=course).order_by("start")[1], reason="The loom broke.", now=now
    )
    assert (telling.tell_changes(now), telling.tell_changes(now)) == (1, 0)
    assert letters() == {"course-confirmed": 1, "cancelled-by-library": 1}


def test_cancelling_one_registration_of_a_course_serves_nobody_by_half(now, ada):
    course = make.course(seats=1)
    ben, lina = make.join(course, now=now), make.join(course, now=now)
    registering.cancel(ben[0], now=now, by=ada)
    assert states(lina) == ["waiting"] * 3


def test_counts_agree_with_the_rows_after_all_of_it(now):
    course = make.course(seats=2)
    parties = [make.join(course, now=now, party=size) for size in (1, 2, 1)]
    courses.absent_once(parties[0][1], now=now)
    courses.leave(parties[0][0], now=now)
    assert upkeep.recount(now) == 0


@pytest.mark.parametrize(("dates", "statements"), [(1, 17), (3, 19), (6, 19)])
def test_statements_do_not_grow_with_dates(now, dates, statements, django_assert_num_queries):
    course = EventPage.objects.get(pk=make.course(dates=dates).pk)
    with django_assert_num_queries(statements):
        make.join(course, now=now)


def test_form_that_was_erased_is_said_to_be_spent(now):
    course, key = make.course(), uuid4()
    ben = make.join(course, now=now, form_key=key)
    for each in ben:
        erasing.erase(each, now=now)
    with pytest.raises(rules.FormSpent):
        make.join(course, now=now, form_key=key)


def test_dates_that_are_no_course_are_not_missed_once(now):
    plain = make.register(make.open_date(), now=now)
    for verb in (courses.absent_once, courses.come_after_all):
        with pytest.raises(courses.NoCourse):
            verb(plain, now=now)
    assert Registration.objects.get().state == State.CONFIRMED


def test_date_that_has_begun_is_neither_missed_nor_taken_back(now):
    ben = make.join(make.course(), now=now)
    courses.absent_once(ben[1], now=now)
    later = ben[1].occurrence.start
    for verb, each in ((courses.absent_once, ben[0]), (courses.come_after_all, ben[1])):
        with pytest.raises(rules.Over):
            verb(each, now=later)


def test_who_has_no_date_to_come_is_told_that_nothing_can_be_given_back(now):
    ben = make.join(make.course(), now=now)
    with pytest.raises(rules.Over):
        courses.leave(ben[0], now=make.START + timedelta(weeks=3))
