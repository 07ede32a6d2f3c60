"""Doing what is due, lane by lane, until told to stop."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from threading import Event, Thread

from django.db import close_old_connections

from core import clock
from operations.models import Heartbeat
from operations.work import APART, LANES, REST, Work

log = logging.getLogger(__name__)

POLL = 1.5  # seconds between two looks of an idle process
BEAT = timedelta(seconds=30)
SLICE = timedelta(seconds=5)  # a function with much to do gives way to the others after this time
CALLS = 200  # ... or after this many calls
ROUNDS = 100  # `once` stops here even when a function keeps finding something
LONGEST_REST = timedelta(minutes=5)


class Worker:
    """One process doing the work of some lanes. A function that fails is logged, rests longer each time, and stops
    no other; set `stopping` and the worker leaves after the call it is in."""

    def __init__(self, lanes: Sequence[str], *, stopping: Event) -> None:
        self.lanes = list(lanes)
        self.stopping = stopping
        self.failures: dict[Work, int] = {}
        self._next: dict[Work, datetime] = {}
        self._beaten: datetime | None = None

    def once(self) -> int:
        """Everything that is due now, and what follows from it; returns how many things were done."""
        done = 0
        for _round in range(ROUNDS):
            self._next.clear()
            found = self.round()
            done += found
            if not found or self.stopping.is_set():
                break
        return done

    def loop(self) -> None:
        """Work for ever; between two rounds that found nothing the process sleeps."""
        while not self.stopping.is_set():
            if not self.round():
                self.stopping.wait(POLL)

    def round(self) -> int:
        """Each function whose rest is over, in the order of the lanes; returns how many things were done."""
        done = 0
        self._beat()
        for lane in self.lanes:
            for work in LANES[lane]:
                if self.stopping.is_set():
                    return done
                if work not in self._next or self._next[work] <= clock.now():
                    done += self._run(work, rest=timedelta(seconds=REST[lane]))
        return done

    def _run(self, work: Work, *, rest: timedelta) -> int:
        done, start = 0, clock.now()
        try:
            for _call in range(CALLS):
                found = work(clock.now())
                done += found
                if not found or self.stopping.is_set() or clock.now() - start > SLICE:
                    break
            self.failures.pop(work, None)
        except Exception:
            # Whatever it was, the other work goes on; this one rests, twice as long each time.
            self.failures[work] = self.failures.get(work, 0) + 1
            log.exception("The work %s.%s failed; it will be tried again.", work.__module__, work.__name__)
            rest = min(rest * 2 ** min(self.failures[work], 10), LONGEST_REST)
            close_old_connections()
        if not done or work in self.failures:
            self._next[work] = clock.now() + rest
        return done

    def _beat(self) -> None:
        now = clock.now()
        if self._beaten is None or now - self._beaten >= BEAT:
            beats = [Heartbeat(lane=lane, at=now) for lane in self.lanes]
            try:
                Heartbeat.objects.bulk_create(
                    beats, update_conflicts=True, unique_fields=["lane"], update_fields=["at"]
                )
            except Exception:
                # A beat that is missed is seen by /readyz; the work itself may still be possible.
                log.exception("The heartbeat could not be written.")
                close_old_connections()
            self._beaten = now


def loop(worker: Worker) -> None:
    """Work for ever; lanes that wait for strangers do it in threads beside the others, and leave with them."""
    beside = [lane for lane in worker.lanes if lane in APART and worker.lanes != [lane]]
    worker.lanes = [lane for lane in worker.lanes if lane not in beside]
    threads = [Thread(target=_loop_apart, args=(lane, worker.stopping), name=lane, daemon=True) for lane in beside]
    for thread in threads:
        thread.start()
    worker.loop()


def _loop_apart(lane: str, stopping: Event) -> None:
    try:
        Worker([lane], stopping=stopping).loop()
    finally:
        close_old_connections()
