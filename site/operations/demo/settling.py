"""Making the place: the site in five languages, its branches and spaces, and what people look things up by."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from core.translated import Translated
from events.calendar.domain.branches import open_branch
from events.calendar.models import BranchPage
from home.domain.setup import found_site
from home.models import HomePage, HouseSettings, StandardPage
from operations.demo.content import headings, houses, town
from operations.demo.content.shapes import House, paragraphs
from places.domain import holidays
from places.domain.hours import set_week
from places.models import Audience, Branch, Country, Heading, Library, Space, SpokenLanguage, Topic

ZONE = "Europe/Athens"


@dataclass
class Place:
    """What has been made so far, by the names the content uses. `now` is the instant of the build."""

    now: datetime
    branches: dict[str, Branch] = field(default_factory=dict)
    spaces: dict[tuple[str, str], Space] = field(default_factory=dict)
    pages: dict[tuple[str, str], BranchPage] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    audiences: dict[str, Audience] = field(default_factory=dict)
    spoken: dict[str, SpokenLanguage] = field(default_factory=dict)

    @property
    def monday(self) -> date:
        """The Monday from which the content counts its weeks."""
        today = self.now.astimezone(ZoneInfo(ZONE)).date()
        return today - timedelta(days=today.weekday())


def settle(now: datetime) -> Place:
    """Founds the site and opens its five branches in all languages."""
    place = Place(now)
    found_site(name=town.NETWORK, motto=town.MOTTO)
    _tell_of_the_house()
    place.topics = _headings(Topic, headings.TOPICS)
    place.audiences = _headings(Audience, headings.AUDIENCES)
    place.spoken = _headings(SpokenLanguage, headings.SPOKEN)
    library = Library.objects.create(slug="lindhaven", name=town.NETWORK, population=town.POPULATION)
    for position, house in enumerate(houses.BRANCHES):
        _open(place, library, house, position)
    holidays.enter_due(now)
    return place


def rich(text: str) -> list[tuple[str, str]]:
    """A story of plain paragraphs as blocks."""
    return [("text", "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs(text)))]


def _tell_of_the_house() -> None:
    house = HouseSettings.load()
    house.email, house.phone, house.address = town.EMAIL, town.PHONE, town.ADDRESS
    house.responsible = town.RESPONSIBLE
    house.save()
    for home in HomePage.objects.select_related("locale"):
        home.intro = town.HOME_INTRO[home.locale.language_code]
        home.save_revision().publish()
    for about in StandardPage.objects.filter(slug="about").select_related("locale"):
        language = about.locale.language_code
        about.intro, about.body = town.ABOUT_INTRO[language], rich(town.ABOUT[language])
        about.save_revision().publish()


def _headings(model: type[Heading], names: dict[str, Translated]) -> dict[str, Any]:
    made = [model(slug=slug, name=name, position=position) for position, (slug, name) in enumerate(names.items())]
    model.objects.bulk_create(made)
    return {heading.slug: heading for heading in made}


def _open(place: Place, library: Library, house: House, position: int) -> None:
    branch = place.branches[house.slug] = Branch.objects.create(
        slug=house.slug,
        name=house.name,
        library=library,
        address=house.address,
        directions=house.directions,
        email=house.email,
        phone=house.phone,
        zone=ZONE,
        country=Country.GREECE,
        latitude=Decimal(house.point[0]),
        longitude=Decimal(house.point[1]),
        position=position,
    )
    for space in house.spaces:
        facts = {name: name in space.facts for name in _FACTS}
        place.spaces[house.slug, space.slug] = Space.objects.create(
            branch=branch,
            name=space.name,
            seats=space.seats,
            shared=space.shared,
            setup_minutes=space.minutes[0],
            clear_minutes=space.minutes[1],
            **facts,
        )
    set_week(branch, house.hours)
    for page in open_branch(branch):
        language = page.locale.language_code
        page.intro = house.intro[language]
        page.save_revision().publish()
        place.pages[house.slug, language] = page


_FACTS = ("step_free", "accessible_toilet", "hearing_loop", "quiet_room")
