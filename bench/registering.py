"""What one registration costs, how many go through in a second, and whether 400 people fit 50 places exactly.

    bench/with_postgres make bench-data bench-registering
    .venv/bin/python bench/registering.py --seconds 20 --clients 8 32 --dates 1 8

A registration is what a citizen does: open the form, send it, read the confirmation (three requests, two page loads).
The form refuses what comes back within two seconds, so each client keeps some forms open and sends the oldest. Every
client says an address of its own, as a proxy would, because one address may not send thousands. The database is the
bench's own: the dates it registers for are given many places first. See README.md beside this file.
"""

import argparse
import contextlib
import http.client
import os
import re
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median
from typing import Any
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup()

from yardstick import Server, measure, serving  # noqa: E402

from core import clock  # noqa: E402
from events.calendar.enums import Admission, Status  # noqa: E402
from events.calendar.models import EventPage, Occurrence  # noqa: E402
from events.registration.enums import State  # noqa: E402
from events.registration.forms.keys import LEAST_TIME  # noqa: E402
from events.registration.models import Registration  # noqa: E402
from outbox.models import Letter  # noqa: E402

PEOPLE, PLACES = 400, 50
HIDDEN = re.compile(rb'name="(key|csrfmiddlewaretoken)" value="([^"]+)"')
PATIENCE = LEAST_TIME.total_seconds() + 0.1


@dataclass
class Citizen:
    """One browser: its cookie, its open form, and its requests so far: their seconds and their milliseconds of CPU."""

    number: int
    code: str
    cookie: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    opened: float = 0.0
    took: float = 0.0
    queries: int = 0
    cpu: list[float] = field(default_factory=list)

    def ask(self, server: Server, method: str, address: str, body: str = "") -> tuple[int, Any, bytes]:
        started = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        headers = {"X-Forwarded-For": f"10.{self.number >> 16 & 255}.{self.number >> 8 & 255}.{self.number & 255}"}
        headers |= {"Cookie": self.cookie} if self.cookie else {}
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://127.0.0.1{address}"}
        with contextlib.closing(connection):
            connection.request(method, address, body=body or None, headers=headers)
            answer = connection.getresponse()
            content = answer.read()
        self.took += time.perf_counter() - started
        self.queries += int(answer.headers.get("X-Queries", 0))
        self.cpu.append(float(answer.headers.get("X-CPU", 0)))
        return answer.status, answer.headers, content

    def open_form(self, server: Server) -> "Citizen":
        _status, headers, page = self.ask(server, "GET", f"/en/o/{self.code}/register/")
        self.cookie = headers["Set-Cookie"].partition(";")[0]
        self.fields = {name.decode(): value.decode() for name, value in HIDDEN.findall(page)}
        self.opened = time.monotonic()
        return self

    def send(self, server: Server) -> int:
        """Send the form and read the confirmation; the status of that page."""
        time.sleep(max(self.opened + PATIENCE - time.monotonic(), 0))
        email = f"person-{self.number}-{self.code.lower()}@example.org"
        fields = {**self.fields, "name": f"Person {self.number}", "email": email, "party": "1"}
        status, headers, _page = self.ask(server, "POST", f"/en/o/{self.code}/register/", urlencode(fields))
        return status if status != 302 else self.ask(server, "GET", headers["Location"])[0]


def some_dates(number: int, places: int | None) -> list[Occurrence]:
    """Dates of different events that anybody can register for, each with so many places (None: no limit)."""
    used = Registration.objects.values("occurrence__event")
    soon = clock.now() + timedelta(days=2)
    events = EventPage.objects.live().exclude(pk__in=used)
    found: dict[int, Occurrence] = {}
    for date in Occurrence.objects.filter(event__in=events, start__gt=soon, status=Status.SCHEDULED, session=False):
        found.setdefault(date.event_id, date)
        if len(found) == number:
            break
    EventPage.objects.filter(pk__in=found).update(
        admission=Admission.REGISTER, opens_at=None, closes_hours=None, waiting_list=True
    )
    keys = [date.pk for date in found.values()]
    Occurrence.objects.filter(pk__in=keys).update(
        admission="", seats_planned=places, seats=places, seats_taken=0, waiting=0, next_number=1
    )
    return list(Occurrence.objects.filter(pk__in=keys))


class Crowd:
    """Numbers for citizens, each used once."""

    def __init__(self) -> None:
        self._lock, self._last = threading.Lock(), int(clock.now().timestamp()) & 0x3FFFFF

    def citizen(self, dates: list[Occurrence]) -> Citizen:
        with self._lock:
            self._last += 1
            return Citizen(self._last, dates[self._last % len(dates)].code)


