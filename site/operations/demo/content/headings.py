"""Audiences, topics and spoken languages of the demo, in all five languages."""

from core.translated import Translated as Text

AUDIENCES: dict[str, Text] = {
    "children": Text(en="Children", el="Παιδιά", sl="Otroci", sv="Barn", da="Børn"),
    "families": Text(en="Families", el="Οικογένειες", sl="Družine", sv="Familjer", da="Familier"),
    "teenagers": Text(en="Teenagers", el="Έφηβοι", sl="Mladostniki", sv="Tonåringar", da="Unge"),
    "adults": Text(en="Adults", el="Ενήλικες", sl="Odrasli", sv="Vuxna", da="Voksne"),
    "older-people": Text(en="Older people", el="Μεγαλύτερης ηλικίας", sl="Starejši", sv="Äldre", da="Ældre"),
    "newcomers": Text(en="New in town", el="Νέοι στην πόλη", sl="Novi v mestu", sv="Nya i staden", da="Nye i byen"),
    "schools": Text(en="Schools", el="Σχολεία", sl="Šole", sv="Skolor", da="Skoler"),
    "staff": Text(
        en="Library staff",
        el="Προσωπικό βιβλιοθηκών",
        sl="Zaposleni v knjižnicah",
        sv="Bibliotekspersonal",
        da="Bibliotekspersonale",
    ),
}

TOPICS: dict[str, Text] = {
    "reading": Text(en="Reading", el="Ανάγνωση", sl="Branje", sv="Läsning", da="Læsning"),
    "local-history": Text(
        en="Local history", el="Τοπική ιστορία", sl="Domoznanstvo", sv="Lokalhistoria", da="Lokalhistorie"
    ),
    "health": Text(en="Health", el="Υγεία", sl="Zdravje", sv="Hälsa", da="Sundhed"),
    "digital": Text(
        en="Digital skills", el="Ψηφιακές δεξιότητες", sl="Digitalne veščine", sv="Digital vardag", da="Digital hverdag"
    ),
    "work": Text(
        en="Work and business",
        el="Εργασία και επιχειρήσεις",
        sl="Delo in poslovanje",
        sv="Arbete och företag",
        da="Arbejde og erhverv",
    ),
    "languages": Text(en="Languages", el="Γλώσσες", sl="Jeziki", sv="Språk", da="Sprog"),
    "crafts": Text(en="Making and crafts", el="Χειροτεχνία", sl="Ustvarjanje", sv="Skapande", da="Håndværk"),
    "film": Text(en="Film", el="Κινηματογράφος", sl="Film", sv="Film", da="Film"),
    "music": Text(en="Music", el="Μουσική", sl="Glasba", sv="Musik", da="Musik"),
    "science": Text(en="Science", el="Επιστήμη", sl="Znanost", sv="Vetenskap", da="Videnskab"),
    "society": Text(
        en="Rights and society",
        el="Δικαιώματα και κοινωνία",
        sl="Pravice in družba",
        sv="Rättigheter och samhälle",
        da="Rettigheder og samfund",
    ),
    "nature": Text(
        en="Nature and climate",
        el="Φύση και κλίμα",
        sl="Narava in podnebje",
        sv="Natur och klimat",
        da="Natur og klima",
    ),
    "learning": Text(
        en="School and learning",
        el="Σχολείο και μάθηση",
        sl="Šola in učenje",
        sv="Skola och lärande",
        da="Skole og læring",
    ),
}

SPOKEN: dict[str, Text] = {
    "el": Text(en="Greek", el="Ελληνικά", sl="Grščina", sv="Grekiska", da="Græsk"),
    "sl": Text(en="Slovenian", el="Σλοβενικά", sl="Slovenščina", sv="Slovenska", da="Slovensk"),
    "sv": Text(en="Swedish", el="Σουηδικά", sl="Švedščina", sv="Svenska", da="Svensk"),
    "da": Text(en="Danish", el="Δανικά", sl="Danščina", sv="Danska", da="Dansk"),
    "en": Text(en="English", el="Αγγλικά", sl="Angleščina", sv="Engelska", da="Engelsk"),
    "ar": Text(en="Arabic", el="Αραβικά", sl="Arabščina", sv="Arabiska", da="Arabisk"),
}
