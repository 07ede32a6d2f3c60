"""Every kind of public page in a real browser: accessible in both widths and schemes, fitting, silent, without scripts.

A page is loaded once and then looked at in each width and scheme. What is wrong is collected and told all together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, Response

from core import clock
from events.calendar.domain.branches import open_branch
from events.calendar.domain.occurrences import cancel_occurrence, move_occurrence
from events.calendar.enums import Admission
from events.calendar.models import BranchPage, ExhibitionPage, LecturePage, Occurrence, ParticipatoryPage
from events.calendar.models.parts import Barrier, CoCreator, Schedule, Speaker
from events.registration.domain.letters import reminding
from events.registration.models import PersonalCalendar
from home.domain.setup import found_site
from home.models import HouseSettings, StandardPage
from media.archive.domain.drafting import draft_outcome
from media.archive.models import Photograph, Publication
from media.assets.domain.pictures import make_sizes
from operations.demo.drawing import draw_picture, make_publication
from places.domain.hours import set_week
from places.models import Space
from surveys.evaluation.domain.opening import close_surveys
from surveys.evaluation.domain.refusing import no_more_address
from tests.factories import archive, assets, calendar, places, programmes, registration, surveys

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Nobody touches the sign at the door, so nobody is interrupted when it renews itself.
SIGN = {**RULES, "rules": {"meta-refresh": {"enabled": False}}}
LONG = "Αποκεντρωμένη συνδιαμόρφωση: ηλεκτροεγκεφαλογραφήματα, αλληλοδιδασκαλία και οτορινολαρυγγολογία στη γειτονιά"
STORY = (
    "<p>Half of what we throw away could be used for years more.</p><h2>How</h2><ul><li>Bring it</li></ul><p>Stay.</p>"
)
SCRIPTS = "[...document.scripts].filter(each => each.type != 'application/ld+json').map(each => each.src || 'inline')"


@dataclass(frozen=True)
class Sight:
    """One page: where it is, what its heading says, and the button pressed before it is looked at.

    `after` is the heading of the page that the button leads to; without it there is a summary of errors.
    """

    address: str
    heading: str
    press: str = ""
    after: str = ""
    status: int = 200


@dataclass(frozen=True)
class Town:
    """The addresses a test cannot know before the site is there."""

    o: str  # a date one can register for
    r: str
    ticket: str  # shown at the door
    waiting: str
    s: str
    event: str
    outcome: str
    photograph: str
    programme: str
    session: str  # one of a conference
    own: str  # a person's own calendar
    reminders: str  # off by one click
    surveys: str


@pytest.fixture
def build(transactional_db, now) -> Callable[..., Town]:
    """A small site with everything a public page can show, in English or with very long Greek titles."""
    return lambda long="": _build(now, long)


def _build(now: datetime, long: str) -> Town:
    found_site(name=dict.fromkeys(calendar.LANGUAGES, "Lindhaven Libraries"))
    HouseSettings.objects.update(email="ask@library.example", phone="210 123 4567", responsible="The director")
    for about in StandardPage.objects.all():
        about.body = [("text", STORY)]
        about.save_revision().publish()
    facts = {"phone": "210 123 4567", "email": "market@library.example", "directions": {"en": "Tram 4 to Market."}}
    branch = places.branch(slug="market", name={"en": long or "Market Square Library"}, **facts)
    places.open_week(branch)
    room = places.space(branch=branch, name={"en": "Workshop 2"}, step_free=True, hearing_loop=True, seats=24)
    market = open_branch(branch)[0]
    open_branch(places.branch(slug="harbour", name={"en": "Harbour Library"}))
    programme = programmes.programme(title={"en": long or "Things worth mending"}, description={"en": "What lasts."})
    programmes.partnership(programme, name=long or "Menders’ guild")
    programme.needs.add(programmes.need())
    programme.goals.add(programmes.goal())
    event = _events(market, programme, room, long)
    dates = list(event.occurrences.order_by("start"))
    ben = registration.register(dates[0], now=now, name="Ben Okri", party=2)
    registration.register(dates[1], now=now, party=4)
    eva = registration.register(dates[1], now=now, name="Eva")
    own = PersonalCalendar.objects.create(email=ben.email, language="en", created_at=now)
    invited = surveys.invited(surveys.survey(surveys.ended(event, at=now), at=now), 1)[0]
    outcome = _outcome(market, long)
    photograph = outcome.url + outcome.reverse_subpage("photograph", args=[outcome.photographs.first().code])
    return Town(
        o=dates[0].code,
        r=ben.get_absolute_url(),
        ticket=ben.get_ticket_url(),
        waiting=eva.get_absolute_url(),
        s=f"/s/{invited}/",
        event=event.url,
        outcome=outcome.url,
        photograph=photograph,
        programme=programme.get_absolute_url(),
        session=Occurrence.objects.filter(session=True, label__in=["Wells and cisterns", long]).first().code,
        own=own.get_absolute_url(),
        reminders=reminding.stop_address(ben).removeprefix(settings.BASE_URL),
        surveys=no_more_address("ben@example.org", language="en").removeprefix(settings.BASE_URL),
    )


def _events(market: BranchPage, programme: object, room: object, long: str) -> ParticipatoryPage:
    """One event of each kind; the participatory one has several dates and takes registrations."""
    rule = {"rule": "RRULE:FREQ=WEEKLY;COUNT=4", "seats": 4, "space": room}
    event = calendar.event(
        ParticipatoryPage,
        under=market,
        title=long or "Mending night",
        body=[("text", STORY), ("quote", {"text": "It works again!", "by": "Nikos"})],
        programme=programme,
        admission=Admission.REGISTER,
        community=long or "Neighbours of Market Street",
        cocreation=3,
        cocreators=[CoCreator(name=long or "Ana Kovač", role="Textiles")],
        barriers=[Barrier(barrier="No tools at home", removed_by="We lend them.")],
        bring="One broken thing",
        schedules=[calendar.schedule(date(2026, 11, 26), **rule)],
    )
    speakers = [Speaker(name="Ana Kovač", about="Physician")]
    talk = [calendar.schedule(date(2026, 11, 24), label=long or "First talk")]
    calendar.event(
        LecturePage, under=market, title=long or "Sleep well", slug="sleep-well", speakers=speakers, schedules=talk
    )
    _exhibition(market, long)
    _conference(market, room, long)
    return event


def _exhibition(market: BranchPage, long: str) -> None:
    """On for a month, with an opening ceremony, tours by registration and a closing day."""
    branch = market.branch
    set_week(branch, [(day, time(9), time(17)) for day in range(5)])
    branch.closing_days.create(first=date(2026, 12, 6), last=date(2026, 12, 6), reason={"en": long or "Saint Nicholas"})
    tours = {"rule": "RRULE:FREQ=WEEKLY;COUNT=3", "seats": 12, "admission": Admission.REGISTER}
    plans = [
        calendar.schedule(date(2026, 11, 25), label=long or "Opening with the carpenters", speakers="Nikos Georgiou"),
        calendar.schedule(date(2026, 11, 28), label=long or "Guided tour", **tours),
    ]
    period = {"opens_on": date(2026, 11, 20), "closes_on": date(2026, 12, 20), "schedules": plans}
    calendar.event(ExhibitionPage, under=market, title=long or "Doors of the old town", slug="doors", **period)


def _conference(market: BranchPage, room: Space, long: str) -> None:
    """A day with an opening for all, three sessions side by side and one more that was moved to another hour."""
    day, hall = date(2026, 11, 27), places.space(branch=market.branch, name={"en": long or "Great hall"})

    def session(start: int, end: int, label: str, **fields: object) -> Schedule:
        return calendar.schedule(day, time(start), time(end), label=long or label, session=True, **fields)

    plans = [
        calendar.schedule(day, time(9), time(16), seats=80, admission=Admission.REGISTER),
        session(9, 10, "Who owns the rain?", speakers=long or "Ifigeneia Drakou", space=hall),
        session(10, 12, "Wells and cisterns", speakers="Ana Kovač, Nikos Georgiou", space=hall),
        session(10, 11, "Fish that came back", speakers="Freja Lindqvist", space=room),
        session(10, 12, "Mend a tap", space=room, seats=9, admission=Admission.REGISTER),
        session(13, 14, "What the river wants"),
    ]
    event = calendar.event(LecturePage, under=market, title=long or "A day for water", slug="water", schedules=plans)
    last = event.occurrences.filter(session=True).latest("start")
    by = timedelta(hours=1)
    move_occurrence(last, start=last.start + by, end=last.end + by, reason="The speaker’s train.", now=clock.now())
    tap = event.occurrences.filter(session=True, seats=9).get()
    cancel_occurrence(tap, reason="No water today.", now=clock.now()) if long else None


def _outcome(market: BranchPage, long: str) -> object:
    """An event that is over, with answers, a drawn photograph and a booklet."""
    moment = datetime.fromisoformat("2026-10-06T18:00:00+00:00")
    event = calendar.event(under=market, title=long or "Lamps shine again", slug="lamps")
    survey = surveys.survey(surveys.ended(event, at=moment), at=moment)
    surveys.answered(survey, [{"Q1": 1 + each % 4, "Q2": 1 + each % 5, "Q10": 5} for each in range(14)], now=moment)
    close_surveys(archive.DRAFTED)
    page = draft_outcome(event, by=None, now=archive.DRAFTED)
    page.body = [("text", STORY)]
    picture = assets.image(content=draw_picture("making", "making"), caption=long or "At the table")
    book = assets.document(content=make_publication("A small book", "Ana Kovač", "Take a needle.", "en"), pages=2)
    page.photographs.set([Photograph(image=picture)])
    page.publications.set([Publication(title=long or "A small book", authors="Ana Kovač", year=2026, document=book)])
    make_sizes(moment)
    return archive.published(page)


def sights(town: Town, language: str = "en") -> dict[str, list[Sight]]:
    """The pages by what people come for."""
    home = f"/{language}"
    return {
        "finding": [
            Sight(f"{home}/", "Lindhaven"),
            Sight(f"{home}/events/", "What’s on"),
            Sight(f"{home}/events/?q=nothing-at-all", "What’s on"),
            Sight(f"{home}/events/month/2026/11/", "What’s on"),
            Sight(f"{home}/events/week/2026-11-23/", "What’s on"),
            Sight(f"{home}/events/day/2026-11-24/", "What’s on"),
            Sight(f"{home}/events/week/2026-11-23/paper/?branch=market", "Market Square"),
            Sight(f"{home}/events/month/2026/11/paper/", "What’s on"),
            Sight(f"{home}/events/embed/?branch=market", "Market Square"),
            Sight(f"{home}/market/", "Market Square"),
            Sight(f"{home}/today/market/", "Market Square"),
            Sight(f"{home}/libraries/", "Our libraries"),
            Sight(f"{home}/search/?q=mending", "Search"),
        ],
        "taking part": [
            Sight(town.event, "Mending night"),
            Sight("/en/market/doors/", "Doors of the old town"),
            Sight("/en/market/sleep-well/", "Sleep well"),
            Sight("/en/market/water/", "A day for water"),
            Sight(f"{home}/o/{town.session}/", "Wells and cisterns"),
            Sight(f"{home}/o/{town.o}/register/", "Mending night"),
            Sight(f"{home}/o/{town.o}/register/", "Mending night", press="Register"),
            Sight(town.r, "You have a place"),
            Sight(f"{town.r}cancel/", "Cancel your registration?"),
            Sight(f"{town.r}erase/", "Erase what we keep of you?"),
            Sight(f"{home}/my-registrations/", "My registrations"),
            Sight(f"{home}/my-registrations/", "My registrations", press="Send me my links"),
            Sight(f"{home}/slip/", "The code on your slip"),
            Sight(f"{home}/slip/", "The code on your slip", press="Open my registration"),
            Sight(town.ticket, "Show this at the door"),
            Sight(town.waiting, "You are on the waiting list"),
            Sight(town.r, "You have a place", press="Send me the address", after="All your dates"),
            Sight(town.reminders, "No more reminders?"),
            Sight(town.reminders, "No more reminders?", press="Send me no more reminders", after="You get no more"),
            Sight(town.surveys, "No more surveys?"),
            Sight(town.surveys, "No more surveys?", press="Send me no more surveys", after="You get no more surveys"),
            Sight(town.own, "Your own calendar"),
            Sight(town.own, "Your own calendar", press="Give me a new address", after="Your own calendar"),
        ],
        "what came of it": [
            Sight(town.s, "Mending night"),
            Sight(town.s, "Mending night", press="Send my answers"),
            Sight("/s/thanks/?lang=en", "Thank you"),
            Sight("/en/market/lamps/", "Lamps shine again"),
            Sight(f"{home}/archive/", "Archive"),
            Sight(town.outcome, "Lamps shine again"),
            Sight(town.photograph, "Photograph"),
            Sight(f"{home}/programmes/", "Programmes"),
            Sight(town.programme, "Things worth mending"),
        ],
        "the house": [
            Sight(f"{home}/about/", "About us"),
            Sight(f"{home}/privacy/", "Privacy"),
            Sight(f"{home}/accessibility/", "Accessibility"),
            Sight(f"{home}/contact/", "Contact"),
            Sight(f"{home}/open-data/", "Open data"),
            Sight(f"{home}/nothing/here/", "", status=404),
            Sight("/s/WRONG/", "", status=410),
            Sight("/r/WRONG/", "", status=404),
            Sight(town.own, "Your own calendar", press="Switch this calendar off", after="switched off"),
            Sight("/c/WRONG/", "", status=404),
            Sight("/k/WRONG/", "", status=404),
        ],
    }


def look(page: Page, sight: Sight) -> list[str]:
    """Opens the page, presses its button, and says what is wrong before anything else is done to it."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    answer = page.goto(sight.address)
    assert answer is not None
    assert answer.status == sight.status, sight
    assert sight.heading in page.locator("h1").inner_text(), sight
    faults = _faults_of_answer(answer)
    if sight.press:
        _press(page, sight)
    scripts = [each for each in page.evaluate(SCRIPTS) if not ("/events/" in sight.address and "htmx" in each)]
    faults += [f"a script: {each}" for each in scripts]
    if page.locator("[style], style").count():
        faults.append("an inline style")
    # Chromium itself notes a page that comes with a status such as 404 or 422.
    own_notes = sight.press or sight.status != 200
    noted = [each for each in said if not (own_notes and each.startswith("Failed to load resource"))]
    return faults + [f"the console: {each}" for each in noted]


