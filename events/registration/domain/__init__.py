"""The rules of registration, one module for each group of verbs; `seats` is the door."""
