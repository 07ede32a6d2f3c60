"""The one place that fetches an address somebody else wrote down. What may be fetched: `core.addresses`.

The name is resolved once, every number it has is judged, the connection goes to one of those numbers and the opened
socket is judged again, so a name that changes its mind leads nowhere. Limits are those of `Limits`, all of them hard.
"""

import logging
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any

from django.conf import settings
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError, SSLError, TimeoutError as TimeoutFault
from urllib3.response import HTTPResponse

from core import addresses, clock
from core.addresses import Address, AddressRefused
from core.remarks import Refusal, marked as _

log = logging.getLogger(__name__)

REDIRECTS = {301, 302, 303, 307, 308}
ENCODINGS = {"", "identity", "gzip", "x-gzip", "deflate"}
CHUNK = 64 * 1024
LONGEST_PAUSE = 7 * 24 * 3600
Found = tuple[socket.AddressFamily, str]


class NotFetched(Refusal):
    """Nobody answered, or not with what was asked for. `pause` is how many seconds the server asks us to wait."""

    pause: int = 0


@dataclass(frozen=True)
class Limits:
    """Seconds and bytes; `most_bytes` counts what comes out of the compression."""

    connect: float = 3
    read: float = 20
    total: float = 30
    most_bytes: int = 10 * 1024 * 1024
    redirects: int = 3


@dataclass(frozen=True)
class Fetched:
    """What came back. `unchanged`: the server says that what we have is still good, and there is no body."""

    unchanged: bool
    body: bytes = b""
    etag: str = ""
    last_modified: str = ""


