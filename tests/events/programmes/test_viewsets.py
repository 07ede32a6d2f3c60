import pytest

from accounts.models import User
from events.programmes.models import Goal, Programme
from tests.factories import places, programmes


@pytest.fixture
def admin(client, db):
    client.force_login(User.objects.create_superuser("root@library.example", "x"))
    return client


def _languages(name: str, english: str) -> dict[str, str]:
    return {f"{name}_{code}": english if code == "en" else "" for code in ("el", "sl", "sv", "da", "en")}


def test_goal_under_a_subgoal_is_refused_with_a_sentence(admin):
    below = programmes.goal(number="1.1", parent=programmes.goal(number="1"))

    response = admin.post("/admin/goals/new/", {"parent": below.pk, "number": "1.1.1", **_languages("text", "Deeper")})

    assert "is a sub-goal itself" in response.content.decode()
    assert not Goal.objects.filter(number="1.1.1").exists()


def test_programme_with_a_partner_is_made_in_one_form(admin):
    branch, other = places.branch(), programmes.partnership(programmes.programme()).organisation
    data = {
        "starts_on": "2026-01-01", "ends_on": "2026-12-31", "branches": [branch.pk], "public": "on",
        **_languages("title", "Reading gardens"), **_languages("summary", ""), **_languages("description", ""),
        **_languages("hypothesis", ""),
        "partnerships-TOTAL_FORMS": 1, "partnerships-INITIAL_FORMS": 0, "partnerships-MIN_NUM_FORMS": 0,
        "partnerships-MAX_NUM_FORMS": 1000, "partnerships-0-organisation": other.pk, "partnerships-0-cash": "0",
        "partnerships-0-hours": "12", **_languages("partnerships-0-role", "Host"),
        **_languages("partnerships-0-part", ""),
        **_languages("partnerships-0-in_kind", ""),
    }  # fmt: skip

    response = admin.post("/admin/programmes/new/", data)

    assert response.status_code == 302, response.context["form"].errors
    made = Programme.objects.get(title__en="Reading gardens")
    assert made.partnerships.get().hours == 12
    assert list(made.branches.all()) == [branch]


def test_programme_that_ends_before_it_starts_is_refused(admin):
    data = {"starts_on": "2026-12-31", "ends_on": "2026-01-01", **_languages("title", "Backwards")}

    assert "ends before it starts" in admin.post("/admin/programmes/new/", data).content.decode()
