"""What the form of an event looks like: plain groups in the order in which staff think, told in their words.

Wired to the page types at start (`apps.py`), because forms know the domain and models do not.
"""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel
from wagtail.models import Page

from core import clock
from events.calendar.domain.branches import branch_of
from events.calendar.domain.expansion import horizon, planned_dates
from events.calendar.domain.odd_hours import odd_hours
from events.calendar.domain.previewing import Preview, preview
from events.calendar.domain.sources import is_translation, source_of
from events.calendar.forms.coded import CodedFormSet
from events.calendar.forms.copying import DraftCopyForm
from events.calendar.forms.pages import EventPageForm
from events.calendar.forms.places import EventIndexPageForm
from events.calendar.forms.questions import QuestionForm
from events.calendar.forms.schedules import ScheduleForm, ScheduleFormSet
from events.calendar.models import (
    BranchPage,
    EventIndexPage,
    EventPage,
    ExhibitionPage,
    LecturePage,
    ParticipatoryPage,
)
from events.calendar.words import plan_in_words
from places.models import AccessFact

CHECKBOXES = forms.CheckboxSelectMultiple
# How many of the next dates the form spells out.
NEXT_DATES = 8


class CodedRowsPanel(InlinePanel):
    """Rows known by their code; on a translation only their words, without buttons to add, delete or move."""

    form_class: Any = None
    formset_class: Any = CodedFormSet

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        formset = options["formsets"][self.relation_name]
        formset |= {"form": self.form_class, "formset": self.formset_class, "fields": [*formset["fields"], "code"]}
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        @property
        def words_only(self) -> bool:
            return bool(self.form is not None and self.form.source)

        @property
        def template_name(self) -> str:
            return "calendar/admin/row_words.html" if self.words_only else "wagtailadmin/panels/inline_panel.html"


class SchedulesPanel(CodedRowsPanel):
    """The series and sessions."""

    form_class, formset_class = ScheduleForm, ScheduleFormSet


class QuestionsPanel(CodedRowsPanel):
    """Questions of the event's own."""

    form_class = QuestionForm


class KeptElsewherePanel(HelpPanel):
    """On a translation: where the dates are kept."""

    class BoundPanel(HelpPanel.BoundPanel):
        template_name = "calendar/admin/kept_elsewhere.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk and is_translation(self.instance))

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "source": source_of(self.instance)}


class NextDatesPanel(Panel):
    """The plan as it is saved, in words, and the next dates: nobody shall have to work out a rule."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "calendar/admin/next_dates.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk and not is_translation(self.instance))

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, **next_dates(self.instance)}


class ChangesPanel(Panel):
    """What publishing the saved draft would do to the dates people know; not shown while it changes nothing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "calendar/admin/draft_changes.html"

        @cached_property
        def preview(self) -> Preview:
            return preview(self.instance, now=clock.now())

        def is_shown(self) -> bool:
            return bool(self.instance.pk and self.instance.live and self.preview.asks)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "preview": self.preview}


def next_dates(page: EventPage) -> dict[str, Any]:
    """The series of the draft in words and its next dates as (local start, all day), the nearest first."""
    branch, now = branch_of(page), clock.now()
    if branch is None:
        return {"series": [], "dates": [], "zone": ""}
    until = horizon(now)
    words = [(row.label, plan_in_words(row, zone=branch.zone, until=until)) for row in page.schedules.all()]
    planned = sorted(planned_dates(page, zone=branch.zone, until=until), key=lambda date: date.start)
    to_come = [date for date in planned if date.end > now]
    return {
        "series": [pair for pair in words if pair[1]],
        "dates": to_come[:NEXT_DATES],
        "more": max(len(to_come) - NEXT_DATES, 0),
        "odd": odd_hours(page, zone=branch.zone, first=clock.today(branch.zone), until=until),
        "zone": branch.zone,
    }


