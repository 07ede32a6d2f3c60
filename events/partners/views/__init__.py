"""The faces of this room: `happenings` for the public, `staff` for the admin."""
