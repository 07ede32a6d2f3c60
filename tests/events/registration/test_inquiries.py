import io
import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from wagtail.models import ModelLogEntry

from accounts.models import Role
from events.calendar.models import Occurrence
from events.registration.domain import limits
from events.registration.domain.attending import attendance
from events.registration.domain.privacy import erasing, erasures, replaying
from events.registration.enums import State
from events.registration.models import LinksAsked, NoShow, Person, PersonalCalendar, Registration
from outbox.domain import write
from outbox.models import Letter
from surveys.evaluation.domain.asking import address_hash
from surveys.evaluation.models import Asked, Invitation, Survey
from tests.factories import calendar, people, places, registration as make, surveys
from tests.factories.holdings import MARKS, everything, left_of

pytestmark = pytest.mark.django_db

ADDRESS, MARK = "/admin/registrations/person/", "mark@example.org"


@pytest.fixture(autouse=True)
def own_list(settings, tmp_path):
    settings.ERASURES = tmp_path / "erasures"


@pytest.fixture
def whole_life(now):
    """One person everywhere: two branches, a survey, a calendar, an absence, a request and letters of all kinds."""
    other = calendar.branch_page(places.branch(slug="harbour"))
    rows = [everything(date, now) for date in (make.open_date(), make.open_date(under=other))]
    came = surveys.guest(surveys.ended(at=now), email=MARK, name="MARK-name")
    surveys.invitation(surveys.survey(came.occurrence, at=now), came)
    Asked.objects.create(address_hash=address_hash(MARK), on=now.date())
    PersonalCalendar.objects.create(email=MARK, language="en", created_at=now)
    LinksAsked.objects.create(email=MARK, language="en", at=now)
    NoShow.objects.create(who=limits.hashed(limits.NO_SHOW, MARK), occurrence=came.occurrence, on=now.date())
    write("registration/links", about="links:1", version=1, to=MARK, language="en", context={"dates": []})
    return [*rows, came]


def run(*arguments: str) -> str:
    screen = io.StringIO()
    call_command(*arguments, stdout=screen)
    return screen.getvalue()


def test_command_writes_everything_kept_of_a_person(whole_life, tmp_path):
    text = run("export_person", " Mark@Example.org ")
    facts = json.loads(text)
    assert not [mark for mark in MARKS if mark not in text]
    assert [len(facts[kind]) for kind in ("registrations", "invitations", "asked", "letters")] == [3, 1, 1, 3]
    assert [len(facts[kind]) for kind in ("calendars", "absences")] == [1, 1]
    run("export_person", MARK, "--output", str(tmp_path / "person.json"))
    assert json.loads((tmp_path / "person.json").read_text())["registrations"] == facts["registrations"]
    assert (tmp_path / "person.json").stat().st_mode & 0o077 == 0


