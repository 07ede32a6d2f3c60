"""A large network of libraries for the bench: N dates in the coming 365 days, in bulk, into an empty migrated database.

    bench/with_postgres make bench-data bench          10,000 dates
    .venv/bin/python bench/busy_library.py --dates 1000

About two thirds are weekly series; the rest are single dates, exhibitions and conferences with sessions. Two events in
three are told in Greek too, one in five in all five languages; partners' happenings stand between them. The same number
gives the same library. Rows of registrations are not made: dates carry the count of places taken.
"""

import argparse
import os
import random
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.utils.text import slugify  # noqa: E402
from wagtail.models import Page  # noqa: E402

from core import clock  # noqa: E402
from core.folding import fold  # noqa: E402
from events.calendar.domain.branches import open_branch  # noqa: E402
from events.calendar.domain.expansion import PERIOD_CODE  # noqa: E402
from events.calendar.enums import Admission, Status  # noqa: E402
from events.calendar.models import (  # noqa: E402
    ActivityPage,
    BranchPage,
    EventPage,
    ExhibitionPage,
    LecturePage,
    Occurrence,
    ParticipatoryPage,
    Schedule,
)
from events.partners.models import Happening, Organisation  # noqa: E402
from operations.demo.settling import settle  # noqa: E402
from places.models import Audience, Branch, Library, Space, SpokenLanguage, Topic  # noqa: E402

DAYS = 365
LANGUAGES = ("en", "el", "sl", "sv", "da")
QUARTERS = ("Harbour", "Old Town", "Riverside", "Hillside", "Station", "Garden City", "North Gate")
NOUNS = {
    "en": ("Storytime", "Reading circle", "Poetry evening", "Repair café", "Language café", "Film night", "Coding club",
           "Family research", "Chess for everyone", "Author's talk", "Open workshop", "Choir rehearsal"),
    "el": ("Παραμύθια", "Λέσχη ανάγνωσης", "Βραδιά ποίησης", "Καφενείο επισκευών", "Καφέ γλωσσών", "Βραδιά ταινίας",
           "Όμιλος προγραμματισμού", "Οικογενειακή ιστορία", "Σκάκι για όλους", "Συνάντηση με συγγραφέα",
           "Ανοιχτό εργαστήρι", "Πρόβα χορωδίας"),
    "sl": ("Pravljična ura", "Bralni krog", "Večer poezije", "Kavarna popravil", "Jezikovna kavarna", "Filmski večer",
           "Krožek programiranja", "Rodoslovje", "Šah za vse", "Srečanje z avtorico", "Odprta delavnica", "Vaja zbora"),
    "sv": ("Sagostund", "Läsecirkel", "Poesikväll", "Fixarkafé", "Språkkafé", "Filmkväll", "Kodklubb", "Släktforskning",
           "Schack för alla", "Författarbesök", "Öppen verkstad", "Körrepetition"),
    "da": ("Fortælletime", "Læsekreds", "Digtaften", "Reparationscafé", "Sprogcafé", "Filmaften", "Kodeklub",
           "Slægtsforskning", "Skak for alle", "Forfatterbesøg", "Åbent værksted", "Korprøve"),
}  # fmt: skip
ABOUT = ("by the sea", "for beginners", "after work", "with Ελένη Παπαδοπούλου", "with Åsa Öberg", "of our street",
         "in the garden", "for grandparents and children", "on winter light", "with Žiga Čebašek")  # fmt: skip
STORY = [
    {"type": "text", "value": "<p>Come in, sit down, stay as long as you like.</p>" * 4, "id": str(uuid.UUID(int=1))}
]


