"""One event from its announcement to the archive as people live it: forms over HTTP, letters read, `tick` at work."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection
from wagtail.test.utils.form_data import querydict_from_html

from accounts.models import Role
from events.calendar.domain.branches import open_branch
from events.calendar.enums import Admission
from events.calendar.models import ActivityPage, BranchPage, EventPage
from events.registration.models import Registration
from home.domain.setup import found_site
from media.archive.models import OutcomePage
from media.assets.models import LibraryDocument, LibraryImage
from places.models import Branch
from tests.factories import assets, calendar, people, places

START = datetime(2026, 12, 5, 16, tzinfo=UTC)  # a Saturday, 18:00 in Athens
NEXT_MORNING = datetime(2026, 12, 6, 8, 30, tzinfo=UTC)
SEATS, CROWD = 13, 11
TITLE = "Stories by the fire"
SUBMIT = {"action-submit": "Submit"}


@pytest.fixture
def market(db, clock) -> Branch:
    """A small house: a site in five languages, one branch with its rights."""
    found_site(name=dict.fromkeys(calendar.LANGUAGES, "Lindhaven Libraries"))
    branch = places.branch(slug="market", name={"en": "Market Square Library", "el": "Βιβλιοθήκη της Αγοράς"})
    places.space(branch=branch, step_free=True)
    open_branch(branch)
    return branch


class Story:
    """The event as it goes along, and everybody's browser."""

    def __init__(self, branch: Branch, clock) -> None:
        self.branch, self.clock = branch, clock
        self.public, self.ada, self.mia, self.dora = (Client() for _person in range(4))
        roles = {"Ada": Role.EDITOR, "Mia": Role.MANAGER, "Dora": Role.DESK}
        self.staff = [people.staff(name, branch, role) for name, role in roles.items()]
        self.sign_in()

    def sign_in(self) -> None:
        """Staff sign in: at the beginning, and when their session is over after two weeks."""
        for client, user in zip((self.ada, self.mia, self.dora), self.staff, strict=True):
            client.force_login(user)

    @property
    def event(self) -> EventPage:
        return ActivityPage.objects.get(title=TITLE)

    @property
    def date(self):
        return self.event.occurrences.get()

    def tick(self) -> dict[str, mail.EmailMessage]:
        """All work that is due; returns the letters that arrived by it, by whom they were written to."""
        before = len(mail.outbox)
        call_command("tick")
        letters = {letter.to[0].removesuffix("@example.org"): letter for letter in mail.outbox[before:]}
        assert len(letters) == len(mail.outbox) - before
        return letters

    def page(self, address: str, client: Client | None = None) -> str:
        answer = (client or self.public).get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.content.decode()

    def register(self, name: str, party: int = 1, language: str = "en") -> str:
        """The form as a person fills it in, from a connection of their own; returns the page that says what came."""
        client = Client(REMOTE_ADDR=f"198.51.100.{len(mail.outbox) + 1}")
        form = f"/{language}/o/{self.date.code}/register/"
        key = re.search(r'name="key" value="([^"]+)"', self.page(form, client))[1]
        self.clock.shift(timedelta(seconds=20))
        given = {"key": key, "name": name, "email": f"{name.lower()}@example.org", "party": str(party)}
        answer = client.post(form, {**given, "access_needs": ""}, follow=True)
        assert [status for _address, status in answer.redirect_chain] == [302], answer.content.decode()
        return answer.content.decode()

    def edited(self, client: Client, page_pk: int, **values: str):
        """The form of the page as it stands, with these answers, sent."""
        address = reverse("wagtailadmin_pages:edit", args=[page_pk])
        data = querydict_from_html(self.page(address, client), form_id="page-edit-form")
        for name, value in {"body-count": "0", **values}.items():
            data[name] = value
        answer = client.post(address, data)
        assert answer.status_code == 302, answer.context["form"].errors
        return answer

    def at_the_desk(self, verb: str, **fields: str) -> str:
        address = f"/admin/desk/{self.date.code}/"
        if verb == "walk-in":
            fields["key"] = self.dora.get(address).context["walk_in"]["key"].value()
        return self.dora.post(f"{address}do/{verb}/", fields, follow=True).content.decode()


@pytest.fixture
def story(market: Branch, clock) -> Story:
    return Story(market, clock)