def test_command_erases_everything_that_leads_to_a_person(whole_life):
    dates = [each.occurrence for each in whole_life]
    before = attendance.figures([dates[2]])
    assert "3 registrations would be erased" in run("erase_person", MARK)
    assert left_of(MARKS) == MARKS

    assert "3 registrations are erased" in run("erase_person", MARK, "--yes")
    assert left_of(MARKS) == []
    for table in (Invitation, Asked, PersonalCalendar, LinksAsked, NoShow):
        assert not table.objects.exists()
    states = list(Registration.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["cancelled", "cancelled", "confirmed"]
    assert attendance.figures([dates[2]]) == before
    assert Survey.objects.get(occurrence=dates[2]).invited == 1
    assert "0 registrations are erased" in run("erase_person", MARK, "--yes")


def test_wish_for_no_more_surveys_outlives_its_person(whole_life):
    Asked.objects.update(refused=True)
    run("erase_person", MARK, "--yes")
    assert list(Asked.objects.values_list("address_hash", "refused")) == [(address_hash(MARK), True)]


def test_nothing_is_found_for_nobody(whole_life):
    lina = make.register(make.open_date(), now=whole_life[0].created_at, email="", name="Lina")
    assert erasing.of("") == []
    run("erase_person", "nobody@example.org", "--yes")
    lina.refresh_from_db()
    assert lina.name == "Lina"
    assert left_of(MARKS) == MARKS


# --- the list of erasures and the day of a restore ----------------------------------------------------------------
def test_erasures_are_carried_out_again_after_a_restore(whole_life, now):
    rows = list(Registration.objects.order_by("pk").values())
    guests = list(Person.objects.order_by("pk").values())
    dates = list(Occurrence.objects.values())
    erasing.erase_person(MARK, now=now)
    for row in rows:  # what the backup had
        Registration.objects.filter(pk=row["id"]).update(**row)
    for date in dates:
        Occurrence.objects.filter(pk=date["id"]).update(**date)
    for guest in guests:
        Person.objects.filter(pk=guest["id"]).update(**guest)
    PersonalCalendar.objects.create(email=MARK, language="en", created_at=now)
    cleo = make.register(make.open_date(), now=now, name="Cleo")

    assert "3 registrations had come back" in run("replay_erasures")
    assert left_of(MARKS) == []
    assert not PersonalCalendar.objects.exists()
    cleo.refresh_from_db()
    assert cleo.name == "Cleo"
    assert replaying.replay(now) == 0


def test_list_names_nobody_and_is_readable_by_its_owner_alone(whole_life, now):
    erasing.erase(whole_life[0], now=now)
    text = erasures.path().read_text()
    assert erasures.digest(whole_life[0].code) in text
    for word in ("mark", "MARK", whole_life[0].code):
        assert word not in text
    assert erasures.path().stat().st_mode & 0o077 == 0


def test_list_is_read_with_an_older_key_and_past_a_torn_line(whole_life, now, settings):
    erasing.erase(whole_life[0], now=now)
    with erasures.path().open("a") as file:
        file.write("2026-11-24T09:00:00+00:00 regis")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    Registration.objects.filter(pk=whole_life[0].pk).update(erased_at=None, name="Back")
    assert replaying.replay(now) == 1


def test_erasure_that_cannot_be_remembered_is_not_done(whole_life, now, settings, tmp_path):
    settings.ERASURES = tmp_path / "no-folder" / "erasures"
    with pytest.raises(FileNotFoundError):
        erasing.erase(whole_life[0], now=now)
    assert Registration.objects.get(pk=whole_life[0].pk).name == "MARK-name"


# --- the screen of managers ---------------------------------------------------------------------------------------
def posted(client, deed="look", **fields):
    return client.post(ADDRESS, {"email": MARK, "deed": deed, **fields})


def test_superuser_sees_copies_and_erases_the_whole_person(client, whole_life):
    client.force_login(people.superuser())
    page = posted(client).content.decode()
    assert "3 registrations" in page
    assert "MARK-name" not in page
    copy = posted(client, "copy")
    assert copy["Content-Disposition"].startswith("attachment")
    assert not [mark for mark in MARKS if mark not in copy.content.decode()]

    assert "Erase all of it?" in posted(client, "erase").content.decode()
    assert left_of(MARKS) == MARKS
    assert "3 registrations are erased" in posted(client, "erase", sure="on").content.decode()
    assert left_of(MARKS) == []
    entries = ModelLogEntry.objects.filter(action__startswith="registration.person_").order_by("pk")
    assert [entry.action.partition("_")[2] for entry in entries] == ["look", "copy", "look", "erase"]
    assert "mark" not in str([(entry.data, entry.label) for entry in entries]).lower()


def test_manager_acts_on_their_own_branches_alone(client, whole_life):
    branch = whole_life[0].occurrence.branch
    client.force_login(people.staff("Mona", branch, Role.MANAGER))
    own = [each for each in whole_life if each.occurrence.branch == branch]
    assert f"{len(own)} registration" in posted(client).content.decode()
    assert len(json.loads(posted(client, "copy").content)["registrations"]) == len(own)
    posted(client, "erase", sure="on")
    left = {each.occurrence.branch for each in Registration.objects.filter(erased_at=None)}
    assert left == {each.occurrence.branch for each in whole_life} - {branch}
    assert PersonalCalendar.objects.exists()


@pytest.mark.parametrize("role", [Role.DESK, Role.EDITOR, Role.AUDITOR])
def test_nobody_else_opens_the_screen(client, branch, role):
    client.force_login(people.staff("Ada", branch, role))
    assert client.get(ADDRESS).status_code == 302
    assert posted(client).status_code == 302


def test_seat_of_who_is_erased_goes_to_who_waits(client, now):
    date = make.open_date(seats=1)
    make.register(date, now=now, email=MARK)
    lina = make.register(date, now=now)
    client.force_login(people.superuser())
    posted(client, "erase", sure="on")
    lina.refresh_from_db()
    assert lina.state == State.CONFIRMED
    assert Letter.objects.filter(to=lina.email, kind="registration/promoted").exists()


# --- the nightly work by hand -------------------------------------------------------------------------------------
def test_dry_run_says_what_would_go_and_changes_nothing(whole_life, now, clock):
    clock.move_to(make.START + timedelta(days=60))
    said = run("retention", "--dry-run")
    assert "3  registration" in said
    assert "Nothing was changed" in said
    assert left_of(MARKS) == MARKS
    assert "rows are forgotten" in run("retention")
    assert set(left_of(MARKS)) <= {MARK}
    assert "registration 3" in run("retention", "--log")
    assert "       0  rows would go" in run("retention", "--dry-run")
