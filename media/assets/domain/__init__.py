"""Verbs of this room: taking files in, deciding who may be shown, making sizes."""
