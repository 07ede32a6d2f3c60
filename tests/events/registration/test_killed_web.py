"""Web workers that are killed or told to stop in the middle of a registration (reliability F7, F19)."""

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import requests
from django.core import mail
from django.core.management import call_command

from events.registration.enums import State
from events.registration.models import Registration
from outbox.models import Letter, LetterState
from tests.events.registration.test_rush import form_of, send
from tests.factories import registration as make
from tests.machinery.processes import wait_for


@pytest.fixture
def date(server_processes):
    """A date in ten days by the real clock, because the servers have no other."""
    return make.open_date(seats=3, start=datetime.now(UTC).replace(microsecond=0) + timedelta(days=10))


@pytest.fixture
def troubled(server_processes, tmp_path):
    def served(trouble: str) -> str:
        names = {"TROUBLE": trouble, "TROUBLE_ONCE": str(tmp_path / "once"), "DROMENA_TRUSTED_PROXIES": "1"}
        return server_processes.serve(workers=1, application="tests.machinery.troubled_wsgi", **names)

    return served


def form_filled_in(site, date):
    opened = form_of(site, date, 1)
    time.sleep(2.1)
    return opened


def test_letter_of_a_registration_leaves_although_its_worker_was_killed(troubled, date):
    """F7: killed between the commit and the answer. There is nothing between the commit and the letter."""
    site = troubled("kill")
    session, fields = form_filled_in(site, date)
    with pytest.raises(requests.ConnectionError):
        send(site, date, session, fields)
    assert Registration.objects.get().state == State.CONFIRMED
    call_command("tick", "--only", "letters", verbosity=0)
    assert Letter.objects.get().state == LetterState.SENT
    assert [message.to for message in mail.outbox] == [["person-1@example.org"]]

    # The person tries again, as browsers offer: the same registration, the same one letter.
    assert send(site, date, session, fields).headers["Location"] == Registration.objects.get().get_absolute_url()
    assert Letter.objects.count() == 1


def test_server_told_to_stop_answers_what_it_has_begun(troubled, date, server_processes, tmp_path):
    """F19: TERM during a request."""
    site = troubled("slow")
    session, fields = form_filled_in(site, date)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(send, site, date, session, fields)
        assert wait_for((tmp_path / "once").exists), server_processes.logs
        server = server_processes.running[-1]
        server.send_signal(signal.SIGTERM)
        assert answer.result(timeout=60).status_code == 302
    assert server.wait(timeout=30) == 0
    assert (Registration.objects.count(), Letter.objects.count()) == (1, 1)
