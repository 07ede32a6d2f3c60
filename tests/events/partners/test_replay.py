"""Successive snapshots of one calendar, as partners really leave them behind, lead to the right state after each."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings as examples, strategies as st

from core.ical_reading import read_calendar
from core.ical_text import BadCalendar
from events.partners.domain.importing import AHEAD, PAST, origin_of, take_in
from events.partners.domain.reviewing import decide, edit, give_back
from events.partners.models import Happening, Review
from tests.factories.partners import event, file, source

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HTML, EMPTY = b"<html><title>Maintenance</title></html>", b""


def apply(made, data, now=NOW):
    """One good or bad fetch of this file."""
    reading = read_calendar(data, zone="Europe/Athens", since=now - PAST, until=now + AHEAD)
    return take_in(origin_of(made), reading, now=now)


def state():
    """What stands in public: UID, title, day, hour in Athens and status."""
    rows = Happening.objects.shown().order_by("start", "uid")
    return [(row.uid, row.title, row.start.day, row.start.hour + 2, row.status) for row in rows]


@pytest.fixture
def made(db, branch):
    return source(branch=branch)


def six(**changed: str) -> list[str]:
    """Six dates; by name (`e2=...`) one is said otherwise, with an empty text left out."""
    found = {f"e{day}": event(f"e{day}", day=day) for day in range(1, 7)}
    return [lines for lines in {**found, **changed}.values() if lines]


def days(*numbers: int, **titles: str) -> list[tuple[str, str, int, int, str]]:
    return [(f"e{day}", titles.get(f"e{day}", "Concert"), day, 18, "confirmed") for day in numbers]


ALL, WITHOUT_2 = days(1, 2, 3, 4, 5, 6), days(1, 3, 4, 5, 6)
MOVED = sorted([*days(1, 3, 4, 5, 6), ("e2", "Concert", 9, 20, "confirmed")], key=lambda row: row[2])
OFF = [(*row[:4], "cancelled") if row[0] == "e2" else row for row in ALL]
# Each story: files one after another, each with what stands in public after it (None: the file is refused).
STORIES = {
    "changed": [(six(), ALL), (six(e2=event("e2", "Recital", day=2)), days(1, 2, 3, 4, 5, 6, e2="Recital"))],
    "moved": [(six(), ALL), (six(e2=event("e2", day=9, hour=20)), MOVED)],
    "vanished": [(six(), ALL), (six(e2=""), ALL), (six(e2=""), WITHOUT_2), (six(e2=""), WITHOUT_2)],
    "vanished for a day": [(six(), ALL), (six(e2=""), ALL), (six(), ALL), (six(e2=""), ALL), (six(), ALL)],
    "vanished and back": [(six(), ALL), (six(e2=""), ALL), (six(e2=""), WITHOUT_2), (six(), ALL), (six(e2=""), ALL)],
    "empty day": [(six(), ALL), ([], None), (six(), ALL)],
    "zero bytes": [(six(), ALL), (EMPTY, None), (EMPTY, None), (six(), ALL)],
    "html day": [(six(), ALL), (HTML, None), (HTML, None), (six(), ALL)],
    "bad day between two without": [(six(), ALL), (six(e2=""), ALL), (HTML, None), (six(e2=""), WITHOUT_2)],
    "the same uid twice": [
        ([*six(), event("e2", "Newer", day=2, more="SEQUENCE:3")], days(1, 2, 3, 4, 5, 6, e2="Newer")),
        ([event("e2", "Newer", day=2, more="SEQUENCE:3"), *six()], days(1, 2, 3, 4, 5, 6, e2="Newer")),
    ],
    "uid used again for another": [(six(), ALL), (six(e2=event("e2", "Bazaar", day=9, hour=20)),
                                   [(*row[:1], "Bazaar", *row[2:]) if row[0] == "e2" else row for row in MOVED])],
    "sequence raised": [(six(), ALL), (six(e2=event("e2", "B", day=2, more="SEQUENCE:1")),
                        days(1, 2, 3, 4, 5, 6, e2="B"))],
    "sequence not raised": [(six(e2=event("e2", more="SEQUENCE:4", day=2)), ALL),
                            (six(e2=event("e2", "B", day=2, more="SEQUENCE:4")), days(1, 2, 3, 4, 5, 6, e2="B"))],
    "sequence fallen": [(six(e2=event("e2", more="SEQUENCE:4", day=2)), ALL),
                        (six(e2=event("e2", "B", day=2, more="SEQUENCE:1")), days(1, 2, 3, 4, 5, 6, e2="B"))],
    "cancelled and not": [(six(), ALL), (six(e2=event("e2", day=2, more="STATUS:CANCELLED")), OFF), (six(), ALL)],
}  # fmt: skip


@pytest.mark.parametrize("name", STORIES)
def test_story_leads_to_the_right_state_after_each_file(made, name):
    sequences: dict[str, int] = {}
    expected = []
    for content, after in STORIES[name]:
        data = content if isinstance(content, bytes) else file(*content)
        if after is None:
            with pytest.raises(BadCalendar):
                apply(made, data)
        else:
            apply(made, data)
            expected = after
        assert state() == expected
        for row in Happening.objects.all():
            assert row.sequence >= sequences.get(row.uid, 0)
            sequences[row.uid] = row.sequence


def test_past_dates_stay_when_the_calendar_forgets_them(made):
    apply(made, file(*six()))
    later = NOW + timedelta(days=10)

    for _time in range(3):
        apply(made, file(event("e6", day=6)), now=later)

    assert state() == days(1, 2, 3, 6)


def test_what_staff_have_set_survives_every_file_and_can_be_given_back(made, branch, other_branch):
    apply(made, file(*six()))
    row = Happening.objects.get(uid="e2")
    before = row.sequence
    locked = edit(row, values={"title": "Our words", "place": "Great hall", "branch": other_branch}, now=NOW)

    apply(made, file(*six(e2=event("e2", "Theirs", day=9, more="LOCATION:Cellar\nDESCRIPTION:New words"))))
    row.refresh_from_db()

    assert locked == ["branch", "place", "title"]
    assert (row.title, row.place, row.branch) == ("Our words", "Great hall", other_branch)
    assert (row.description, row.start.day) == ("New words", 9)
    assert row.sequence == before + 2
    assert "our words" in row.folded
    give_back(row)
    apply(made, file(*six(e2=event("e2", "Theirs", day=9))))
    row.refresh_from_db()
    assert (row.title, row.place, row.branch, row.edited) == ("Theirs", "", branch, [])


def test_setting_what_stands_already_locks_nothing(made):
    apply(made, file(*six()))
    row = Happening.objects.get(uid="e2")

    assert edit(row, values={"title": row.title}, now=NOW) == []


def test_hidden_stays_hidden_and_feeds_take_it_back(made):
    apply(made, file(*six()))
    assert decide(Happening.objects.filter(uid="e2"), to=Review.HIDDEN, now=NOW) == 1

    apply(made, file(*six(e2=event("e2", "Loud", day=2))))

    assert state() == WITHOUT_2
    assert Happening.objects.ever_shown().get(uid="e2").taken_back
    assert decide(Happening.objects.filter(uid="e2"), to=Review.SHOWN, now=NOW) == 1
    assert len(state()) == 6


def test_new_default_of_the_source_moves_the_dates_staff_have_not_placed(made, other_branch):
    apply(made, file(*six()))
    edit(Happening.objects.get(uid="e1"), values={"branch": None}, now=NOW)
    made.branch = other_branch

    apply(made, file(*six()))

    assert Happening.objects.filter(branch=other_branch).count() == 5


# --- any order of anything -----------------------------------------------------------------------------------------
@dataclass
class Partner:
    """A calendar somebody keeps badly, and beside it what we should show: the rule in a few lines."""

    events: dict[str, tuple[str, int, int]] = field(default_factory=lambda: {f"u{n}": ("A", n, 0) for n in range(1, 8)})
    shown: dict[str, tuple[str, int]] = field(default_factory=dict)
    missed: dict[str, int] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)

    def file(self) -> bytes:
        lines = [event(uid, title, day=day, more=f"SEQUENCE:{seq}") for uid, (title, day, seq) in self.events.items()]
        return file(*lines)

    def good(self) -> None:
        for uid, (title, day, _seq) in self.events.items():
            self.shown[uid], self.missed[uid] = (title, day), 0
            self.withdrawn.discard(uid)
        for uid in self.shown.keys() - self.events.keys() - self.withdrawn:
            self.missed[uid] += 1
            if self.missed[uid] == 2:
                self.withdrawn.add(uid)

    def public(self) -> list[tuple[str, str, int]]:
        return sorted((uid, *told) for uid, told in self.shown.items() if uid not in self.withdrawn)


STEPS = st.lists(
    st.tuples(st.sampled_from(["rename", "move", "bump", "drop", "add", "again", "html", "empty"]),
              st.sampled_from([f"u{n}" for n in range(1, 10)]), st.integers(1, 28), st.sampled_from("ABC")),
    max_size=10,
)  # fmt: skip


def played(partner: Partner, steps: list[tuple[str, str, int, str]]) -> Iterator[bytes]:
    """What is fetched, one file after another."""
    for deed, uid, day, title in steps:
        old = partner.events.get(uid, ("A", day, 0))
        if deed == "html":
            yield HTML
            continue
        if deed == "empty":
            yield file() if sum(uid not in partner.withdrawn for uid in partner.shown) > 5 else HTML
            continue
        if deed == "drop" and len(partner.events) > 1:
            partner.events.pop(uid, None)
        elif deed != "again" and (deed == "add" or uid in partner.events):
            change = {"rename": (title, *old[1:]), "move": (old[0], day, old[2]), "bump": (title, day, old[2] + 1)}
            partner.events[uid] = change.get(deed, (title, day, 0))
        yield partner.file()


@examples(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_story_shows_what_the_rule_says_and_the_same_file_changes_nothing(made, steps):
    Happening.objects.all().delete()
    partner = Partner()
    apply(made, partner.file())
    partner.good()
    for data in played(partner, steps):
        with suppress(BadCalendar):
            apply(made, data)
            partner.good()
        rows = Happening.objects.shown().values_list("uid", "title", "start")
        assert sorted((uid, title, start.day) for uid, title, start in rows) == partner.public()
    apply(made, partner.file())  # the second good fetch without what is gone
    stands = list(Happening.objects.order_by("pk").values())
    report = apply(made, partner.file())
    assert (report.added, report.changed) == (0, 0)
    after = list(Happening.objects.order_by("pk").values())
    assert [row for row in after if row["withdrawn_at"] is None] == [r for r in stands if r["withdrawn_at"] is None]
