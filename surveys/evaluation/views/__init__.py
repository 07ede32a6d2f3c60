"""The faces of this room: answering for everybody, results and posters for staff."""
