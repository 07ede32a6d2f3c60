"""What this room does: when a branch is open, and which public holidays close it."""
