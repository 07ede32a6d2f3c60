from uuid import uuid4

import pytest
from django.core.checks import run_checks

from core import clock
from outbox.domain import delivery
from tests.factories import calendar, outbox

ICS = {
    "name": "event.ics",
    "type": "text/calendar",
    "content": "BEGIN:VCALENDAR\r\nSUMMARY:Ελληνικά\r\nEND:VCALENDAR\r\n",
}


@pytest.fixture
def sent(db):
    """Makes letters and sends them; returns the last."""

    def made(number=1, **fields):
        letters = [outbox.letter(attachments=[ICS], **fields) for _ in range(number)]
        while delivery.work(clock.now()):
            pass
        letters[-1].refresh_from_db()
        return letters[-1]

    calendar.home()
    return made


@pytest.fixture
def demo(settings):
    settings.MAILBOX_PAGE = True


def addresses(letter):
    return [
        "/mailbox/",
        f"/mailbox/{letter.pk}/",
        f"/mailbox/{letter.pk}/html/",
        f"/mailbox/{letter.pk}/attachments/1/",
    ]


def test_mailbox_is_closed_unless_the_demo_opens_it(sent, client, admin_client):
    for address in addresses(sent()):
        assert client.get(address, follow=True).status_code == 404
        assert admin_client.get(address, follow=True).status_code == 404


def test_mailbox_shows_the_letters_of_everyone_or_of_one(sent, demo, client):
    sent(to="anna@example.org")
    sent(to="ben@example.org")
    waiting = outbox.letter(to="cleo@example.org")
    everyone = client.get("/mailbox/").content.decode()
    assert "anna@example.org" in everyone
    assert "ben@example.org" in everyone
    assert waiting.to not in everyone
    assert "ben@example.org" not in client.get("/mailbox/?to=anna").content.decode()


def test_letter_is_read_as_html_and_as_text(sent, demo, client):
    letter = sent(context={"event_name": "<script>alert(1)</script>", "manage_url": "http://localhost:8000/r/T/"})
    page = client.get(f"/mailbox/{letter.pk}/")
    text = page.content.decode()
    assert 'href="http://localhost:8000/r/T/"' in text
    assert "<script>" not in text
    assert "sandbox=" in text
    assert "unsafe-inline" not in page["Content-Security-Policy"]
    assert "frame-src 'self'" in page["Content-Security-Policy"]

    frame = client.get(f"/mailbox/{letter.pk}/html/")
    assert "<h1>Hello Ben,</h1>" in frame.content.decode()
    assert "<script>" not in frame.content.decode()
    assert "script-src" not in frame["Content-Security-Policy"]
    assert "default-src 'none'; style-src 'unsafe-inline';" in frame["Content-Security-Policy"]
    assert "sandbox" in frame["Content-Security-Policy"]


def test_attachment_is_a_download_and_whole(sent, demo, client):
    letter = sent()
    answer = client.get(f"/mailbox/{letter.pk}/attachments/1/")
    assert answer["Content-Disposition"] == 'attachment; filename="event.ics"'
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.decode() == ICS["content"]
    assert client.get(f"/mailbox/{letter.pk}/attachments/0/", follow=True).status_code == 404
    assert client.get(f"/mailbox/{letter.pk}/attachments/2/", follow=True).status_code == 404
    assert client.get(f"/mailbox/{uuid4()}/", follow=True).status_code == 404


def test_mailbox_is_read_only_and_never_cached(sent, demo, client):
    for address in addresses(sent()):
        assert client.post(address).status_code == 405
        assert "no-store" in client.get(address)["Cache-Control"]


def test_mailbox_costs_the_same_for_1_and_3_letters(sent, demo, client, django_assert_num_queries):
    sent(1)
    client.get("/mailbox/")
    with django_assert_num_queries(3):
        client.get("/mailbox/")
    sent(2)
    with django_assert_num_queries(3):
        client.get("/mailbox/")


def test_mailbox_on_a_site_that_sends_mail_is_refused_at_start(settings):
    settings.MAILBOX_PAGE = True
    assert "outbox.E001" not in {found.id for found in run_checks()}
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert "outbox.E001" in {found.id for found in run_checks()}


@pytest.mark.parametrize("sender", ["nobody", "a@example.org, b@example.org", ""])
def test_sender_that_is_no_address_is_refused_at_start(settings, sender):
    settings.DEFAULT_FROM_EMAIL = sender
    assert "outbox.E002" in {found.id for found in run_checks()}


def test_production_never_opens_the_mailbox():
    import os
    import subprocess
    import sys

    from django.conf import settings

    script = "from config.settings import production as p; print(p.MAILBOX_PAGE, p.EMAIL_BACKEND, p.EMAIL_TIMEOUT)"
    surroundings = {
        **os.environ,
        "PYTHONPATH": f"{settings.ROOT}:{settings.ROOT / 'site'}",
        "SECRET_KEY": "x",
        "DROMENA_BASE_URL": "https://library.example",
        "DROMENA_PERMANENT_HOST": "library.example",
        "ALLOWED_HOSTS": "library.example",
        "DROMENA_VAR": str(settings.VAR),
        "MAILBOX_PAGE": "1",
        "DROMENA_MAILBOX_PAGE": "1",
    }
    command = [sys.executable, "-c", script]
    said = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.split() == ["False", "django.core.mail.backends.smtp.EmailBackend", "20"]