def one_after_another(server: Server, crowd: Crowd, dates: list[Occurrence], number: int) -> list[Citizen]:
    """So many whole registrations, forms opened first, then sent one by one."""
    people = [crowd.citizen(dates).open_form(server) for _ in range(number)]
    for person in people:
        if person.send(server) != 200:
            raise SystemExit("A registration was not answered by its confirmation.")
    return people


def flow(server: Server, crowd: Crowd, dates: list[Occurrence], *, clients: int, seconds: float) -> list[float]:
    """Registrations for so many seconds by so many clients at once: how long the three requests of each took."""
    took: list[float] = []
    end = time.monotonic() + PATIENCE + seconds

    def client() -> None:
        forms: deque[Citizen] = deque()
        while time.monotonic() < end:
            forms.append(crowd.citizen(dates).open_form(server))
            if time.monotonic() - forms[0].opened < PATIENCE:
                continue
            person = forms.popleft()
            if person.send(server) == 200:
                took.append(person.took)

    together([client] * clients)
    return took


def together(jobs: list[Callable[[], Any]]) -> None:
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def rush(server: Server, crowd: Crowd) -> str:
    """400 people send at once for 50 places; what the database says afterwards."""
    (date,) = some_dates(1, PLACES)
    people = [crowd.citizen([date]).open_form(server) for _ in range(PEOPLE)]
    statuses: Counter[int] = Counter()
    together([lambda person=person: statuses.update([person.send(server)]) for person in people])  # type: ignore[misc]
    rows = Registration.objects.of(date)
    states = Counter(rows.values_list("state", flat=True))
    line = list(rows.in_line().values_list("number", flat=True))
    date.refresh_from_db()
    return (
        f"{PEOPLE} people on {PLACES} places: {states[State.CONFIRMED]} confirmed, {states[State.WAITING]} waiting, "
        f"{date.seats_taken} counted, numbers {'dense' if line == list(range(1, len(line) + 1)) else 'NOT DENSE'}, "
        f"answers {dict(statuses)}, letters {Letter.objects.filter(about__in=_abouts(rows)).count()}"
    )


def _abouts(rows: Any) -> list[str]:
    return [f"registration:{code}" for code in rows.values_list("code", flat=True)]


def lines(given: argparse.Namespace) -> Iterator[str]:
    crowd = Crowd()
    with serving("bare") as bare:
        hello, _size = measure(bare, "/", requests=1500)
    yield f"bare Django view: {hello:.2f} ms CPU"
    dates = some_dates(8, None)
    quiet = {"DROMENA_TRUSTED_PROXIES": "1"}
    with serving("counting", BENCH_COUNT="1", **quiet) as server:
        one_after_another(server, crowd, dates, 12)
        yield f"queries of one registration: {one_after_another(server, crowd, dates[:1], 3)[-1].queries}"
    with serving("counting", **quiet) as server:
        one_after_another(server, crowd, dates, 30)
        before = server.cpu()
        people = one_after_another(server, crowd, dates, given.registrations)
        cpu = (server.cpu() - before) / len(people) * 1000
        yield f"worker CPU of one registration: {cpu:.1f} ms, {cpu / hello:.0f} x bare"
        yield _in_django(people)
        yield f"one after another: {_times([person.took for person in people])}"
        for clients in given.clients:
            for number in given.dates:
                took = flow(server, crowd, dates[:number], clients=clients, seconds=given.seconds)
                rate = len(took) / given.seconds
                yield f"{clients} clients, {number} dates: {rate:.1f} registrations a second, {_times(took)}"
        if given.rush:
            yield rush(server, crowd)


def _in_django(people: list[Citizen]) -> str:
    """The median registration, without what gunicorn does around it; its three requests, each at its own median."""
    form, sent, confirmed = (median(each) for each in zip(*(person.cpu for person in people), strict=True))
    whole = median(sum(person.cpu) for person in people)
    return f"of it in Django, median: {whole:.1f} ms (form {form:.1f}, sent {sent:.1f}, confirmation {confirmed:.1f})"


def _times(took: list[float]) -> str:
    if len(took) < 2:
        return "too few to say"
    ordered = sorted(took)
    half, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    return f"median {half * 1000:.0f} ms, p95 {most * 1000:.0f} ms"


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--registrations", type=int, default=150, help="counted for the CPU time (default 150)")
    reader.add_argument("--seconds", type=float, default=20, help="of each flow (default 20)")
    reader.add_argument("--clients", type=int, nargs="*", default=[1, 8, 32])
    reader.add_argument("--dates", type=int, nargs="*", default=[1, 8])
    reader.add_argument("--no-rush", dest="rush", action="store_false", help="without the 400 people on 50 places")
    for line in lines(reader.parse_args()):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
