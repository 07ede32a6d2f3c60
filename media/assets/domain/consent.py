"""Who may see a photograph: the one decision behind every page, list, feed, data block and file.

Showing a picture in public needs its rights AND the consent of the people shown AND a text for those who do not see it
(or the word that it is mere decoration). The same rule as a query is `LibraryImage.objects.showable()`.
"""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from accounts.models import User
from media.assets.enums import Consent
from media.assets.models import LibraryImage
from media.assets.querysets import AGREED


def may_be_shown(image: LibraryImage | None) -> bool:
    """Whether the public may see the picture. Asks no database; no picture may not be shown."""
    if image is None or not image.rights or image.consent not in AGREED:
        return False
    return bool(image.decoration or image.description.strip())


def why_not(image: LibraryImage) -> dict[str, str]:
    """What keeps the picture from the public, in sentences, by the field that mends it; empty when it may be shown."""
    reasons: dict[str, str] = {}
    if not (image.decoration or image.description.strip()):
        reasons["description"] = _("Not shown yet: it has no alternative text.")
    if not image.rights:
        reasons["rights"] = _("Not shown yet: nobody has said how it may be used.")
    if image.consent == Consent.REFUSED:
        reasons["consent"] = _("Not shown: someone in it does not agree, or no longer does.")
    elif image.consent not in AGREED:
        reasons["consent"] = _("Not shown yet: nobody has noted that the people shown agree.")
    return reasons


def may_look(user: User | AnonymousUser, image: LibraryImage) -> bool:
    """Whether a member of staff may see the picture although the public may not: whoever may choose or change it."""
    if not user.is_authenticated or not user.is_active:
        return False
    policy = policy_registry.get_by_type(LibraryImage)
    return bool(policy.user_has_any_permission_for_instance(user, ["add", "change", "delete", "choose"], image))
