"""The faces of registration: for the public, for the holder of a signed link, for the desk."""