def links(letter: mail.EmailMessage) -> list[str]:
    """The addresses in the text of a letter, as paths of our site."""
    return re.findall(r"http://localhost:8000(/\S*)", letter.body)


def link(letter: mail.EmailMessage, start: str) -> str:
    return next(found for found in links(letter) if found.startswith(start))


def announce(story: Story) -> None:
    """Ada writes the event and submits it; Mia publishes it."""
    parent = BranchPage.objects.get(branch=story.branch, locale__language_code="en")
    address = reverse("wagtailadmin_pages:add", args=["calendar", "activitypage", parent.pk])
    data = querydict_from_html(story.page(address, story.ada), form_id="page-edit-form")
    plan = {"first_date": "2026-12-05", "start_time": "18:00", "end_time": "20:00", "seats": str(SEATS)}
    row = {"rule_frequency": "", "label": "", "speakers": "", "space": "", "code": "", "id": "", "ORDER": "1"}
    for name, value in {**plan, **row, "DELETE": ""}.items():
        data[f"schedules-0-{name}"] = value
    words = {"title": TITLE, "slug": "stories", "summary": "Told, not read.", "admission": Admission.REGISTER}
    words["waiting_list"] = "on"  # as it stands in the form; a browser sends "on" for a ticked box
    for name, value in {"body-count": "0", "schedules-TOTAL_FORMS": "1", **words, **SUBMIT}.items():
        data[name] = value
    answer = story.ada.post(address, data)
    assert answer.status_code == 302, answer.context["form"].errors
    assert not story.event.live
    approve(story, story.event)


def approve(story: Story, page) -> None:
    """Mia looks at what was submitted and approves it, which publishes the page."""
    task = page.current_workflow_state.current_task_state
    story.mia.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]))
    page.refresh_from_db()
    assert page.live


def fill_the_house(story: Story) -> dict[str, mail.EmailMessage]:
    """Eleven people, then Ben for the last two places, then Eva, who waits; returns Ben's and Eva's letters."""
    for number in range(CROWD):
        assert "You have a place" in story.register(f"Guest{number}")
    assert len(story.tick()) == CROWD
    assert "You have a place" in story.register("Ben", 2)
    assert "Join the waiting list" in story.page(story.event.url)
    assert '<html lang="el">' in story.register("Eva", 2, "el")
    assert Registration.objects.get(name="Eva").face == "waiting"
    return story.tick()


def test_one_event_along_its_whole_life(story: Story) -> None:
    announce(story)
    assert TITLE in story.page("/en/events/")
    feed = story.page("/en/events/feed.ics?branch=market")
    assert "DTSTART;TZID=Europe/Athens:20261205T180000" in feed
    uid = re.search(r"UID:\S+", feed)[0]

    # Registered, full, waiting; cancelled from the letter; promoted and told.
    letters = fill_the_house(story)
    assert set(letters) == {"ben", "eva"}
    assert uid in letters["ben"].attachments[0].get_payload(decode=True).decode()
    cancel = link(letters["ben"], "/r/") + "cancel/"
    assert "Cancel your registration?" in story.page(cancel)
    story.public.post(cancel)
    letters = story.tick()
    assert set(letters) == {"ben", "eva"}
    assert "cancelled" in letters["ben"].body
    assert '<html lang="el">' in story.page(link(letters["eva"], "/r/"))
    assert Registration.objects.get(name="Eva").face == "confirmed"

    # The evening at the door: one guest stays away, somebody comes in from the street.
    come_and_be_counted(story)

    # The morning after: those who came are asked, and answer by link.
    ask_and_answer(story)

    # What came of it.
    outcome = draft_and_fill(story)
    assert TITLE in story.page("/en/archive/?branch=market")
    shown = story.page(outcome.url)
    for words in ("15 people", "Ana Kovač", "A small book of stories"):
        assert words in shown
    assert outcome.url in story.page(story.event.url)
    assert uid in story.page("/en/events/feed.ics?branch=market")
    assert uid in story.page(f"/en/o/{story.date.code}.ics")


def come_and_be_counted(story: Story) -> None:
    story.clock.move_to(START + timedelta(minutes=5))
    codes = dict(Registration.objects.filter(state="confirmed").values_list("name", "code"))
    del codes["Guest0"]
    for name, code in codes.items():
        assert f"{name} is checked in." in story.at_the_desk("check-in", registration=code)
    assert "not enough free places" in story.at_the_desk("walk-in", party="1", name="")
    assert "1 place is free again." in story.at_the_desk("give-free")
    assert "1 person came in." in story.at_the_desk("walk-in", party="1", name="")
    page = story.at_the_desk("count", all="15", method="counted")
    assert "Counted in all: <strong>15</strong>" in page


