import pytest
from django.urls import reverse

from events.partners.models import Happening, Review, Run, Source, SourceState
from tests.factories import partners, people

LISTS = {"sources:index": 12, "happenings:index": 14, "happenings:review": 12}


@pytest.fixture
def boss(branch):
    return people.staff("Mara", branch, "manager")


@pytest.fixture
def row(branch, clock):
    made = partners.source(branch=branch, review_first=True)
    return partners.happening(source=made, organisation=made.organisation, branch=branch, review="waiting")


def form_of(**fields):
    plain = {
        "calendar": "calendar", "address": "https://calendar.example.org/feed.ics", "every_hours": 6, "active": "on",
        "zone": "", "user_agent": "", "topic": "",
    }  # fmt: skip
    return {**plain, **fields}


def test_manager_adds_a_calendar(client, boss, branch):
    client.force_login(boss)
    partner = partners.organisation()

    answer = client.post(reverse("sources:add"), form_of(organisation=partner.pk, branch=branch.pk, review_first="on"))

    made = Source.objects.get()
    assert answer.status_code == 302
    assert (made.organisation, made.branch, made.state, made.review_first) == (partner, branch, SourceState.NEVER, True)


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"address": "http://127.0.0.1/feed.ics"}, "leads inside the house"), ({"address": "ftp://x.example"}, "https://"),
     ({"address": "https://localhost/x"}, "inside"), ({"zone": "Athens"}, "no time zone"),
     ({"user_agent": "Ω"}, "Latin letters"), ({"every_hours": 0}, "greater than or equal to 1")],
)  # fmt: skip
def test_form_refuses_what_the_fetcher_would_refuse(client, boss, branch, fields, words):
    client.force_login(boss)
    data = form_of(organisation=partners.organisation().pk, branch=branch.pk, **fields)

    assert words in client.post(reverse("sources:add"), data).content.decode()
    assert not Source.objects.exists()


def test_another_address_forgets_the_marks_of_the_old_file(client, boss, branch):
    made = partners.source(branch=branch, etag='"1"', body_hash="x")
    client.force_login(boss)

    data = form_of(organisation=made.organisation_id, branch=branch.pk, address="https://new.example.org/a.ics")
    client.post(reverse("sources:edit", args=[made.pk]), data)

    made.refresh_from_db()
    assert (made.address, made.etag, made.body_hash) == ("https://new.example.org/a.ics", "", "")


def test_reports_are_sentences_and_the_address_stays_with_managers(client, ada, branch, clock, now):
    made = partners.source(
        branch=branch, state="failing", failures=2, address="https://calendar.example.org/secret-key/feed.ics"
    )
    told = {"text": "%(host)s took too long to answer.", "facts": {"host": "calendar.example.org"}}
    Run.objects.create(source=made, at=now, outcome="failed", remarks=[told])
    Run.objects.create(source=made, at=now, outcome="read", added=2, skipped=1)
    client.force_login(ada)

    text = client.get(reverse("sources:show", args=[made.pk])).content.decode()

    for words in (
        "Failed 2 times in a row",
        "calendar.example.org took too long to answer.",
        "2 dates added",
        "1 left",
    ):
        assert words in text
    assert "secret-key" not in text
    assert "Fetch now" not in text


def test_fetch_now_marks_it_due_at_post_alone(client, boss, branch, clock, now):
    made = partners.source(branch=branch)
    Source.objects.update(due_at=now.replace(year=2027))
    client.force_login(boss)

    assert client.get(reverse("sources:fetch", args=[made.pk])).status_code == 405
    client.post(reverse("sources:fetch", args=[made.pk]))

    assert Source.objects.get().due_at == now


def test_dates_are_shown_or_hidden_many_at_a_time(client, ada, row, branch):
    other = partners.happening(branch=branch, review="waiting")
    client.force_login(ada)

    client.post(reverse("happenings:review"), {"happenings": [row.pk], "to": "shown"})
    client.post(reverse("happenings:review"), {"happenings": [other.pk], "to": "hidden"})

    assert Happening.objects.get(pk=row.pk).review == Review.SHOWN
    assert Happening.objects.get(pk=row.pk).published
    assert Happening.objects.get(pk=other.pk).review == Review.HIDDEN


def test_stranger_decides_about_nothing_of_another_branch(client, cleo, row):
    client.force_login(cleo)

    text = client.post(reverse("happenings:review"), {"happenings": [row.pk], "to": "shown"}).content.decode()

    assert row.title not in text
    assert Happening.objects.get().review == Review.WAITING


def test_editing_locks_what_was_changed_and_can_be_given_back(client, ada, row, branch):
    client.force_login(ada)
    data = {"title": "Our words", "place": "", "description": "", "branch": branch.pk, "topic": "", "review": "shown"}

    client.post(reverse("happenings:edit", args=[row.pk]), data)
    row.refresh_from_db()
    assert (row.title, row.edited, row.review) == ("Our words", ["title"], "shown")
    client.post(reverse("happenings:edit", args=[row.pk]), {**data, "their_words": "on"})

    row.refresh_from_db()
    assert (row.edited, row.digest) == ([], "")


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("name", list(LISTS))
def test_lists_take_a_constant_number_of_queries(client, ada, row, django_assert_num_queries, name, number):  # noqa: PLR0917
    branch = row.branch
    for _time in range(number):
        made = partners.source(branch=branch)
        partners.happening(source=made, organisation=made.organisation, branch=branch, review="waiting")
    client.force_login(ada)
    client.get(reverse(name))

    with django_assert_num_queries(LISTS[name]):
        assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_reports_take_a_constant_number_of_queries(client, ada, branch, now, django_assert_num_queries, number):  # noqa: PLR0917
    made = partners.source(branch=branch)
    for _time in range(number):
        Run.objects.create(source=made, at=now, outcome="read")
    client.force_login(ada)
    client.get(reverse("sources:show", args=[made.pk]))

    with django_assert_num_queries(14):
        client.get(reverse("sources:show", args=[made.pk]))
