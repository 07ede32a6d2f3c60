"""Wires this room into the admin."""

from wagtail import hooks

from places.viewsets import PlacesGroup


@hooks.register("register_admin_viewset")
def register_places() -> PlacesGroup:
    return PlacesGroup()
