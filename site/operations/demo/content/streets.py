"""Participatory events in one or two languages: of the streets around a branch."""

from operations.demo.content.shapes import MONTHLY, WEEKLY, Event, Plan, Together, Words

EVENTS = (
    Event(
        slug="skotadi-kai-fos",
        kind="participatory",
        branch="harbour",
        space="workshop",
        plans=(Plan(1, 1, "17:00", "19:00", WEEKLY, 8, seats=12),),
        audiences=("teenagers", "adults"),
        topics=("film", "crafts"),
        languages=("el",),
        ages=(16, None),
        partners=("theatre",),
        admission="register",
        most=1,
        pull=0.6,
        words={
            "el": Words(
                "Σκοτάδι και φως: φτιάχνουμε μια παράσταση",
                "Οκτώ Τρίτες με το Θέατρο της Αποβάθρας: γράφουμε, στήνουμε και φωτίζουμε μια παράσταση για τη γειτονιά.",
                """Δεν υπάρχει κείμενο και δεν υπάρχει σκηνοθέτης. Υπάρχει μια αίθουσα, δύο προβολείς και άνθρωποι
                που θέλουν να πουν κάτι για τον δρόμο τους. Οι ηθοποιοί του θεάτρου βοηθούν όταν τους ζητηθεί.

                Η παράσταση θα παιχτεί τρεις φορές· αν θα υπάρχει εισιτήριο θα το αποφασίσει η ομάδα.""",
                bring="Άνετα ρούχα. Ένα αντικείμενο από το σπίτι σας.",
                access="Μπορείτε να συμμετέχετε καθιστοί. Διερμηνεία στη νοηματική αν τη ζητήσετε δέκα μέρες πριν.",
            )
        },
        together={
            "el": Together(
                community="Κάτοικοι των δρόμων γύρω από την αποβάθρα",
                cocreation=3,
                decisions="Το θέμα, το κείμενο, η διάρκεια και το εισιτήριο.",
                welcomes="Όσους δεν έχουν ανέβει ποτέ σε σκηνή.",
                how="<p>Κρατήστε θέση για την πρώτη Τρίτη· ύστερα αποφασίζετε αν θα συνεχίσετε.</p>",
                cocreators=(
                    ("Η ομάδα της Τρίτης", "κείμενο και παιχνίδι", True),
                    ("Λένα Φωκά", "ηθοποιός, φωτισμοί", False),
                ),
                barriers=(("Όποιος δουλεύει βάρδιες χάνει πρόβες", "Κάθε ρόλος παίζεται από δύο."),),
            )
        },
    ),
    Event(
        slug="welcome-desk-planning",
        kind="participatory",
        branch="harbour",
        space="reading",
        plans=(Plan(-8, 0, "17:00", "18:30", MONTHLY, 6, nth=2),),
        audiences=("newcomers", "adults"),
        topics=("society",),
        languages=("en", "ar"),
        programme="for-all",
        partners=("welcome-network", "job-centre"),
        usual=11,
        words={
            "en": Words(
                "What should the welcome desk be?",
                "People who came in the last two years redesign the first hour in the library, with paper and scissors.",
                """What did you need on your first day, and what did you get? We act out the first hour at the desk,
                stop it where it went wrong, and try again. The staff play the visitors.

                Since the first meeting the form has been cut from two pages to five lines.""",
                access="Interpreted into Arabic; other languages if you tell us three days before.",
            )
        },
        together={
            "en": Together(
                community="People who arrived in the last two years",
                cocreation=2,
                decisions="Which questions are asked at the desk, and in which order.",
                welcomes="Everybody who remembers a bad first day.",
                how="<p>Come as you are; a child's corner is next to the table.</p>",
                cocreators=(
                    ("Samira", "acts and advises", True),
                    ("Yusuf H.", "acts and draws", True),
                    ("Annette Rohde", "librarian", False),
                ),
                barriers=(
                    (
                        "Nobody complains to those whose help they need",
                        "The group speaks without staff for the first half hour.",
                    ),
                ),
            )
        },
    ),
    Event(
        slug="recipe-archive",
        kind="participatory",
        branch="old-mill",
        space="table",
        plans=(Plan(3, 6, "11:00", "13:00", MONTHLY, 4, nth=1, seats=18),),
        audiences=("older-people", "families"),
        topics=("local-history", "crafts"),
        languages=("en", "sv"),
        programme="memory",
        partners=("adult-college",),
        admission="register",
        most=3,
        pull=0.5,
        words={
            "en": Words(
                "The recipe archive",
                "Bring a recipe that is written nowhere. We cook it, weigh it, write it down, and keep it.",
                """“A little flour” is not a weight: so while grandmothers cook, others hold the scales. Each recipe
                gets a page with its story, its mistakes and the name it has at home.

                The group decides which recipes go into the booklet, and which stay in the family.""",
                bring="The recipe in your head, and one ingredient we will not find.",
            ),
            "sv": Words(
                "Receptarkivet",
                "Ta med ett recept som inte står någonstans. Vi lagar det, väger det, skriver ner det och sparar det.",
                """”Lite mjöl” är inget mått: medan mormor lagar håller andra i vågen. Varje recept får en sida med
                sin historia, sina misstag och det namn det har hemma.

                Gruppen bestämmer vilka recept som kommer med i häftet och vilka som stannar i familjen.""",
                bring="Receptet i huvudet, och en ingrediens vi inte kommer att hitta.",
            ),
        },
        together={
            "en": Together(
                community="Families who cook from memory",
                cocreation=2,
                decisions="Which recipes are published, and under whose name.",
                welcomes="Everybody who has an appetite.",
                how="<p>Keep a place for yourself and for the cook you bring along.</p>",
                cocreators=(("Rosa and Ester", "first cooks", True), ("Ingrid Malmsten", "writes and edits", False)),
                barriers=(("Those who cook seldom write", "One cooks, another writes, a third one weighs."),),
            ),
            "sv": Together(
                community="Familjer som lagar mat ur minnet",
                cocreation=2,
                decisions="Vilka recept som trycks, och under vems namn.",
                welcomes="Alla som är hungriga.",
                how="<p>Boka en plats till dig och till kocken du tar med.</p>",
                cocreators=(
                    ("Rosa och Ester", "de första kockarna", True),
                    ("Ingrid Malmsten", "skriver och redigerar", False),
                ),
                barriers=(("Den som lagar skriver sällan", "En lagar, en annan skriver, en tredje väger."),),
            ),
        },
    ),
    Event(
        slug="bench-by-the-weir",
        kind="participatory",
        branch="old-mill",
        mode="elsewhere",
        plans=(Plan(-17, 5, "11:00", "15:00", WEEKLY, 3, seats=15),),
        audiences=("adults", "families", "older-people"),
        topics=("crafts", "nature"),
        languages=("da",),
        programme="for-all",
        admission="register",
        most=4,
        pull=1.0,
        words={
            "da": Words(
                "Bænken ved slusen",
                "Tre lørdage bygger vi den bænk, som kvarteret har manglet: tegnet, savet og malet af dem, der skal sidde på den.",
                """Efter nabosamtalen i marts stod der ét ord på fjorten sedler: bænk. Kommunen gav lov og brædder,
                biblioteket gav værktøj, og resten bestemmer de, der kommer.

                Den skal være så lang, at man kan sidde ved siden af en fremmed.""",
                bring="Arbejdstøj. Vi har handsker.",
                place="På pladsen ved slusen, bag Møllebiblioteket",
                access="Der er opgaver, man kan sidde ned til, og et toilet i biblioteket.",
            )
        },
        together={
            "da": Together(
                community="Naboerne omkring møllen",
                cocreation=3,
                decisions="Bænkens længde, farve og plads, og at den ikke får et navn.",
                welcomes="Alle, der har siddet på kanten af slusen.",
                how="<p>Hold en plads, eller kom forbi og hold et bræt.</p>",
                cocreators=(
                    ("Verner Toft", "snedker på pension", True),
                    ("Naboerne i Slusestræde", "tegning og maling", True),
                ),
                barriers=(
                    (
                        "Ældre kan ikke gå tur uden et sted at hvile",
                        "Bænken står halvvejs mellem stoppestedet og biblioteket.",
                    ),
                ),
            )
        },
    ),
)
