"""What this room adds to Wagtail's admin: rights, menu items, guards."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from accounts.domain import MANAGE
from accounts.permissions import BranchPermissionPolicy
from events.calendar.viewsets import SpaceViewSet
from places.models import Space

register_permission_policy(Space, BranchPermissionPolicy(Space, roles={"add": MANAGE, "change": MANAGE}))


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    return [SpaceViewSet()]
