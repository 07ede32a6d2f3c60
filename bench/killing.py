"""F6: workers are killed forty times while six hundred letters leave; says what arrived, how often, and how late.

    PYTHONPATH=.:site .venv/bin/python bench/killing.py [--letters 600] [--workers 4] [--kills 40]

A database of its own in a temporary folder (or DATABASE_URL, emptied of letters), a mail server of its own on loopback.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LEASE = 10  # seconds; 600 in real life
LONGEST = 1800  # seconds after which the run ends, whatever became of it
SLOWNESS = 0.25  # seconds the mail server takes for a letter, so that kills find letters in flight


def main() -> None:
    asked = argparse.ArgumentParser()
    for name, usual in (("letters", 600), ("workers", 4), ("kills", 40)):
        asked.add_argument(f"--{name}", type=int, default=usual)
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _set_up(folder)
        from tests.machinery.smtp import MailServer

        with MailServer() as sink:
            sink.manners.slowness = SLOWNESS
            _run(sink, wanted, Path(folder))


def _set_up(folder: str) -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/killing.sqlite3")
    os.environ |= {
        "DROMENA_VAR": folder,
        "DJANGO_SETTINGS_MODULE": "tests.machinery.mailing_settings",
        "DROMENA_LETTER_LEASE": str(LEASE),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _run(sink: Any, wanted: argparse.Namespace, folder: Path) -> None:
    from outbox.models import Letter
    from tests.factories import outbox

    Letter.objects.all().delete()
    for _number in range(wanted.letters):
        outbox.letter()
    log = (folder / "workers.log").open("wb")
    workers = [_start(sink.port, log) for _ in range(wanted.workers)]
    begin = time.monotonic()
    for kill in range(wanted.kills):
        goal = wanted.letters * (kill + 1) // (wanted.kills + 2)
        while (len(sink.taken) < goal or not sink.holding) and time.monotonic() - begin < LONGEST:
            time.sleep(0.02)
        victim = workers.pop(random.randrange(len(workers)))
        victim.send_signal(signal.SIGKILL)
        victim.wait(timeout=30)
        workers.append(_start(sink.port, log))
    while Letter.objects.filter(state="sent").count() < wanted.letters:
        time.sleep(0.5)
        if time.monotonic() - begin > LONGEST:
            break
    _tell(sink, wanted, time.monotonic() - begin)
    for worker in workers:
        worker.terminate()
        worker.wait(timeout=60)


def _start(port: int, log: Any) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-W", "ignore", str(ROOT / "manage.py"), "tick", "--loop", "--only", "letters"]
    environment = {**os.environ, "EMAIL_PORT": str(port)}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
    )


def _tell(sink: Any, wanted: argparse.Namespace, seconds: float) -> None:
    from outbox.models import Letter

    copies = sink.copies
    again = Letter.objects.filter(attempts__gt=1)
    longest = max((letter.sent_at - letter.created_at for letter in again.exclude(sent_at=None)), default=None)
    states = sorted(set(Letter.objects.order_by().values_list("state", flat=True)))
    done = f"{wanted.kills} kills of {wanted.workers} workers over {wanted.letters} letters"
    print(f"{done}, {seconds:.0f} s, lease {LEASE} s")
    print(f"different letters that arrived: {len(copies)}; lost: {wanted.letters - len(copies)}")
    print(f"copies too many: {sum(copies.values()) - len(copies)}; most of one letter: {max(copies.values())}")
    print(f"letters tried again: {again.count()} (most tries {max(Letter.objects.values_list('attempts', flat=True))})")
    print(f"states at the end: {', '.join(states)}; longest from written to sent among those: {longest}")


if __name__ == "__main__":
    main()
