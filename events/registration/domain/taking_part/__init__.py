"""What people do: register for a date, chosen dates or a course, bring others, answer, change, leave, come back."""
