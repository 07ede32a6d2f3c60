"""Wires this room into the admin."""

from wagtail import hooks

from events.programmes.viewsets import PlanningGroup


@hooks.register("register_admin_viewset")
def register_planning() -> PlanningGroup:
    return PlanningGroup()
