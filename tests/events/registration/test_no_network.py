"""Nothing in a request does mail, DNS or any other network: a mail server that hangs delays nobody (reliability F8)."""

import socket

import pytest
from django.core import mail

from events.registration.enums import State
from events.registration.models import Registration
from outbox.models import Letter
from tests.events.registration.test_public import send
from tests.factories import registration as make


class NetworkTouched(Exception):
    """Somebody asked for an address or opened a line. The driver of PostgreSQL has sockets of its own."""


@pytest.fixture
def no_network(monkeypatch, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "mail.library.example"

    def refuse(*_args, **_named):
        raise NetworkTouched

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_registering_and_cancelling_open_no_line(db, client, clock, no_network):
    date = make.open_date(seats=3)
    place = send(client, date, clock).url
    assert client.get(place).status_code == 200
    assert client.post(f"{place}cancel/").status_code == 302
    assert Registration.objects.get().state == State.CANCELLED
    assert set(Letter.objects.values_list("state", flat=True)) <= {"queued", "withdrawn"}


def test_staff_who_cancel_a_date_and_ask_for_links_again_open_no_line(db, client, clock, admin_client, no_network):
    date = make.open_date(seats=3)
    send(client, date, clock)
    for address in (f"/admin/registrations/?date={date.code}", "/en/my-registrations/"):
        assert admin_client.get(address).status_code == 200
    assert client.post("/en/my-registrations/", {"email": "ben@example.org"}).status_code in {200, 302}


def test_letter_sent_from_a_request_would_be_seen(no_network):
    """Without this the tests above would prove nothing: what everybody writes first."""
    with pytest.raises(NetworkTouched):
        mail.send_mail("You have a place", "Welcome", None, ["ben@example.org"])
