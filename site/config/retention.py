"""What is kept about people, why and for how long: the one table behind the privacy page and the nightly job."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Keeping:
    """One line of the table: `days` count from the moment `since` names in words."""

    what: str
    why: str
    since: str
    days: int


RETENTION: dict[str, Keeping] = {
    "registration": Keeping(
        what=_("Name, e-mail address, number of places and language of a registration"),
        why=_("to keep your place, to tell you of changes and to invite you to the survey"),
        since=_("the end of the date you registered for"),
        days=30,
    ),
    "access_needs": Keeping(
        what=_("Access needs you told us"),
        why=_("to prepare the room for you"),
        since=_("the end of the date you registered for"),
        days=7,
    ),
    "waiting": Keeping(
        what=_("A registration that stayed on the waiting list or was cancelled"),
        why=_("to answer you if you ask what happened"),
        since=_("the end of the date you registered for"),
        days=7,
    ),
    "letter": Keeping(
        what=_("The text of letters we sent you"),
        why=_("to send them again if they get lost"),
        since=_("the day the letter was sent"),
        days=14,
    ),
    "invitation": Keeping(
        what=_("The fact that you were invited to a survey (never your answers)"),
        why=_("so that everyone is asked at most once in thirty days"),
        since=_("the day of the invitation"),
        days=30,
    ),
}
