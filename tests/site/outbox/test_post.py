from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from outbox.domain import delivery, paused
from outbox.models import Letter, LetterState
from tests.factories import outbox, people, places


@pytest.fixture
def mia(branch):
    """Manager of Ada's branch."""
    return people.staff("Mia", branch, Role.MANAGER)


@pytest.fixture
def failed(branch):
    letter = outbox.letter(branch=branch)
    Letter.objects.update(state=LetterState.FAILED, failure="550 no such mailbox", attempts=3, subject="Cancelled: Tea")
    letter.refresh_from_db()
    return letter


def test_manager_sees_the_letters_of_the_branch_without_their_addresses(client, mia, failed, other_branch):
    outbox.letter(branch=other_branch, to="secret@example.net", context={"manage_url": "http://localhost:8000/r/X/"})
    outbox.letter(to="nobody@example.com")
    client.force_login(mia)
    page = client.get("/admin/letters/").content.decode()
    assert "Cancelled: Tea" in page
    assert "550 no such mailbox" in page
    assert "b...@example.org" in page
    for hidden in ("ben@example.org", "example.net", "example.com", "/r/"):
        assert hidden not in page


def test_superuser_sees_all_letters(admin_client, failed):
    outbox.letter(to="nobody@example.com")
    page = admin_client.get("/admin/letters/").content.decode()
    assert "b...@example.org" in page
    assert "n...@example.com" in page


@pytest.mark.parametrize("role", [Role.DESK, Role.EDITOR, Role.AUDITOR])
def test_other_staff_neither_see_nor_send(client, branch, failed, role):
    client.force_login(people.staff("Olga", branch, role))
    for answer in (client.get("/admin/letters/"), client.post(f"/admin/letters/{failed.pk}/again/")):
        assert answer.status_code == 302
        assert answer["Location"] == "/admin/"
    failed.refresh_from_db()
    assert failed.state == LetterState.FAILED
    assert "/admin/letters/" not in client.get("/admin/").content.decode()


def test_manager_of_another_branch_cannot_send_a_letter_of_ours(client, failed):
    client.force_login(people.staff("Nora", places.branch(), Role.MANAGER))
    assert client.post(f"/admin/letters/{failed.pk}/again/")["Location"] == "/admin/"
    assert client.post(f"/admin/letters/{uuid4()}/again/")["Location"] == "/admin/"
    failed.refresh_from_db()
    assert failed.state == LetterState.FAILED


def test_letter_is_sent_again_after_a_question(client, mia, failed):
    client.force_login(mia)
    assert "/admin/letters/" in client.get("/admin/").content.decode()
    address = f"/admin/letters/{failed.pk}/again/"
    assert address in client.get("/admin/letters/").content.decode()
    question = client.get(address).content.decode()
    assert "Cancelled: Tea" in question
    failed.refresh_from_db()
    assert failed.state == LetterState.FAILED  # asking does nothing

    answer = client.post(address, follow=True)
    assert "will leave again" in answer.content.decode()
    failed.refresh_from_db()
    assert (failed.state, failed.attempts, failed.failure) == (LetterState.QUEUED, 0, "")
    assert "cannot be sent again" in client.post(address, follow=True).content.decode()


@pytest.mark.parametrize(
    ("query", "count"), [("", 2), ("?state=failed", 1), ("?state=queued", 1), ("?state=nonsense", 2)]
)
def test_letters_are_chosen_by_state(admin_client, failed, query, count):
    outbox.letter()
    assert admin_client.get(f"/admin/letters/{query}").context["letters"].paginator.count == count


def test_list_costs_the_same_for_1_and_3_letters(client, mia, branch):
    client.force_login(mia)
    costs = []
    client.get("/admin/letters/")
    for number in (1, 2):
        for _letter in range(number):
            outbox.letter(branch=branch)
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/letters/")
        costs.append((len([query for query in queries if "outbox_letter" in query["sql"]]), len(queries)))
    assert costs[0][0] == 5  # state of the post, kinds, branches, number, page; the rest is the menu of all rooms
    assert costs[0] == costs[1]


def test_letters_are_found_by_kind_branch_and_reference(admin_client, failed, branch, other_branch):
    outbox.letter("outbox/other", about="registration:4F7K2M9QXT0Z", branch=other_branch)

    def found(query):
        return admin_client.get(f"/admin/letters/?{query}").context["letters"].paginator.count

    assert found("kind=outbox/other") == 1
    assert found(f"branch={branch.pk}") == 1
    assert found("q=4f7k-2m9q-xtoz") == 1  # as it is read over the telephone
    assert found("q=4F7K") == 0
    assert found("state=failed&kind=outbox/other") == 0


def test_list_says_how_the_post_stands(client, mia, failed, branch, clock):
    outbox.letter(branch=branch)
    outbox.letter(branch=places.branch())
    clock.shift(timedelta(minutes=20))
    client.force_login(mia)
    page = client.get("/admin/letters/").content.decode()
    assert "1 letter waits" in page
    assert "the oldest for 20\xa0minutes" in page
    assert "1 not delivered" in page
    assert "Cancelled" in page  # what a letter without a subject is called


def test_manager_stops_all_letters_with_a_reason_and_lets_them_go(client, mia, branch, now):
    outbox.letter(branch=branch)
    client.force_login(mia)
    assert client.get("/admin/letters/pause/").status_code == 200
    assert paused() is None  # asking does nothing
    assert client.post("/admin/letters/pause/", {"reason": ""}).status_code == 200
    assert paused() is None

    client.post("/admin/letters/pause/", {"reason": "The text is wrong"})
    assert (paused().reason, paused().paused_by) == ("The text is wrong", mia)
    page = client.get("/admin/letters/").content.decode()
    assert "No letter leaves." in page
    assert "The text is wrong" in page
    assert delivery.work(now) == 0

    client.post("/admin/letters/pause/", {"resume": "1"})
    assert paused() is None
    assert delivery.work(now) == 1


@pytest.mark.parametrize("role", [Role.DESK, Role.EDITOR, Role.AUDITOR])
def test_other_staff_stop_nothing(client, branch, role):
    client.force_login(people.staff("Olga", branch, role))
    assert client.post("/admin/letters/pause/", {"reason": "x"})["Location"] == "/admin/"
    assert paused() is None
