"""Leaf modules without tables: they import none of our code and know nothing of libraries."""