def ask_and_answer(story: Story) -> None:
    story.tick()
    story.clock.move_to(NEXT_MORNING)
    invitations = story.tick()
    assert len(invitations) == CROWD
    assert {"guest0", "ben"}.isdisjoint(invitations)
    for number, letter in enumerate(list(invitations.values())[:10]):
        survey = link(letter, "/s/")
        fields = re.findall(r'type="radio" name="(Q\d+)"', story.page(survey))
        assert {"Q1", "Q10"} <= set(fields)
        answer = Client().post(survey, {"Q1": str(3 + number % 2), "Q10": "5", "Q12": "More chairs"}, follow=True)
        assert "arrived" in answer.content.decode() or answer.context["LANGUAGE_CODE"] == "el"
        assert Client().get(survey).status_code == 410
    survey = story.date.survey
    assert not survey.responses.exists()
    assert "What people said afterwards" not in story.page(story.event.url)
    story.tick()
    assert (survey.responses.count(), survey.pool.count()) == (5, 5)
    assert "What people said afterwards" in story.page(story.event.url)
    assert TITLE in story.page(reverse("evaluation_staff:index"), story.ada)
    results = story.page(reverse("evaluation_staff:results", args=[survey.code]), story.ada)
    assert "5 answers so far" in results


def draft_and_fill(story: Story) -> OutcomePage:
    """Ada drafts the outcome after the survey has closed, adds two photographs and a booklet; Mia publishes it."""
    story.clock.move_to(story.date.survey.closes + timedelta(hours=1))
    story.tick()
    story.sign_in()
    assert story.date.survey.responses.count() == 10
    assert TITLE in story.page(reverse("outcome_waiting"), story.ada)
    editor = story.ada.post(reverse("outcome_draft", args=[story.event.pk])).url
    outcome = OutcomePage.objects.get()
    assert editor == reverse("wagtailadmin_pages:edit", args=[outcome.pk])
    good, unasked, book = upload(story)
    rows = {"photographs-TOTAL_FORMS": "2", "publications-TOTAL_FORMS": "1"}
    for place, image in enumerate((good, unasked)):
        row = {"image": str(image.pk), "caption": f"Evening {place}", "id": "", "ORDER": str(place), "DELETE": ""}
        rows |= {f"photographs-{place}-{name}": value for name, value in row.items()}
    row = {"title": "A small book of stories", "authors": "Ana Kovač", "year": "2026", "medium": "digital"}
    row |= {"document": str(book.pk), "language": "en", "isbn": "", "pages": "2", "rights": "cc-by", "id": ""}
    rows |= {f"publications-0-{name}": value for name, value in {**row, "ORDER": "0", "DELETE": ""}.items()}
    story.edited(story.ada, outcome.pk, summary="Two evenings' worth of stories.", **rows, **SUBMIT)
    assert TITLE not in story.page("/en/archive/")
    outcome.refresh_from_db()
    approve(story, outcome)
    story.tick()
    shown = story.page(outcome.url)
    assert "Evening 0" in shown
    assert "Evening 1" not in shown
    return outcome


def upload(story: Story) -> tuple[LibraryImage, LibraryImage, LibraryDocument]:
    """A photograph everybody agreed to, one nobody was asked about, and a PDF, into the collection of the branch."""
    collection = {"collection": str(Collection.objects.get(name="Market Square Library").pk)}
    for title, consent in (("Good", "given"), ("Unasked", "")):
        words = {"title": title, "description": "People round a stove", "credit": "Ana Kovač", "rights": "cc-by"}
        file = SimpleUploadedFile("a.jpg", assets.jpeg())
        story.ada.post(reverse("wagtailimages:add"), {**words, **collection, "consent": consent, "file": file})
    file = SimpleUploadedFile("book.pdf", assets.pdf(), content_type="application/pdf")
    words = {"title": "A small book of stories", "language": "en", "rights": "cc-by"}
    story.ada.post(reverse("wagtaildocs:add"), {**words, **collection, "file": file})
    return (
        LibraryImage.objects.get(title="Good"),
        LibraryImage.objects.get(title="Unasked"),
        LibraryDocument.objects.get(),
    )
