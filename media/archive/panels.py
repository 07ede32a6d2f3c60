"""Panels of the outcome's editor that are read, not filled: the frozen figures, and pictures not shown yet."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel


class ReadPanel(Panel):
    """A panel without fields."""

    class BoundPanel(Panel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk)


class FrozenFiguresPanel(ReadPanel):
    """The figures in words, with the day on which they were taken."""

    class BoundPanel(ReadPanel.BoundPanel):
        template_name = "archive/admin/figures_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from media.archive.domain.words import figures_in_words

            context = super().get_context_data(parent_context)
            return {
                **context,
                "figures": figures_in_words(self.instance),
                "may_be_taken_again": self.instance.first_published_at is None,
            }


class MissingPicturesPanel(ReadPanel):
    """Which photographs the public does not see, and what each of them lacks."""

    class BoundPanel(ReadPanel.BoundPanel):
        template_name = "archive/admin/missing_pictures_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "missing": self.missing()}

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.missing())

        def missing(self) -> list[dict[str, Any]]:
            from media.assets.domain.consent import why_not

            found = []
            for number, each in enumerate(self.instance.photographs.all(), 1):
                reasons = why_not(each.image) if each.image_id else {}
                if reasons:
                    title = each.image.title or _("Photograph %(number)s") % {"number": number}
                    found.append({"image": each.image, "title": title, "reasons": list(reasons.values())})
            return found
