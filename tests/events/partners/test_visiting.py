import hashlib
import threading
from datetime import timedelta

import pytest
from django.db import connections

from core.clock import now as moment
from core.fetching import Fetcher, Limits
from events.partners.domain.visiting import LEASE, SwitchedOff, claim, fetch_now, finish, visit, work
from events.partners.models import Happening, Source, SourceState
from tests.factories.partners import event, file, organisation, source
from tests.machinery.hostile import HostileServer, answer, drip

SIX = [event(f"e{day}", day=day) for day in range(1, 7)]
HTML = answer(b"<!DOCTYPE html><title>Please log in</title>", Content_Type="text/html")


@pytest.fixture
def server(settings):
    with HostileServer() as running:
        settings.FETCH_LOOPBACK_PORTS = (running.port,)
        yield running


@pytest.fixture
def union(db, branch, server, clock):
    """A partner whose calendar of six dates has been read once."""
    made = source(branch=branch, address=server.at("/union.ics", answer(file(*SIX), ETag='"1"')))
    work(moment())
    clock.shift(timedelta(hours=6))
    made.refresh_from_db()
    return made


def visited(made):
    """The source after its next visit, and the report of it."""
    assert work(moment()) == 1
    made.refresh_from_db()
    return made, made.runs.first()


def shown():
    return Happening.objects.shown().count()


def test_first_visit_takes_the_dates_in_and_writes_the_report(union):
    run = union.runs.get()

    assert (union.state, union.failures, union.etag, union.leased_until) == (SourceState.FINE, 0, '"1"', None)
    assert union.due_at == union.good_at + timedelta(hours=6)
    assert (run.outcome, run.added, run.skipped, run.remarks) == ("read", 6, 0, [])
    assert shown() == 6
    row = Happening.objects.first()
    assert (row.source, row.branch, row.published) == (union, union.branch, True)


def test_nothing_is_due_before_its_time_and_looking_writes_nothing(union, clock, django_assert_num_queries):
    clock.shift(timedelta(minutes=-1))
    with django_assert_num_queries(1):
        assert work(moment()) == 0


def test_source_that_is_switched_off_is_never_fetched(union, server, clock):
    Source.objects.update(active=False)

    assert work(moment()) == 0
    with pytest.raises(SwitchedOff):
        fetch_now(Source.objects.get(), now=moment())


def test_fetch_now_makes_it_due(union, clock):
    clock.shift(timedelta(hours=-5))
    assert work(moment()) == 0
    fetch_now(union, now=moment())
    assert work(moment()) == 1


@pytest.mark.parametrize("how", ["304", "same bytes"])
def test_unchanged_file_is_not_read_again(union, server, clock, how):
    same = answer(status="304 Not Modified") if how == "304" else answer(file(*SIX), ETag='"2"')
    server.at("/union.ics", same)

    found, run = visited(union)

    assert (run.outcome, run.added, run.changed) == ("same", 0, 0)
    assert (found.state, found.etag) == (SourceState.FINE, '"1"' if how == "304" else '"2"')
    assert 'If-None-Match: "1"' in server.visitors.heads[-1]


def test_unchanged_file_is_read_whole_once_a_week_because_our_window_moves_on(union, server, clock):
    clock.shift(timedelta(days=7))

    _found, run = visited(union)

    assert run.outcome == "read"
    assert "If-None-Match" not in server.visitors.heads[-1]


@pytest.mark.parametrize(
    ("body", "words"),
    [(HTML, "web page"), (answer(b'{"message": "Group not found"}'), "web page"), (answer(b""), "empty"),
     (answer(file()), "holds no dates any more"), (answer(file(*SIX)[:-30]), "stops in the middle"),
     (answer(status="500 Oh"), "trouble"), (answer(status="404 No"), "nothing at this address"),
     (answer(file(event("s", more="RRULE:FREQ=SECONDLY"))), "repeats within a day"),
     (answer(b"no gzip", Content_Encoding="gzip"), "damaged")],
)  # fmt: skip
def test_bad_day_of_the_partner_keeps_the_last_good_dates_and_says_why(union, server, clock, body, words):
    before = list(Happening.objects.order_by("pk").values())
    server.at("/union.ics", body)

    found, run = visited(union)

    assert (found.state, found.failures, run.outcome) == (SourceState.FAILING, 1, "failed")
    assert words in run.sentences[0]
    assert found.etag == '"1"'
    assert list(Happening.objects.order_by("pk").values()) == before


