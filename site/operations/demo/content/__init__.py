"""What the demo year tells: plain data, without a database. Names, places and people are invented."""
