import csv
import io
import re
from datetime import date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from events.calendar.domain.branches import open_branch
from events.calendar.domain.season_rows import header
from events.calendar.enums import Admission
from events.calendar.models import ActivityPage, EventPage, ExhibitionPage, LecturePage, Occurrence
from places.models import Audience, Topic
from tests.factories import calendar, people, places, programmes

pytestmark = pytest.mark.django_db
HEADER = header("en")


@pytest.fixture
def branch(db, clock):
    """Ada's branch, with a name in two languages, a space, and its pages."""
    for language in ("en", "el"):
        calendar.home(language)
    found = places.branch(slug="harbour", name={"en": "Harbour Library", "el": "Βιβλιοθήκη Λιμανιού"})
    places.space(branch=found, name={"en": "Studio", "el": "Στούντιο"})
    open_branch(found)
    return found


@pytest.fixture
def other_branch(branch):
    found = places.branch(slug="market", name={"en": "Market Library"})
    open_branch(found)
    return found


def row(**cells: str) -> list[str]:
    given = {"Title": "Story hour", "Branch": "Harbour Library", "First date": "01.12.2026", **cells}
    assert set(given) <= set(HEADER)
    return [given.get(name, "") for name in HEADER]


def table(*rows: list[str], head: list[str] = HEADER, name: str = "season.csv") -> SimpleUploadedFile:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([head, *rows])
    return SimpleUploadedFile(name, out.getvalue().encode())