class Maker:
    """Collects the rows of one library and writes them table by table."""

    def __init__(self, dates: int) -> None:
        self.wanted = dates
        self.chance = random.Random(dates)
        self.now = clock.now()
        self.first = self.now.date()
        self.types = {kind: ContentType.objects.get_for_model(kind) for kind in
                      (ActivityPage, ExhibitionPage, LecturePage, ParticipatoryPage)}  # fmt: skip
        self.branches = list(Branch.objects.prefetch_related("spaces"))
        self.parents = {(page.branch_id, page.locale.language_code): page
                        for page in BranchPage.objects.select_related("locale")}  # fmt: skip
        self.headings = [list(model.objects.all()) for model in (Audience, Topic, SpokenLanguage)]
        self.pages: list[Any] = []
        self.dates: list[Occurrence] = []
        self.schedules: list[Schedule] = []

    def make(self) -> None:
        """Series first, then what fills the year up to the number asked for."""
        number = 0
        while len(self.dates) < self.wanted:
            number += 1
            left = self.wanted - len(self.dates)
            if number % 40 == 0:
                self._exhibition(number)
            elif number % 45 == 0 and left > 5:
                self._conference(number)
            elif number % 16 == 1 and left > 52:
                self._series(number)
            else:
                self._single(number)
        self._write()

    def _series(self, number: int) -> None:
        """The same weekday and hour through the year."""
        page, start = self._event(number, (ActivityPage, ParticipatoryPage)), self._start(number)
        first = datetime.combine(self.first + timedelta(days=number % 7), start.timetz())
        schedule = self._schedule(page, first, rule="RRULE:FREQ=WEEKLY")
        for week in range(DAYS // 7):
            self._date(page, schedule, _local(first.date() + timedelta(weeks=week), start.time()), 90)

    def _single(self, number: int) -> None:
        page, start = self._event(number, (LecturePage, ActivityPage, ParticipatoryPage)), self._start(number)
        self._date(page, self._schedule(page, start), start, 120)

    def _exhibition(self, number: int) -> None:
        """One date of several weeks."""
        page, start = self._event(number, (ExhibitionPage,)), _local(self._start(number).date(), time())
        page.opens_on, page.closes_on = start.date(), start.date() + timedelta(days=27)
        date_ = self._date(page, None, start, 0)
        date_.end = date_.planned_end = _local(page.closes_on + timedelta(days=1), time()).astimezone(UTC)
        date_.all_day, date_.schedule_code = True, PERIOD_CODE

    def _conference(self, number: int) -> None:
        """A day with four parallel sessions."""
        page, start = self._event(number, (LecturePage,)), _local(self._start(number).date(), time(9))
        self._date(page, self._schedule(page, start), start, 480)
        for session in range(4):
            begin = start + timedelta(hours=1 + session)
            schedule = self._schedule(page, begin, label=f"Session {session + 1}", session=True)
            self._date(page, schedule, begin, 50)

    def _event(self, number: int, kinds: tuple[Any, ...]) -> Any:
        """The source page of an event and its translations."""
        kind, branch = self.chance.choice(kinds), self.branches[number % len(self.branches)]
        original = "el" if number % 10 == 7 else "en"
        told = [code for code in LANGUAGES if number % 5 == 0 or (code == "el" and number % 3) or code == original]
        told.sort(key=lambda code: code != original)
        key, facts = uuid.UUID(int=self.chance.getrandbits(128)), self._facts(number, branch)
        pages = [
            self._page(
                number,
                kind,
                self.parents[branch.pk, code],
                translation_key=key,
                **(facts if code == original else {}),
            )
            for code in told
        ]
        self.pages += pages
        return pages[0]

    def _facts(self, number: int, branch: Branch) -> dict[str, Any]:
        registers = number % 3 == 0
        return {
            "space": self.chance.choice([*branch.spaces.all()]),
            "price": 3 if number % 11 == 0 else None,
            "age_from": 6 if number % 9 == 0 else None,
            "admission": Admission.REGISTER if registers else Admission.DROP_IN,
            "sign_language": True if number % 25 == 0 else None,
        }

    def _page(self, number: int, kind: Any, parent: BranchPage, **facts: Any) -> Any:
        code = parent.locale.language_code
        title = f"{NOUNS[code][number % len(NOUNS[code])]} {self.chance.choice(ABOUT)}"
        parent.numchild += 1
        slug = f"{slugify(title)}-{number}"
        return kind(
            title=title,
            draft_title=title,
            slug=slug,
            path=Page._get_path(parent.path, parent.depth + 1, parent.numchild),
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}{slug}/",
            locale=parent.locale,
            content_type=self.types[kind],
            live=True,
            first_published_at=self.now,
            last_published_at=self.now,
            reconciled_at=self.now,
            summary=f"{title}: an hour together at {parent.title}, and coffee afterwards.",
            body=STORY,
            **facts,
        )

    def _start(self, number: int) -> datetime:
        day = self.first + timedelta(days=self.chance.randrange(DAYS))
        return _local(day, time(9 + number % 11, 15 * (number % 4)))

    def _schedule(self, page: Any, start: datetime, **fields: Any) -> Schedule:
        schedule = Schedule(code=uuid.UUID(int=self.chance.getrandbits(128)), first_date=start.date(),
                            start_time=start.time(), space=page.space, **fields)  # fmt: skip
        schedule.event = page
        self.schedules.append(schedule)
        return schedule

    def _date(self, page: Any, schedule: Schedule | None, start: datetime, minutes: int) -> Occurrence:
        begin, end = start.astimezone(UTC), (start + timedelta(minutes=minutes)).astimezone(UTC)
        seats = 20 if page.admission == Admission.REGISTER else None
        taken = self.chance.randrange(21) if seats else 0
        made = Occurrence(
            code=f"{len(self.dates):010d}",
            id=uuid.UUID(int=self.chance.getrandbits(128)),
            schedule_code=schedule.code if schedule else PERIOD_CODE,
            planned_on=start.date(),
            start=begin,
            end=end,
            planned_start=begin,
            planned_end=end,
            zone="Europe/Athens",
            kind=page.kind,
            branch_id=page.space.branch_id,
            space=page.space,
            seats=seats,
            seats_planned=seats,
            seats_taken=taken,
            waiting=1 if taken == 20 and self.chance.random() < 0.5 else 0,
            status=Status.CANCELLED if len(self.dates) % 97 == 50 else Status.SCHEDULED,
            session=bool(schedule and schedule.session),
            label=schedule.label if schedule else "",
            modified=self.now,
        )
        made.page = page
        self.dates.append(made)
        return made

    def _write(self) -> None:
        rows = [Page(**{field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields
                        if field.attname != "id"}) for page in self.pages]  # fmt: skip
        Page.objects.bulk_create(rows, batch_size=1000)
        for page, row in zip(self.pages, rows, strict=True):
            page.pk = page.page_ptr_id = page.id = page.eventpage_ptr_id = row.pk
        _insert(EventPage, self.pages)
        for kind in self.types:
            _insert(kind, [page for page in self.pages if type(page) is kind])
        for parent in self.parents.values():
            Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)
        for schedule in self.schedules:
            schedule.page_id = schedule.event.pk
        Schedule.objects.bulk_create(self.schedules, batch_size=1000)
        for date_ in self.dates:
            date_.event_id = date_.page.pk
        Occurrence.objects.bulk_create(self.dates, batch_size=1000)
        sources = sorted({date_.page.pk for date_ in self.dates})
        for field, headings in zip(("audiences", "topics", "languages"), self.headings, strict=True):
            self._link(getattr(EventPage, field).through, sources, headings)

    def _link(self, through: Any, sources: list[int], headings: list[Any]) -> None:
        """One or two of the headings for each event."""
        name = headings[0]._meta.model_name
        through.objects.bulk_create(
            through(eventpage_id=pk, **{f"{name}_id": heading.pk})
            for pk in sources
            for heading in self.chance.sample(headings, 1 + pk % 2)
        )

    def happenings(self) -> Iterator[Happening]:
        """Partners' dates, one for every forty of ours."""
        partners = [Organisation.objects.create(slug=f"partner-{n}", name=f"Neighbours’ union {n}") for n in range(3)]
        for number in range(self.wanted // 40):
            start = self._start(number).astimezone(UTC)
            title = f"Market {self.chance.choice(ABOUT)}"
            yield Happening(organisation=partners[number % 3], uid=f"{number}@partner.example", title=title,
                            folded=fold(title), start=start, end=start + timedelta(hours=3), zone="Europe/Athens",
                            digest="", modified=self.now)  # fmt: skip


def _local(day: date, at: time) -> datetime:
    return datetime.combine(day, at, ZoneInfo("Europe/Athens"))


def _insert(model: type[models.Model], pages: list[Any]) -> None:
    """The rows of a page's own table alone; Django offers bulk inserts only for models without parents."""
    fields = model._meta.local_concrete_fields
    for begin in range(0, len(pages), 500):
        model._base_manager._insert(pages[begin : begin + 500], fields=fields, using="default")


def _more_branches() -> None:
    library = Library.objects.get()
    for position, name in enumerate(QUARTERS, start=5):
        branch = Branch.objects.create(slug=slugify(f"{name} branch"), name={"en": f"{name} Library"}, library=library,
                                       address=f"{position} Station Road", position=position)  # fmt: skip
        for space in ("Reading room", "Hall"):
            Space.objects.create(branch=branch, name={"en": space}, seats=40, step_free=position % 2 == 0)
        open_branch(branch)


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--dates", type=int, default=10_000, help="dates in 365 days (default 10,000)")
    given = reader.parse_args()
    if Occurrence.objects.exists():
        raise SystemExit("This database already has dates.")
    with transaction.atomic():
        settle(clock.now())
        _more_branches()
        maker = Maker(given.dates)
        maker.make()
        Happening.objects.bulk_create(maker.happenings())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{len(maker.dates)} dates of {len({d.event_id for d in maker.dates})} events on {len(maker.pages)} pages")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
