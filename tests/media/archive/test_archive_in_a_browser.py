from collections.abc import Callable
from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe

from events.calendar.enums import Admission
from events.calendar.models import CoCreator, ParticipatoryPage
from media.archive.models import OutcomePage
from media.assets.domain.pictures import make_sizes
from operations.demo.drawing import draw_picture, make_publication
from surveys.evaluation.domain.opening import close_surveys
from tests.factories import archive, assets, calendar, surveys

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BODY = '[{"type": "text", "value": "<p>Half of what we throw away could be used for years more.</p>"}]'


@pytest.fixture
def outcome(transactional_db: None) -> OutcomePage:
    """A participatory event with answers, three drawn photographs and a booklet; another outcome beside it."""
    moment = datetime.fromisoformat("2026-10-06T18:00:00+00:00")
    event = calendar.event(
        ParticipatoryPage,
        title="Mending night: bring one thing, leave with it whole",
        admission=Admission.REGISTER,
        community="Menders of the harbour",
        cocreation=3,
        welcomes="Everyone with something broken",
    )
    event.cocreators.add(CoCreator(name="Nikos Georgiou", role="Small electrics"))
    event.save_revision().publish()
    survey = surveys.survey(surveys.ended(event, at=moment), at=moment)
    surveys.answered(survey, [{"Q1": 1 + each % 4, "Q2": 1 + each % 5, "Q10": 5} for each in range(14)], now=moment)
    close_surveys(archive.DRAFTED)
    pictures = [
        assets.image(content=draw_picture(scene, scene), description=f"Drawing: {scene}", caption="At the table")
        for scene in ("making", "talk", "reading")
    ]
    book = make_publication("A small book of darning", "Ana Kovač", "Take a needle.\n\nAnd a thread.", "en")
    made = archive.outcome(
        event,
        photographs=pictures,
        publications=[assets.document(content=book, pages=2, language="en")],
        summary="Two hundred things work again, and forty people know how.",
        body=BODY,
    )
    archive.outcome(archive.past_event(title="Μια μεγάλη λέξη: συνυπευθυνότητα"))
    make_sizes(moment)
    return made


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [390, 1280])
def test_archive_is_accessible(outcome: OutcomePage, open_page: Callable[..., object], width: int, dark: bool) -> None:
    photograph = outcome.url + outcome.reverse_subpage("photograph", args=[outcome.photographs.first().code])
    for address, heading in (
        ("/en/archive/", "Archive"),
        (outcome.url, "Mending night"),
        (photograph, "Photograph 1 of 3"),
    ):
        page = open_page("/en/archive/", width=width, dark=dark)
        told: list[str] = []
        page.on("console", lambda message, told=told: told.append(message.text))
        page.goto(address)
        assert heading in page.locator("h1").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = Axe().run(page, options={"runOnly": RULES})
        assert found.violations_count == 0, found.generate_report()
        assert told == []
