"""Activities in one or two languages: work, languages, the digital everyday."""

from operations.demo.content.shapes import FORTNIGHTLY, MONTHLY, WEEKLY, Event, Plan, Told, Words

EVENTS = (
    Event(
        slug="job-desk",
        kind="activity",
        branch="harbour",
        space="reading",
        plans=(Plan(-12, 3, "13:00", "16:00", WEEKLY, 30),),
        audiences=("adults", "newcomers"),
        topics=("work",),
        languages=("en", "el", "ar"),
        partners=("job-centre",),
        told=(Told(3, "cancelled", "Public holiday at the job centre.", 7),),
        usual=9,
        words={
            "en": Words(
                "Job desk by the window",
                "An adviser from the job centre sits in the library: no number, no counter, no file.",
                """Ask about a vacancy, an unemployment letter, a course or a wage that seems too low. If it takes
                longer than twenty minutes you agree on a time.

                The computers next to the desk are reserved for applications on Thursdays, and printing them costs
                nothing.""",
                bring="Your letter or your CV, if you have one.",
            ),
            "el": Words(
                "Γραφείο εργασίας δίπλα στο παράθυρο",
                "Ένας σύμβουλος του γραφείου εργασίας κάθεται στη βιβλιοθήκη: χωρίς νούμερο, χωρίς γκισέ, χωρίς φάκελο.",
                """Ρωτήστε για μια θέση, ένα έγγραφο ανεργίας, ένα σεμινάριο ή έναν μισθό που σας φαίνεται μικρός.
                Αν χρειάζεται πάνω από είκοσι λεπτά, κλείνετε ραντεβού.

                Τις Πέμπτες οι υπολογιστές δίπλα είναι για αιτήσεις, και η εκτύπωσή τους είναι δωρεάν.""",
                bring="Το έγγραφο ή το βιογραφικό σας, αν έχετε.",
            ),
        },
    ),
    Event(
        slug="cv-workshop",
        kind="activity",
        branch="harbour",
        space="workshop",
        plans=(Plan(-9, 0, "16:30", "18:30", MONTHLY, 7, nth=-1, seats=12),),
        audiences=("adults", "teenagers"),
        topics=("work", "digital"),
        languages=("en",),
        partners=("job-centre",),
        admission="register",
        most=1,
        pull=0.75,
        words={
            "en": Words(
                "A CV in two hours",
                "You come with what you can do and leave with one page that says so, printed and saved.",
                """We begin by interviewing each other, because people leave out what they do best. Then everybody
                writes at a computer with a template that fits on one page and reads well on a telephone.

                A recruiter from the ferry company comes for the last half hour and says what she looks at first.""",
                bring="Dates of your jobs and schools; an e-mail address you can open.",
                access="Places by the door can be kept for people who need to go out and in.",
            )
        },
    ),
    Event(
        slug="greek-from-the-start",
        kind="activity",
        branch="harbour",
        space="workshop",
        plans=(Plan(-6, 3, "18:00", "19:30", WEEKLY, 12, seats=12),),
        audiences=("newcomers", "adults"),
        topics=("languages",),
        languages=("el", "en"),
        partners=("welcome-network",),
        admission="register",
        most=1,
        told=(Told(8, "cancelled", "Our teacher has an examination that evening.", 5),),
        pull=0.5,
        words={
            "en": Words(
                "Greek from the start",
                "Twelve Thursdays: letters, greetings, shopping, the doctor, the school, the neighbours.",
                """You learn to read in the first two evenings, because everything else follows from it. After that
                each evening has a place: the bakery, the bus, the waiting room.

                You can join until the fourth evening. Whoever misses one gets the sheet and five minutes before the
                next.""",
                bring="A notebook and a pencil.",
                access="Sheets are in large print. Children can read next door; somebody is with them.",
            ),
            "el": Words(
                "Ελληνικά από την αρχή",
                "Δώδεκα Πέμπτες: γράμματα, χαιρετισμοί, ψώνια, γιατρός, σχολείο, γείτονες.",
                """Τις δύο πρώτες βραδιές μαθαίνουμε να διαβάζουμε, γιατί όλα τα άλλα έρχονται από εκεί. Ύστερα κάθε
                βραδιά έχει έναν τόπο: τον φούρνο, το λεωφορείο, την αίθουσα αναμονής.

                Αν ξέρετε κάποιον που ψάχνει μαθήματα, μεταφράστε του αυτό το κείμενο.""",
                bring="Τετράδιο και μολύβι.",
                access="Τα φύλλα είναι με μεγάλα γράμματα. Τα παιδιά διαβάζουν δίπλα με παρέα.",
            ),
        },
    ),
    Event(
        slug="svenska-fran-borjan",
        kind="activity",
        branch="central",
        space="seminar",
        plans=(Plan(-3, 0, "17:00", "18:30", WEEKLY, 10, seats=16),),
        audiences=("newcomers", "adults"),
        topics=("languages",),
        languages=("sv", "en"),
        partners=("adult-college",),
        admission="register",
        most=1,
        pull=0.4,
        words={
            "sv": Words(
                "Svenska från början",
                "Tio måndagar med en lärare från folkhögskolan. Vi börjar med att säga hej och slutar med att säga emot.",
                """Kursen är för den som kan några ord eller inga alls. Vi talar mycket, skriver lite och läser
                skyltar, menyer och en dikt.

                Du får ett häfte i handen och kan låna ljudboken. Kursen är gratis och ger inget betyg.""",
                bring="Papper och penna.",
            )
        },
    ),
    Event(
        slug="surfplattan-steg-for-steg",
        kind="activity",
        branch="valley",
        space="kitchen",
        plans=(Plan(2, 3, "10:00", "11:30", WEEKLY, 6, seats=12),),
        audiences=("older-people",),
        topics=("digital",),
        languages=("sv",),
        facts={"registers_for": "course", "late_joining": False},
        admission="register",
        most=2,
        pull=0.75,
        words={
            "sv": Words(
                "Surfplattan, steg för steg",
                "Sex torsdagar vid köksbordet: slå på, skriva, ringa med bild, hitta bussen, känna igen ett bluffbrev.",
                """Vi är högst tolv och har två handledare. Varje gång lär vi oss en sak, och nästa gång börjar vi
                med att se om den sitter.

                Har du ingen platta lånar du en av oss, även hem. Vårens grupp träffas fortfarande på egen hand.""",
                bring="Din platta och laddaren, om du har en. Glasögon.",
                access="Stor stil, långsamt tempo, och kaffe efter fyrtiofem minuter.",
            )
        },
    ),
    Event(
        slug="3d-printer-first-steps",
        kind="activity",
        branch="old-mill",
        space="table",
        plans=(Plan(-8, 3, "17:00", "19:00", FORTNIGHTLY, 9, seats=8),),
        audiences=("teenagers", "adults"),
        topics=("digital", "crafts"),
        languages=("en", "da"),
        ages=(12, None),
        admission="register",
        most=2,
        pull=0.7,
        words={
            "en": Words(
                "First steps with the 3D printer",
                "Draw a small thing, print it, and take it home: a hook, a ring, the missing foot of a chair.",
                """After this evening you may use the printer on your own during opening hours. We show how to
                measure, how to draw without a course in drawing, and why the first one always fails.

                Material is free up to fifty grams, which is more than you think.""",
                bring="Something that lacks a part.",
                access="The table can be lowered. The printer hums; ear protectors are there.",
            )
        },
    ),
    Event(
        slug="pisanje-od-dalec",
        kind="activity",
        branch="central",
        mode="online",
        plans=(Plan(-4, 1, "19:00", "20:30", FORTNIGHTLY, 8, seats=20),),
        audiences=("adults",),
        topics=("reading", "languages"),
        languages=("sl", "en"),
        admission="register",
        most=1,
        pull=0.3,
        words={
            "sl": Words(
                "Pisanje od daleč",
                "Spletna pisalna delavnica za vse, ki slovensko pišejo daleč od Slovenije. Vsaka dva tedna ena naloga.",
                """Najprej dvajset minut pišemo vsak zase, s prižganimi kamerami in v tišini. Potem bere, kdor želi,
                drugi povemo, kaj je ostalo z nami.

                Povezavo dobite v pismu dan prej. Besedila ostanejo vaša.""",
                access="Pogovor se sproti podnaslavlja.",
            ),
            "en": Words(
                "Writing from far away",
                "An online writing workshop for people who write Slovenian far from Slovenia. One task every two weeks.",
                """First everybody writes for twenty minutes, cameras on and in silence. Then whoever likes reads,
                and the others say what stayed with them.

                The link comes by letter the day before. Texts remain yours.""",
                access="The talk is captioned live.",
            ),
        },
    ),
)
