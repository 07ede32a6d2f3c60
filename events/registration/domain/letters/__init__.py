"""What people are told: one letter for each state, by one writer; changes, reminders, messages, join links."""