def upload(client, *rows: list[str], file: SimpleUploadedFile | None = None, language: str = "en") -> str:
    answer = client.post(reverse("season:table"), {"file": file or table(*rows), "language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def make(client, page: str, language: str = "en") -> str:
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)
    assert sealed, page
    answer = client.post(reverse("season:table-make"), {"sealed": sealed[1], "language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def test_table_is_shown_first_and_writes_nothing_then_makes_drafts(branch, ada, client):
    Audience.objects.create(slug="children", name={"en": "Children", "el": "Παιδιά"})
    Topic.objects.create(slug="reading", name={"en": "Reading"})
    programmes.programme(title={"en": "Reading gardens"})
    client.force_login(ada)
    full = row(
        **{
            "In one sentence": "We read.", "Kind": "Activity", "Space": "στουντιο", "From": "17:00", "Until": "18.00",
            "Repeats": "every 2 weeks", "Last date or number of dates": "10", "Places": "20", "Registration": "yes",
            "For whom": "παιδια", "Topics": "Reading", "Price": "5,50", "Programme": "reading gardens",
            "Speakers": "Ana Kos; Ben Berg",
        }
    )  # fmt: skip
    page = upload(client, full, row(Title="Choir", **{"First date": ""}))
    assert "2 rows can become drafts" in page
    assert "stays to be announced" in page
    assert not EventPage.objects.exists()

    shown = make(client, page)

    assert "2 drafts are made" in shown
    assert shown.count("is there already, as a draft") == 2
    made = ActivityPage.objects.get(title="Story hour")
    [plan] = made.schedules.all()
    assert (made.live, made.owner, made.space.name["en"], made.price) == (False, ada, "Studio", pytest.approx(5.5))
    assert (made.admission, made.programme.title["en"]) == (Admission.REGISTER, "Reading gardens")
    assert [each.slug for each in (*made.audiences.all(), *made.topics.all())] == ["children", "reading"]
    assert (plan.first_date, plan.start_time, plan.end_time, plan.seats) == (date(2026, 12, 1), time(17), time(18), 20)
    assert (plan.rule.rrules[0].interval, plan.rule.rrules[0].count) == (2, 10)
    assert plan.speakers == "Ana Kos, Ben Berg"
    assert not Occurrence.objects.exists()


def test_same_table_twice_makes_no_draft_twice(branch, ada, client):
    client.force_login(ada)
    first = upload(client, row(), row(Title="Choir"))
    make(client, first)
    assert "0 drafts are made" in make(client, first)  # the button pressed twice
    again = upload(client, row(Title="STORY HOUR"), row(Title="Choir"), row(Title="Film"))
    assert again.count("is there already, as a draft") == 2
    make(client, again)
    assert sorted(EventPage.objects.values_list("title", flat=True)) == ["Choir", "Film", "Story hour"]
    EventPage.objects.get(title="Film").get_latest_revision().publish()
    assert "published already" in upload(client, row(Title="Film"))


def test_every_row_that_cannot_be_made_says_why(branch, other_branch, ada, client):
    client.force_login(ada)
    page = upload(
        client,
        row(Space="Studyo"),
        row(Branch="Harbor Library", Title="B"),
        row(Branch="Market Library", Title="C"),
        row(Title=""),
        row(Title="E", **{"First date": "11/27/2026", "From": "noon"}),
        row(Title="F", Repeats="weekly", **{"First date": ""}),
        row(Title="G"),
        row(Title="G"),
        row(Title="H", **{"Last date or number of dates": "5"}),
        row(Title="<script>alert(1)</script>", Topics="Nonsense"),
    )
    for sentence in (
        "There is no space “Studyo” in Harbour Library. Did you mean “Studio”?",
        "There is no branch “Harbor Library”. Did you mean “Harbour Library”?",
        "You do not plan events for Market Library",
        "Please write a title.",
        "“11/27/2026” is no day of the calendar",
        "“noon” is no time we can read",
        "It repeats, but the first date is missing.",
        "This is the same event as in row 8.",
        "There is a last date, but not how it repeats.",
        "We do not know “Nonsense”.",
    ):
        assert sentence in page
    assert "<script>alert" not in page
    assert "1 row can become a draft" in page
    make(client, page)
    assert list(EventPage.objects.values_list("title", flat=True)) == ["G"]


def test_drafts_stand_under_the_page_of_the_language(branch, ada, client):
    client.force_login(ada)
    make(client, upload(client, row(Title="Ώρα"), language="el"), "el")
    assert EventPage.objects.get().locale.language_code == "el"
    assert "has no page in this language yet" in upload(client, row(Title="Saga"), language="sv")


def test_exhibition_and_lecture_take_what_is_theirs(branch, ada, client):
    client.force_login(ada)
    make(client, upload(
        client,
        row(Title="Maps", Kind="Exhibition", **{"Last date or number of dates": "31.1.2027"}),
        row(Title="Stars", Kind="Talk or lecture", Speakers="Ana Kos, astronomer; Ben Berg"),
    ))  # fmt: skip
    maps, stars = ExhibitionPage.objects.get(), LecturePage.objects.get()
    assert (maps.opens_on, maps.closes_on, maps.schedules.count()) == (date(2026, 12, 1), date(2027, 1, 31), 0)
    assert [(each.name, each.about) for each in stars.speakers.all()] == [("Ana Kos", "astronomer"), ("Ben Berg", "")]
    page = upload(client, row(Title="Maps", Kind="Exhibition"), row(Title="Stars"))
    assert page.count("is there already") == 2


def test_only_branch_need_not_be_named(branch, other_branch, ada, client):
    client.force_login(ada)
    assert "1 row can become a draft" in upload(client, row(Branch=""))
    client.force_login(people.superuser())
    assert "Please write the branch." in upload(client, row(Branch=""))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_template_can_be_uploaded_as_it_is(branch, ada, client, kind):
    client.force_login(ada)
    answer = client.get(reverse("season:template", args=[kind]))
    data = b"".join(answer) if answer.streaming else answer.content
    assert "1 row can become a draft" in upload(client, file=SimpleUploadedFile(f"a.{kind}", data))


def test_header_is_understood_in_every_language(branch, ada, client):
    client.force_login(ada)
    for language in ("el", "sl", "sv", "da"):
        assert "1 row can become a draft" in upload(client, file=table(row(), head=header(language)))


def test_workbook_with_real_dates_is_read(branch, ada, client):
    book = Workbook()
    book.active.append(["Title", "Branch", "First date", "From", "Our own notes"])
    book.active.append(["Film", "Harbour Library", date(2026, 12, 4), time(19), "Buy popcorn"])
    out = io.BytesIO()
    book.save(out)
    assert load_workbook(io.BytesIO(out.getvalue()))
    client.force_login(ada)
    page = upload(client, file=SimpleUploadedFile("season.xlsx", out.getvalue()))
    assert "left out: Our own notes" in " ".join(page.split())
    make(client, page)
    assert EventPage.objects.get().schedules.get().start_time == time(19)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        ("Τίτλος;Ημερομηνία\nΏρα;1.12.2026".encode("cp1253"), "not in UTF-8"),
        (b"Name;Day\nStory hour;1.12.2026", "must name the columns"),
        (b"Title;Branch\n=cmd|calc;x", "Cell A2 holds a formula"),
        (b"PK\x03\x04", "cannot be read"),
    ],
)
def test_file_that_is_no_season_is_refused_with_a_sentence(branch, ada, client, data, sentence):
    client.force_login(ada)
    page = upload(client, file=SimpleUploadedFile("a.csv", data))
    assert sentence in page
    assert not EventPage.objects.exists()


def test_sealed_table_is_ours_and_of_today(branch, ada, client, clock):
    client.force_login(ada)
    page = upload(client, row())
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)[1]
    for forged in ("", "made-up", sealed[:-1], sealed.swapcase()):
        answer = client.post(reverse("season:table-make"), {"sealed": forged, "language": "en"})
        assert answer.status_code == 302
    clock.shift(86_401)
    answer = client.post(reverse("season:table-make"), {"sealed": sealed, "language": "en"}, follow=True)
    assert "more than a day ago" in answer.content.decode()
    assert not EventPage.objects.exists()


def test_stranger_of_the_branch_makes_nothing_of_anothers_table(branch, other_branch, ada, cleo, client):
    client.force_login(ada)
    page = upload(client, row())
    client.force_login(people.staff("Cleo2", other_branch))
    assert "0 drafts are made" in make(client, page)
    client.force_login(people.staff("Nobody"))
    assert client.post(reverse("season:table"), {"file": table(row()), "language": "en"}).status_code == 302
    assert not EventPage.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_judging_asks_the_database_as_often_for_three_rows_as_for_one(
    branch, ada, client, number, django_assert_num_queries
):
    client.force_login(ada)
    rows = [row(Title=f"Event {each}", Space="Studio") for each in range(number)]
    with django_assert_num_queries(21):
        upload(client, *rows)


def test_menu_leads_to_the_seasons_work_for_editors_only(branch, ada, client):
    client.force_login(ada)
    assert reverse("season:index") in client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("season:table") in client.get(reverse("season:index")).content.decode()
    client.force_login(people.staff("Dora", branch, "desk"))
    assert reverse("season:index") not in client.get(reverse("wagtailadmin_home")).content.decode()
