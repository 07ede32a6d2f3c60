"""What must stand in the DNS so that our letters are believed: SPF, DKIM and DMARC, said without asking the network."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings


@dataclass(frozen=True)
class Advice:
    """One record: where it stands, what it says, and why."""

    name: str
    kind: str
    value: str
    why: str


def domain_of(address: str) -> str:
    return parseaddr(address)[1].rpartition("@")[2].lower()


def aligned(visible: str, other: str) -> bool:
    """Relaxed alignment of RFC 7489, as far as names tell: the same domain, or one below the other."""
    return visible == other or visible.endswith(f".{other}") or other.endswith(f".{visible}")


def advice() -> Iterator[Advice]:
    """The records for the sender of letters and for their return path."""
    visible = domain_of(settings.DEFAULT_FROM_EMAIL)
    back = domain_of(settings.RETURN_PATH or settings.DEFAULT_FROM_EMAIL)
    server = settings.EMAIL_HOST
    yield Advice(
        back,
        "TXT",
        f"v=spf1 a:{server} -all",
        f"SPF: {server} may send for the return path. If it hands on to a provider, add the provider's include.",
    )
    yield Advice(
        f"<selector>._domainkey.{visible}",
        "TXT",
        "v=DKIM1; k=rsa; p=<public key>",
        f"DKIM: the mail server signs with d={visible}; it tells the selector and the key.",
    )
    yield Advice(
        f"_dmarc.{visible}",
        "TXT",
        f"v=DMARC1; p=none; rua=mailto:postmaster@{visible}",
        "DMARC: begin with p=none, read the reports for two weeks, then p=quarantine.",
    )
    if settings.RETURN_PATH:
        yield Advice(
            back, "MX", f"10 {server}", "Bounces must arrive: this server takes mail for the return path, with a plus."
        )


def faults() -> Iterator[str]:
    """What no record can mend."""
    visible = domain_of(settings.DEFAULT_FROM_EMAIL)
    back = domain_of(settings.RETURN_PATH or settings.DEFAULT_FROM_EMAIL)
    if not aligned(visible, back):
        yield f"The return path ({back}) does not align with the sender ({visible}): only DKIM can satisfy DMARC."
    if settings.EMAIL_HOST in {"localhost", "127.0.0.1"}:
        yield "EMAIL_HOST is this computer: put the public name of its mail server into the SPF record."
    if visible.endswith((".example", ".localhost", ".invalid")):
        yield f"DROMENA_FROM_EMAIL is at {visible}, which no mail can come from."
