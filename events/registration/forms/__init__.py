"""The forms of registration: for the public, for the door, for decisions of staff."""
