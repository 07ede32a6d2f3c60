// What ical.js reads in a calendar: UID, start and end in UTC, state and title of every date up to a day (yyyymmdd).
import fs from "node:fs";
import ICAL from "ical.js";

const [path, until] = process.argv.slice(2);
const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(path, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const last = ICAL.Time.fromString(`${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6)}T00:00:00Z`);

function written(time) {
  if (time.isDate) return time.toString().replace(/-/g, "");
  if (time.zone === ICAL.Timezone.localTimezone) return time.toICALString();
  return time.convertToZone(ICAL.Timezone.utcTimezone).toICALString();
}

const events = {}, exceptions = [], lines = [];
for (const component of calendar.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(component);
  if (event.isRecurrenceException()) exceptions.push(event);
  else events[event.uid] = event;
}
for (const exception of exceptions) events[exception.uid]?.relateException(exception);

function say(event, start, end) {
  const state = event.component.getFirstPropertyValue("status") || "";
  lines.push([event.uid, written(start), written(end), state, event.summary || ""].join("\t"));
}

for (const event of Object.values(events)) {
  if (!event.isRecurring()) { say(event, event.startDate, event.endDate); continue; }
  const dates = event.iterator();
  let next, number = 0;
  while ((next = dates.next()) && number++ < 5000 && next.compare(last) <= 0) {
    const found = event.getOccurrenceDetails(next);
    say(found.item, found.startDate, found.endDate);
  }
}
console.log(lines.sort().join("\n"));
