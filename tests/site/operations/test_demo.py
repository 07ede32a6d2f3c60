import os
import signal
import socket
import urllib.request
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from home.models import HomePage
from operations import demo
from operations.domain.supervising import free_port
from operations.models import Heartbeat
from tests.factories import calendar
from tests.machinery.processes import free_port as any_port, wait_for

DEV = {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}


def children(pid: int) -> set[int]:
    """All processes under this one, as the kernel counts them."""
    found = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found |= {child} | children(child)
    return found


def alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if Path(f"/proc/{pid}/stat").exists() and state(pid) != "Z"}


def state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]


@pytest.fixture
def serve(server_processes, tmp_path):
    """Starts the demo on a site that is there already; waits until it says where it is open."""
    calendar.home()

    def served(port: int):
        process = server_processes.command(
            "demo", "--serve", "--port", str(port), **DEV, DROMENA_VAR=str(tmp_path / "var")
        )
        assert wait_for(lambda: "Open http" in server_processes.logs), server_processes.logs
        return process

    return served


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_demo_serves_and_stops_with_all_its_processes(serve, server_processes, how):
    port = any_port()
    process = serve(port)
    family = children(process.pid)
    assert len(family) >= 4  # gunicorn, its two workers, tick
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=60) as answer:
        assert answer.read() == b"ok\n"
    assert wait_for(Heartbeat.objects.exists), server_processes.logs

    os.kill(process.pid, how)
    assert process.wait(timeout=20) == 0, server_processes.logs
    assert not alive(family)


def test_demo_ends_as_a_whole_when_one_part_is_lost(serve, server_processes):
    process = serve(any_port())
    family = children(process.pid)
    worker = next(pid for pid in family if b"tick" in Path(f"/proc/{pid}/cmdline").read_bytes())
    os.kill(worker, signal.SIGKILL)
    assert process.wait(timeout=20) == 1
    assert "The worker has ended by itself" in server_processes.logs
    assert not alive(family)


def test_taken_port_gives_the_next_free_one_aloud(serve, server_processes):
    with socket.socket() as other:
        other.bind(("127.0.0.1", any_port()))
        other.listen()
        taken = other.getsockname()[1]
        serve(taken)
        assert f"Port {taken} is taken" in server_processes.logs
        open_at = server_processes.logs.split("Open http://localhost:")[1].split("/")[0]
        assert int(open_at) > taken


def test_port_that_nobody_listens_on_is_taken_as_wished():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert free_port(port) == port


def test_demo_is_refused_on_a_real_library(db, settings):
    assert not settings.MAILBOX_PAGE
    with pytest.raises(CommandError, match="dev only"):
        call_command("demo")
    assert not HomePage.objects.exists()


def test_demo_there_is_stays_as_it_is(db, settings, capsys):
    settings.MAILBOX_PAGE = True
    calendar.home().save()
    users = User.objects.count()
    call_command("demo", "--port", str(any_port()))
    assert "nothing is changed" in capsys.readouterr().out
    assert User.objects.count() == users


def test_demo_names_people_who_may_enter(db):
    assert demo.logins()
    for login in demo.logins():
        assert login.email.endswith(".example")
