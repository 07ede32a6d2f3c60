import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.ROOT)
WINGS = ("site", "events", "surveys", "media")
LONGEST = 400
# A name that says "the rest" collects the rest.
VAGUE = {"utils", "util", "helpers", "helper", "managers", "misc", "common", "tools", "stuff"}


def source_files(*folders: str, suffix: str = ".py") -> list[Path]:
    """Files of ours below the folders, without migrations."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob(f"*{suffix}"))]
    return [path for path in found if "migrations" not in path.parts and "__pycache__" not in path.parts]


def rooms() -> list[Path]:
    """The folder of every room: an installed app of ours."""
    folders = (Path(config.path) for config in apps.get_app_configs())
    return sorted(path for path in folders if path.is_relative_to(ROOT) and ".venv" not in path.parts)


def test_rooms_import_only_from_rooms_to_their_right():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    result = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert result.returncode == 0, result.stdout[-3000:]


def test_import_line_names_every_room():
    line = (ROOT / "pyproject.toml").read_text()
    missing = [config.name for config in apps.get_app_configs() if Path(config.path) in rooms()]
    assert not [name for name in missing if f'"{name}"' not in line]


def test_files_stay_short():
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for folder_files in (source_files(*WINGS, "tests", "bench"), source_files("templates", suffix=".html"))
        for path in folder_files
        if (lines := path.read_text("utf-8").count("\n")) >= LONGEST
    }
    assert not long, f"Files of {LONGEST} lines and more hold two things: {long}"


def test_site_is_a_folder_and_no_package():
    assert not (ROOT / "site" / "__init__.py").exists(), "Python has a module `site`; ours must not shadow it."


def test_tests_are_no_packages():
    assert not list((ROOT / "tests").rglob("__init__.py")), "With one __init__.py the imports of the others break."


def test_every_room_has_migrations_and_an_init_file():
    for room in rooms():
        assert (room / "__init__.py").exists(), room
        if (room / "models.py").exists() or (room / "models").is_dir():
            assert (room / "migrations" / "__init__.py").exists(), f"{room}: makemigrations passes it by."


def test_names_say_what_is_inside():
    vague = [path.relative_to(ROOT).as_posix() for path in source_files(*WINGS, "tests", "bench") if path.stem in VAGUE]
    vague += [
        str(path.relative_to(ROOT)) for folder in WINGS for path in (ROOT / folder).rglob("*") if path.name in VAGUE
    ]
    assert not vague


def test_git_does_not_swallow_source():
    places = ["media/assets/models.py", "site/core/clock.py", "site/static/css/tokens.css", "media/archive/new.py"]
    command = ["git", "-C", str(ROOT), "check-ignore", "--no-index", *places]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert result.returncode == 1, f"Ignored by git: {result.stdout or result.stderr}"


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_modules_begin_with_a_sentence():
    import ast

    silent = [
        path.relative_to(ROOT).as_posix()
        for path in source_files(*WINGS, "bench")
        if path.name not in {"__init__.py", "apps.py", "formats.py"}
        and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert not silent, f"Modules without a docstring: {silent}"
