import socket
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core.fetching import Fetcher, Limits, NotFetched, open_socket
from tests.machinery.hostile import HostileServer, answer

BODY = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A certificate authority of our own, as (server context for a name, client context factory)."""
    folder = tmp_path_factory.mktemp("tls")
    root_key, root = _certificate("Root", None, None)
    (folder / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))

    def serving(name):
        key, made = _certificate(name, root_key, root)
        file = folder / f"{name}.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + made.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    return serving, lambda: ssl.create_default_context(cafile=folder / "root.pem")


def _certificate(name, issuer_key, issuer):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    )
    return key, builder.sign(issuer_key or key, hashes.SHA256())


def _over_tls(settings, server, certificates, name="calendar.example.org"):
    settings.FETCH_LOOPBACK_PORTS = (server.port, 443)

    def connect(family, number, port, seconds):
        return open_socket(family, number, server.port, seconds)

    server.at("/", answer(BODY))
    fetcher = Fetcher(
        Limits(total=5), resolve=lambda *_: [(socket.AF_INET, "127.0.0.1")], connect=connect, certificates=certificates
    )
    return fetcher.fetch(f"https://{name}/")


def test_certificate_is_verified_for_the_name_that_was_asked(authority, settings):
    serving, known = authority
    with HostileServer(serving("calendar.example.org")) as server:
        assert _over_tls(settings, server, known).body == BODY


def test_certificate_of_another_name_or_of_nobody_known_is_refused(authority, settings):
    serving, known = authority
    with HostileServer(serving("other.example.org")) as server:
        with pytest.raises(NotFetched, match="certificate"):
            _over_tls(settings, server, known)
        assert server.visitors.heads == []
    with HostileServer(serving("calendar.example.org")) as server:
        with pytest.raises(NotFetched, match="certificate"):
            _over_tls(settings, server, ssl.create_default_context)
        assert server.visitors.heads == []
