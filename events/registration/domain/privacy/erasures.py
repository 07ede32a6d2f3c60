"""The list of what people had erased, outside the database: after a restore from an older backup it is replayed.

One line for each registration: the moment, whether its whole person was erased, and a keyed digest of its code. The
file names nobody; without the secret key it cannot even be asked about a code one knows.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.encoding import force_bytes

ONE, WHOLE = "registration", "person"


@dataclass(frozen=True)
class Erasure:
    """One line of the file."""

    at: datetime
    whole_person: bool
    digest: str


def remember(codes: Iterable[str], *, now: datetime, whole_person: bool = False) -> None:
    """Append a line for each registration, in one write that reaches the disk before anybody is told it is done.

    Called inside the transaction: a list that cannot be written must not lose an erasure.
    """
    word = WHOLE if whole_person else ONE
    lines = "".join(f"{now.isoformat()} {word} {digest(code)}\n" for code in codes)
    if not lines:
        return
    file = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, lines.encode())
        os.fsync(file)
    finally:
        os.close(file)


def remembered() -> list[Erasure]:
    """Every line, oldest first. A line that was cut off while the machine went down is passed by."""
    if not path().exists():
        return []
    found = []
    for line in path().read_text("utf-8").splitlines():
        parts = line.split()
        if len(parts) == 3 and len(parts[2]) == 64:
            found.append(Erasure(datetime.fromisoformat(parts[0]), parts[1] == WHOLE, parts[2]))
    return found


def digests(code: str) -> list[str]:
    """What this code may stand as: under the key of today and those before it."""
    return [_digest(key, code) for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]]


def digest(code: str) -> str:
    return _digest(settings.SECRET_KEY, code)


def path() -> Path:
    """Beside the database, never inside it: `settings.ERASURES`."""
    return Path(settings.ERASURES)


def _digest(key: str | bytes, code: str) -> str:
    return hmac.new(force_bytes(key), f"erasure\0{code}".encode(), hashlib.sha256).hexdigest()
