from datetime import UTC, date, datetime, time

import pytest
from django.urls import reverse
from wagtail.models import Locale

from events.calendar.domain.branches import open_branch
from events.calendar.domain.sources import source_of
from events.calendar.models import ActivityPage, BranchPage, EventPage, ExhibitionPage, Occurrence
from events.programmes.models import Programme
from events.registration.models import Registration
from places.models import ClosingDay
from tests.factories import calendar, places, programmes, registration

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 1)


@pytest.fixture
def english(branch, clock) -> BranchPage:
    for language in ("en", "el", "sl"):
        calendar.home(language)
    return open_branch(branch)[0]


@pytest.fixture
def series(english) -> EventPage:
    """A published series of three Tuesdays with a registration, told in English and Greek."""
    event = calendar.event(
        under=english,
        title="Story hour",
        admission="register",
        opens_at=datetime(2026, 11, 20, 7, tzinfo=UTC),
        schedules=[calendar.schedule(TUESDAY, rule="RRULE:FREQ=WEEKLY;COUNT=3", label="Small ones", seats=5)],
    )
    registration.register(event.occurrences.first(), now=datetime(2026, 11, 24, 9, tzinfo=UTC))
    greek = event.copy_for_translation(Locale.objects.get(language_code="el"))
    greek.title = greek.draft_title = "Ώρα του παραμυθιού"
    greek.save_revision().publish()
    return event


def address(event: EventPage) -> str:
    return reverse("season:event-copy", args=[event.pk])


def test_preview_shows_the_dates_and_writes_nothing(series, ada, client):
    client.force_login(ada)
    before = EventPage.objects.count()
    page = client.get(address(series), {"first": "2027-12-01", "how": "weekdays"}).content.decode()
    assert "Tuesday, 30 November 2027, 18:00–20:00" in page
    assert "every week: Tuesday, 3 dates" in page
    assert "English, Greek" in page
    assert EventPage.objects.count() == before


def test_preview_names_the_dates_on_closing_days(series, branch, ada, client):
    ClosingDay.objects.create(
        branch=branch, first=date(2027, 12, 6), last=date(2027, 12, 8), reason={"en": "Stocktaking"}
    )
    client.force_login(ada)
    page = client.get(address(series), {"first": "2027-12-01", "how": "weekdays"}).content.decode()
    assert "closed on these days: 7 December 2027 (Stocktaking)" in " ".join(page.split())


def test_copy_is_a_draft_in_all_languages_without_people(series, ada, client):
    client.force_login(ada)
    answer = client.post(address(series), {"first": "2027-12-01", "how": "weekdays"}, follow=True)

    made = ActivityPage.objects.get(title="Story hour", live=False)
    assert answer.redirect_chain == [(reverse("wagtailadmin_pages:edit", args=[made.pk]), 302)]
    assert "nobody is registered for it" in answer.content.decode()
    greek = ActivityPage.objects.get(title="Ώρα του παραμυθιού", live=False)
    assert made.translation_key == greek.translation_key != series.translation_key
    assert (source_of(greek).pk, made.slug, made.owner) == (made.pk, "story-hour-1", ada)
    [plan], [told] = made.schedules.all(), greek.schedules.all()
    assert plan.code == told.code != series.schedules.get().code
    assert (plan.first_date, plan.seats, plan.label) == (date(2027, 11, 30), 5, "Small ones")
    assert made.opens_at == datetime(2027, 11, 19, 7, tzinfo=UTC)
    assert (made.reconciled_at, made.live_revision, made.first_published_at) == (None, None, None)
    assert Occurrence.objects.filter(event=made).count() == 0
    assert Registration.objects.count() == 1

    made.get_latest_revision().publish()
    assert Occurrence.objects.filter(event=made, seats_taken=0).count() == 3
    assert Occurrence.objects.filter(event=series).count() == 3


def test_copy_takes_the_latest_draft_with_its_new_rows(series, ada, client):
    draft = EventPage.objects.get(pk=series.pk).specific
    draft.title = "Story hour, new"
    draft.schedules.add(calendar.schedule(date(2026, 12, 5), label="Saturday"))
    draft.schedules.add(calendar.schedule(date(2026, 12, 6), label="Sunday"))
    draft.save_revision()
    client.force_login(ada)

    client.post(address(series), {"first": "2027-12-01", "how": "days"})

    made = ActivityPage.objects.get(title="Story hour, new")
    assert [(each.label, each.first_date) for each in made.schedules.order_by("first_date")] == [
        ("Small ones", date(2027, 12, 1)), ("Saturday", date(2027, 12, 5)), ("Sunday", date(2027, 12, 6)),
    ]  # fmt: skip
    assert len({each.code for each in made.schedules.all()}) == 3
    assert EventPage.objects.get(pk=series.pk).schedules.count() == 1


