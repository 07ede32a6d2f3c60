"""The rules of the series in somebody's calendar, beside their dates, which `ical_reading` gives."""

from core.ical_text import decoded, essential


def rules_of(data: bytes) -> dict[str, str]:
    """By UID, the RRULE of each series as it is written; series with several are left out. Judges the file first.

    Raises BadCalendar, as `read_calendar` does. What the rules mean is not asked here: they are only text.
    """
    found: dict[str, list[str]] = {}
    uid, rules, detached = "", [], False
    for line in essential(decoded(data)).split("\r\n"):
        name, _colon, value = line.partition(":")
        word = name.partition(";")[0].upper()
        if (word, value.strip().upper()) == ("BEGIN", "VEVENT"):
            uid, rules, detached = "", [], False
        elif word == "UID":
            uid = _unescaped(value).strip()[:255]
        elif word == "RRULE":
            rules.append(value.strip())
        elif word == "RECURRENCE-ID":
            detached = True
        elif (word, value.strip().upper()) == ("END", "VEVENT") and uid and not detached:
            # Of two events with one UID the reader takes one; which, it alone knows.
            found.setdefault(uid, []).extend(rules)
    return {uid: rules[0] for uid, rules in found.items() if len(set(rules)) == 1}


def _unescaped(value: str) -> str:
    """RFC 5545 3.3.11."""
    return value.replace("\\,", ",").replace("\\;", ";").replace("\\N", "\n").replace("\\n", "\n").replace("\\\\", "\\")
