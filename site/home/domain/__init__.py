"""Verbs of this room: founding a site, searching it."""
