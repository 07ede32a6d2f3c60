"""After a restore: what people had erased since the backup was made is erased again, before the site opens."""

from datetime import datetime

from events.registration.domain.privacy import erasing, erasures
from events.registration.models import Registration


def replay(now: datetime) -> int:
    """Erase every registration that the list outside the database names; returns how many had come back.

    A whole person's calendar, letters and absences go along. On a database that was not restored nothing is found.
    """
    wanted: dict[str, bool] = {}
    for line in erasures.remembered():
        wanted[line.digest] = wanted.get(line.digest, False) or line.whole_person
    if not wanted:
        return 0
    back = 0
    for registration in Registration.objects.filter(erased_at=None).order_by("pk").iterator(chunk_size=1000):
        whole = [wanted[digest] for digest in erasures.digests(registration.code) if digest in wanted]
        if not whole:
            continue
        erasing.erase(registration, now=now, remember=False)
        if any(whole) and registration.email:
            erasing.forget_address(registration.email)
        back += 1
    return back
