"""No test waits for ever: whatever waits for another thread, process or server says for how long."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.house.test_layout import source_files

ROOT = Path(settings.ROOT)
# Methods that wait for somebody else when they are called without a figure (`", ".join(x)` is given something).
BARE = {"join", "wait", "communicate", "acquire"}
# Calls that talk to a process or a server, and wait for its answer.
TALKING = {("subprocess", "run"), ("subprocess", "check_output"), ("request", "urlopen")} | {
    (name, verb) for name in ("requests", "session") for verb in ("get", "post")
}


def unbounded(text: str) -> Iterator[int]:
    """Lines with a call that may wait for ever."""
    for call in ast.walk(ast.parse(text)):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        said = {word.arg for word in call.keywords}
        owner = call.func.value
        name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
        bare = call.func.attr in BARE and not call.args and not said
        talking = (name, call.func.attr) in TALKING and not said & {"timeout", None}
        if bare or talking:
            yield call.lineno


def test_every_wait_in_tests_has_an_end():
    found = {
        path.relative_to(ROOT).as_posix(): lines
        for path in source_files("tests")
        if (lines := list(unbounded(path.read_text("utf-8"))))
    }
    assert not found, f"Say for how long (timeout=...): {found}"


@pytest.mark.parametrize(
    "line",
    [
        "thread.join()",
        "process.wait()",
        "lock.acquire()",
        "subprocess.run(['sleep', '9'], check=True)",
        "urllib.request.urlopen(address)",
        "session.post(address, fields)",
    ],
)
def test_waits_without_an_end_are_seen(line):
    assert list(unbounded(line)) == [1]


@pytest.mark.parametrize(
    "line", ["', '.join(names)", "thread.join(timeout=9)", "done.wait(0.1)", "subprocess.run(command, **options)"]
)
def test_waits_with_an_end_pass(line):
    assert not list(unbounded(line))
