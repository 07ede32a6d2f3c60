"""A cache that goes away: pages are made without it, the log says so once, and it is used again when it is back."""

import socket
import subprocess
import time
from collections.abc import Iterator

import pytest
from django.core.cache import caches

from core import patient_cache
from core.patient_cache import PatientRedisCache
from tests.factories import calendar


class Redis:
    """A server of the tests' own on a free port of loopback; until it is started nobody listens there."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=10)
            self.process = None

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _try in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("redis-server did not start")


@pytest.fixture
def redis(settings, monkeypatch) -> Iterator[Redis]:
    server = Redis()
    kept = {"BACKEND": "core.patient_cache.PatientRedisCache", "LOCATION": server.address}
    settings.CACHES = {"default": {**kept, "KEY_PREFIX": "d"}, "pages": {**kept, "KEY_PREFIX": "p"}}
    monkeypatch.setattr(patient_cache, "PAUSE", 0.0)
    yield server
    for cache in caches.all():
        cache.close()
    server.stop()


def test_cache_that_is_away_finds_and_keeps_nothing(redis, caplog):
    cache = caches["default"]

    assert isinstance(cache, PatientRedisCache)
    assert cache.get("a", "default") == "default"
    assert cache.set("a", 1) is None
    assert (cache.add("a", 1), cache.touch("a"), cache.delete("a"), cache.has_key("a")) == (False,) * 4
    assert (cache.get_many(["a"]), cache.set_many({"a": 1}), cache.delete_many(["a"])) == ({}, ["a"], None)
    assert cache.get_or_set("a", lambda: 7) == 7
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")
    assert len(caplog.records) == 1, "said once"
    assert redis.address not in caplog.text


def test_cache_that_is_away_is_left_alone_for_a_while(redis, monkeypatch):
    monkeypatch.setattr(patient_cache, "PAUSE", 60.0)
    cache = caches["default"]
    cache.get("a")

    began = time.perf_counter()
    for _page in range(1000):
        cache.get("a")
    assert time.perf_counter() - began < 0.5


def test_public_pages_answer_while_the_cache_is_away(redis, client, branch, settings, caplog):
    settings.PUBLIC_PAGE_SECONDS = 30
    calendar.branch_page(branch)

    answers = [client.get("/en/events/"), client.get("/en/events/")]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert len([record for record in caplog.records if record.name == "core.patient_cache"]) == 1


@pytest.mark.redis_server
def test_cache_is_used_again_when_it_is_back(redis, caplog):
    cache = caches["default"]
    assert cache.get("a") is None

    redis.start()
    cache.set("a", 1)
    assert cache.get("a") == 1
    assert "answers again" in caplog.text

    redis.stop()
    assert cache.get("a") is None
