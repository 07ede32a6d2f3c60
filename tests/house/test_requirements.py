import re
from importlib.metadata import version
from pathlib import Path

import pytest
from django.conf import settings
from packaging.version import Version

FOLDER = Path(settings.ROOT) / "requirements"
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^]]*\])?==(?P<version>\S+)( ;[^\\]+)? \\$", re.MULTILINE)
# Versions before these have published holes, or traps we rely on being gone (reliability.md 1 and T-K11).
FLOORS = {
    "django": "5.2.19",
    "wagtail": "8.0.1",
    "pillow": "13.0",
    "icalendar": "7.3",
    "cryptography": "50.0",
    "gunicorn": "27.0",
    "nh3": "0.3.8",
    "sqlparse": "0.6",
    "requests": "2.34",
    "urllib3": "2.8",
}


def pinned(name: str) -> dict[str, str]:
    return {found["name"].lower(): found["version"] for found in PINNED.finditer((FOLDER / name).read_text())}


@pytest.mark.parametrize("name", ["base.txt", "dev.txt"])
def test_every_package_is_pinned_with_a_hash(name):
    blocks = re.split(r"\n(?=[A-Za-z0-9])", (FOLDER / name).read_text())[1:]
    assert blocks
    assert not [block.split()[0] for block in blocks if "==" not in block or "--hash=sha256:" not in block]


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_requirement_files_name_no_address(path):
    text = path.read_text()
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links|--trusted-host|file:", text)


def test_tests_run_with_the_versions_of_the_site():
    base, dev = pinned("base.txt"), pinned("dev.txt")
    assert {name: dev.get(name) for name in base} == base


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_packages_are_not_older_than_their_floor(name):
    locked = pinned("base.txt").get(name) or pinned("dev.txt").get(name)
    assert locked, f"{name} is not in requirements/*.txt any more: remove its floor"
    assert Version(locked) >= Version(FLOORS[name])
    assert Version(version(name)) == Version(locked), "What is installed is not what is pinned: run `make test`"


def test_every_dependency_is_explained():
    """Decision 0002 gives the reason, age and upkeep of what requirements/*.in name."""
    explained = (Path(settings.ROOT) / "docs" / "decisions" / "0002-dependencies.md").read_text().lower()
    named = [
        re.split(r"[\[~=<>, ]", line)[0].lower()
        for file in ("base.in", "dev.in")
        for line in (FOLDER / file).read_text().splitlines()
        if line and not line.startswith(("#", "-"))
    ]
    assert not [name for name in named if name not in explained]
