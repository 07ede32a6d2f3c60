"""The history of a registration in words: each line from what was noted, so that every decision can be read again."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _, ngettext

from events.calendar.domain.facts import moment
from events.calendar.domain.wording import span_in_words
from events.registration.domain.letters import kinds
from events.registration.enums import Verb
from events.registration.models import Entry


def in_words(entry: Entry, *, zone: str) -> str:
    """What happened, without the name and the time that stand beside it; `zone` is the branch's."""
    words = _WORDS.get(Verb(entry.verb))
    return (words and words(entry, zone)) or str(entry.get_verb_display())


def _skipped(entry: Entry, _zone: str) -> str:
    people = ngettext("%(party)s person", "%(party)s people", entry.party) % {"party": entry.party}
    left = entry.facts.get("left")
    if left is None:
        return ""
    sentence = ngettext(
        "passed over: %(people)s, and %(left)s place was free",
        "passed over: %(people)s, and %(left)s places were free",
        left,
    )
    return sentence % {"people": people, "left": left}


def _offered(entry: Entry, zone: str) -> str:
    if not (until := entry.facts.get("until")):
        return ""
    local = datetime.fromisoformat(until).astimezone(ZoneInfo(zone))
    return _("was offered a place until %(until)s") % {"until": moment(local)}


def _registered(entry: Entry, _zone: str) -> str:
    passed = entry.facts.get("passed")
    if not passed:
        return ""
    sentence = ngettext(
        "registered; the place was enough for them and not for the %(passed)s party that waits",
        "registered; the place was enough for them and not for the %(passed)s parties that wait",
        passed,
    )
    return sentence % {"passed": passed}


def _joined(entry: Entry, _zone: str) -> str:
    number = entry.facts.get("number")
    return _("joined the waiting list with number %(number)s") % {"number": number} if number else ""


def _changed(entry: Entry, _zone: str) -> str:
    was = entry.facts.get("was")
    return _("changed the number of places from %(was)s to %(now)s") % {"was": was, "now": entry.party} if was else ""


def _lapsed(entry: Entry, _zone: str) -> str:
    if entry.facts.get("asked_again"):
        return _("did not say whether they still come, and the place went on")
    return _("did not answer the offer in time, and the place went on")


def _moved(entry: Entry, _zone: str) -> str:
    if entry.came_from is None:
        return ""
    row = entry.came_from
    when = span_in_words(row.start, row.end, zone=row.zone, all_day=row.all_day)
    return _("was moved to this date from %(when)s") % {"when": when}


def _call(entry: Entry, _zone: str) -> str:
    kind = entry.facts.get("kind")
    return _("has to be told by telephone: %(what)s") % {"what": kinds.name_of(kind)} if kind else ""


_WORDS = {
    Verb.SKIPPED: _skipped,
    Verb.OFFERED: _offered,
    Verb.REGISTERED: _registered,
    Verb.JOINED: _joined,
    Verb.CHANGED: _changed,
    Verb.LAPSED: _lapsed,
    Verb.MOVED: _moved,
    Verb.CALL: _call,
}
