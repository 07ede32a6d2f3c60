"""The faces of the calendar that are no pages of the tree."""
