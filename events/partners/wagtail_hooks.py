"""Wires this room into the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from accounts.domain import EDIT, MANAGE
from accounts.permissions import BranchPermissionPolicy
from events.partners.models import Happening, Source
from events.partners.viewsets import PartnersGroup

KEEPERS = {"view": EDIT, "add": MANAGE, "change": MANAGE, "delete": MANAGE}
register_permission_policy(Source, BranchPermissionPolicy(Source, roles=KEEPERS))
register_permission_policy(Happening, BranchPermissionPolicy(Happening, roles={"view": EDIT, "add": (), "delete": ()}))


@hooks.register("register_admin_viewset")
def register_partners() -> PartnersGroup:
    return PartnersGroup()


@hooks.register("register_log_actions")
def name_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("partners.fetch", _("Fetch now"), _("Asked for a fetch"))
