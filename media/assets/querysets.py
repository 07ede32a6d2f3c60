"""Pictures as sentences: `LibraryImage.objects.showable()`."""

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from wagtail.images.models import ImageQuerySet

from media.assets.enums import Consent

if TYPE_CHECKING:
    from media.assets.models import LibraryImage  # noqa: F401  (only the type)

AGREED = (Consent.NOBODY, Consent.GIVEN)


class LibraryImageQuerySet(ImageQuerySet):
    """Wagtail's queryset of images, and the rule of who may be shown as a query."""

    def showable(self) -> "LibraryImageQuerySet":
        """Pictures with rights, consent and alternative text: the same rule as `domain.consent.may_be_shown`."""
        has_text = ~Q(description="") | Q(decoration=True)
        found: LibraryImageQuerySet = self.filter(has_text, consent__in=AGREED).exclude(rights="")
        return found

    def lacking_sizes(self, specs: tuple[str, ...]) -> "LibraryImageQuerySet":
        """Pictures of which at least one of the renditions is missing."""
        made = Count("renditions", filter=Q(renditions__filter_spec__in=specs), distinct=True)
        found: LibraryImageQuerySet = self.annotate(sizes_made=made).filter(sizes_made__lt=len(specs))
        return found
