"""The standing views of the house: search, and the pages written from settings."""
