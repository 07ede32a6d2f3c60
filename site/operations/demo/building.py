"""Building the demo: one call, inside one transaction of the command that calls it."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from home.domain.setup import found_site

NAME = {
    "en": "Lindhaven Libraries",
    "el": "Βιβλιοθήκες Λίντχεβεν",
    "sl": "Knjižnice Lindhaven",
    "sv": "Lindhavens bibliotek",
    "da": "Lindhaven Bibliotekerne",
}
PASSWORD = "lindhaven-demo"  # noqa: S105  (told to everyone who starts the demo)


@dataclass(frozen=True)
class Login:
    """Somebody to be in the demo's admin."""

    who: str
    email: str
    password: str


def build(seed: int, progress: Callable[[str], None]) -> None:
    """Make the whole demo; the same seed and day give the same library. `progress` is told each step in a few words.

    Called once, on a migrated database without a site, and inside one transaction: a build that was stopped half-way
    leaves nothing. Letters are only written here; `tick` delivers them.
    """
    progress("The site in five languages")
    found_site(name=NAME)
    progress("Staff")
    for login in logins():
        User.objects.create_superuser(login.email, login.password, first_name=login.who)


def logins() -> list[Login]:
    """Who may enter /admin/ in the demo, and how."""
    return [Login("Director", "director@lindhaven.example", PASSWORD)]
