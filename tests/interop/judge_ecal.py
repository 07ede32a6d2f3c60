"""What libecal (Evolution) reads in a calendar; run by the system's python3, which has its bindings.

Writes UID, start and end in UTC, state and title of every date between two days (yyyymmdd).
"""

import sys
from pathlib import Path

import gi

gi.require_version("ECal", "2.0")
gi.require_version("ICalGLib", "3.0")
from gi.repository import ECal, ICalGLib as ICal  # noqa: E402

KINDS = ICal.PropertyKind
UTC = ICal.Timezone.get_utc_timezone()


def main(path: str, first: str, last: str) -> None:  # noqa: C901 (small functions around one calendar)
    calendar = ICal.Component.new_from_string(Path(path).read_text("utf-8"))
    low, high = (ICal.Time.new_from_string(f"{day}T000000Z") for day in (first, last))
    lines: list[str] = []

    def zone(name, *_rest):
        return calendar.get_timezone(name) or ICal.Timezone.get_builtin_timezone(name)

    def value(event, kind):
        found = event.get_first_property(kind)
        if not found:
            return None
        moment = ICal.Time.new_from_string(found.get_value_as_string())
        named = found.get_first_parameter(ICal.ParameterKind.TZID_PARAMETER)
        if named:
            moment.set_timezone(zone(named.get_tzid()))
        return moment

    def written(moment):
        if moment.is_date():
            return moment.as_ical_string()
        known = moment.get_timezone() or moment.is_utc()
        return moment.convert_to_zone(UTC).as_ical_string() if known else moment.as_ical_string()

    def say(event, start, end):
        state, title = (event.get_first_property(kind) for kind in (KINDS.STATUS_PROPERTY, KINDS.SUMMARY_PROPERTY))
        said = [state.get_value_as_string() if state else "", title.get_summary() if title else ""]
        lines.append("\t".join([event.get_uid(), start, end, *said]))

    events = []
    event = calendar.get_first_component(ICal.ComponentKind.VEVENT_COMPONENT)
    while event:
        events.append(event)
        event = calendar.get_next_component(ICal.ComponentKind.VEVENT_COMPONENT)
    instances = [(event, value(event, KINDS.RECURRENCEID_PROPERTY)) for event in events]
    exceptions = {(event.get_uid(), written(at)): event for event, at in instances if at}
    for event, at in instances:
        if at:
            continue

        def each(_component, start, end, *_rest, event=event):
            other = exceptions.get((event.get_uid(), written(start)))
            if other:
                start, end = value(other, KINDS.DTSTART_PROPERTY), value(other, KINDS.DTEND_PROPERTY)
            say(other or event, written(start), written(end))
            return True

        ECal.recur_generate_instances_sync(event, low, high, each, None, zone, None, UTC, None)
    sys.stdout.write("\n".join(sorted(lines)))


if __name__ == "__main__":
    main(*sys.argv[1:])
