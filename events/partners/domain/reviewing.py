"""What staff decide about partners' dates: shown or hidden, their own words, and the partner's words again."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from core.folding import fold
from events.partners.models import Happening, Review, Source

# What staff may set; the next reading of the calendar leaves it alone.
EDITABLE = ("title", "description", "place", "branch", "topic")
DECIDED = (Review.SHOWN, Review.HIDDEN)


def decide(happenings: Iterable[Happening], *, to: Review, now: datetime) -> int:
    """Show or hide dates; the number of those that changed. Programs that subscribe are told of what changed."""
    rows = Happening.objects.filter(pk__in=[each.pk for each in happenings]).exclude(review=to)
    told = {"published": True} if to == Review.SHOWN else {}
    return rows.update(review=to, modified=now, sequence=F("sequence") + 1, **told)


def edit(happening: Happening, *, values: Mapping[str, Any], now: datetime) -> list[str]:
    """Set fields of one date; those that differ are locked from now on. Returns the names of the locked ones."""
    with transaction.atomic():
        row = Happening.objects.select_for_update().get(pk=happening.pk)
        differing = [name for name in EDITABLE if name in values and getattr(row, name) != values[name]]
        for name in differing:
            setattr(row, name, values[name])
        if differing:
            row.edited = sorted({*row.edited, *differing})
            row.folded = fold(f"{row.title} {row.place} {row.description}")
            row.sequence, row.modified = row.sequence + 1, now
            row.save()
    return list(row.edited)


def give_back(happening: Happening) -> None:
    """Let the partner's words stand again, from the next reading of the calendar on, which is made to look anew."""
    with transaction.atomic():
        Happening.objects.filter(pk=happening.pk).update(edited=[], digest="")
        Source.objects.filter(pk=happening.source_id).update(etag="", last_modified="", body_hash="")


def take_over(happening: Happening, *, page_id: int, now: datetime) -> bool:
    """Link the event page that staff made of it; False when there is one already. The page is looked for by key."""
    free = Happening.objects.filter(pk=happening.pk, adopted=None)
    return bool(free.update(adopted_id=page_id, modified=now, sequence=F("sequence") + 1))


def follow_pages(keys: Iterable[Any], *, now: datetime) -> int:
    """Those of the dates whose page of ours went live, or is live no more, are told anew: programs that subscribe
    believe a change of state only with a higher SEQUENCE. Returns how many."""
    rows = Happening.objects.filter(pk__in=list(keys)).values_list("pk", "replaced", "adopted__live")
    done = 0
    for state in (True, False):
        changed = [pk for pk, replaced, live in rows if bool(live) is state and replaced is not state]
        if changed:
            waiting = Happening.objects.filter(pk__in=changed, replaced=not state)
            done += waiting.update(replaced=state, modified=now, sequence=F("sequence") + 1)
    return done
