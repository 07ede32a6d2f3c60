"""Places that come later or go on: offers, the library's own decision, asking again, too few people."""
