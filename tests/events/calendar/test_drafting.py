from datetime import date, time

import pytest
from django.urls import reverse

from events.calendar.domain.drafting import EventFacts, PlanFacts, draft_event
from events.calendar.domain.grammar import carried
from events.calendar.enums import Admission, Kind
from events.calendar.models import ActivityPage, EventPage, ExhibitionPage, LecturePage, Occurrence
from events.calendar.words import plan_in_words
from places.models import Audience, Topic
from tests.factories import calendar

TUESDAY = date(2026, 12, 1)
ATHENS = "Europe/Athens"


@pytest.fixture
def branch_page(branch):
    return calendar.branch_page(branch)


def test_draft_holds_every_fact_and_makes_no_date(branch_page):
    rule = carried("FREQ=WEEKLY;COUNT=3", first=TUESDAY, zone=ATHENS)
    audience = Audience.objects.create(slug="children", name={"en": "Children"})
    topic = Topic.objects.create(slug="reading", name={"en": "Reading"})
    facts = EventFacts(
        title="  Story\n hour ",
        summary="We read.",
        story="First <b>part</b>.\n\nSecond & last.",
        plans=(PlanFacts(first_date=TUESDAY, start_time=time(17), end_time=time(18), rule=rule, seats=12),),
        audiences=(audience,),
        topics=(topic,),
        admission=Admission.REGISTER,
    )

    draft = draft_event(branch_page, facts)

    page = EventPage.objects.get(pk=draft.pk).specific.get_latest_revision_as_object()
    assert (type(page), page.live, page.title, page.slug) == (ActivityPage, False, "Story hour", "story-hour")
    assert str(page.body[0].value.source) == "<p>First &lt;b&gt;part&lt;/b&gt;.</p><p>Second &amp; last.</p>"
    assert (list(page.audiences.all()), list(page.topics.all())) == ([audience], [topic])
    [plan] = page.schedules.all()
    assert (plan.first_date, plan.start_time, plan.end_time, plan.seats) == (TUESDAY, time(17), time(18), 12)
    assert plan_in_words(plan, zone=ATHENS, until=date(2027, 12, 1)) == "every week: Tuesday, 3 dates"
    assert list(EventPage.objects.get(pk=draft.pk).audiences.all()) == [audience]
    assert not Occurrence.objects.exists()


def test_draft_finds_a_free_slug(branch_page):
    facts = EventFacts(title="Story hour")
    slugs = [draft_event(branch_page, facts).slug for _number in range(3)]
    assert slugs == ["story-hour", "story-hour-1", "story-hour-2"]
    assert draft_event(branch_page, EventFacts(title="🎉🎉")).slug == "activity"


def test_draft_of_an_exhibition_has_a_period_and_of_a_lecture_speakers(branch_page):
    period = (date(2026, 12, 1), date(2027, 1, 31))
    exhibition = draft_event(branch_page, EventFacts(title="Maps", kind=Kind.EXHIBITION, period=period))
    lecture = draft_event(branch_page, EventFacts(title="Maps", kind=Kind.LECTURE, speakers=("Ana Kos, historian",)))
    assert isinstance(exhibition, ExhibitionPage)
    assert (exhibition.opens_on, exhibition.closes_on) == period
    assert isinstance(lecture, LecturePage)
    assert [(each.name, each.about) for each in lecture.speakers.all()] == [("Ana Kos", "historian")]


def test_draft_opens_in_the_editor_and_can_be_published(branch_page, clock, client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("vera@library.example"))
    plan = PlanFacts(first_date=TUESDAY, start_time=time(18), end_time=time(20))
    draft = draft_event(branch_page, EventFacts(title="Evening", summary="One evening.", plans=(plan,)))
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    assert answer.status_code == 200
    draft.get_latest_revision().publish()
    assert Occurrence.objects.filter(event=draft).count() == 1


@pytest.mark.parametrize(
    ("rule", "first", "words"),
    [
        ("FREQ=DAILY;INTERVAL=2;COUNT=4", TUESDAY, "every 2 days, 4 dates"),
        ("RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", TUESDAY, "every week: Tuesday, Thursday, 4 dates"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=5", TUESDAY,
         "every week: Monday, Tuesday, Wednesday, Thursday, Friday, 5 dates"),
        ("FREQ=WEEKLY;UNTIL=20261215T160000Z", TUESDAY, "every week: Tuesday, until 15 December 2026, 3 dates"),
        ("FREQ=WEEKLY;UNTIL=20261214T230000Z", TUESDAY, "every week: Tuesday, until 15 December 2026, 3 dates"),
        ("FREQ=MONTHLY;COUNT=2", TUESDAY, "every month: day 1 of the month, 2 dates"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1;COUNT=2", TUESDAY, "every month: first Tuesday, 2 dates"),
        ("FREQ=MONTHLY;BYDAY=-1TH", date(2026, 12, 31), "every month: last Thursday, until further notice"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=2", TUESDAY, "every month: first working day, 2 dates"),
        ("FREQ=YEARLY", TUESDAY, "every year: 1 December, until further notice"),
    ],
)  # fmt: skip
def test_rule_of_our_grammar_is_carried(rule, first, words):
    from events.calendar.models import Schedule

    plan = Schedule(first_date=first, rule=carried(rule, first=first, zone=ATHENS))
    assert plan_in_words(plan, zone=ATHENS, until=date(2030, 1, 1)) == words


@pytest.mark.parametrize(
    "rule",
    [
        "", "FREQ=HOURLY", "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;COUNT=0", "FREQ=WEEKLY;COUNT=9;UNTIL=20270101",
        "FREQ=WEEKLY;BYDAY=WE", "FREQ=WEEKLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=TU", "FREQ=MONTHLY;BYDAY=5TU",
        "FREQ=MONTHLY;BYMONTHDAY=1,15", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=YEARLY;BYDAY=1TU", "FREQ=YEARLY;BYMONTH=3",
        "FREQ=WEEKLY;BYHOUR=3", "FREQ=WEEKLY;BYEASTER=1", "FREQ=WEEKLY;UNTIL=tomorrow", "FREQ=WEEKLY;UNTIL=20261399",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "FREQ=DAILY;INTERVAL=99", "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=WEEKLY;UNTIL=20200101", "FREQ=MONTHLY;BYMONTHDAY=x", "FREQ=DAILY;BYMONTH=12",
    ],
)  # fmt: skip
def test_rule_outside_our_grammar_is_not_carried(rule):
    assert carried(rule, first=TUESDAY, zone=ATHENS) is None