def _press(page: Page, sight: Sight) -> None:
    button = page.get_by_role("button", name=sight.press).first
    if not sight.after:
        button.click()
        page.locator(".error-summary").wait_for()
        return
    with page.expect_navigation() as led:
        button.click()
    assert led.value.ok, sight
    assert sight.after in page.locator("h1").inner_text(), sight


def _faults_of_answer(answer: Response) -> list[str]:
    policy = answer.headers.get("content-security-policy", "")
    return [] if "default-src 'none'" in policy and "unsafe-inline" not in policy else [f"the policy: {policy}"]


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def inspected(page: Page, sight: Sight) -> list[str]:
    """What axe finds in two widths, light and dark, and whether the page is wider than the window."""
    faults = []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        faults += [] if fits(page) else [f"wider than {width} px"]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options=SIGN if "/today/" in sight.address else RULES).response["violations"]
            faults += [f"{width} {scheme} {each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]
    return faults


@pytest.mark.parametrize("group", ["finding", "taking part", "what came of it", "the house"])
def test_pages_are_accessible_fit_and_strict(open_page, build, group):
    faults = []
    for sight in sights(build())[group]:
        page = open_page("about:blank")
        faults += [f"{sight.address} {sight.press}: {each}" for each in (*look(page, sight), *inspected(page, sight))]
        page.close()
    assert not faults, "\n".join(faults)


def test_very_long_greek_words_fit_on_the_narrowest_phone(open_page, build):
    faults = []
    page = open_page("about:blank", width=320)
    for group in sights(build(long=LONG), "el").values():
        for sight in group:
            answer = page.goto(sight.address)
            assert answer.status == sight.status, sight
            if not fits(page):
                faults.append(f"{sight.address} is wider than 320 px")
    assert not faults, "\n".join(faults)


def test_paragraphs_of_a_story_stand_apart(open_page, build):
    page = open_page(build().event)
    first, heading = (page.locator(f".block-text {tag}").first.bounding_box() for tag in ("p", "h2"))
    assert heading["y"] - (first["y"] + first["height"]) > 12


@pytest.mark.parametrize(("address", "above"), [("/en/market/", ".masthead"), ("/en/market/lamps/", ".notice")])
def test_title_stands_free_of_what_is_above_it(open_page, build, address, above):
    build()
    page = open_page(address)
    upper, title = (page.locator(css).first.bounding_box() for css in (above, ".title"))
    assert title["y"] - (upper["y"] + upper["height"]) > 12
