from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse

from events.calendar.domain.adopting import NoBranch, adopt, branch_page_for
from events.calendar.domain.branches import open_branch
from events.calendar.domain.rows import happening_uid
from events.calendar.models import ActivityPage, EventPage, ExhibitionPage
from events.partners.models import Happening
from tests.factories import partners, people


@pytest.fixture
def page(branch):
    return open_branch(branch)[0]


@pytest.fixture
def row(branch, page, clock):
    return partners.happening(branch=branch, title="Bread morning", place="Mill lane", description="We bake.\n\nAll.")


def test_date_of_a_partner_becomes_a_draft_with_its_facts(row, page, ada, now):
    made = adopt(row, page, user=ada, now=now)

    plan = made.schedules.get()
    assert isinstance(made, ActivityPage)
    assert (made.title, made.live, made.place_note) == ("Bread morning", False, "Mill lane")
    assert (str(plan.first_date), plan.start_time, plan.end_time) == ("2026-11-26", time(19), time(21))
    assert list(made.partners.all()) == [row.organisation]
    assert "<p>We bake.</p><p>All.</p>" in str(made.body)


def test_several_whole_days_become_an_exhibition(branch, page, ada, now):
    start = datetime(2026, 12, 4, 22, tzinfo=UTC)
    row = partners.happening(branch=branch, all_day=True, start=start, end=start + timedelta(days=3))

    made = adopt(row, page, user=ada, now=now)

    assert isinstance(made, ExhibitionPage)
    assert (str(made.opens_on), str(made.closes_on)) == ("2026-12-05", "2026-12-07")


def test_second_press_leads_to_the_same_page(row, page, ada, now):
    assert adopt(row, page, user=ada, now=now) == adopt(row, page, user=ada, now=now)
    assert EventPage.objects.count() == 1


def test_partner_date_steps_back_while_our_page_is_live_and_returns_without_it(client, row, page, ada, now):
    made = adopt(row, page, user=ada, now=now)
    assert list(Happening.objects.shown()) == [row]

    made.live = True
    made.save()
    assert not Happening.objects.shown().exists()
    assert Happening.objects.ever_shown().get().taken_back

    made.delete()
    assert list(Happening.objects.shown()) == [row]


def test_date_without_a_branch_is_refused_with_a_sentence(page):
    with pytest.raises(NoBranch, match="Choose a branch"):
        branch_page_for(partners.happening(branch=None))


def test_button_makes_the_draft_and_leads_to_it(client, row, branch, page):
    client.force_login(people.superuser())

    assert "Make it an event of ours" in client.get(reverse("happenings:edit", args=[row.pk])).content.decode()
    answer = client.post(reverse("happening_adopt", args=[row.code]))

    made = EventPage.objects.get()
    assert answer.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert "To our event page" in client.get(reverse("happenings:edit", args=[row.pk])).content.decode()


def test_each_step_back_and_return_has_a_higher_number_in_the_feed(*, client, row, page, ada, now, clock):
    def told():
        entry = client.get("/en/events/feed.ics").content.decode().replace("\r\n ", "").split("BEGIN:VEVENT")
        (ours,) = [each for each in entry if f"UID:{happening_uid(row)}" in each]
        facts = dict(line.partition(":")[::2] for line in ours.split("\r\n") if ":" in line)
        clock.shift(timedelta(minutes=1))
        return facts["STATUS"], int(facts["SEQUENCE"]), facts["LAST-MODIFIED"]

    first = told()
    made = adopt(row, page, user=ada, now=now)
    draft = told()
    EventPage.objects.filter(pk=made.pk).update(live=True)
    back = told()
    again = told()
    EventPage.objects.filter(pk=made.pk).update(live=False)
    here = told()

    assert [status for status, *_rest in (first, draft, back, here)] == ["CONFIRMED"] * 2 + ["CANCELLED", "CONFIRMED"]
    assert first[1] < draft[1] < back[1] < here[1]
    assert draft[2] < back[2] < here[2]
    assert back == again
