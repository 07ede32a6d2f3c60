"""What staff fill in about partners' calendars and their dates; the rules are asked of the domain."""

from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _, gettext_lazy, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from core import addresses
from core.remarks import Refusal
from events.partners.models import Happening, Source


class SourceForm(WagtailAdminModelForm):
    """A partner's calendar; its address is judged as the fetcher will judge it."""

    class Meta:
        model = Source
        fields = [
            "organisation", "calendar", "address", "branch", "topic", "every_hours", "review_first", "active", "zone",
            "local_rules", "user_agent",
        ]  # fmt: skip

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip()
        try:
            judged = addresses.judge(address)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal
        if judged.host == urlsplit(settings.BASE_URL).hostname:
            raise forms.ValidationError(_("This is our own calendar. Its dates stand here already."))
        return address

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"].strip()
        if zone and zone not in available_timezones():
            raise forms.ValidationError(_("There is no time zone of this name. A known one is Europe/Athens."))
        return zone

    def clean_user_agent(self) -> str:
        name: str = self.cleaned_data["user_agent"].strip()
        if not (name.isascii() and name.isprintable()) and name:
            raise forms.ValidationError(_("Please use Latin letters, figures and plain signs only."))
        return name

    def save(self, commit: bool = True) -> Any:
        """Another address or zone is another file: what was remembered of the old one is forgotten."""
        if {"address", "zone", "local_rules"} & set(self.changed_data):
            self.instance.etag = self.instance.last_modified = self.instance.body_hash = ""
        return super().save(commit)


class HappeningForm(WagtailAdminModelForm):
    """What staff may set of a partner's date; when it is stays the partner's word."""

    their_words = forms.BooleanField(
        label=gettext_lazy("Take the partner’s words again at the next fetch"),
        help_text=gettext_lazy("What you have written here is given up then."),
        required=False,
    )

    class Meta:
        model = Happening
        fields = ["title", "place", "description", "branch", "topic", "review"]


class ReviewForm(forms.Form):
    """Which dates, and what becomes of them."""

    VERBS = [
        ("shown", pgettext_lazy("button of a review", "Show")),
        ("hidden", pgettext_lazy("button of a review", "Hide")),
    ]

    happenings = forms.ModelMultipleChoiceField(Happening.objects.none())
    to = forms.ChoiceField(choices=VERBS)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happenings"].queryset = rows
