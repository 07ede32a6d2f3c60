"""The fixed choices of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rights(models.TextChoices):
    """How a work may be used: a licence for our own, a RightsStatements.org statement for others'."""

    CC0 = "cc0", _("CC0: no rights reserved")
    CC_BY = "cc-by", _("CC BY 4.0: with credit")
    CC_BY_SA = "cc-by-sa", _("CC BY-SA 4.0: with credit, share alike")
    CC_BY_NC = "cc-by-nc", _("CC BY-NC 4.0: with credit, not commercial")
    IN_COPYRIGHT = "in-copyright", _("In copyright, used by permission")
    NO_KNOWN = "no-known", _("No known copyright")

    @property
    def uri(self) -> str:
        """The permanent address of the licence or statement, for people and for machines."""
        return _URIS[self.value]


_URIS = {
    "cc0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "cc-by": "https://creativecommons.org/licenses/by/4.0/",
    "cc-by-sa": "https://creativecommons.org/licenses/by-sa/4.0/",
    "cc-by-nc": "https://creativecommons.org/licenses/by-nc/4.0/",
    "in-copyright": "http://rightsstatements.org/vocab/InC/1.0/",
    "no-known": "http://rightsstatements.org/vocab/NKC/1.0/",
}


class Consent(models.TextChoices):
    """Whether the people shown agreed to be shown in public."""

    UNKNOWN = "unknown", _("Not asked yet")
    NOBODY = "nobody", _("Nobody can be recognised")
    GIVEN = "given", _("Everyone shown has agreed")
    REFUSED = "refused", _("Refused or withdrawn")
