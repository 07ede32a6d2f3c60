import gzip
import logging
import os
import re
import resource
import socket
import subprocess
import sys
import time
import zlib
from datetime import UTC, datetime, timedelta

import pytest

from core.addresses import AddressRefused
from core.fetching import Fetcher, Limits, NotFetched, fetch, open_socket
from tests.machinery.hostile import HostileServer, answer, drip, endless, redirect

BODY = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
QUICK = Limits(connect=1, read=0.5, total=1)


@pytest.fixture
def server():
    with HostileServer() as running:
        yield running


@pytest.fixture
def reachable(server, settings):
    """The server, on the one port of loopback that tests may open."""
    settings.FETCH_LOOPBACK_PORTS = (server.port,)
    return server


def named(name, *numbers):
    """A resolver that knows one name; each look-up answers with the next number, the last one again and again."""
    waiting = list(numbers)

    def resolve(host, port):
        if host != name:
            return [(socket.AF_INET, host)]
        return [(socket.AF_INET, waiting.pop(0) if len(waiting) > 1 else waiting[0])]

    return resolve


def test_what_stands_there_comes_back_with_its_marks(reachable):
    address = reachable.at("/feed.ics", answer(BODY, ETag='"one"', Last_Modified="Sun, 22 Nov 2026 08:00:00 GMT"))

    found = fetch(address)

    assert (found.body, found.etag, found.unchanged) == (BODY, '"one"', False)
    head = reachable.visitors.heads[0]
    assert "User-Agent: Dromena (+http" in head
    assert "If-None-Match" not in head


def test_unchanged_file_is_asked_for_by_its_marks_and_has_no_body(reachable):
    address = reachable.at("/feed.ics", answer(status="304 Not Modified"))

    found = fetch(address, etag='"one"', last_modified="Sun, 22 Nov 2026 08:00:00 GMT", user_agent="Calendar/1")

    assert (found.unchanged, found.body, found.etag) == (True, b"", '"one"')
    head = reachable.visitors.heads[0]
    assert 'If-None-Match: "one"' in head
    assert "If-Modified-Since: Sun, 22 Nov 2026" in head
    assert "User-Agent: Calendar/1" in head


def test_unasked_304_is_no_answer(reachable):
    with pytest.raises(NotFetched, match="cannot use"):
        fetch(reachable.at("/x", answer(status="304 Not Modified")))


def test_mark_with_a_line_break_never_becomes_a_header(reachable):
    fetch(reachable.at("/x", answer(BODY)), etag='"a"\r\nX-Smuggled: 1', user_agent="a\nb")

    assert "Smuggled" not in reachable.visitors.heads[0]


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_packed_answer_is_unpacked(reachable, packing):
    body = gzip.compress(BODY) if packing == "gzip" else zlib.compress(BODY)

    assert fetch(reachable.at("/x", answer(body, Content_Encoding=packing))).body == BODY


@pytest.mark.parametrize("packing", ["br", "zstd", "gzip, gzip", "x"])
def test_other_packing_is_refused(reachable, packing):
    with pytest.raises(NotFetched, match="do not unpack"):
        fetch(reachable.at("/x", answer(BODY, Content_Encoding=packing)))


# --- T-E1, T-E2: nothing leads inside ------------------------------------------------------------------------------
def test_loopback_is_not_reached_without_the_setting_for_tests(server):
    for address in (server.address(), f"http://localhost:{server.port}/", f"http://[::1]:{server.port}/"):
        with pytest.raises(AddressRefused):
            fetch(address)

    assert server.visitors.connections == 0


