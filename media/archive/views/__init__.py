"""What the archive's pages show, and the screens of its staff."""
