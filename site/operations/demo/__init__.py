"""The demo year: a believable library to look at, made through the domain functions."""
