"""Registrations as staff find, see and take them out: by branch, role, state, name in five alphabets."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from accounts.models import Role
from core import clock, tokens
from core.folded import Folded
from core.folding import fold
from events.registration.domain.taking_part.parties import Agreed, Answered, Details, Guest
from events.registration.models import TICKET, Registration
from tests.factories import calendar, people, places, registration as make

pytestmark = pytest.mark.django_db
LIST = reverse("registration_desk:registrations")
NAMES = {
    "Άννα Παπαδοπούλου-Σάμιος": ["αννα", "ΠΑΠΑΔΟΠΟΥΛΟΥ", "σαμιοσ", "Άννα"],
    "Žiga Kovačič": ["ziga", "kovacic", "KOVAČIČ", "kovačič žiga"],
    "Åsa Öström": ["asa", "ostrom", "ÖSTRÖM"],
    "Søren Kjær": ["soren", "kjaer", "SØREN", "kjær"],
    "Zoë O'Hara": ["zoe", "o'hara"],
}


@pytest.fixture
def date(branch, now):
    return make.open_date(seats=None, event=make.open_event(under=calendar.branch_page(branch), title="Stories"))


@pytest.fixture
def enter(client, branch):
    """`enter()`: somebody of the branch in that role is logged in."""

    def entered(role: str = Role.EDITOR, at=branch):
        user = people.staff(f"Staff {role}", at, role)
        client.force_login(user)
        return user

    return entered


def names(client, **asked: str) -> list[str]:
    return [each.name for each, _email in client.get(LIST, asked).context["people"]]


# --- found ------------------------------------------------------------------------------------------------------------
def test_names_are_found_without_accents_in_all_five_languages(client, enter, date, now):
    enter()
    for name in NAMES:
        make.register(date, now=now, name=name)
    for name, asked in NAMES.items():
        for words in asked:
            assert names(client, q=words) == [name], words
    assert names(client, q="kovacic soren") == []


@pytest.mark.parametrize("name", [*NAMES, "ẞ straße ŁÓDŹ Þór œuvre ΌΡΟΦΟΣ", "  ", "%_'\\"])
def test_database_folds_as_python_does(date, now, name):
    make.register(date, now=now, name=f"X {name}")
    assert Registration.objects.annotate(folded=Folded("name")).get().folded == fold(f"X {name}".rstrip())


def test_children_adults_groups_and_references_are_found_too(client, enter, date, now):
    enter()
    family = Details(contact={"guardian": "Günther"}, people=[Guest("Lína", age=6)])
    made = make.register(date, now=now, name="Ben", details=family)
    make.register(date, now=now, name="Dora", details=Details(contact={"group": "2. b, Škofja Loka"}))
    assert names(client, q="lina") == names(client, q="gunther") == ["Ben"]
    assert names(client, q="skofja") == ["Dora"]
    code = made.code
    assert names(client, q=f"{code[:4]}-{code[4:8]}-{code[8:]}".lower()) == ["Ben"]
    assert names(client, q="\0") == ["Dora", "Ben"]


def test_filters_counts_and_order(client, enter, date, now):
    enter()
    other = make.open_date(seats=1, event=date.event, start=make.START + timedelta(days=7))
    make.register(date, now=now, name="B", party=3)
    make.register(date, now=now, name="A", online=False)
    make.register(other, now=now, name="C")
    make.register(other, now=now, name="D")
    make.register(other, now=now, name="E")
    assert names(client, state="waiting") == ["D", "E"], "who waits stands in line"
    assert names(client, order="name") == ["A", "B", "C", "D", "E"]
    assert names(client, date=date.code, order="name") == ["A", "B"]
    assert names(client, event=str(date.event_id), state="waiting", order="newest") == ["E", "D"]
    assert names(client, day="2026-12-12", order="name") == ["C", "D", "E"]
    assert names(client, mode="online") == []
    assert (
        names(client, branch=date.branch.slug, order="; DROP TABLE", state="nonsense", day="yesterday", page="x") != []
    )
    found = client.get(LIST, {"event": str(date.event_id)})
    counted = [(each.label, each.number, each.people) for each in found.context["counts"]]
    assert counted == [("Has a place", 3, 5), ("On the waiting list", 2, 2)]
    assert "Stories · " in client.get(LIST, {"date": date.code}).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_any_number(client, enter, date, rows, django_assert_num_queries):
    enter()
    for _ in range(rows):
        make.register(date, now=clock.now())
    client.get(LIST)
    with django_assert_num_queries(19):
        client.get(LIST, {"q": "person", "date": date.code, "state": "confirmed"})


def test_day_is_that_of_the_place_and_not_of_the_server(client, now):
    zones = {"Europe/Athens": 21, "America/New_York": 4}  # 23:30 of the 12th in each, written in UTC
    found = {}
    for zone, hour in zones.items():
        branch = places.branch(zone=zone)
        client.force_login(people.staff(f"Staff {hour}", branch))
        start = datetime(2026, 12, 12 + (hour < 12), hour, 30, tzinfo=UTC)
        late = make.open_date(start=start, event=make.open_event(under=calendar.branch_page(branch)))
        make.register(late, now=now, name=zone)
        found[zone] = [names(client, day=f"2026-12-{day}") for day in (11, 12, 13)]
    assert found == {zone: [[], [zone], []] for zone in zones}
    for day in ("0001-01-01", "9999-12-31", "2026-02-30"):
        assert client.get(LIST, {"day": day}).status_code == 200


# --- by role and branch -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", Role.values)
def test_address_is_masked_for_those_without_the_right_everywhere(client, enter, date, now, role):
    open_ = role in (Role.EDITOR, Role.MANAGER)
    enter(role)
    ben = make.register(date, now=now, name="Ben", email="ben.very.secret@example.org")
    record = reverse("registration_desk:record", args=[ben.code])
    told = reverse("registration_desk:told", args=[date.code])
    door = reverse("registration_desk:date", args=[date.code])
    pages = [LIST, record, told, door, f"{LIST}?q=ben", f"{LIST}?export=csv"]
    pages.append(reverse("registration_desk:export", args=[date.code, "csv"]))
    for page in pages:
        answer = client.get(page)
        text = (answer.getvalue() if answer.streaming else answer.content).decode()
        assert "Ben" in text
        shown = "ben.very.secret" in text
        assert not shown or open_, page
    assert ("ben.very.secret" in client.get(LIST).content.decode()) == open_
    assert names(client, q="very.secret") == (["Ben"] if open_ else [])


NEEDS = {Role.DESK: True, Role.EDITOR: True, Role.MANAGER: True, Role.AUDITOR: False}
PRIVATE = ("Near the front", "A ramp", "+386 1 234", "Lina", "Gunther")


@pytest.mark.parametrize("role", NEEDS)
def test_needs_telephones_and_children_are_seen_by_those_at_the_door_alone(client, enter, family, role):
    enter(role)
    family.email = ""
    family.guardian = "Gunther"
    family.save()
    code = family.occurrence.code
    screens = {
        "date": ("Near the front", "A ramp", "+386 1 234", "Lina", "Gunther"),
        "sheet": ("Near the front", "A ramp", "Lina"),
        "told": ("+386 1 234",),
        "record": ("Near the front", "A ramp", "+386 1 234", "Lina", "Gunther"),
    }
    for name, shown in screens.items():
        page = reverse(f"registration_desk:{name}", args=[family.code if name == "record" else code])
        text = client.get(page).content.decode()
        assert "-Ben" in text
        assert [word for word in PRIVATE if word in text] == [
            word for word in PRIVATE if NEEDS[role] and word in shown
        ], name
    for kind in ("csv", "xlsx"):
        cells = str(taken(client, kind))
        assert ["-Ben" in cells, *(word in cells for word in PRIVATE)] == [True, *[NEEDS[role]] * 5], kind
    assert names(client, q="lina") == names(client, q="gunther") == (["-Ben"] if NEEDS[role] else [])
    ticket = reverse("registration_desk:ticket", args=[tokens.sign(TICKET, family.code)])
    assert client.get(ticket).status_code == (200 if NEEDS[role] else 403)


def test_sheet_has_a_column_for_needs_only_where_somebody_has_some(client, enter, date, now):
    enter(Role.DESK)
    sheet = reverse("registration_desk:sheet", args=[date.code])
    make.register(date, now=now, name="Ben")
    assert "Access needs" not in client.get(sheet).content.decode()
    make.register(date, now=now, name="Dora", access_needs="A chair")
    assert "Access needs" in client.get(sheet).content.decode()


def test_other_branch_is_nowhere(client, enter, date, now, other_branch):
    enter(Role.MANAGER, other_branch)
    ben = make.register(date, now=now, name="Ben")
    assert names(client) == names(client, date=date.code) == names(client, event=str(date.event_id)) == []
    missing = client.get(reverse("registration_desk:record", args=["0" * 12]))
    for page in ("record", "told"):
        code = ben.code if page == "record" else date.code
        answer = client.get(reverse(f"registration_desk:{page}", args=[code]))
        assert answer.status_code == 404
        assert b"Ben" not in answer.content
        assert len(answer.content) == len(missing.content)
    for verb in ("cancel", "party", "move"):
        gone = client.post(reverse("registration_desk:record-do", args=[ben.code, verb]), {"party": 3})
        assert gone.status_code == 404
    assert b"Ben" not in client.get(LIST, {"export": "csv", "date": date.code}).getvalue()
    message = reverse("registration_desk:message")
    posted = client.post(f"{message}?code={ben.code}&date={date.code}", {"to": "all", "subject": "x", "text": "x"})
    assert b"Ben" not in posted.content
    assert "Nobody is registered whom this message could reach." in posted.content.decode()
    ben.refresh_from_db()
    assert (ben.state, ben.party) == ("confirmed", 1)
    assert not ModelLogEntry.objects.filter(action="registration.opened").exists()


def test_right_that_was_taken_away_ends_at_the_next_request(client, enter, date, now):
    user = enter()
    make.register(date, now=now, name="Ben")
    assert client.get(LIST, {"export": "xlsx"}).status_code == 200
    user.groups.clear()
    assert client.get(LIST, {"export": "xlsx"}).status_code in (302, 403)


def test_no_address_of_ours_holds_a_sequential_id(client, enter, date, now):
    enter()
    ben = make.register(date, now=now)
    text = (
        client.get(LIST).content.decode()
        + client.get(reverse("registration_desk:record", args=[ben.code])).content.decode()
    )
    assert f"/registrations/{ben.pk}/" not in text
    assert client.get(f"/admin/registrations/{ben.pk}/").status_code == 404


# --- taken out --------------------------------------------------------------------------------------------------------
def taken(client, kind: str = "csv", **asked: str) -> list[list[str]]:
    answer = client.get(LIST, {**asked, "export": kind})
    if kind == "csv":
        return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


@pytest.fixture
def family(date, now):
    question, allergy = "6f9619ff-8b86-d011-b42d-00cf4fc964ff", "6f9619ff-8b86-d011-b42d-00cf4fc964f0"
    lina = Guest(
        "=Lina", age=6, access_needs="A ramp", consents=[Agreed("photo", False, "May we?")],
        answers=[Answered(allergy, "Allergies", "@nuts", 7)],
    )  # fmt: skip
    more = Details(contact={"phone": "+386 1 234"}, people=[lina], answers=[Answered(question, "School", "Vič", 7)])
    return make.register(date, now=now, name="-Ben", access_needs="Near the front", details=more)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_file_holds_what_the_list_shows_and_calculates_nothing(client, enter, family, kind):
    enter()
    make.register(family.occurrence, now=clock.now(), name="Dora")
    header, line = taken(client, kind, q="ben")
    row = dict(zip(header, line, strict=True))
    quoted = "'" if kind == "csv" else ""
    assert row["Name"] == f"{quoted}-Ben"
    assert row["Telephone"] == f"{quoted}+386 1 234"
    assert row["Access needs"] == "Near the front; =Lina: A ramp"
    assert row["People of the party"] == f"{quoted}=Lina (6)"
    assert row["May be photographed"] == f"{quoted}=Lina: no"
    assert (row["School"], row["Allergies"]) == ("Vič", f"{quoted}=Lina: @nuts")
    assert "Library card" not in header


def test_file_costs_the_same_for_one_and_three_registrations(client, enter, family, django_assert_num_queries):
    enter()
    taken(client)
    with django_assert_num_queries(24):
        taken(client)
    for name in ("Dora", "Elin"):
        make.register(family.occurrence, now=clock.now(), name=name)
    with django_assert_num_queries(24):
        assert len(taken(client)) == 4


def test_auditor_takes_out_no_needs_no_answers_and_no_address(client, enter, family):
    enter(Role.AUDITOR)
    header, line = taken(client)
    assert len(header) == len(line) == 10
    assert not {"E-mail address", "Access needs", "Telephone", "School", "People of the party"} & set(header)


def test_file_leaves_a_line_in_the_log_without_whom_it_was_about(client, enter, family):
    user = enter()
    taken(client, q="Ben", state="confirmed")
    entry = ModelLogEntry.objects.get(action="registration.export")
    assert (entry.user, entry.data["rows"], entry.data["format"]) == (user, 1, "csv")
    assert "Ben" not in str(entry.data)
    assert "state=confirmed" in entry.data["path"]
