"""F8: 5,000 letters wait because no mail server answers; then it is back, and now and then hangs up before it says yes.

    PYTHONPATH=.:site .venv/bin/python -W ignore bench/backlog.py [--letters 5000] [--cuts 20]

One worker in this process, as `tick` runs it, and a mail server of its own on loopback; a database of its own in a
temporary folder (or DATABASE_URL, emptied of letters). Says how long the backlog took, whether the oldest left first,
and how many copies there were too many: one for each letter that was cut off after it was taken, and no other.
"""

import argparse
import os
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 1200  # seconds after which the run ends, whatever became of it


def main() -> None:
    asked = argparse.ArgumentParser()
    for name, usual in (("letters", 5_000), ("cuts", 20)):
        asked.add_argument(f"--{name}", type=int, default=usual)
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _set_up(folder)
        from tests.machinery.smtp import MailServer

        with MailServer() as sink:
            _run(sink, wanted)


def _set_up(folder: str) -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/backlog.sqlite3")
    os.environ |= {"DROMENA_VAR": folder, "DJANGO_SETTINGS_MODULE": "tests.machinery.mailing_settings"}
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _run(sink: Any, wanted: argparse.Namespace) -> None:
    from django.conf import settings

    from core import clock
    from outbox.domain import delivery
    from outbox.models import Letter

    _write(wanted.letters)
    settings.EMAIL_PORT = 1  # nobody listens there
    assert delivery.work(clock.now()) == 0
    Letter.objects.update(due_at=clock.now())  # as after the pause that the failure asked for
    settings.EMAIL_PORT = sink.port
    cuts, began = 0, time.monotonic()
    while (left := Letter.objects.exclude(state="sent").count()) and time.monotonic() - began < LONGEST:
        is_cut = cuts < wanted.cuts and len(sink.taken) >= (cuts + 1) * wanted.letters // (wanted.cuts + 1)
        sink.manners.answers = {"END": "drop"} if is_cut else {}
        cuts += is_cut
        if not delivery.work(clock.now()) and not is_cut and left <= wanted.cuts:
            Letter.objects.filter(state="queued").update(due_at=clock.now())  # the pause of those cut off last
    _tell(sink, cuts, time.monotonic() - began)


def _write(number: int) -> None:
    from outbox.models import Letter
    from tests.factories import outbox

    Letter.objects.all().delete()
    first = outbox.letter()
    names = ("kind", "to", "language", "context", "due_at")
    same = {name: getattr(first, name) for name in names}
    Letter.objects.bulk_create(
        [
            Letter(about=f"backlog:{n}", version=1, created_at=first.created_at + timedelta(milliseconds=n), **same)
            for n in range(1, number)
        ],
        batch_size=500,
    )


def _tell(sink: Any, cuts: int, seconds: float) -> None:
    from outbox.models import Letter

    copies, letters = sink.copies, Letter.objects.count()
    oldest = Letter.objects.order_by("created_at", "pk").values_list("pk", flat=True)
    oldest_first = [f"<{pk}.outbox.trial@dromena.example>" for pk in oldest]
    states = sorted(set(Letter.objects.order_by().values_list("state", flat=True)))
    print(f"{letters} letters after an outage, {cuts} times cut off after a letter was taken: {seconds:.0f} s")
    print(f"different letters that arrived: {len(copies)}; lost: {letters - len(copies)}")
    print(f"copies too many: {sum(copies.values()) - len(copies)}; most of one letter: {max(copies.values())}")
    print(f"oldest first: {list(copies) == oldest_first}; states at the end: {', '.join(states)}")


if __name__ == "__main__":
    main()
