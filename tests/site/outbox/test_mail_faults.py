"""Mail servers that lie, fall silent or come back after a day (reliability F8); single answers are in test_delivery."""

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core import clock as house_clock
from outbox.domain import delivery
from outbox.models import Letter, LetterState
from tests.factories import outbox
from tests.machinery.smtp import MailServer
from tests.site.outbox.test_delivery import try_once

LETTERS, DROPPED = 60, 3


@pytest.fixture(scope="module")
def own_certificate(tmp_path_factory):
    """A file with a certificate for 127.0.0.1 that nobody but its maker signed, and its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sink")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=400))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "own.pem"
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, *plain) + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@pytest.fixture(params=["EMAIL_USE_TLS", "EMAIL_USE_SSL"])
def self_made(request, settings, own_certificate):
    """A mail server with that certificate, encrypted from the start or when asked."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own_certificate)
    with MailServer(context, encrypted=request.param == "EMAIL_USE_SSL") as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
        setattr(settings, request.param, True)
        yield server


def test_certificate_that_nobody_vouches_for_is_refused(db, self_made, clock, monkeypatch, own_certificate):
    outbox.letter()
    letter = try_once(clock)
    assert (letter.state, self_made.taken) == (LetterState.QUEUED, [])
    assert letter.failure.startswith("SSLCertVerificationError")
    assert not {"MAIL", "RCPT", "DATA"} & set(self_made.heard)

    # The same server is given the letter as soon as its certificate is known: it was the certificate.
    monkeypatch.setenv("SSL_CERT_FILE", str(own_certificate))
    letter = try_once(clock, wait=10)
    assert (letter.state, len(self_made.taken)) == (LetterState.SENT, 1), letter.failure


@pytest.mark.parametrize("answers", [{}, {"STARTTLS": "454 not available"}, {"STARTTLS": "drop"}])
def test_letter_waits_rather_than_going_in_clear(db, mail_server, settings, clock, answers):
    """Not offered (or the offer taken out on the way), refused, or cut off in the middle: three tries each."""
    settings.EMAIL_USE_TLS, mail_server.manners.answers = True, answers
    outbox.letter()
    for wait in (0, 10, 30):
        assert try_once(clock, wait=wait).state == LetterState.QUEUED
    assert not {"MAIL", "RCPT", "DATA"} & set(mail_server.heard)


def test_backlog_of_an_outage_leaves_oldest_first_with_a_copy_only_of_what_was_cut_off(db, mail_server, clock, now):
    """The server takes a letter and hangs up before it says so, three times; 5,000 letters: `bench/backlog.py`."""
    first = outbox.letter()
    fields = {name: getattr(first, name) for name in ("kind", "to", "language", "context", "due_at")}
    Letter.objects.bulk_create(
        Letter(about=f"backlog:{n}", version=1, created_at=now + timedelta(seconds=n), **fields)
        for n in range(1, LETTERS)
    )
    clock.shift(timedelta(hours=6))
    mail_server.manners.answers = {"END": "drop"}
    for _cut in range(DROPPED):
        delivery.work(house_clock.now())
    mail_server.manners.answers = {}
    clock.shift(timedelta(seconds=30))
    while delivery.work(house_clock.now()):
        pass

    copies = mail_server.copies
    assert Letter.objects.filter(state=LetterState.SENT).count() == len(copies) == LETTERS
    assert sum(copies.values()) - LETTERS == DROPPED
    assert max(copies.values()) == 2
    oldest_first = Letter.objects.order_by("created_at").values_list("pk", flat=True)
    assert list(copies) == [f"<{pk}.outbox.trial@dromena.example>" for pk in oldest_first]
