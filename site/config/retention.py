"""What is kept about people, why and for how long: the one table behind the privacy page and the nightly job.

Every field of every model is classed: by a line below, as `NOT_PERSONAL` in a model that also holds something personal,
or with its whole model as `ABOUT_NOBODY`. A new field or model that stands nowhere fails tests/house/test_retention.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Keeping:
    """One line of the table: `days` count from the moment `since` names in words.

    Without `days` the sentence `since` says by itself how long. `fields` are the columns the line covers, by model.
    """

    what: str
    why: str
    since: str
    days: int | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


_AFTER_THE_DATE = _("the end of the date you registered for, or of the last date of the course")

RETENTION: dict[str, Keeping] = {
    "registration": Keeping(
        what=_("Name, e-mail address, number of places and language of a registration"),
        why=_("to keep your place, to tell you of changes and to invite you to the survey"),
        since=_AFTER_THE_DATE,
        days=30,
        fields={"registration.Registration": "name email slip_digest reminders"},
    ),
    "details": Keeping(
        what=_("What an event asks beside: telephone, names of your party, school or group, library card, consents"),
        why=_("to know who comes, and to reach you where the event needs it"),
        since=_AFTER_THE_DATE,
        days=30,
        fields={
            "registration.Registration": "phone guardian group grade card",
            "registration.Person": "name",
            "registration.Consent": "registration person kind given text at",
        },
    ),
    "access_needs": Keeping(
        what=_("Access needs you told us"),
        why=_("to prepare the room for you"),
        since=_("the end of the date you registered for"),
        days=7,
        fields={"registration.Registration": "access_needs", "registration.Person": "access_needs"},
    ),
    "answers": Keeping(
        what=_("Answers to an event’s own questions"),
        why=_("for the reason that stands beside each question"),
        since=_("As many days after the date as stand beside each question."),
        fields={"registration.Answer": "registration person question label value days"},
    ),
    "waiting": Keeping(
        what=_("A registration that stayed on the waiting list or was cancelled"),
        why=_("to answer you if you ask what happened"),
        since=_AFTER_THE_DATE,
        days=7,
    ),
    "postponed": Keeping(
        what=_("A registration for a date that was postponed and has no new time yet"),
        why=_("to keep your place, and to tell you the new time"),
        since=_("the end that the date once had"),
        days=180,
    ),
    "no_show": Keeping(
        what=_("That somebody had a place and did not come, under a code that does not show who it was"),
        why=_("so that staff see when it happens again and again; nothing follows by itself"),
        since=_("that day"),
        days=90,
        fields={"registration.NoShow": "who occurrence on"},
    ),
    "letter": Keeping(
        what=_("The text of letters we sent you"),
        why=_("to send them again if they get lost"),
        since=_("the day the letter was sent"),
        days=14,
        fields={"outbox.Letter": "to to_name reply_to context attachments subject text html failure unsubscribe_url"},
    ),
    "calendar": Keeping(
        what=_("The address of your own calendar, if you asked for one"),
        why=_("to show you the dates you registered for"),
        since=_("Until you switch it off, or your last registration is erased."),
        fields={"registration.PersonalCalendar": "code email language created_at"},
    ),
    "links": Keeping(
        what=_("An e-mail address typed in to have the links sent again"),
        why=_("to write the letter"),
        since=_("the day it was typed in; usually it takes seconds"),
        days=1,
        fields={"registration.LinksAsked": "email language at"},
    ),
    "counter": Keeping(
        what=_("How many forms came from one network or for one address, under a code that does not show which"),
        why=_("to slow down robots"),
        since=_("that day"),
        days=2,
        fields={"registration.RateCounter": "who since count"},
    ),
    "invitation": Keeping(
        what=_("The fact that you were invited to a survey (never your answers)"),
        why=_("so that everyone is asked at most once in thirty days"),
        since=_("the day of the invitation"),
        days=30,
        fields={"evaluation.Invitation": "registration token_hash spent", "evaluation.Asked": "address_hash on"},
    ),
    "refusal": Keeping(
        what=_("That an address wants no surveys by letter, under a code that does not show which"),
        why=_("to keep your wish"),
        since=_("Until you take it back."),
        fields={"evaluation.Asked": "refused"},
    ),
    "access": Keeping(
        what=_("Which member of staff looked at, took out, changed or erased a registration"),
        why=_("so that one can ask who read what about you"),
        since=_("that day"),
        days=365,
        fields={"wagtailcore.ModelLogEntry": "user data label"},
    ),
    "figures": Keeping(
        what=_("How many places were taken, how many people came and of what age, in which language: never who"),
        why=_("to know what our work brings, and to report it"),
        since=_("Kept: it says nothing of a person."),
    ),
    "staff": Keeping(
        what=_("Accounts of our staff, and who of them wrote or counted something"),
        why=_("to let nobody else in, and to know whom to ask"),
        since=_("As long as they work here; the name goes with the account."),
        fields={
            "accounts.User": (
                "email first_name last_name password last_login date_joined is_active is_staff is_superuser"
            ),
            "accounts.User_groups": "user group",
            "accounts.User_user_permissions": "user permission",
            "registration.Entry": "by",
            "registration.Headcount": "by",
            "registration.AttendanceLock": "by",
            "wagtailcore.PageLogEntry": "user",
            "wagtailcore.Revision": "user",
            "wagtailcore.Page": "owner locked_by",
            "wagtailcore.APIToken": "user",
            "wagtailcore.Comment": "user resolved_by",
            "wagtailcore.CommentReply": "user",
            "wagtailcore.PageSubscription": "user",
            "wagtailcore.TaskState": "finished_by",
            "wagtailcore.WorkflowState": "requested_by",
            "wagtailcore.UploadedFile": "uploaded_by_user",
            "outbox.Pause": "paused_by resumed_by",
            "wagtailadmin.EditingSession": "user",
            "wagtailadmin.FormState": "user",
            "wagtaildocs.Document": "uploaded_by_user",
            "wagtailimages.Image": "uploaded_by_user",
            "assets.LibraryImage": "uploaded_by_user",
            "assets.LibraryDocument": "uploaded_by_user",
            "wagtailusers.UserProfile": "user avatar",
            "sessions.Session": "session_data",
        },
    ),
    "named": Keeping(
        what=_("People named in public with their agreement: speakers, co-creators, authors, those in photographs"),
        why=_("to say whose work it is"),
        since=_("As long as the page stands, or until they ask us to take it away."),
        fields={
            "calendar.Speaker": "name about",
            "calendar.CoCreator": "name role",
            "calendar.Schedule": "speakers",
            "archive.Publication": "authors",
            "assets.LibraryImage": "caption consent consent_note credit",
            "assets.LibraryDocument": "credit",
            "home.HouseSettings": "responsible",
        },
    ),
}

# What else stands in a model that holds something personal, and says nothing of a person by itself.
NOT_PERSONAL: dict[str, str] = {
    "registration.Registration": (
        "id code occurrence form_key bundle online source language party state shown version told_sequence told "
        "join_told number offered_until asked_again_at confirmed_again_at arrived checked_in_at created_at changed_at "
        "erased_at"
    ),
    "registration.Person": "id registration age seat arrived_at",
    "registration.Consent": "id",
    "registration.Answer": "id",
    "registration.NoShow": "id",
    "registration.PersonalCalendar": "id",
    "registration.LinksAsked": "id",
    "registration.RateCounter": "id purpose",
    "registration.Entry": "id registration verb party came_from facts at",
    "registration.Headcount": "id occurrence part online number method reason at",
    "registration.AttendanceLock": "id branch until at",
    "outbox.Letter": (
        "id kind about version branch language urgent asked_for valid_until state attempts unheard due_at "
        "leased_until created_at sent_at bounced_at"
    ),
    "outbox.Pause": "id reason paused_at resumed_at",
    "evaluation.Invitation": "id survey",
    "evaluation.Asked": "id",
    "accounts.User": "id",
    "accounts.User_groups": "id",
    "accounts.User_user_permissions": "id",
    "calendar.Speaker": "id sort_order page",
    "calendar.CoCreator": "id sort_order page from_community",
    "calendar.Schedule": (
        "id sort_order page code follows label first_date start_time end_time rule space seats online_seats admission "
        "on_closing_days session"
    ),
    "archive.Publication": "id sort_order page title year medium language isbn pages document rights",
    "assets.LibraryImage": (
        "id collection title description width height created_at focal_point_x focal_point_y focal_point_width "
        "focal_point_height file_size file_hash file decoration rights"
    ),
    "assets.LibraryDocument": "id collection title created_at file_size file_hash file language pages rights",
    "home.HouseSettings": "id name motto email phone address",
}

# Models that are about no person, and those of their fields that sound as if they were: somebody looked at them.
ABOUT_NOBODY: dict[str, str] = {
    "operations.Heartbeat": "",
    "home.HomePage": "",
    "home.StandardPage": "",
    "archive.OutcomePage": "",
    "archive.Photograph": "",
    "archive.ArchiveIndexPage": "",
    "archive.ArchiveShelfPage": "",
    "evaluation.Questionnaire": "name",
    "evaluation.Question": "",
    "evaluation.Choice": "",
    "evaluation.Survey": "",
    "evaluation.SealedAnswer": "",
    "evaluation.Response": "",
    "evaluation.Answer": "",
    "registration.Forgetting": "",
    "outbox.MailHost": "name",
    "outbox.MailLine": "",
    "calendar.EventPage_partners": "",
    "calendar.EventPage_audiences": "",
    "calendar.EventPage_topics": "",
    "calendar.EventPage_languages": "",
    "calendar.EventPage": "member_code asks_photo_consent party_of party_max",
    "calendar.ExhibitionPage": "",
    "calendar.LecturePage": "",
    "calendar.ParticipatoryPage": "",
    "calendar.ActivityPage": "",
    "calendar.Fragment": "",
    "calendar.PartnerFragment": "organisation_name",
    "calendar.Occurrence": "",
    "calendar.Barrier": "removed_by",
    "calendar.Question": "each_person",
    "calendar.EventIndexPage": "",
    "calendar.BranchPage": "",
    "programmes.Need_audiences": "",
    "programmes.Need": "",
    "programmes.Goal": "",
    "programmes.Programme_branches": "",
    "programmes.Programme_needs": "",
    "programmes.Programme_goals": "",
    "programmes.Programme": "",
    "programmes.Partnership": "",
    "partners.Organisation": "name email",
    "partners.Source": "address user_agent",
    "partners.Run": "",
    "partners.Happening": "",
    "assets.LibraryRendition": "",
    "accounts.BranchRole": "",
    "places.Topic": "name",
    "places.Audience": "name",
    "places.SpokenLanguage": "name",
    "places.Library": "name",
    "places.Branch": "name address email phone",
    "places.Space": "name",
    "places.OpeningTime": "",
    "places.ClosingDay": "",
    "places.HolidayYear": "",
}

# Modules of later rooms that hold something of a person, each with `held` and `forget` (see registration's `erasing`).
PERSON_KEEPERS = ["surveys.evaluation.domain.forgetting"]
