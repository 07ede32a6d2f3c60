from collections import namedtuple
from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.db import OperationalError, connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from operations.domain import readiness
from operations.domain.readiness import examine
from operations.models import Heartbeat
from operations.work import LANES
from outbox.domain import pause
from outbox.models import Letter, LetterState
from tests.factories import outbox


@pytest.fixture
def looked_after(db, now):
    for lane in LANES:
        Heartbeat.objects.create(lane=lane, at=now)


@pytest.fixture
def here():
    """Somebody on the machine itself, who asked it directly."""
    return Client(headers={"host": "localhost"})


def faults(now):
    return {finding.name: finding.sentence for finding in examine(now) if not finding.well}


def test_healthz_asks_nothing(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


def test_readyz_is_well_when_all_is(here, looked_after):
    answer = here.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["ready"]
    assert set(answer.json()) == {"ready", "database", "migrations", "workers", "letters", "disk"}


def test_readyz_without_a_worker_is_503(here, looked_after, clock, now):
    clock.shift(timedelta(minutes=2))
    assert here.get("/readyz").status_code == 200
    Heartbeat.objects.filter(lane="letters").update(at=now - timedelta(seconds=1))
    answer = here.get("/readyz")
    assert answer.status_code == 503
    assert "letters" in answer.json()["workers"]["found"]


@pytest.mark.parametrize(
    "stranger",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"headers": {"x-forwarded-for": "192.0.2.7"}},
        {"headers": {"forwarded": "for=192.0.2.7"}},
        {"headers": {"host": "testserver"}},
    ],
)
def test_strangers_hear_no_details(client, looked_after, now, stranger):
    details = {"headers": {"host": "localhost"}, **stranger}
    assert client.get("/readyz", **details).content == b"ready\n"
    Heartbeat.objects.all().delete()
    answer = client.get("/readyz", **details)
    assert (answer.status_code, answer.content) == (503, b"not ready\n")


def test_letters_that_could_be_tried_and_wait_too_long_are_a_fault(looked_after, now):
    outbox.letter()
    Letter.objects.update(due_at=now - timedelta(minutes=15, seconds=1))
    assert "letters" in faults(now)
    Letter.objects.update(due_at=now - timedelta(minutes=14))
    assert not faults(now)
    Letter.objects.update(state=LetterState.FAILED, due_at=now - timedelta(days=1))
    assert not faults(now)


def test_missing_migration_is_a_fault(looked_after, now):
    readiness.require_migrations.cache_clear()
    MigrationRecorder(connection).record_unapplied("operations", "0001_initial")
    assert "1 migrations are missing" in faults(now)["migrations"]
    MigrationRecorder(connection).record_applied("operations", "0001_initial")
    assert not faults(now)


def test_database_that_is_away_is_a_fault_and_no_crash(looked_after, now, monkeypatch, client):
    def refuse(*args):
        raise OperationalError("server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(connections["default"], "cursor", refuse)
        assert set(faults(now)) == {"database"}
        assert client.get("/readyz").status_code == 503


def test_full_disk_is_a_fault(looked_after, now, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda folder: usage(100, 91, 9))
    assert faults(now) == {"disk": "9% of the disk is free; 10% are needed."}


def test_paused_letters_are_told_to_operators(looked_after, here, now):
    pause("Restored from a backup", now=now)
    assert "paused since 2026-11-24 09:00 UTC" in here.get("/readyz").content.decode()


def test_readyz_costs_four_queries(looked_after, client, django_assert_num_queries):
    client.get("/readyz")
    with django_assert_num_queries(4):  # one word, heartbeats, pause, letters; migrations are remembered
        client.get("/readyz")


@pytest.mark.parametrize(
    "address", ["", "library.example", "ftp://library.example", "https://", "https://a.example/?x=1"]
)
def test_address_that_is_none_is_refused_at_start(settings, address):
    settings.BASE_URL = address
    assert "operations.E001" in {found.id for found in run_checks()}


@pytest.mark.parametrize(
    "host", ["", "https://library.example", "library.example:8000", "Βιβλιοθήκη", "-a.example", "a b"]
)
def test_permanent_host_that_is_none_is_refused_at_start(settings, host):
    settings.PERMANENT_HOST = host
    assert "operations.E002" in {found.id for found in run_checks()}


def test_nobodys_host_is_named_before_going_live(settings):
    assert "operations.W001" in {found.id for found in run_checks(include_deployment_checks=True)}
    settings.PERMANENT_HOST = "events.library.org"
    assert "operations.W001" not in {found.id for found in run_checks(include_deployment_checks=True)}


@pytest.mark.sqlite
def test_database_that_cannot_write_ahead_is_refused(tmp_path, django_db_blocker):
    tuned = connections.databases["default"]
    connections.databases["share"] = {**tuned, "NAME": tmp_path / "share.sqlite3", "OPTIONS": {}}
    try:
        with django_db_blocker.unblock():
            assert not run_checks(tags=["database"], databases=["default"])
            refused = run_checks(tags=["database"], databases=["share"])
            connections["share"].close()
    finally:
        del connections.databases["share"]

    assert [found.id for found in refused] == ["operations.E003"]
