"""Verbs of this room: reading a partner's calendar."""
