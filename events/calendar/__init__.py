"""What happens and when: branch and event pages, their occurrences, lists and feeds."""
