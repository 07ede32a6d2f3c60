"""The form of an event page: one form for drafts, autosave, publishing, reverts and translations."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from core import clock
from events.calendar.domain.branches import branch_of
from events.calendar.domain.completeness import missing_parts
from events.calendar.domain.obstacles import obstacles
from events.calendar.domain.sources import source_of
from events.calendar.enums import Reminder
from events.calendar.forms.coded import CodedFormSet, rows_for_translation
from events.calendar.forms.days import refuse_odd_years
from events.calendar.models import EventPage, RegistrationPolicy
from places.models import AccessFact

# What belongs to the plan, not to the text: kept on the page that owns the dates, gone from the form of a translation.
PLAN_FIELDS = [
    *("programme", "partners", "audiences", "topics", "languages", "age_from", "age_to", "mode", "space", "price"),
    *(field.name for field in RegistrationPolicy._meta.get_fields()),
    *("opens_on", "closes_on", "cocreation"),
    *(fact.column for fact in AccessFact),
]

# The rows a translation has of the page with the dates, known by their code.
CODED = ("schedules", "questions")

AS_THE_SPACE = [
    ("unknown", _("As the space has it")),
    ("true", pgettext_lazy("access fact", "Yes")),
    ("false", pgettext_lazy("access fact", "No")),
]


class EventPageForm(WagtailAdminPageForm):
    """Asks for what is missing only when the event is to be published; checks other rows here, never in the model."""

    instance: EventPage
    reminders = forms.MultipleChoiceField(
        label=_("Reminders"),
        required=False,
        choices=Reminder.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everyone with a place gets a letter then, by the clock of the library, and never at night."),
    )

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        instance: EventPage = kwargs["instance"]
        parent: Page | None = kwargs.get("parent_page")
        source = source_of(instance) if instance.pk else instance
        self.source = None if source.pk == instance.pk else source
        self.branch = branch_of(parent) if parent else branch_of(instance)
        if data is not None and instance.pk:
            data = without_lost_rows(data, instance, [name for name in type(self).formsets if name != "comments"])
        self.source_rows = self._rows_of_source()
        for name, rows in self.source_rows.items():
            own = getattr(instance, name)
            own.set(rows_for_translation(own.model, own.all(), rows))
        super().__init__(data, *args, **kwargs)
        self._tell_fields()
        self._tell_rows()

    def _tell_fields(self) -> None:
        if self.source:
            for name in PLAN_FIELDS:
                self.fields.pop(name, None)
        for fact in AccessFact:
            if fact.column in self.fields:
                self.fields[fact.column].widget.choices = AS_THE_SPACE
        if "space" in self.fields and self.branch:
            self.fields["space"].queryset = self.branch.spaces.all()  # type: ignore[attr-defined]

    def _tell_rows(self) -> None:
        for name in CODED:
            formset = self.formsets.get(name)
            if isinstance(formset, CodedFormSet):
                formset.branch, formset.source_rows = self.branch, self.source_rows.get(name)

    def _rows_of_source(self) -> dict[str, list[Any]]:
        """By relation, the rows of the page with the dates, as its editors left them; nothing on that page itself."""
        source = self.source.get_latest_revision_as_object() if self.source else None
        return {name: list(getattr(source, name).all()) for name in CODED} if source else {}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        refuse_odd_years(self, "opens_on", "closes_on", "opens_at")
        return cleaned

    def _post_clean(self) -> None:
        """The checks of the domain look at the page as it would be; a draft may lack anything."""
        super()._post_clean()
        if self.is_deferred_validation:
            return
        for part in missing_parts(self.instance, branch=self.branch, translation=bool(self.source)):
            if part.field not in self.errors:
                self.add_error(part.field if part.field in self.fields else None, part.sentence)
        if self.branch and not self.source and not self.errors:
            # The series ask for themselves; the period of an exhibition stands on the page.
            for found in obstacles(self.instance, branch=self.branch, now=clock.now(), schedules=[]):
                self.add_error(found.field if found.field in self.fields else None, found.sentence)


def without_lost_rows(data: QueryDict, instance: EventPage, relations: list[str]) -> QueryDict:
    """The data with the keys of inline rows blanked that the table no longer has, so that they are written anew.

    After a revert Wagtail asks for rows that were deleted since ("Select a valid choice", on a hidden field). Their
    codes are posted along, so that the rows find their dates again.
    """
    data = data.copy()
    for relation in relations:
        rows = getattr(instance, relation)
        table = {str(key) for key in rows.model._default_manager.filter(page=instance.pk).values_list("pk", flat=True)}
        rows.set([row for row in rows.all() if row.pk is None or str(row.pk) in table])
        for number in range(int(data.get(f"{relation}-TOTAL_FORMS") or 0)):
            name = f"{relation}-{number}-id"
            if data.get(name) not in table:
                data[name] = ""
    return data
