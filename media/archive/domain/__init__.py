"""Verbs of this room: opening shelves, drafting outcomes, freezing figures, telling them in words."""
