"""Invented neighbours: names as they are usual in five languages (and a few more), and what they need."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Names:
    """Names of one language: women and men with their family names, which differ in some languages."""

    language: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    of_women: tuple[str, ...]
    of_men: tuple[str, ...]


GREEK = Names(
    "el",
    (
        "Μαρία",
        "Ελένη",
        "Κατερίνα",
        "Βασιλική",
        "Σοφία",
        "Δέσποινα",
        "Αναστασία",
        "Ιωάννα",
        "Φωτεινή",
        "Γεωργία",
        "Χρυσάνθη",
        "Ευγενία",
    ),
    ("Γιώργος", "Νίκος", "Δημήτρης", "Παναγιώτης", "Χρήστος", "Σπύρος", "Θανάσης", "Μανώλης", "Στέλιος", "Ηλίας"),
    (
        "Παππά",
        "Νικολάου",
        "Βλάχου",
        "Καρρά",
        "Αντωνίου",
        "Μαυρίδου",
        "Σιδέρη",
        "Ζαχαρίου",
        "Λάμπρου",
        "Ραφτοπούλου",
        "Δουκάκη",
        "Τσιρίδου",
        "Μελά",
        "Χαλκιά",
    ),
    (
        "Παππάς",
        "Νικολάου",
        "Βλάχος",
        "Καρράς",
        "Αντωνίου",
        "Μαυρίδης",
        "Σιδέρης",
        "Ζαχαρίου",
        "Λάμπρου",
        "Ραφτόπουλος",
        "Δουκάκης",
        "Τσιρίδης",
        "Μελάς",
        "Χαλκιάς",
    ),
)
SLOVENIAN = Names(
    "sl",
    ("Ana", "Maja", "Irena", "Mojca", "Nataša", "Petra", "Barbara", "Jožica", "Nina", "Tjaša"),
    ("Janez", "Marko", "Andrej", "Matej", "Luka", "Tomaž", "Rok", "Gregor", "Boštjan", "Žiga"),
    ("Novak", "Horvat", "Kovačič", "Zupan", "Potočnik", "Vidmar", "Golob", "Kos", "Žagar", "Pirc", "Hribar", "Oblak"),
    ("Novak", "Horvat", "Kovačič", "Zupan", "Potočnik", "Vidmar", "Golob", "Kos", "Žagar", "Pirc", "Hribar", "Oblak"),
)
SWEDISH = Names(
    "sv",
    ("Anna", "Karin", "Eva", "Lena", "Ingrid", "Elsa", "Maja", "Birgitta", "Åsa", "Kerstin"),
    ("Lars", "Anders", "Johan", "Erik", "Per", "Gunnar", "Emil", "Olle", "Björn", "Håkan"),
    (
        "Nilsson",
        "Lindberg",
        "Åkesson",
        "Sandström",
        "Bergqvist",
        "Ekholm",
        "Forsman",
        "Hedlund",
        "Nyström",
        "Sjöberg",
        "Wallin",
        "Öhman",
    ),
    (
        "Nilsson",
        "Lindberg",
        "Åkesson",
        "Sandström",
        "Bergqvist",
        "Ekholm",
        "Forsman",
        "Hedlund",
        "Nyström",
        "Sjöberg",
        "Wallin",
        "Öhman",
    ),
)
DANISH = Names(
    "da",
    ("Mette", "Anne", "Kirsten", "Hanne", "Ida", "Sofie", "Lone", "Bodil", "Freja", "Gitte"),
    ("Jens", "Peter", "Søren", "Niels", "Henrik", "Mads", "Rasmus", "Jørgen", "Kaj", "Asger"),
    (
        "Jensen",
        "Kjær",
        "Holm",
        "Bruun",
        "Lauritsen",
        "Skov",
        "Møller",
        "Thygesen",
        "Dahl",
        "Krogh",
        "Østergaard",
        "Vestergaard",
    ),
    (
        "Jensen",
        "Kjær",
        "Holm",
        "Bruun",
        "Lauritsen",
        "Skov",
        "Møller",
        "Thygesen",
        "Dahl",
        "Krogh",
        "Østergaard",
        "Vestergaard",
    ),
)
ENGLISH = Names(
    "en",
    ("Grace", "Margaret", "Amina", "Joanna", "Ruth", "Leila", "Priya", "Helen", "Olena", "Miriam", "Rosa", "Fatima"),
    ("Thomas", "Samuel", "Omar", "David", "Ibrahim", "Pavel", "Daniel", "Yusuf", "Arthur", "Kofi", "Milan", "Hassan"),
    (
        "Walsh",
        "Haddad",
        "Kowalska",
        "Okafor",
        "Bennett",
        "Rahimi",
        "Shevchenko",
        "Mensah",
        "Clarke",
        "Nasser",
        "Pereira",
        "Iyer",
        "Doyle",
        "Yilmaz",
    ),
    (
        "Walsh",
        "Haddad",
        "Kowalski",
        "Okafor",
        "Bennett",
        "Rahimi",
        "Shevchenko",
        "Mensah",
        "Clarke",
        "Nasser",
        "Pereira",
        "Iyer",
        "Doyle",
        "Yilmaz",
    ),
)
# How many of a hundred people in the town read which language first.
COMMUNITY: dict[str, tuple[Names, int]] = {
    "el": (GREEK, 32),
    "en": (ENGLISH, 30),
    "sv": (SWEDISH, 13),
    "da": (DANISH, 13),
    "sl": (SLOVENIAN, 12),
}

ACCESS_NEEDS: dict[str, tuple[str, ...]] = {
    "en": (
        "I use a wheelchair, please keep a place at the side.",
        "I am hard of hearing and would like to sit in front.",
        "My son is autistic; is there a quiet corner if it gets too much?",
        "I come with a guide dog.",
        "Please no nuts: my daughter is allergic.",
        "I read large print only.",
    ),
    "el": (
        "Χρησιμοποιώ αμαξίδιο, θα ήθελα θέση στην άκρη.",
        "Δεν ακούω καλά, θα ήθελα να κάθομαι μπροστά.",
        "Περπατώ με μπαστούνι και δεν μπορώ να στέκομαι πολλή ώρα.",
        "Έρχομαι με τη μητέρα μου, που βλέπει λίγο.",
        "Το παιδί μου είναι αλλεργικό στους ξηρούς καρπούς.",
    ),
    "sl": (
        "Sem na vozičku, prosim za mesto ob robu.",
        "Slabo slišim, rada bi sedela spredaj.",
        "Potrebujem tolmača za znakovni jezik.",
    ),
    "sv": (
        "Jag använder rullator och behöver en plats nära dörren.",
        "Jag hör dåligt; finns det hörslinga?",
        "Min dotter behöver kunna gå ut ibland.",
    ),
    "da": (
        "Jeg sidder i kørestol og vil gerne sidde for enden.",
        "Jeg hører dårligt og vil gerne sidde forrest.",
        "Vi har et barn, som har brug for pauser.",
    ),
}
