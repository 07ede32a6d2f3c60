"""The forms of the pages events are found on."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm


class EventIndexPageForm(WagtailAdminPageForm):
    """The address of the list never changes: feeds that people subscribed to hang on it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "slug" in self.fields:
            self.fields["slug"].disabled = True
