"""Indicators and official statistics, read from the facts of the other rooms."""
