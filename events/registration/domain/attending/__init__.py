"""The day itself: tickets, the desk, who came, how many there were, who stayed away, figures that stay as reported."""
