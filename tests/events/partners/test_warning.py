"""A partner's calendar that keeps failing: its keepers are told once, and once more for the next bad spell."""

from datetime import timedelta

import pytest

from accounts.models import Role
from core.clock import now as moment
from events.partners.domain.warning import tell_keepers
from events.partners.models import Outcome, Run
from outbox.domain import delivery
from outbox.models import Letter
from tests.factories.partners import source
from tests.factories.people import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(branch):
    return staff("Ada", branch, role=Role.MANAGER)


@pytest.fixture
def failing(branch, ada, now):
    """A calendar that was read two days ago and has failed five times since."""
    made = source(branch=branch, good_at=now - timedelta(days=2), failures=5)
    told = {"text": "The partner's server does not answer.", "facts": {}}
    Run.objects.create(source=made, at=now, outcome=Outcome.FAILED, remarks=[told])
    return made


def test_keepers_of_a_calendar_that_keeps_failing_get_one_letter(failing, ada, mailoutbox):
    assert tell_keepers(moment()) == 1
    while delivery.work(moment()):
        pass

    letter = mailoutbox[0]
    assert "ada@library.example" in letter.to[0]
    assert failing.organisation.name in letter.subject
    assert "The partner's server does not answer." in letter.body
    assert f"/admin/sources/{failing.pk}/" in letter.body


def test_keepers_are_told_once_in_a_bad_spell_and_again_in_the_next(failing, now):
    assert [tell_keepers(now), tell_keepers(now + timedelta(days=3))] == [1, 0]

    failing.good_at = now + timedelta(days=4)
    failing.save()

    assert [tell_keepers(now + timedelta(days=4, hours=5)), tell_keepers(now + timedelta(days=6))] == [0, 1]
    assert Letter.objects.count() == 2


@pytest.mark.parametrize(
    "wrong", [{"failures": 4}, {"active": False}, {"good_at": moment()}], ids=["few", "switched off", "just now"]
)
def test_nobody_is_told_of_a_bad_morning(failing, now, wrong):
    for name, value in wrong.items():
        setattr(failing, name, now if name == "good_at" else value)
    failing.save()

    assert tell_keepers(now) == 0


def test_only_managers_of_the_branch_who_still_work_there_are_told(failing, ada, now, other_branch):
    staff("Emil", failing.branch, role=Role.EDITOR)
    staff("Cleo", other_branch, role=Role.MANAGER)
    ada.is_active = False
    ada.save()

    assert tell_keepers(now) == 0


def test_calendar_that_was_never_read_is_told_of_in_the_keepers_language(failing, ada, now):
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=ada, preferred_language="sv")
    failing.good_at = None
    failing.save()

    assert tell_keepers(now) == 1
    letter = Letter.objects.get()
    assert (letter.language, letter.context["good_at"]) == ("sv", "")


def test_looking_at_well_calendars_writes_nothing(branch, ada, now, django_assert_num_queries):
    source(branch=branch, good_at=now)
    with django_assert_num_queries(1):
        assert tell_keepers(now) == 0
