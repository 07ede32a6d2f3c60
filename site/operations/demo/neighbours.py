"""The people of the demo: names and addresses drawn from the names of five languages."""

from dataclasses import dataclass

from core.folding import fold
from operations.demo.chance import Chance
from operations.demo.content.people import ACCESS_NEEDS, COMMUNITY, Names

HOW_MANY = 780
# Greek names as people write them in an e-mail address; pairs first.
PAIRS = {"ου": "ou", "μπ": "b", "ντ": "d", "τσ": "ts", "ευ": "ev", "αυ": "av"}
LETTERS = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        [
            "a",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "th",
            "i",
            "k",
            "l",
            "m",
            "n",
            "x",
            "o",
            "p",
            "r",
            "s",
            "s",
            "t",
            "y",
            "f",
            "ch",
            "ps",
            "o",
        ],
        strict=True,
    )
)
HOSTS = ("mail.example", "post.example", "inbox.example")


@dataclass(frozen=True)
class Person:
    """Somebody who registers."""

    name: str
    email: str
    language: str


def people(chance: Chance) -> list[Person]:
    """Everyone who might register, each with an address of their own."""
    languages = list(COMMUNITY)
    shares = [share for _names, share in COMMUNITY.values()]
    found: dict[str, Person] = {}
    while len(found) < HOW_MANY:
        language = chance.choices(languages, shares)[0]
        first, last = _name(COMMUNITY[language][0], chance)
        email = f"{latin(first)}.{latin(last)}@{chance.choice(HOSTS)}"
        found.setdefault(email, Person(f"{first} {last}", email, language))
    return list(found.values())


def need(person: Person, chance: Chance) -> str:
    """What one in eleven writes in the field for access needs."""
    return chance.choice(ACCESS_NEEDS[person.language]) if chance.happens(0.09) else ""


def latin(name: str) -> str:
    """The name in the letters of an address."""
    plain = fold(name)
    for pair, letters in PAIRS.items():
        plain = plain.replace(pair, letters)
    return "".join(LETTERS.get(letter, letter) for letter in plain)


def _name(names: Names, chance: Chance) -> tuple[str, str]:
    if chance.happens(0.58):
        return chance.choice(names.women), chance.choice(names.of_women)
    return chance.choice(names.men), chance.choice(names.of_men)
