"""How people register for some events of the demo: by name, as a class, online, with a card, by approval, by offers."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Asking:
    """One question; `words` are, by language, question, reason and choices (one in each line)."""

    field_type: str
    words: dict[str, tuple[str, str, str]]
    days: int = 7


@dataclass(frozen=True)
class Rules:
    """The policy of an event beside what its shape says; `opens` is week, day and hour of the first registrations."""

    facts: dict[str, Any] = field(default_factory=dict)
    questions: tuple[Asking, ...] = ()
    online: int | None = None
    opens: tuple[int, int, int] | None = None


WHAT = Asking(
    "singleline",
    {
        "da": ("Hvad vil du have repareret?", "Så den rigtige reparatør er der.", ""),
        "en": ("What would you like to mend?", "So that the right mender is there.", ""),
        "el": ("Τι θέλετε να επισκευάσετε;", "Για να είναι εκεί ο κατάλληλος τεχνίτης.", ""),
        "sl": ("Kaj želite popraviti?", "Da bo tam pravi mojster.", ""),
        "sv": ("Vad vill du laga?", "Så att rätt person är på plats.", ""),
    },
)
KIND = Asking(
    "radio",
    {
        "da": ("Hvad slags ting er det?", "For at lægge det rigtige værktøj frem.", "Tøj\nElektrisk\nTræ\nCykel"),
        "en": ("What kind of thing is it?", "To lay out the right tools.", "Clothes\nElectrical\nWood\nBicycle"),
        "el": ("Τι είδους πράγμα είναι;", "Για να ετοιμάσουμε τα εργαλεία.", "Ρούχα\nΗλεκτρικό\nΞύλινο\nΠοδήλατο"),
        "sl": ("Kakšna stvar je to?", "Da pripravimo pravo orodje.", "Oblačila\nElektrično\nLeseno\nKolo"),
        "sv": ("Vad är det för sak?", "För att lägga fram rätt verktyg.", "Kläder\nElektriskt\nTrä\nCykel"),
    },
)

RULES: dict[str, Rules] = {
    "paramythia-me-pitzames": Rules(
        {"party_of": "people", "guardian_under": 8, "asks_photo_consent": True, "asks_heard_of": True}
    ),
    "under-the-ice": Rules({"party_of": "group"}),
    "blood-pressure-in-the-kitchen": Rules(
        {"mode": "hybrid", "join_link": "https://meet.example.org/lindhaven-kitchen", "asks_heard_of": True}, online=100
    ),
    "starting-a-small-business": Rules(
        {"mode": "hybrid", "join_link": "https://meet.example.org/lindhaven-business"}, online=60
    ),
    "repair-cafe": Rules(questions=(WHAT, KIND)),
    "kosmos-apo-tin-taratsa": Rules({"open_to": "code", "member_code": "ΑΝΔΡΟΜΕΔΑ"}),
    "exams-without-panic": Rules(opens=(1, 0, 9)),
    "3d-printer-first-steps": Rules({"open_to": "card"}),
    "bokbinderi-for-nyborjare": Rules({"open_to": "approval"}),
    "photographs-that-last": Rules({"offer_hours": 24}),
    "supper-of-five-kitchens": Rules({"reconfirm_days": 4, "reconfirm_hours": 36, "people_least": 6}),
}

# What people bring to be mended, and the names of classes that come.
THINGS = ("Toaster", "Zip", "Bedside lamp", "Radio", "Trousers", "Chair", "Bicycle bell", "Coffee mill")
CLASSES = (("Hillside School", "4b"), ("Harbour School", "5"), ("Valley School", "3a"), ("Adult College", ""))
