"""Outcomes with figures, photographs and publications: the memory of the library."""
