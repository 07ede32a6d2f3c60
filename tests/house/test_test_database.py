import urllib.request

import pytest
from django.db import connection
from wagtail.models import Locale, Page, Site

from accounts.models import Role, User
from tests.factories import people


@pytest.mark.parametrize("round_", [1, 2])
def test_transactional_database_begins_as_migrated_every_time(transactional_db, round_):
    assert not User.objects.exists()
    assert Page.objects.filter(depth=1).count() == 1
    assert Site.objects.count() == 1
    assert Locale.objects.exists()

    people.staff("Ada")
    Page.objects.all().delete()
    Site.objects.all().delete()


def test_live_server_sees_what_the_test_wrote(live_server, ada):
    with urllib.request.urlopen(f"{live_server}/admin/login/", timeout=60) as answer:
        assert answer.status == 200


def test_server_processes_answer_on_the_database_of_the_test(server_processes, ada):
    url = server_processes.serve(workers=2)
    with urllib.request.urlopen(f"{url}/admin/login/", timeout=60) as answer:
        assert answer.status == 200

    shell = server_processes.command(
        "shell", "-v", "0", "-c", "from accounts.models import User; User.objects.update(first_name='Adele')"
    )
    assert shell.wait(timeout=60) == 0, server_processes.logs
    ada.refresh_from_db()
    assert ada.first_name == "Adele"


def test_ada_acts_for_her_branch_and_cleo_for_hers(ada, cleo, ben, branch, other_branch):
    from accounts.domain import EDIT, may_act_for

    assert may_act_for(ada, branch, EDIT)
    assert not may_act_for(ada, other_branch, EDIT)
    assert may_act_for(cleo, other_branch, EDIT)
    assert ada.groups.get().branch_role.role == Role.EDITOR
    assert ben.email


def test_clock_stands_still_and_moves_when_told(clock, now):
    from datetime import timedelta

    from core.clock import now as house_now

    assert house_now() == now
    clock.shift(timedelta(hours=1))
    assert house_now() == now + timedelta(hours=1)


def test_browser_opens_a_page_of_the_live_site(open_page):
    page = open_page("/admin/login/", width=1280)
    assert page.locator("html").get_attribute("lang")


@pytest.mark.postgres
def test_postgres_round_runs_on_postgres():
    assert connection.vendor == "postgresql"


@pytest.mark.sqlite
def test_sqlite_round_writes_ahead(db):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
