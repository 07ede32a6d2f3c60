"""Stopping all letters, and letting them go again: after a restore, or when something is wrong with what goes out."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.exceptions import RuleBroken
from core.plain import one_line
from outbox.models import Pause

LONGEST_REASON = 200


class ReasonMissing(RuleBroken):
    """A pause without a reason helps nobody who finds the letters stopped."""


def paused() -> Pause | None:
    """The pause that lasts, if there is one."""
    return Pause.objects.lasting().select_related("paused_by").first()


def pause(reason: str, *, now: datetime, by: User | None = None) -> Pause:
    """No letter leaves from now on; what is being sent at this moment is finished. Pausing twice is pausing once."""
    reason = one_line(reason)[:LONGEST_REASON]
    if not reason:
        raise ReasonMissing(_("Please say why the letters are stopped: others will want to know."))
    with transaction.atomic():
        return paused() or Pause.objects.create(reason=reason, paused_at=now, paused_by=by)


def resume(*, now: datetime, by: User | None = None) -> bool:
    """Letters leave again, without those whose content is over by now; False when none was paused."""
    return bool(Pause.objects.lasting().update(resumed_at=now, resumed_by=by))
