"""Lists and forms of this room's rows in the admin."""

from django.utils.translation import gettext_lazy as _

from accounts.viewsets import BranchViewSet
from places.models import Space


class SpaceViewSet(BranchViewSet):
    """Rooms of a branch, with the access facts its events inherit; kept by its managers."""

    model = Space
    icon = "home"
    menu_label = _("Spaces")
    add_to_settings_menu = True
    list_display = ["__str__", "seats"]
    list_filter = ["branch"]
    inspect_view_enabled = True
    exclude_form_fields: list[str] = []
