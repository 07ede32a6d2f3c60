"""The forms of the calendar: the event page, its schedules, what staff decide about one date."""
