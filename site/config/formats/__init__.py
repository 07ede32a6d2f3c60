"""Dates, times and weeks as each language writes them; the 24-hour clock and Monday everywhere."""
