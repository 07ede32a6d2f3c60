"""The rules of this room: asking, sealing, answering, opening, and what may be shown."""
