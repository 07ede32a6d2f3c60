"""How fast letters go to one mail server: few connections and a steady rate, for all workers together.

Both are rows, so that they hold for any number of processes. A server that asks for less gets less for a while.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

from core import clock
from outbox.models import MailHost, MailLine

BURST = timedelta(seconds=4)  # what was not used in this time may go at once: workers look every few seconds
HOLD = timedelta(seconds=60)  # a line whose worker was killed is free again after this time
TRIES = 5
SLOWER = frozenset({421, 432, 450})  # "too many connections", "too many in a while", "busy": we send more slowly
SLOW_FOR = timedelta(minutes=10)
ONCE_IN = timedelta(minutes=1)  # a handful of letters refused together count as one request to be slower
SLOWEST = 3  # an eighth of the rate


class Pace:
    """One worker's share of what a mail server takes. Without a limit, or without a server, nothing is asked."""

    def __init__(self, mailer: BaseEmailBackend) -> None:
        host = getattr(mailer, "host", "")
        self.host = f"{host}:{getattr(mailer, 'port', '')}" if host else ""
        self._line: MailLine | None = None

    def may_send(self, now: datetime) -> bool:
        """Whether one more letter may go now; a yes is used up by it."""
        return not self.host or (self._has_line(now) and self._takes_turn(now))

    def slow_down(self, now: datetime) -> None:
        """The server asked for less: half the rate for ten minutes, and half of that when it asks again."""
        host = self._host(now) if self.host and settings.LETTERS_PER_SECOND else None
        if host is None:
            return
        until = host.slow_until or now
        if until + ONCE_IN > now + SLOW_FOR:
            return
        slowness = min(host.slowness + 1, SLOWEST) if until > now else 1
        MailHost.objects.filter(pk=host.pk).update(slowness=slowness, slow_until=now + SLOW_FOR)

    def hang_up(self) -> None:
        """Give the line back to the other workers."""
        if self._line:
            ours = MailLine.objects.filter(pk=self._line.pk, held_until=self._line.held_until)
            ours.update(held_until=clock.now())
            self._line = None

    def _has_line(self, now: datetime) -> bool:
        if self._line or not settings.LETTER_CONNECTIONS:
            return True
        lines = MailLine.objects.filter(host=self.host, number__lte=settings.LETTER_CONNECTIONS)
        if lines.count() < settings.LETTER_CONNECTIONS:
            self._host(now)
            numbers = range(1, settings.LETTER_CONNECTIONS + 1)
            new = [MailLine(host_id=self.host, number=number, held_until=now) for number in numbers]
            MailLine.objects.bulk_create(new, ignore_conflicts=True)
        for line in lines.filter(held_until__lte=now).order_by("number"):
            if lines.filter(pk=line.pk, held_until=line.held_until).update(held_until=now + HOLD):
                line.held_until = now + HOLD
                self._line = line
                return True
        return False

    def _takes_turn(self, now: datetime) -> bool:
        """The generic cell rate algorithm: each letter moves the moment at which all is quiet by one interval."""
        if not settings.LETTERS_PER_SECOND:
            return True
        for _try in range(TRIES):
            host = self._host(now)
            interval = _interval(host, now)
            after = max(host.free_at, now) + interval
            if after > now + max(BURST, interval):
                return False
            if MailHost.objects.filter(pk=host.pk, free_at=host.free_at).update(free_at=after):
                return True
        return False

    def _host(self, now: datetime) -> MailHost:
        return MailHost.objects.get_or_create(name=self.host, defaults={"free_at": now})[0]


def _interval(host: MailHost, now: datetime) -> timedelta:
    """The time from one letter to the next."""
    slow = host.slow_until is not None and host.slow_until > now
    return timedelta(seconds=(2**host.slowness if slow else 1) / settings.LETTERS_PER_SECOND)
