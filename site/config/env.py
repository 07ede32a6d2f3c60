"""Readers for environment variables that fail loudly: the name, the value found, the values allowed."""

import os
import re
from pathlib import Path

# A whole site, with a star for all of its sub-domains.
SITE = re.compile(r"https?://(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")


class SettingError(SystemExit):
    """A setting that cannot be used; the process stops with the sentence, before it serves anyone."""


def text(name: str, default: str | None = None) -> str:
    """The value of `name`; without a default the variable must be set."""
    value = os.environ.get(name, default)
    if value is None:
        raise SettingError(f"{name} must be set in the environment.")
    return value


def truth(name: str, default: bool = False) -> bool:
    """1, true, yes, on or 0, false, no, off."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise SettingError(f"{name} is {value!r}; allowed are 1, true, yes, on, 0, false, no, off.")


def number(name: str, default: int) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.lstrip("-").isdigit():
        raise SettingError(f"{name} is {value!r}; a whole number is needed.")
    return int(value)


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list separated by commas; empty entries are dropped."""
    value = os.environ.get(name, "")
    return [word.strip() for word in value.split(",") if word.strip()] or list(default)


def sites(name: str) -> list[str]:
    """Addresses of other sites separated by commas, such as https://www.town.example: scheme and host, no path."""
    found = words(name)
    wrong = [site for site in found if not SITE.fullmatch(site)]
    if wrong:
        raise SettingError(f"{name} holds {wrong[0]!r}; addresses such as https://www.town.example are needed.")
    return found


def folder(name: str, default: Path) -> Path:
    """A folder that is made when it is missing."""
    path = Path(os.environ.get(name) or default)
    path.mkdir(parents=True, exist_ok=True)
    return path
