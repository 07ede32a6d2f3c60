"""All work that runs by itself, in lanes: each room adds its functions, `tick` calls them.

A function takes the moment and returns how many things it did. It finds what is due by asking the database, keeps its
transactions short, may run in any number of processes at once, and does a little at a time: a call ends in seconds.
"""

from collections.abc import Callable
from datetime import datetime

from events.calendar.domain import due
from events.partners.domain import visiting, warning
from events.registration.domain import upkeep
from events.registration.domain.attending import absences, uncounted
from events.registration.domain.letters import joining, reminding, telling
from events.registration.domain.taking_part import growing, links
from events.registration.domain.waiting import least, offers, reconfirming
from media.archive.domain.shelves import open_shelves_due
from media.assets.domain.pictures import make_sizes
from operations.domain import forgetting
from outbox.domain import delivery, fetching
from places.domain import holidays
from surveys.evaluation.domain import inviting, opening, preparing

Work = Callable[[datetime], int]

# In this order; one process may be given one lane (`tick --only letters`), so that a long import delays no letter.
LANES: dict[str, list[Work]] = {
    "registration": [
        telling.tell_changes,
        offers.lapse_offers,
        upkeep.promote_waiting,
        growing.follow,
        joining.tell,
        links.answer_asked,
    ],
    "calendar": [due.publish_due, due.expire_due, due.reconcile_due, due.extend_due, due.write_fragments],
    "surveys": [preparing.prepare, preparing.follow, inviting.invite, opening.open_pools, opening.close_surveys],
    "letters": [delivery.work],
    "imports": [visiting.work],
    "bounces": [fetching.work],
    "upkeep": [
        reconfirming.lapse_unanswered,
        reconfirming.asking_again,
        least.warn,
        reminding.remind,
        due.open_branches_due,
        holidays.enter_due,
        open_shelves_due,
        make_sizes,
        warning.tell_keepers,
        upkeep.recount,
        uncounted.remind,
        absences.note_absences,
        *forgetting.WORKS,
    ],
}

# How long a lane that found nothing rests, in seconds.
REST = {
    "registration": 1.5,
    "calendar": 5.0,
    "surveys": 15.0,
    "letters": 1.5,
    "imports": 15.0,
    "bounces": 60.0,
    "upkeep": 60.0,
}

# Lanes that wait for strangers: in a process that loops each has a thread of its own, so that it delays no other.
APART = ("imports", "bounces")
