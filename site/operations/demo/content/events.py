"""All events of the demo year, in the order in which their pages are made."""

from operations.demo.content import (
    evenings,
    exhibitions,
    five_gatherings,
    five_matters,
    five_supper,
    five_tables,
    for_adults,
    for_children,
    for_work,
    streets,
    talks,
    together,
)
from operations.demo.content.shapes import Event

EVENTS: tuple[Event, ...] = (
    *five_gatherings.EVENTS,
    *five_matters.EVENTS,
    *five_supper.EVENTS,
    *five_tables.EVENTS,
    *exhibitions.EVENTS,
    *talks.EVENTS,
    *evenings.EVENTS,
    *together.EVENTS,
    *streets.EVENTS,
    *for_children.EVENTS,
    *for_work.EVENTS,
    *for_adults.EVENTS,
)
