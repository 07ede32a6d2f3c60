"""Wires this room into the admin: the dashboard of the day."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from home.dashboard import DayPanel


@hooks.register("construct_homepage_panels")
def add_day_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Today comes first on the staff's home screen."""
    panels.insert(0, DayPanel())