SCHEDULE = [
    FieldPanel("label", help_text=_("Only when there are several: “Evening group”, “Session A”, “Guided tour”.")),
    FieldPanel("speakers", help_text=_("Only for a session with speakers of its own.")),
    FieldPanel("first_date"),
    FieldRowPanel([FieldPanel("start_time"), FieldPanel("end_time")]),
    FieldPanel("rule"),
    FieldPanel("space", help_text=_("Empty: the space of the event.")),
    FieldRowPanel([FieldPanel("seats"), FieldPanel("online_seats")]),
    FieldPanel("on_closing_days"),
    FieldPanel("admission", help_text=_("For example: registration for the guided tours alone.")),
    FieldPanel(
        "session",
        help_text=_(
            "For a conference: it stands in the day programme of the event and not by itself in lists. "
            "Nobody registers for it unless it asks for registration itself."
        ),
    ),
]


def story(*more: Panel) -> MultiFieldPanel:
    return MultiFieldPanel(
        [
            FieldPanel("summary", help_text=_("Lists, letters and calendars show it.")),
            FieldPanel("picture"),
            FieldPanel("body"),
            *more,
        ],
        heading=pgettext_lazy("part of the event form", "Story"),
    )


def when_and_where(*period: Panel) -> MultiFieldPanel:
    return MultiFieldPanel(
        [
            NextDatesPanel(heading=_("The next dates")),
            ChangesPanel(heading=_("What publishing this draft would change")),
            *period,
            SchedulesPanel(
                "schedules",
                panels=SCHEDULE,
                heading=_("Dates"),
                label=pgettext_lazy("add a plan of dates", "date or series"),
                help_text=_("Leave it empty while the date is not known yet: “Date to be announced”."),
            ),
            FieldPanel("mode"),
            FieldPanel("space"),
            FieldPanel("place_note", help_text=_("For example: “Town park, by the fountain”.")),
            FieldPanel("bring"),
        ],
        heading=pgettext_lazy("part of the event form", "When and where"),
    )


