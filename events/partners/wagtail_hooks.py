"""Wires this room into the admin."""

from wagtail import hooks

from events.partners.viewsets import PartnersGroup


@hooks.register("register_admin_viewset")
def register_partners() -> PartnersGroup:
    return PartnersGroup()
