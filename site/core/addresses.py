"""Which web addresses of strangers may be fetched: judged as written, and again as the numbers they lead to.

Nothing here looks anything up; `core.fetching` asks `judge_number` about the socket it has opened.
"""

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from core.remarks import Refusal, marked as _

PORTS = {"http": 80, "https": 443}
SCHEMES = {"http": "http", "https": "https", "webcal": "https", "webcals": "https"}
LONGEST = 2_000
LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
# Browsers and libraries read a host as a number when its last part is one, in any of its spellings.
NUMERIC = re.compile(r"(0x[0-9a-f]*|[0-9]+)")
INSIDE = (
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "private",
    "arpa",
    "onion",
)
# IANA's special-purpose registries, and what else is nobody's public server.
REFUSED_V4 = [
    ipaddress.ip_network(each)
    for each in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
    )
]  # fmt: skip
# Of IPv6 only global unicast is allowed, without what stands for an IPv4 address (NAT64 lies outside it) or for nobody.
GLOBAL_V6 = ipaddress.ip_network("2000::/3")
REFUSED_V6 = [ipaddress.ip_network(each) for each in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]


class AddressRefused(Refusal):
    """The address may not be fetched; nothing was sent anywhere."""


@dataclass(frozen=True)
class Address:
    """A judged web address. `host` is in ASCII and small letters, an IPv6 number without its brackets."""

    scheme: str
    host: str
    port: int
    target: str  # path and query, as sent

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"

    def led_to(self, location: str, *, ports: Collection[int] = ()) -> "Address":
        """Where a redirect leads; from an encrypted address never to one that is not."""
        found = judge(urljoin(str(self), location.strip()), ports=ports)
        if self.scheme == "https" and found.scheme != "https":
            raise AddressRefused(_("The address leads on to one without encryption, where anyone could change it."))
        return found


def judge(text: str, *, ports: Collection[int] = ()) -> Address:
    """The address, made safe to open; AddressRefused with a sentence when it is not one of the public web.

    `ports` may be opened on loopback too: tests serve hostile answers there, an installation never has any.
    """
    written = text.strip()
    if not written or len(written) > LONGEST or re.search(r"[\x00-\x20\x7f\\]", written):
        raise AddressRefused(_("This is not a web address."))
    scheme, host, port, target = _parts(written)
    if ":" in host or NUMERIC.fullmatch(host.rpartition(".")[2]):
        _judge_literal(host, port, ports)
    else:
        _judge_name(host)
    if port not in PORTS.values() and not (port in ports and is_loopback(host)):
        raise AddressRefused(_("Calendars are fetched from the usual ports of the web alone, 80 and 443."))
    return Address(scheme, host, port, target)


def _parts(written: str) -> tuple[str, str, int, str]:
    """Scheme, host, port and target of what was written, as yet unjudged."""
    try:
        parts = urlsplit(written)
        scheme = SCHEMES.get(parts.scheme.lower(), "")
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise AddressRefused(_("This is not a web address.")) from None
    if not scheme:
        raise AddressRefused(_("The address must begin with https://, http:// or webcal://."))
    if "@" in parts.netloc:
        raise AddressRefused(_("The address holds a name or password. Ask the partner for a public address."))
    if not host or "%" in host:
        raise AddressRefused(_("This is not a web address."))
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
    )
    return scheme, _ascii(host), port if port is not None else PORTS[scheme], target


def _ascii(host: str) -> str:
    """The host as the name server is asked for it: other scripts encoded, wide digits and dots made plain."""
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError:
        raise AddressRefused(_("This is not a web address.")) from None


def _judge_literal(host: str, port: int, ports: Collection[int]) -> None:
    """A number for a host: only in its usual spelling, and only a public one."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        raise AddressRefused(_("The address hides a number. Ask the partner for an address with a name.")) from None
    judge_number(host, port, ports=ports)


def _judge_name(host: str) -> None:
    labels = host.split(".")
    if len(host) > 253 or not all(LABEL.fullmatch(label) for label in labels):
        raise AddressRefused(_("This is not a web address."))
    if len(labels) < 2 or labels[-1] in INSIDE:
        raise AddressRefused(_("The address leads inside the house. Only addresses of the public web are fetched."))


def judge_number(number: str, port: int, *, ports: Collection[int] = ()) -> None:
    """AddressRefused unless the IP address is one of the public internet (or loopback, at a port tests may use)."""
    found = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(found, ipaddress.IPv4Address):
        public = not any(found in network for network in REFUSED_V4)
    else:
        public = found in GLOBAL_V6 and not any(found in network for network in REFUSED_V6)
    if not public and not (port in ports and is_loopback(number)):
        raise AddressRefused(_("The address leads inside the house. Only addresses of the public web are fetched."))


def is_loopback(number: str) -> bool:
    try:
        return ipaddress.ip_address(number).is_loopback
    except ValueError:
        return False