FOR_WHOM = MultiFieldPanel(
    [
        FieldPanel("audiences", widget=CHECKBOXES),
        FieldRowPanel([FieldPanel("age_from"), FieldPanel("age_to")]),
        FieldPanel("topics", widget=CHECKBOXES),
        FieldPanel("languages", widget=CHECKBOXES),
        FieldPanel("price"),
        FieldPanel("price_note"),
    ],
    heading=pgettext_lazy("part of the event form", "For whom"),
)
ACCESS = MultiFieldPanel(
    [*[FieldPanel(fact.column) for fact in AccessFact], FieldPanel("access_note")],
    heading=pgettext_lazy("part of the event form", "Access"),
    help_text=_("What you leave open is taken from the space."),
    classname="collapsed",
)
WHO_REGISTERS = [
    FieldPanel("admission"),
    FieldPanel("registers_for", help_text=_("A course is one page with all its dates; a new term is a new page.")),
    FieldPanel("late_joining", help_text=_("Only for a course: whoever joins late gets the dates to come.")),
    FieldPanel("open_to"),
    FieldPanel("member_code", help_text=_("Only when a code opens the form. Capital and small letters are the same.")),
]
WHEN_REGISTERED = [
    FieldRowPanel(
        [
            FieldPanel("opens_at", help_text=_("Empty: as soon as the event is published.")),
            FieldPanel("closes_hours", help_text=_("Empty: at the start.")),
        ]
    ),
    FieldRowPanel([FieldPanel("opens_days", help_text=_("Each date has a day of its own.")), FieldPanel("opens_time")]),
]
WHAT_WE_ASK = [
    FieldPanel("party_of", help_text=_("Ask for names only where you need them: a number is enough for most events.")),
    FieldPanel("party_max", help_text=_("Empty: 10, or 100 for a school class or group.")),
    FieldPanel("asks_photo_consent", help_text=_("Nobody has to agree. Empty means no.")),
    FieldPanel("asks_heard_of", help_text=_("One question with ready choices. Nobody has to answer it.")),
]
CHILDREN = [
    FieldPanel(
        "guardian_under", help_text=_("We ask the age of each person, the adult’s name and a telephone number.")
    ),
    FieldPanel("guardian_seat"),
    FieldPanel("asks_going_home"),
]
QUESTION = [
    FieldPanel("label"),
    FieldPanel("help_text"),
    FieldPanel("field_type"),
    FieldPanel("choices"),
    FieldRowPanel([FieldPanel("required"), FieldPanel("each_person")]),
    FieldPanel("reason"),
    FieldPanel("days"),
]
WAITING = [
    FieldPanel("waiting_list"),
    FieldPanel("waiting_policy"),
    FieldPanel(
        "offer_hours",
        help_text=_(
            "Empty: a place that comes free is theirs at once. Else they are asked first; no offer is sent and none "
            "ends between 21:00 and 8:00, and close to the start the place is theirs at once."
        ),
    ),
]
STILL_COMING = [
    FieldRowPanel([FieldPanel("reconfirm_days"), FieldPanel("reconfirm_hours")]),
]
ENOUGH = [
    FieldRowPanel(
        [
            FieldPanel("people_least", help_text=_("The branch gets a letter when fewer have a place.")),
            FieldPanel("least_days"),
        ]
    ),
]
# In the order in which staff think; what few events need is folded.
REGISTRATION = ObjectList(
    [
        MultiFieldPanel(WHO_REGISTERS, heading=_("Who may register")),
        MultiFieldPanel(WHEN_REGISTERED, heading=_("When people register")),
        MultiFieldPanel(WHAT_WE_ASK, heading=_("What we ask")),
        MultiFieldPanel(CHILDREN, heading=_("Children"), classname="collapsed"),
        QuestionsPanel(
            "questions",
            panels=QUESTION,
            heading=_("Your own questions"),
            label=pgettext_lazy("add a question to a form", "question"),
            help_text=_("None is best. Each is shown with your reason and the day on which the answers are deleted."),
            classname="collapsed",
        ),
        MultiFieldPanel(WAITING, heading=_("Waiting list"), classname="collapsed"),
        MultiFieldPanel(STILL_COMING, heading=_("Ask everyone whether they still come"), classname="collapsed"),
        MultiFieldPanel(ENOUGH, heading=_("Enough people"), classname="collapsed"),
        MultiFieldPanel([FieldPanel("reminders")], heading=_("Reminders"), classname="collapsed"),
        MultiFieldPanel([FieldPanel("join_link")], heading=_("Taking part online"), classname="collapsed"),
    ],
    heading=pgettext_lazy("part of the event form", "Registration"),
    help_text=_("How many places there are stands with each date or series above."),
)
PROGRAMME = MultiFieldPanel(
    [FieldPanel("programme"), FieldPanel("partners", widget=CHECKBOXES)],
    heading=pgettext_lazy("part of the event form", "Programme and partners"),
)
PERIOD = [
    FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
    FieldPanel("opening_hours", help_text=_("Only when they differ from those of the library.")),
]
OF_BY_FOR = MultiFieldPanel(
    [
        FieldPanel("community"),
        FieldPanel("cocreation"),
        FieldPanel("decisions"),
        InlinePanel("cocreators", heading=_("Co-creators"), label=pgettext_lazy("add a person", "co-creator")),
        FieldPanel("welcomes"),
        InlinePanel("barriers", heading=_("Barriers"), label=pgettext_lazy("add something", "barrier")),
        FieldPanel("how_to_take_part"),
    ],
    heading=_("Of, by and for all"),
)
SPEAKERS = InlinePanel("speakers", heading=_("Speakers"), label=pgettext_lazy("add a person", "speaker"))


def wire() -> None:
    """Gives each page type its form. Called once, when the apps are ready."""
    EventPage.base_form_class = EventPageForm
    EventPage.copy_form_class = BranchPage.copy_form_class = DraftCopyForm
    EventIndexPage.base_form_class = EventIndexPageForm
    EventIndexPage.content_panels = [*Page.content_panels, FieldPanel("intro")]
    BranchPage.content_panels = [
        *Page.content_panels,
        *[FieldPanel(name) for name in ("intro", "opening_hours", "picture", "body")],
    ]
    rest = [FOR_WHOM, ACCESS, REGISTRATION, PROGRAMME]
    beginning = [*Page.content_panels, KeptElsewherePanel(heading=_("One event in several languages"))]
    EventPage.content_panels = [*beginning, story(), when_and_where(), *rest]
    ExhibitionPage.content_panels = [*beginning, story(), when_and_where(*PERIOD), *rest]
    LecturePage.content_panels = [*beginning, story(SPEAKERS), when_and_where(), *rest]
    ParticipatoryPage.content_panels = [*beginning, story(), OF_BY_FOR, when_and_where(), *rest]
