"""The events wing: partners, programmes, calendar and registration: before and during."""
