"""What is kept of people and until when: the copy, erasing, forgetting in time, and replaying erasures."""
