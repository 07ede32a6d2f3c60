"""Lectures and talks in one or two languages: work, climate, science, and those for staff."""

from decimal import Decimal

from operations.demo.content.shapes import MONTHLY, Event, Plan, Told, Words

EVENTS = (
    Event(
        slug="klima-i-kvarteret",
        kind="lecture",
        branch="old-mill",
        space="stage",
        plans=(Plan(-2, 1, "19:00", "20:30", seats=80),),
        topics=("nature", "science"),
        languages=("da",),
        admission="register",
        most=4,
        speakers=(("Jens Holm Aagaard", "Hydrolog"),),
        pull=0.4,
        words={
            "da": Words(
                "Vandet kommer: klima i kvarteret",
                "Hvor løber vandet hen, når det regner tre dage i træk? En aften om kældre, kloakker og piletræer.",
                """Jens Holm Aagaard har regnet på hver gade omkring møllen. Han viser, hvor der kommer til at stå
                vand, hvad kommunen gør ved det, og hvad man selv kan gøre for under hundrede kroner.

                Tag din adresse med: kortet kan zoomes ind på en kælderskakt.""",
                access="Foredraget bliver tekstet på lærredet, mens der tales.",
            ),
        },
    ),
    Event(
        slug="starting-a-small-business",
        kind="lecture",
        branch="harbour",
        space="quay",
        plans=(Plan(-10, 1, "18:00", "19:30", MONTHLY, 7, nth=2, seats=40),),
        topics=("work",),
        languages=("en",),
        partners=("job-centre",),
        admission="register",
        most=2,
        speakers=(("Olga Petrak", "Business adviser at the job centre"),),
        told=(Told(1, "cancelled", "Our speaker is on the sick list.", 1),),
        pull=0.22,
        words={
            "en": Words(
                "Starting a small business: the first ninety days",
                "Forms, accounts, insurance: an adviser goes through the order in which things have to be done.",
                """One evening a month, always the same content, always new questions. Olga Petrak brings the
                checklist; the library brings the databases in which you can see who else sells what you want to
                sell.

                Afterwards you can keep half an hour with her for the following week.""",
                bring="Your idea in two sentences.",
            ),
        },
    ),
    Event(
        slug="kako-deluje-cebelnjak",
        kind="lecture",
        branch="hillside",
        space="garden",
        plans=(Plan(-6, 5, "12:00", "13:30", seats=28),),
        audiences=("families", "children", "adults"),
        topics=("nature", "science"),
        languages=("sl",),
        ages=(6, None),
        admission="register",
        most=5,
        speakers=(("Matija Oblak", "Čebelar v tretji generaciji"),),
        pull=1.15,
        words={
            "sl": Words(
                "Kako deluje čebelnjak",
                "Čebelar prinese panj za steklom, med in odgovor na vprašanje, zakaj čebele plešejo.",
                """Matija Oblak ima čebele za šolo Na griču. Na predavanju odpre prazen panj, pokaže polnega za
                steklom in razloži, kdo v njem kaj dela ter kdo ne dela nič.

                Na koncu pokušamo tri vrste medu in glasujemo, kateri je lipov.""",
                access="Žive čebele ostanejo ves čas za steklom. Če ste alergični na med, nam povejte.",
            ),
        },
    ),
    Event(
        slug="exams-without-panic",
        kind="lecture",
        branch="hillside",
        space="garden",
        plans=(Plan(7, 2, "16:00", "17:30", seats=28),),
        audiences=("teenagers",),
        topics=("learning", "health"),
        languages=("en",),
        ages=(14, 19),
        partners=("hillside-school",),
        admission="register",
        most=2,
        speakers=(("Leila Haddad", "School psychologist"),),
        pull=0.5,
        words={
            "en": Words(
                "Exams without panic",
                "A school psychologist and three former pupils tell what helped them, and what did not.",
                """How do you begin when everything seems too much? How long is a useful break? We try three ways of
                learning in the room itself and throw away the one that fits you least.

                Parents may come along, but sit at the back.""",
            ),
        },
    ),
    Event(
        slug="skrive-for-at-blive-forstaaet",
        kind="lecture",
        branch="central",
        space="seminar",
        plans=(Plan(-4, 2, "09:30", "12:00", seats=16),),
        audiences=("staff",),
        topics=("learning", "society"),
        languages=("da", "en"),
        partners=("europe-libraries",),
        admission="register",
        most=2,
        speakers=(("Birgitte Storm", "Sprogkonsulent"),),
        pull=0.9,
        words={
            "da": Words(
                "Skriv, så det bliver forstået",
                "En formiddag for bibliotekspersonale om skilte, breve og hjemmesider på almindeligt dansk.",
                """Vi tager vores egne breve med og skriver dem om, til en på tolv år nikker. Birgitte Storm kender
                reglerne og ved også, hvornår man skal bryde dem.

                Formiddagen er åben for kolleger fra alle fem huse og fra nabobyerne.""",
                bring="Et brev, du selv har skrevet til lånerne.",
            ),
            "en": Words(
                "Write so that it is understood",
                "A morning for library staff on signs, letters and web pages in plain words.",
                """We bring our own letters and rewrite them until a twelve-year-old nods. Birgitte Storm knows the
                rules, and when to break them.

                The morning is held in Danish, with exercises in both languages.""",
                bring="A letter you have written to borrowers.",
            ),
        },
    ),
    Event(
        slug="photographs-that-last",
        kind="lecture",
        branch="central",
        space="studio",
        plans=(Plan(1, 3, "18:00", "19:30", seats=24),),
        audiences=("adults", "older-people"),
        topics=("digital", "local-history"),
        languages=("en", "el"),
        admission="register",
        most=2,
        price=None,
        speakers=(("Nikolas Thorn", "Archivist of the local collection"),),
        pull=1.35,
        words={
            "en": Words(
                "Where do your photographs go?",
                "An archivist on shoeboxes, telephones and clouds, and on what your grandchildren will be able to open.",
                """Paper lasts a hundred years without help; a telephone lasts four. Nikolas Thorn shows what he
                does with the pictures people give to the local collection, and the four things anybody can do at
                home on a Sunday.

                Afterwards there is time to have a photograph dated.""",
                bring="One photograph you know nothing about.",
            ),
            "el": Words(
                "Πού πάνε οι φωτογραφίες σας;",
                "Ένας αρχειονόμος για κουτιά παπουτσιών, κινητά και σύννεφα, και για το τι θα μπορούν να ανοίξουν τα εγγόνια σας.",
                """Το χαρτί αντέχει εκατό χρόνια χωρίς βοήθεια· ένα κινητό, τέσσερα. Ο Νικόλας Θορν δείχνει τι κάνει
                με τις εικόνες που δωρίζονται στην τοπική συλλογή και τέσσερα πράγματα που μπορεί να κάνει ο καθένας
                μια Κυριακή στο σπίτι.

                Στο τέλος μένει χρόνος να χρονολογήσουμε τη δική σας φωτογραφία.""",
                bring="Μια φωτογραφία για την οποία δεν ξέρετε τίποτα.",
            ),
        },
    ),
    Event(
        slug="the-price-of-bread",
        kind="lecture",
        branch="old-mill",
        space="stage",
        plans=(Plan(6, 1, "19:00", "20:30", seats=80),),
        topics=("local-history", "society"),
        languages=("en",),
        admission="register",
        most=4,
        price=Decimal("4.00"),
        speakers=(("Harriet Voss", "Baker"), ("Kosta Milić", "Economist")),
        pull=0.35,
        words={
            "en": Words(
                "The price of bread, from the mill to the table",
                "A baker and an economist share a loaf and disagree about what it should cost.",
                """The mill in which the library stands ground flour until 1974. Its account books survive, and with
                them we follow one loaf through a century: grain, coal, wages, rent.

                There is bread to taste, from a recipe of 1911 and from this morning.""",
                price="Includes bread and soup. Free with the town's leisure card.",
            ),
        },
    ),
)
