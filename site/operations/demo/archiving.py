"""What stays: outcomes of events that are over, with drawn photographs and publications made here."""

from datetime import datetime

from accounts.models import User
from events.calendar.models import EventPage
from media.archive.domain.drafting import draft_outcome
from media.archive.models import OutcomePage, Photograph, Publication
from media.assets.domain.ingest import add_document, add_picture
from media.assets.enums import Consent, Rights
from media.assets.models import LibraryDocument, LibraryImage
from operations.demo.content.shapes import Outcome, Paper, Shot, paragraphs
from operations.demo.drawing import draw_picture, make_publication
from operations.demo.settling import rich


def keep(outcomes: tuple[Outcome, ...], pages: dict[str, EventPage], *, by: User, now: datetime) -> list[OutcomePage]:
    """Drafts, fills and publishes the outcomes, as staff do."""
    return [_keep(each, pages[each.event], by=by, now=now) for each in outcomes]


def _keep(told: Outcome, event: EventPage, *, by: User, now: datetime) -> OutcomePage:
    outcome = draft_outcome(event, by=by, now=now)
    outcome.title, outcome.summary = told.title, told.summary
    words, by_whom = told.quote
    outcome.body = [*rich(told.story), ("quote", {"text": words, "by": by_whom})]
    outcome.photographs.set(
        [
            Photograph(image=_picture(shot, f"{told.event}/{number}"), caption=shot.caption)
            for number, shot in enumerate(told.shots)
        ]
    )
    outcome.publications.set([_publication(paper, told.event, now) for paper in told.papers])
    outcome.save_revision(user=by).publish(user=by)
    return outcome


def _picture(shot: Shot, seed: str) -> LibraryImage:
    return add_picture(
        draw_picture(seed, shot.scene),
        title=shot.caption,
        description=shot.alt,
        caption=shot.caption,
        credit="Lindhaven Libraries",
        rights=Rights.CC_BY,
        consent=Consent.NOBODY,
    )


def _publication(paper: Paper, event: str, now: datetime) -> Publication:
    return Publication(
        title=paper.title,
        authors=paper.authors,
        year=now.year,
        language=paper.language,
        document=_document(paper, event),
        rights=Rights.CC_BY_SA,
    )


def _document(paper: Paper, event: str) -> LibraryDocument:
    content = make_publication(paper.title, paper.authors, "\n\n".join(paragraphs(paper.text)), paper.language)
    return add_document(
        content,
        title=paper.title,
        name=f"{event}.pdf",
        language=paper.language,
        credit=paper.authors,
        rights=Rights.CC_BY_SA,
    )
