"""The people a library works with: organisations and the happenings read from their calendars."""
