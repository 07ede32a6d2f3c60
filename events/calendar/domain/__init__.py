"""The verbs of the calendar: from a plan to dates, from a date to another, from a branch to its page and rights."""
