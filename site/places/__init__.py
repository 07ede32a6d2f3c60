"""Libraries, branches and spaces; topics, audiences and languages shared by all rooms."""
