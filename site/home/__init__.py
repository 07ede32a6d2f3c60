"""What the public opens first: home, search, standing pages; and the staff dashboard."""