@pytest.mark.parametrize("number", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.1.1", "0.0.0.0", "100.64.3.2"])
def test_name_of_an_inner_number_is_refused_before_a_socket_opens(number):
    opened = []
    fetcher = Fetcher(resolve=named("calendar.example.org", number), connect=lambda *told: opened.append(told))

    with pytest.raises(AddressRefused):
        fetcher.fetch("http://calendar.example.org/")

    assert opened == []


def test_one_inner_number_among_public_ones_is_enough_to_refuse():
    both = [(socket.AF_INET, "93.184.216.34"), (socket.AF_INET6, "::1")]
    opened = []

    with pytest.raises(AddressRefused):
        Fetcher(resolve=lambda *_: both, connect=lambda *told: opened.append(told)).fetch("http://c.example.org/")

    assert opened == []


def test_name_that_changes_its_mind_never_reaches_loopback():
    """Rebinding: public when judged, loopback when opened. There is no second look-up, and a redirect asks anew."""
    with HostileServer() as inner:
        asked, opened = [], []

        def resolve(host, port):
            asked.append(host)
            return [(socket.AF_INET, "93.184.216.34" if len(asked) == 1 else "127.0.0.1")]

        def connect(family, number, port, seconds):
            opened.append(number)
            raise ConnectionRefusedError

        fetcher = Fetcher(resolve=resolve, connect=connect)
        with pytest.raises(NotFetched):
            fetcher.fetch("http://rebinding.example.org/")
        with pytest.raises(AddressRefused):
            fetcher.fetch("http://rebinding.example.org/")

        assert opened == ["93.184.216.34"]
        assert inner.visitors.connections == 0


def test_opened_socket_is_judged_whatever_was_asked_for(server):
    """A connection that ends elsewhere than it was sent: closed before a byte is written."""

    def led_astray(family, number, port, seconds):
        return open_socket(socket.AF_INET, "127.0.0.1", server.port, seconds)

    fetcher = Fetcher(resolve=named("calendar.example.org", "93.184.216.34"), connect=led_astray)
    with pytest.raises(AddressRefused):
        fetcher.fetch("http://calendar.example.org/")

    assert server.visitors.heads == []


# --- T-E3: redirects -----------------------------------------------------------------------------------------------
def test_three_redirects_are_followed_and_a_fourth_is_not(reachable):
    reachable.at("/end", answer(BODY))
    for step in range(4):
        reachable.at(f"/{step}", redirect(f"/{step - 1}" if step else "/end", "301 Moved Permanently"))

    assert fetch(reachable.address("/2")).body == BODY
    with pytest.raises(NotFetched, match="leads on and on"):
        fetch(reachable.address("/3"))


@pytest.mark.parametrize(
    "place",
    ["http://169.254.169.254/latest/meta-data/", "http://[::ffff:127.0.0.1]/", "http://0x7f000001/", "http://2130706433/",
     "http://10.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1/", "//localhost/", "http://a:b@c.example.org/",
     "http://127.0.0.1:6379/", "", "\\\\127.0.0.1"],
)  # fmt: skip
def test_redirect_inside_is_refused(reachable, place):
    with pytest.raises((AddressRefused, NotFetched)):
        fetch(reachable.at("/x", redirect(place)))

    assert set(reachable.visitors.paths) <= {"/x", "/%5C%5C127.0.0.1"}


def test_redirect_to_a_name_asks_the_resolver_again(reachable):
    fetcher = Fetcher(resolve=named("evil.example.org", "127.0.0.1"))

    with pytest.raises(AddressRefused):
        fetcher.fetch(reachable.at("/x", redirect("http://evil.example.org/")))


# --- T-E4: limits --------------------------------------------------------------------------------------------------
def timed(fetcher, address):
    start = time.monotonic()
    with pytest.raises(NotFetched) as refusal:
        fetcher.fetch(address)
    return time.monotonic() - start, str(refusal.value)


@pytest.mark.parametrize(
    "start",
    [b"HTTP/1.1 200 OK\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\nX-Long: ",
     b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"],
    ids=["body", "status", "header", "chunk"],
)  # fmt: skip
def test_slow_drip_is_cut_at_the_end_of_the_time(reachable, start):
    seconds, sentence = timed(Fetcher(QUICK), reachable.at("/x", drip(start, seconds=0.1)))

    assert seconds < 2
    assert "took too long" in sentence


def test_silent_server_is_left_after_the_read_limit(reachable):
    seconds, sentence = timed(Fetcher(QUICK), reachable.at("/x", lambda: iter([60.0])))

    assert seconds < 1.5
    assert "took too long" in sentence


def test_handshake_that_never_ends_is_cut(reachable, settings):
    fetcher = Fetcher(QUICK, resolve=named("calendar.example.org", "127.0.0.1"))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.FETCH_LOOPBACK_PORTS = (silent.getsockname()[1],)
        seconds, sentence = timed(fetcher, f"https://127.0.0.1:{silent.getsockname()[1]}/")

    assert seconds < 2
    assert "took too long" in sentence


def test_resolver_that_hangs_is_left_behind():
    seconds, sentence = timed(Fetcher(QUICK, resolve=lambda *_: time.sleep(3)), "http://calendar.example.org/")

    assert seconds < 2
    assert "took too long" in sentence


def test_unknown_name_and_closed_port_are_said(settings):
    def unknown(*_):
        raise socket.gaierror

    with pytest.raises(NotFetched, match=r"no computer of the name calendar\.example\.org"):
        Fetcher(resolve=unknown).fetch("http://calendar.example.org/")
    settings.FETCH_LOOPBACK_PORTS = (1,)
    with pytest.raises(NotFetched, match="cannot be reached"):
        fetch("http://127.0.0.1:1/")


def test_endless_body_is_cut_at_ten_megabytes(reachable):
    seconds, sentence = timed(Fetcher(), reachable.at("/x", endless()))

    assert "larger than 10 MB" in sentence
    assert seconds < 10


def test_gzip_bomb_of_a_gigabyte_is_cut_at_ten_megabytes_and_costs_little_memory(reachable):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    nothing = bytes(1024 * 1024)
    bomb = b"".join(packer.compress(nothing) for _ in range(1024)) + packer.flush()
    address = reachable.at("/x", answer(bomb, Content_Encoding="gzip"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    _seconds, sentence = timed(Fetcher(), address)

    assert "larger than 10 MB" in sentence
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) < 50 * 1024


@pytest.mark.parametrize(
    "said",
    [b"", b"\x00\x01\x02", b"HTTP/9.9 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 300 + b"\r\n",
     b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
     b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", answer(b"no gzip", Content_Encoding="gzip"),
     b"HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\nxx"],
    ids=range(9),
)  # fmt: skip
def test_broken_answer_is_one_sentence(reachable, said):
    _seconds, sentence = timed(Fetcher(QUICK), reachable.at("/x", said))

    assert sentence.endswith(".")


# --- what servers say ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("status", "words"),
    [("401 x", "does not let us"), ("403 x", "does not let us"), ("404 x", "nothing at this"), ("410 x", "nothing at"),
     ("429 x", "less often"), ("500 x", "trouble"), ("503 x", "trouble"), ("204 x", "cannot use"),
     ("302 x", "cannot use")],
)  # fmt: skip
def test_refusal_of_the_server_is_told(reachable, status, words):
    with pytest.raises(NotFetched, match=words):
        fetch(reachable.at("/x", answer(status=status)))


def test_pause_the_server_asks_for_is_kept(reachable, clock):
    later = (datetime(2026, 11, 24, 9, tzinfo=UTC) + timedelta(hours=2)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    for said, seconds in [("120", 120), (later, 7200), ("99999999999", 7 * 86400), ("soon", 0), ("-5", 0), ("", 0)]:
        with pytest.raises(NotFetched) as refusal:
            fetch(reachable.at("/x", answer(status="503 Busy", Retry_After=said)))
        assert refusal.value.pause == seconds


def test_nothing_secret_stands_in_errors_or_logs(reachable, caplog):
    caplog.set_level(logging.DEBUG)
    reachable.at("/private-path", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nbroken header\r\n\r\nx")

    for path in ("/private-path?key=geheim", "/private-path/none?key=geheim"):
        with pytest.raises(NotFetched) as refusal:
            Fetcher(QUICK).fetch(reachable.address(path))
        assert not re.search("geheim|private-path", f"{refusal.value} {refusal.value.__cause__}")
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("urllib3")]
    assert not re.search("geheim|private-path", " ".join(ours))
    assert logging.getLogger("urllib3.connection").isEnabledFor(logging.ERROR)


def test_loopback_stays_shut_in_production_whatever_the_environment_says(tmp_path):
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.production", "FETCH_LOOPBACK_PORTS": "80",
        "DROMENA_FETCH_LOOPBACK_PORTS": "80", "SECRET_KEY": "x", "DROMENA_BASE_URL": "https://a.example.org",
        "DROMENA_PERMANENT_HOST": "a.example.org", "ALLOWED_HOSTS": "a.example.org", "DROMENA_VAR": str(tmp_path),
    }  # fmt: skip
    code = "from django.conf import settings; print(settings.FETCH_LOOPBACK_PORTS)"

    said = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd="site",
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert said.stdout.strip() == "()"
