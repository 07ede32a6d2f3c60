"""What staff look up and decide: registrations found and read, dates that left the plan, people moved."""
