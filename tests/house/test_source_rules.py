import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.house.test_layout import source_files

ROOT = Path(settings.ROOT)
# What may not stand in source, and what is wrong with it (reliability.md T-K12).
RULES = {
    r"\bmark_safe\(": "escapes nothing: a name could carry a script",
    r"\|\s*safe\b(?!seq)|\|\s*safeseq\b": "escapes nothing",
    r"{%\s*autoescape\s+off": "escapes nothing",
    r"\.extra\(": "SQL built from text",
    r"\.raw\(": "SQL built from text",
    r"\bRawSQL\(": "SQL built from text",
    r"shell\s*=\s*True": "a file name could be a command",
    r"\b(import pickle|from pickle|pickle\.loads?)\b": "reading it can run anything",
    r"\byaml\.load\(": "reading it can run anything",
    r"fail_silently\s*=\s*True": "a lost letter must be seen",
    r"\b(import requests|from requests|urllib\.request|import httpx|import http\.client)\b": "not the guarded fetcher",
    r"\btimezone\.now\(|\bdatetime\.now\(|\bdate\.today\(|\btime\.time\(": "core.clock.now() is the only clock",
    r"\beval\(|\bexec\(": "runs text",
    r"gettext(_lazy|_noop)? as (?!_\b)": "the catalogues know no other name, so its words stay English",
    r"\bTODO\b|\bFIXME\b|\bXXX\b": "unfinished things stay out of main",
}
# (file, part of the line): why this one is right.
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("site/core/clock.py", "timezone.now()"): "this is the clock",
    ("templates/**/letters/*.txt", "autoescape off"): "a letter in plain text is no HTML",
    ("templates/**/letters/*.subject.txt", "autoescape off"): "a subject line is no HTML",
    ("templates/registration/registration_copy.txt", "autoescape off"): "a file in plain text is no HTML",
    ("site/core/templatetags/ui.py", "mark_safe(SHAPES[name])"): "drawings of our own, chosen by name from a constant",
    ("bench/*.py", "http.client"): "asks the server it has just started on loopback",
    ("events/calendar/templatetags/calendar_tags.py", "mark_safe(written)"): "JSON whose angle brackets are escaped",
    ("site/core/fetch*.py", "http.client"): "this is the guarded fetcher",
}


def lines() -> list[tuple[str, int, str]]:
    files = source_files("site", "events", "surveys", "media", "bench")
    files += [path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt", ".svg", ".xml"}]
    return [
        (path.relative_to(ROOT).as_posix(), number, line)
        for path in files
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
    ]


def is_excepted(file: str, line: str) -> bool:
    return any(Path(file).match(pattern) and part in line for pattern, part in EXCEPTIONS)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_source_keeps_the_rule(rule):
    found = [
        f"{file}:{number}: {line.strip()}"
        for file, number, line in lines()
        if re.search(rule, line) and not is_excepted(file, line)
    ]
    assert not found, f"{RULES[rule]}; repair it, or list it in EXCEPTIONS with a reason:\n" + "\n".join(found)


def test_no_path_of_a_machine_stands_in_a_committed_file():
    names = re.compile(r"/(home|Users|root|work)/[A-Za-z0-9_.-]+/")
    assert not [f"{file}:{number}" for file, number, line in lines() if names.search(line)]


def test_errors_are_never_swallowed():
    pattern = re.compile(r"except( Exception)?:\s*\n\s*pass\b")
    files = source_files("site", "events", "surveys", "media")
    assert not [path.relative_to(ROOT).as_posix() for path in files if pattern.search(path.read_text("utf-8"))]
