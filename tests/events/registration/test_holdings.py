import io
import json
import re
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest

from core import tokens
from events.registration.domain.attending import attendance
from events.registration.domain.privacy import exporting
from events.registration.domain.privacy.erasing import emptied
from events.registration.enums import State
from events.registration.models import Person, Registration
from outbox.domain import delivery
from outbox.models import Letter
from tests.factories import registration as make
from tests.factories.holdings import MARKS, everything, left_of

pytestmark = pytest.mark.django_db

END = make.START + timedelta(hours=2)


@pytest.fixture
def date(now):
    return make.open_date(seats=2)


def copied(client, registration) -> tuple[list[dict], str]:
    answer = client.get(f"{registration.get_absolute_url()}copy.zip")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return json.loads(archive.read("registration.json")), archive.read("registration.txt").decode()


def test_page_tells_line_by_line_what_is_kept_and_until_when(client, date, now):
    page = client.get(everything(date, now).get_absolute_url()).content.decode()
    assert not [mark for mark in MARKS if mark not in page]
    dates = [f"Erased on {day}" for day in ("4 January 2027", "12 December 2026", "8 December 2026")]
    for words in ("MARK-guest (7)", *dates):
        assert words in page
    assert "yes, on 24 November 2026" in page


def test_page_asks_only_for_what_is_there(client, date, now, django_assert_num_queries):
    plain, full = make.register(date, now=now), everything(make.open_date(), now)
    client.get(plain.get_absolute_url())
    with django_assert_num_queries(2):
        client.get(plain.get_absolute_url())
    with django_assert_num_queries(6):
        client.get(full.get_absolute_url())


def test_copy_holds_everything_as_data_and_as_words(client, date, now):
    data, words = copied(client, everything(date, now))
    assert not [mark for mark in MARKS if mark not in json.dumps(data) or mark not in words]
    assert [line["what"] for line in data[0]["history"]] == ["registered"]


def test_every_personal_column_is_in_the_copy(date, now):
    whole = exporting.of_registrations([everything(date, now)])[0]
    said = {**whole, **{key: value for person in whole["people"] for key, value in person.items()}}
    # The digest of a slip's code says nothing to anybody.
    assert set(emptied(Registration)) | set(emptied(Person)) <= {*said, "slip_digest"}


def test_copy_of_a_form_sent_again_is_like_a_newcomers(client, now):
    def like(registration):
        data, _words = copied(client, registration)
        data[0].pop("reference")
        return data

    date = make.open_date(seats=9)
    same = {"name": "Ben", "email": "ben@example.org", "access_needs": "A wheelchair"}
    first, again = make.register(date, now=now, **same), make.register(date, now=now, **same)
    assert again.state == State.REPEAT
    assert like(first) == like(again)


def test_get_asks_and_post_erases_and_cancels(client, date, now):
    ben = everything(date, now)
    lina = make.register(date, now=now, name="Lina")
    link = f"{ben.get_absolute_url()}erase/"
    assert "your place goes to someone else" in client.get(link).content.decode()
    assert left_of(MARKS) == MARKS

    assert "Everything is erased" in client.post(link).content.decode()
    assert left_of(MARKS) == []
    ben.refresh_from_db()
    lina.refresh_from_db()
    assert (ben.state, bool(ben.erased_at), lina.state) == (State.CANCELLED, True, State.CONFIRMED)


def test_erasing_leaves_a_neutral_page_and_figures(client, date, now, clock, ada):
    ben = everything(date, now)
    clock.move_to(END + timedelta(hours=1))
    Registration.objects.filter(pk=ben.pk).update(arrived=2, checked_in_at=make.START)
    before = attendance.figures([date])
    assert client.post(f"{ben.get_absolute_url()}erase/").status_code == 200
    gone, wrong = client.get(ben.get_absolute_url()), client.get("/r/WRONG/")
    assert (gone.status_code, gone.content) == (404, wrong.content)
    for path in ("erase/", "copy.zip", "cancel/", "event.ics"):
        assert client.get(ben.get_absolute_url() + path).status_code == 404
    assert attendance.figures([date]) == before
    assert Person.objects.filter(registration=ben, age=7).exists()


def test_letters_on_their_way_are_not_sent_to_who_is_erased(client, date, now):
    ben = everything(date, now)
    client.post(f"{ben.get_absolute_url()}erase/")
    assert set(Letter.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert delivery.work(now) == 0


def test_stranger_erases_nothing_of_whom_they_name(client, date, now):
    ben = make.register(date, now=now, email="ben@example.org")
    stranger = make.register(date, now=now, email="ben@example.org", name="Cleo")
    client.post(f"{stranger.get_absolute_url()}erase/")
    ben.refresh_from_db()
    assert (ben.state, ben.email) == (State.CONFIRMED, "ben@example.org")
    assert not Registration.objects.filter(pk=stranger.pk).exists()
    assert client.get(stranger.get_absolute_url()).status_code == 404


def test_dates_taken_in_one_step_are_erased_in_one(client, now):
    event = make.open_event()
    rows = [make.register(make.open_date(event=event), now=now, email="ben@example.org") for _ in range(2)]
    Registration.objects.update(bundle=uuid4())
    page = client.get(f"{rows[0].get_absolute_url()}erase/").content.decode()
    assert "all 2 dates" in page
    assert len(copied(client, rows[0])[0]) == 2
    client.post(f"{rows[0].get_absolute_url()}erase/")
    assert not Registration.objects.filter(erased_at=None).exists()


def test_link_shows_downloads_and_erases_after_the_start(client, date, now, clock):
    ben = make.register(date, now=now)
    clock.move_to(END + timedelta(days=29))
    page = client.get(ben.get_absolute_url()).content.decode()
    assert "copy.zip" in page
    assert "erase/" in page
    assert "cancel/" not in page
    assert client.get(f"{ben.get_absolute_url()}copy.zip").status_code == 200


def test_random_links_open_nothing(client, date, now):
    make.register(date, now=now)
    tried = [tokens.code(38) for _ in range(10_000)]
    opened = []
    for token in tried:
        try:
            opened.append(tokens.unsign("registration-manage", token))
        except tokens.BadToken:
            continue
    assert opened == []
    assert tokens.SIGNATURE_LENGTH * 5 >= 128


def test_ticket_is_no_key_to_the_page(client, date, now):
    ben = make.register(date, now=now)
    assert client.get(f"/r/{tokens.sign('registration-ticket', ben.code)}/erase/").status_code == 404
    assert not re.search(r"/r/[0-9A-Z]{12}/", client.get(ben.get_absolute_url()).content.decode())


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("pending", "looks at your request"),
        ("offered", "Do you want the place?"),
        ("lapsed", "did not answer in time"),
        ("refused", "could not give you a place"),
        ("cancelled", "goes to someone else"),
    ],
)
def test_page_says_how_each_registration_stands(client, date, now, state, words):
    ben = make.register(date, now=now)
    Registration.objects.filter(pk=ben.pk).update(state=state, offered_until=make.START)
    page = client.get(ben.get_absolute_url()).content.decode()
    assert words in page
    assert ("offer/" in page) == (state == "offered")


def test_who_is_asked_again_finds_the_question_on_the_page(client, date, now):
    ben = make.register(date, now=now)
    Registration.objects.filter(pk=ben.pk).update(asked_again_at=now)
    assert "still-coming/" in client.get(ben.get_absolute_url()).content.decode()
    Registration.objects.filter(pk=ben.pk).update(confirmed_again_at=now)
    assert "still-coming/" not in client.get(ben.get_absolute_url()).content.decode()
