"""Who comes: registrations, the waiting list, the desk and attendance."""
