"""The tables of this room."""

from places.models.headings import Audience, Heading, SpokenLanguage, Topic
from places.models.hours import ClosingDay, HolidayYear, OpeningTime
from places.models.houses import AccessFact, AccessFacts, Branch, Country, Library, Space

__all__ = [
    "AccessFact",
    "AccessFacts",
    "Audience",
    "Branch",
    "ClosingDay",
    "Country",
    "Heading",
    "HolidayYear",
    "Library",
    "OpeningTime",
    "Space",
    "SpokenLanguage",
    "Topic",
]