def test_failures_wait_longer_each_time_and_a_good_day_ends_them(union, server, clock):
    server.at("/union.ics", answer(status="500 Oh"))
    pauses = []
    for _day in range(9):
        found, _run = visited(union)
        pauses.append((found.due_at - moment()).total_seconds() / 3600)
        clock.move_to(found.due_at)
    server.at("/union.ics", answer(file(*SIX)))

    found, _run = visited(union)

    assert pauses == [0.25, 0.5, 1, 2, 4, 8, 16, 24, 24]
    assert (found.state, found.failures) == (SourceState.FINE, 0)


@pytest.mark.parametrize("status", ["429 Slow down", "503 Busy"])
def test_pause_the_partner_asks_for_is_kept(union, server, clock, status):
    server.at("/union.ics", answer(status=status, Retry_After="7200"))

    found, run = visited(union)

    assert found.due_at - moment() == timedelta(hours=2)
    assert run.outcome == "failed"


def test_only_the_last_thirty_reports_are_kept(union, server, clock):
    for _time in range(33):
        Source.objects.update(due_at=moment())
        visited(union)

    assert union.runs.count() == 30


def test_our_own_site_is_not_asked(union, clock, settings):
    settings.BASE_URL = "http://127.0.0.1"

    _found, run = visited(union)

    assert "our own calendar" in run.sentences[0]


def test_fault_of_ours_parks_the_source_and_lets_the_others_go_on(union, server, clock, caplog):
    Source.objects.update(zone="Nowhere/At/All")
    server.at("/union.ics", answer(file(*SIX, event("new"))))
    other = source(branch=union.branch, address=server.at("/other.ics", answer(file(event("o")))))

    assert [work(moment()) for _time in range(3)] == [1, 1, 0]

    union.refresh_from_db()
    other.refresh_from_db()
    assert (union.state, other.state) == (SourceState.FAILING, SourceState.FINE)
    assert union.runs.first().sentences


def test_hanging_partner_is_left_and_the_others_are_done(union, server, clock):
    """F23: one hangs, one is endless, one is fine."""
    hanging = source(branch=union.branch, address=server.at("/hang.ics", drip()))

    done = visit(hanging, now=moment(), fetcher=Fetcher(Limits(read=0.3, total=0.5)))
    _found, run = visited(union)

    assert done.outcome == "failed"
    assert run.outcome == "same"


def test_new_dates_wait_for_a_look_when_the_source_says_so(db, branch, server, clock):
    source(branch=branch, review_first=True, address=server.at("/x", answer(file(*SIX))))

    work(moment())

    assert (shown(), Happening.objects.waiting().count(), Happening.objects.ever_shown().count()) == (0, 6, 0)


def test_two_partners_may_use_the_same_uid(db, branch, server, clock):
    for path in ("/a", "/b"):
        source(branch=branch, organisation=organisation(), address=server.at(path, answer(file(event("same")))))

    assert [work(moment()) for _time in range(3)] == [1, 1, 0]

    assert shown() == 2


# --- one worker at a time ------------------------------------------------------------------------------------------
def test_source_is_claimed_once_and_again_when_its_worker_is_lost(union, clock):
    now = moment()

    first, second = claim(now), claim(now)
    late = claim(now + LEASE + timedelta(seconds=1))

    assert (first, second, late) == (union, None, union)


def test_report_of_a_worker_that_was_too_late_is_not_written(union, server, clock):
    now = moment()
    slow = claim(now)
    done = visit(slow, now=now)
    quick = claim(now + LEASE + timedelta(seconds=1))
    finish(quick, visit(quick, now=now), now=now)

    finish(slow, done, now=now)

    assert union.runs.count() == 2


@pytest.mark.django_db(transaction=True)
def test_many_workers_visit_each_source_once(settings, server):
    branch = source().branch
    Source.objects.all().delete()
    for number in range(4):
        source(branch=branch, address=server.at(f"/{number}", answer(file(event(f"e{number}")))))

    def toil():
        try:
            while work(moment()):
                pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=toil, daemon=True) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert not any(thread.is_alive() for thread in threads)
    assert sorted(server.visitors.paths) == ["/0", "/1", "/2", "/3"]
    assert shown() == 4


def test_hash_of_the_file_is_kept(union):
    assert union.body_hash == hashlib.sha256(file(*SIX)).hexdigest()
