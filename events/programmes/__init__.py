"""Before an event: why a library acts, and for whom: needs, goals and programmes."""