def test_copy_of_an_exhibition_moves_its_period_and_its_tours(english, ada, client):
    show = calendar.event(
        ExhibitionPage, under=english, title="Maps", opens_on=TUESDAY, closes_on=date(2027, 1, 31),
        schedules=[calendar.schedule(date(2026, 12, 6), time(11), time(12))], publish=False,
    )  # fmt: skip
    client.force_login(ada)
    client.post(address(show), {"first": "2027-12-01", "how": "days"})
    made = ExhibitionPage.objects.exclude(pk=show.pk).get()
    assert (made.opens_on, made.closes_on) == (date(2027, 12, 1), date(2028, 1, 31))
    assert made.schedules.get().first_date == date(2027, 12, 6)


def test_copy_of_an_event_without_dates_asks_nothing(english, ada, client):
    event = calendar.event(under=english, title="Some day", publish=False)
    client.force_login(ada)
    assert "no date yet" in client.get(address(event)).content.decode()
    client.post(address(event))
    assert EventPage.objects.filter(title="Some day").count() == 2


def test_copy_button_stands_on_the_event_and_leads_from_a_translation_to_the_source(series, ada, client):
    client.force_login(ada)
    greek = EventPage.objects.get(title="Ώρα του παραμυθιού")
    assert address(greek) in client.get(reverse("wagtailadmin_pages:edit", args=[greek.pk])).content.decode()
    assert "Small ones" in client.get(address(greek), {"first": "2027-12-01", "how": "days"}).content.decode()


@pytest.mark.parametrize("first", ["", "soon", "2999-12-01"])
def test_copy_without_a_sensible_day_is_refused_with_a_sentence(series, ada, client, first):
    client.force_login(ada)
    answer = client.post(address(series), {"first": first, "how": "weekdays"})
    assert answer.status_code == 200
    assert 'class="errorlist' in answer.content.decode()
    assert EventPage.objects.filter(live=False).count() == 0


def test_stranger_copies_nothing(series, cleo, client):
    client.force_login(cleo)
    for answer in (client.get(address(series)), client.post(address(series), {"first": "2027-12-01", "how": "days"})):
        assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_home"))
    assert EventPage.objects.filter(live=False).count() == 0


# --- a whole programme --------------------------------------------------------------------------------------------
@pytest.fixture
def programme(series, english, branch) -> Programme:
    found = programmes.programme(title={"en": "Reading gardens", "el": "Κήποι ανάγνωσης"})
    found.branches.add(branch)
    found.goals.add(programmes.goal())
    programmes.partnership(found, name="Choir", cash=500, hours=10)
    EventPage.objects.filter(pk=series.pk).update(programme=found)
    series.refresh_from_db()
    series.programme = found
    series.save_revision().publish()
    calendar.event(under=english, title="Planting", programme=found, schedules=[calendar.schedule(date(2026, 12, 10))])
    return found


def test_programme_is_shown_then_copied_with_the_chosen_events(programme, series, ada, client):
    client.force_login(ada)
    address = reverse("season:programme-copy", args=[programme.code])
    asked = {"first": "2027-01-01", "how": "weekdays", "events": [series.pk]}

    page = client.get(address, asked).content.decode()
    assert "Tuesday, 30 November 2027" in page
    assert Programme.objects.count() == 1

    answer = client.post(address, asked, follow=True)
    assert "with 1 event as a draft" in answer.content.decode()
    copied = Programme.objects.exclude(pk=programme.pk).get()
    assert (copied.title["en"], copied.public) == ("Reading gardens (copy)", False)
    assert "Κήποι ανάγνωσης" in copied.title["el"]
    assert (copied.starts_on, copied.ends_on) == (date(2027, 1, 1), date(2027, 12, 31))
    assert (list(copied.goals.all()), list(copied.branches.all())) == (
        list(programme.goals.all()), list(programme.branches.all()),
    )  # fmt: skip
    [partner] = copied.partnerships.all()
    assert (partner.organisation.name, partner.cash, partner.hours) == ("Choir", 0, 0)
    assert sorted(copied.events.values_list("title", flat=True)) == ["Story hour", "Ώρα του παραμυθιού"]
    assert copied.events.filter(live=True).count() == 0
    assert programme.events.filter(live=True).count() == 2


def test_programme_of_others_is_not_copied_and_events_of_others_not_offered(programme, cleo, ada, client):
    other = places.branch(slug="far")
    calendar.event(under=calendar.branch_page(other), title="Far away", programme=programme)
    address = reverse("season:programme-copy", args=[programme.code])
    client.force_login(cleo)
    assert client.get(address).status_code == 302
    client.force_login(ada)
    page = client.get(address).content.decode()
    assert "Planting" in page
    assert "Far away" not in page


def test_programme_form_leads_to_the_copy(programme, client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("vera@library.example"))
    page = client.get(reverse("programme_rows:edit", args=[programme.pk])).content.decode()
    assert reverse("season:programme-copy", args=[programme.code]) in page