def look_up(host: str, port: int) -> list[Found]:
    """Every number the name has, as the system's resolver knows it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys((family, str(address[0])) for family, _kind, _proto, _name, address in found))


def open_socket(family: socket.AddressFamily, number: str, port: int, seconds: float) -> socket.socket:
    """A connection to a number, never to a name."""
    made = socket.socket(family, socket.SOCK_STREAM)
    made.settimeout(seconds)
    try:
        made.connect((number, port))
    except OSError:
        made.close()
        raise
    return made


@dataclass(frozen=True)
class Fetcher:
    """Fetches within its limits. Resolver, connector and certificates can be given, for tests of hostile networks."""

    limits: Limits = field(default_factory=Limits)
    resolve: Callable[[str, int], list[Found]] = look_up
    connect: Callable[[socket.AddressFamily, str, int, float], socket.socket] = open_socket
    certificates: Callable[[], ssl.SSLContext] = ssl.create_default_context

    def fetch(self, address: str, *, etag: str = "", last_modified: str = "", user_agent: str = "") -> Fetched:
        """What stands at the address now. Raises AddressRefused or NotFetched, each with a sentence without secrets."""
        visit = _Visit(self)
        here = addresses.judge(address, ports=visit.ports)
        headers = _headers(etag, last_modified, user_agent)
        for _step in range(self.limits.redirects + 1):
            with visit.asking(here, headers) as answer:
                if answer.status in REDIRECTS and (place := answer.headers.get("Location")):
                    here = here.led_to(place, ports=visit.ports)
                    continue
                if answer.status == 304 and (etag or last_modified):
                    return Fetched(unchanged=True, etag=etag, last_modified=last_modified)
                if answer.status != 200:
                    raise _refused_by(here.host, answer)
                told = {name: answer.headers.get(name, "")[:200] for name in ("ETag", "Last-Modified")}
                return Fetched(False, visit.body(answer), told["ETag"], told["Last-Modified"])
        raise NotFetched(_("%(host)s leads on and on to other addresses."), host=here.host)


class _Visit:
    """One fetch from its first look-up to its last byte, under one clock."""

    def __init__(self, fetcher: Fetcher) -> None:
        self.fetcher = fetcher
        self.limits = fetcher.limits
        self.ends = time.monotonic() + fetcher.limits.total
        self.ports: Collection[int] = settings.FETCH_LOOPBACK_PORTS

    def left(self) -> float:
        """Seconds until the fetch is over; raises when it is."""
        seconds = self.ends - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds

    def asking(self, address: Address, headers: dict[str, str]) -> "_Asking":
        return _Asking(self, address, headers)

    def dial(self, host: str, port: int) -> socket.socket:
        """A socket to one of the host's numbers, all of which must be public; judged again once it is open."""
        found = self._looked_up(host, port)
        for _family, number in found:
            addresses.judge_number(number, port, ports=self.ports)
        failure: OSError = ConnectionError("no number")
        for family, number in found:
            try:
                opened = self.fetcher.connect(family, number, port, min(self.limits.connect, self.left()))
            except OSError as error:
                failure = error
                continue
            try:
                addresses.judge_number(opened.getpeername()[0], port, ports=self.ports)
            except (AddressRefused, OSError):
                opened.close()
                raise
            opened.settimeout(min(self.limits.read, self.left()))
            return opened
        raise failure

    def body(self, answer: HTTPResponse) -> bytes:
        """All bytes, decompressed piece by piece and counted as they come out."""
        if answer.headers.get("Content-Encoding", "").strip().lower() not in ENCODINGS:
            raise NotFetched(_("The file comes packed in a way we do not unpack."))
        taken = bytearray()
        while piece := answer.read(CHUNK, decode_content=True):
            taken += piece
            if len(taken) > self.limits.most_bytes:
                raise NotFetched(_("The file is larger than 10 MB. Ask the partner for a shorter calendar."))
            self.left()
        self.left()  # a line that was cut looks like an end
        return bytes(taken)

    def _looked_up(self, host: str, port: int) -> list[Found]:
        """The resolver has no limit of its own, so it works in a thread that may be left behind."""
        answers: queue.Queue[list[Found] | OSError | UnicodeError] = queue.Queue()

        def ask() -> None:
            try:
                answers.put(self.fetcher.resolve(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, daemon=True, name="look-up").start()
        try:
            found = answers.get(timeout=self.left())
        except queue.Empty:
            raise TimeoutError from None
        if not isinstance(found, list) or not found:
            raise NotFetched(_("There is no computer of the name %(host)s, or it cannot be found now."), host=host)
        return found


class _Asking:
    """One request and its answer; whatever goes wrong inside becomes a sentence that names the host alone."""

    def __init__(self, visit: _Visit, address: Address, headers: dict[str, str]) -> None:
        self.visit, self.address, self.headers = visit, address, headers
        self._twin: socket.socket | None = None
        self._alarm: threading.Timer | None = None
        self._line: HTTPConnection | None = None

    def __enter__(self) -> HTTPResponse:
        try:
            self._line = self._made()
            self._line.request("GET", self.address.target, headers=self.headers, preload_content=False)
            answer = self._line.getresponse()
            self.visit.left()  # headers that were cut look like all there are
        except BaseException as error:
            self._close()
            self._say(error)
            raise
        return answer

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self._close()
        if error is not None:
            self._say(error)

    def _made(self) -> HTTPConnection:
        timeout = min(self.visit.limits.read, self.visit.left())
        if self.address.scheme == "http":
            return _Line(self, self.address.host, self.address.port, timeout=timeout)
        context = self.visit.fetcher.certificates()
        context.check_hostname, context.verify_mode = True, ssl.CERT_REQUIRED
        return _SafeLine(self, self.address.host, self.address.port, timeout=timeout, ssl_context=context)

    def dial(self) -> socket.socket:
        """Opens the line and sets the alarm: at the end of its time the socket is shut, whatever waits on it.

        A server that sends a byte a second never meets a time limit of single reads, in headers or in a handshake.
        """
        opened = self.visit.dial(self.address.host, self.address.port)
        self._twin = opened.dup()  # TLS takes the original over
        self._alarm = threading.Timer(self.visit.left(), self._hang_up)
        self._alarm.daemon = True
        self._alarm.start()
        return opened

    def _hang_up(self) -> None:
        with suppress(OSError):  # closed already
            if self._twin:
                self._twin.shutdown(socket.SHUT_RDWR)

    def _close(self) -> None:
        if self._alarm:
            self._alarm.cancel()
        if self._line:
            self._line.close()
        if self._twin:
            self._hang_up()  # an answer that was not read to its end keeps a hold of the socket
            self._twin.close()

    def _say(self, error: BaseException) -> None:
        """Raises the sentence for a fault of the network; anything else goes its way."""
        if not isinstance(error, OSError | HTTPError | HTTPException):
            return
        host = self.address.host
        if isinstance(error, TimeoutError | TimeoutFault) or time.monotonic() >= self.visit.ends:
            raise NotFetched(_("%(host)s took too long to answer."), host=host) from None
        if isinstance(error, SSLError | ssl.SSLError):
            raise NotFetched(_("Nobody vouches for %(host)s: its certificate is not valid."), host=host) from None
        if isinstance(error, DecodeError):
            raise NotFetched(_("The file from %(host)s is damaged."), host=host) from None
        log.info("Fetching from %s failed: %s", host, type(error).__name__)
        raise NotFetched(_("%(host)s cannot be reached."), host=host) from None


class _Dialled:
    """Connections that do not look names up: the line is opened, and judged, by the visit."""

    _asking: _Asking

    def _new_conn(self) -> socket.socket:
        return self._asking.dial()


class _Line(_Dialled, HTTPConnection):
    def __init__(self, asking: _Asking, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asking = asking


class _SafeLine(_Dialled, HTTPSConnection):
    def __init__(self, asking: _Asking, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asking = asking


def _headers(etag: str, last_modified: str, user_agent: str) -> dict[str, str]:
    asked = {
        "User-Agent": user_agent or f"Dromena (+{settings.BASE_URL})",
        "Accept": "text/calendar, text/plain;q=0.5, */*;q=0.1",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    if etag:
        asked["If-None-Match"] = etag
    if last_modified:
        asked["If-Modified-Since"] = last_modified
    return {name: value for name, value in asked.items() if value.isprintable() and value.isascii()}


def _refused_by(host: str, answer: HTTPResponse) -> NotFetched:
    status = answer.status
    if status in {401, 403, 407}:
        refusal = NotFetched(_("%(host)s does not let us read this address (%(status)s)."), host=host, status=status)
    elif status in {404, 410}:
        refusal = NotFetched(_("There is nothing at this address of %(host)s (%(status)s)."), host=host, status=status)
    elif status == 429:
        refusal = NotFetched(_("%(host)s asks us to come less often (429)."), host=host)
    elif status >= 500:
        refusal = NotFetched(_("%(host)s has trouble of its own now (%(status)s)."), host=host, status=status)
    else:
        refusal = NotFetched(_("%(host)s gave an answer we cannot use (%(status)s)."), host=host, status=status)
    refusal.pause = _pause(answer.headers.get("Retry-After", "")) if status == 429 or status >= 500 else 0
    return refusal


def _pause(text: str) -> int:
    """Seconds of a Retry-After (RFC 9110 10.2.3), a number or a date; a week at most."""
    if text.strip().isascii() and text.strip().isdigit():
        return min(int(text.strip()[:9]), LONGEST_PAUSE)
    try:
        seconds = (parsedate_to_datetime(text) - clock.now()).total_seconds()
    except (ValueError, TypeError):
        return 0
    return int(max(0, min(seconds, LONGEST_PAUSE)))


def fetch(address: str, *, etag: str = "", last_modified: str = "", user_agent: str = "") -> Fetched:
    """What stands at the address now, within the usual limits."""
    return Fetcher().fetch(address, etag=etag, last_modified=last_modified, user_agent=user_agent)
