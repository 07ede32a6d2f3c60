"""The nouns of the calendar: pages plan, rows happen."""

from events.calendar.models.events import ActivityPage, EventPage, ExhibitionPage, LecturePage, ParticipatoryPage
from events.calendar.models.fragments import Fragment, PartnerFragment
from events.calendar.models.occurrences import Occurrence
from events.calendar.models.parts import Barrier, CoCreator, Question, Schedule, Speaker
from events.calendar.models.places import BranchPage, EventIndexPage
from events.calendar.models.policy import RegistrationPolicy

__all__ = [
    "ActivityPage",
    "Barrier",
    "BranchPage",
    "CoCreator",
    "EventIndexPage",
    "EventPage",
    "ExhibitionPage",
    "Fragment",
    "LecturePage",
    "Occurrence",
    "ParticipatoryPage",
    "PartnerFragment",
    "Question",
    "RegistrationPolicy",
    "Schedule",
    "Speaker",
]
