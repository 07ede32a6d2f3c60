"""Work that runs by itself: tick, health, the demo year, backup and upgrade."""
