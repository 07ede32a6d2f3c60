"""Activities in one or two languages: reading groups, film, music, making, walking."""

from decimal import Decimal

from operations.demo.content.shapes import MONTHLY, WEEKLY, Event, Plan, Told, Words

EVENTS = (
    Event(
        slug="laesekreds-paa-bakken",
        kind="activity",
        branch="hillside",
        space="story",
        plans=(Plan(-19, 2, "19:00", "21:00", MONTHLY, 10, nth=1, seats=12),),
        topics=("reading",),
        languages=("da",),
        admission="register",
        most=1,
        pull=0.5,
        words={
            "da": Words(
                "Læsekreds på bakken",
                "Én bog om måneden, tolv stole og en regel: man må gerne have hadet den.",
                """Vi læser nordiske romaner fra de sidste ti år og skiftes til at vælge. Den, der har valgt, må
                ikke sige noget det første kvarter.

                Bøgerne ligger klar ved skranken en måned før, også som lydbog. Man kan komme én gang eller hver
                gang.""",
                access="Bogen fås også med stor skrift.",
            )
        },
    ),
    Event(
        slug="bralni-klub-obala",
        kind="activity",
        branch="central",
        space="seminar",
        plans=(Plan(-15, 3, "17:30", "19:00", MONTHLY, 9, nth=3, seats=14),),
        topics=("reading",),
        languages=("sl",),
        admission="register",
        most=1,
        pull=0.4,
        words={
            "sl": Words(
                "Bralni klub Obala",
                "Enkrat mesečno beremo slovensko knjigo, počasi in naglas, in se ob njej pogovarjamo.",
                """Nekateri so slovensko brali nazadnje v šoli, drugi berejo vsak dan. Zato najdaljše odlomke
                preberemo skupaj, pogovor pa sme zaiti.

                Letos beremo zgodbe o mejah. Knjige pošljemo tudi po pošti.""",
                access="Besedilo je na voljo v večjem tisku in kot posnetek.",
            )
        },
    ),
    Event(
        slug="novels-before-noon",
        kind="activity",
        branch="valley",
        space="kitchen",
        plans=(Plan(-14, 0, "10:00", "11:30", MONTHLY, 10, nth=2, seats=8),),
        audiences=("adults", "older-people"),
        topics=("reading",),
        languages=("en",),
        admission="register",
        most=1,
        told=(Told(2, "moved", "The second Monday is a holiday.", 12, days=7),),
        pull=1.15,
        words={
            "en": Words(
                "Novels before noon",
                "A reading group for people whose evenings are taken. Eight chairs, one novel, a pot of tea.",
                """We meet when the house is quiet and finish before the schools do. The group chooses a year at a
                time; this year every novel has a river in it.

                New readers take the place of those who pause. If there is no place, the waiting list is short and
                moves.""",
                access="Large print and audio are ordered with each book.",
            )
        },
    ),
    Event(
        slug="strik-og-snak",
        kind="activity",
        branch="valley",
        space="forum",
        plans=(Plan(-11, 3, "14:00", "16:00", WEEKLY, 24),),
        audiences=("adults", "older-people"),
        topics=("crafts",),
        languages=("da", "en"),
        usual=17,
        words={
            "da": Words(
                "Strik og snak",
                "Garn, pinde og et bord ved vinduet. Begyndere får en, der kan; øvede får en, der spørger.",
                """Der er altid nogen, der kan tage en tabt maske op. Det, vi strikker for meget af, går til
                barselsafsnittet: i år 140 små huer.

                Man behøver ikke strikke. Man må også bare snakke.""",
                bring="Dit strikketøj, eller ingenting: der er garn i kurven.",
            )
        },
    ),
    Event(
        slug="sinema-ston-mylo",
        kind="activity",
        branch="old-mill",
        space="stage",
        plans=(Plan(-18, 4, "19:30", "21:45", MONTHLY, 9, nth=3, seats=80),),
        topics=("film",),
        languages=("el", "en"),
        partners=("theatre",),
        admission="register",
        most=4,
        policy="best-fit",
        pull=0.22,
        words={
            "el": Words(
                "Σινεμά στον Μύλο",
                "Μία Παρασκευή τον μήνα, μια ταινία που δεν βρίσκεται στις πλατφόρμες, με εισαγωγή και κουβέντα.",
                """Το πρόγραμμα το διαλέγει η κινηματογραφική παρέα της βιβλιοθήκης: φέτος ταινίες με πλοία. Πριν
                από κάθε προβολή κάποιος λέει σε πέντε λεπτά γιατί τη διάλεξε.

                Οι ταινίες έχουν υπότιτλους στα ελληνικά και στα αγγλικά.""",
                access="Υπότιτλοι σε όλες τις ταινίες. Δύο θέσεις για αμαξίδια στην πρώτη σειρά.",
            ),
            "en": Words(
                "Cinema at the mill",
                "One Friday a month, a film that is on no platform, with an introduction and a conversation.",
                """The library's film friends choose the programme: this year it is films with ships. Before each
                showing somebody says in five minutes why they chose it.

                The films have Greek and English subtitles.""",
                access="All films are subtitled. Two places for wheelchairs in the front row.",
            ),
        },
    ),
    Event(
        slug="silent-film-live-piano",
        kind="activity",
        branch="central",
        space="hall",
        plans=(Plan(-4, 5, "19:00", "20:45", seats=120),),
        audiences=("adults", "families"),
        topics=("film", "music"),
        languages=("en",),
        admission="register",
        most=4,
        price=Decimal("3.00"),
        pull=0.55,
        words={
            "en": Words(
                "Silent film with live piano",
                "A comedy from 1926 and a pianist who has never played it twice in the same way.",
                """Agnes Lindqvist sits at the piano with her back to the audience and her eyes on the screen.
                Before the film she shows how a chase sounds, and how a broken plate does.

                The intertitles are read aloud in English, Greek and Swedish by three volunteers.""",
                access="The intertitles are read aloud. The hall has a hearing loop.",
                price="Three for adults; nobody is turned away. Under eighteen free.",
            )
        },
    ),
    Event(
        slug="chess-without-clocks",
        kind="activity",
        branch="hillside",
        space="garden",
        plans=(Plan(-10, 1, "16:00", "18:00", WEEKLY, 22),),
        audiences=("children", "adults", "older-people"),
        topics=("learning",),
        languages=("en", "sl"),
        ages=(7, None),
        usual=16,
        words={
            "en": Words(
                "Chess without clocks",
                "Boards are set up from four. Whoever is free plays whoever is free, from seven to ninety.",
                """There is no league and no clock. If you do not know the moves, somebody shows you; the record for
                learning them is eleven minutes, held by a girl of seven.

                On the last Tuesday of the month our oldest player takes on everybody at once.""",
                access="Two sets can be felt with the fingers.",
            )
        },
    ),
    Event(
        slug="walk-and-ask",
        kind="activity",
        branch="valley",
        mode="elsewhere",
        plans=(Plan(-12, 0, "09:30", "10:45", WEEKLY, 28),),
        audiences=("adults", "older-people"),
        topics=("health", "nature"),
        languages=("en", "sl"),
        programme="health",
        partners=("health-centre",),
        told=(
            Told(10, "cancelled", "Ice on the paths.", 0),
            Told(19, "cancelled", "Our nurse is on leave and nobody could stand in.", 6),
        ),
        usual=13,
        words={
            "en": Words(
                "Walk and ask",
                "An hour along the river with a nurse. Walk at your pace, ask what you like, or only walk.",
                """We start at the library, go to the footbridge and come back; whoever wants less turns at the
                second bench. Side by side, questions are easier than across a desk.

                Afterwards there is coffee, and books about what was asked lie on the counter.""",
                bring="Shoes for a gravel path. Water in summer.",
                place="We meet at the door of the Valley Library",
                access="The path is level and has benches every three hundred metres. Wheelchairs and walkers come along.",
            ),
            "sl": Words(
                "Hodi in vprašaj",
                "Ura ob reki z medicinsko sestro. Hodite po svoje, vprašajte, kar želite, ali samo hodite.",
                """Začnemo pri knjižnici, gremo do brvi in nazaj; komur je dovolj, se obrne pri drugi klopi. Ko
                hodimo drug ob drugem, je lažje vprašati kot čez mizo.

                Potem je kava, na pultu pa ležijo knjige o tem, kar smo spraševali.""",
                bring="Čevlje za makadam. Poleti vodo.",
                place="Zberemo se pred Knjižnico V dolini",
                access="Pot je ravna, klopi so na vsakih tristo metrov. Z nami gredo tudi vozički in hojice.",
            ),
        },
    ),
    Event(
        slug="open-choir",
        kind="activity",
        branch="old-mill",
        space="stage",
        plans=(Plan(-9, 2, "18:30", "20:00", WEEKLY, 22),),
        audiences=("adults", "older-people", "teenagers"),
        topics=("music",),
        languages=("en", "da"),
        told=(Told(12, "cancelled", "The stage is needed for the film festival.", 14),),
        usual=34,
        words={
            "en": Words(
                "Open choir",
                "No audition, no sheet music, no performance. We learn two songs by ear and sing them until they shine.",
                """Mette Ravn sings a line, everybody sings it back, and after an hour there are three voices.
                People come straight from work and leave taller.

                Stand where you like. The low voices are at the window, because it is draughty there.""",
                access="You can sing sitting down. The words are written large on the wall.",
            ),
            "da": Words(
                "Åbent kor",
                "Ingen optagelsesprøve, ingen noder, ingen koncert. Vi lærer to sange på gehør og synger, til de skinner.",
                """Mette Ravn synger en linje, alle synger den tilbage, og efter en time er der tre stemmer. Folk
                kommer lige fra arbejde og går derfra ti centimeter højere.

                Stå, hvor du vil. De dybe stemmer står ved vinduet, for der trækker det.""",
                access="Man må gerne synge siddende. Ordene står med store bogstaver på væggen.",
            ),
        },
    ),
    Event(
        slug="laouto-sto-teloneio",
        kind="activity",
        branch="harbour",
        space="quay",
        plans=(Plan(-10, 5, "19:30", "21:00", seats=32),),
        topics=("music", "local-history"),
        languages=("el",),
        admission="register",
        most=4,
        policy="best-fit",
        pull=1.3,
        words={
            "el": Words(
                "Λαούτο στο τελωνείο",
                "Μια βραδιά με τραγούδια των νησιών, παιγμένα εκεί όπου ξεφορτώνονταν τα βαρέλια.",
                """Ο Γιάννης Σκορδίλης παίζει λαούτο και λέει από ποιον έμαθε κάθε σκοπό. Η αίθουσα είναι μικρή και
                δεν έχει μικρόφωνα, γι’ αυτό οι πόρτες κλείνουν στην ώρα τους.

                Στο διάλειμμα έχει ρακόμελο και, για όσους οδηγούν, χυμό.""",
                access="Βρόχος ακοής στην αίθουσα· καθίσματα με πλάτη σε όλες τις σειρές.",
            )
        },
    ),
    Event(
        slug="bokbinderi-for-nyborjare",
        kind="activity",
        branch="old-mill",
        space="stage",
        plans=(Plan(1, 5, "11:00", "16:00", seats=12), Plan(8, 5, "11:00", "16:00", seats=12)),
        topics=("crafts",),
        languages=("sv", "en"),
        ages=(15, None),
        partners=("adult-college",),
        admission="register",
        most=1,
        price=Decimal("5.00"),
        pull=1.2,
        words={
            "sv": Words(
                "Bokbinderi för nybörjare",
                "En lördag med nål, tråd och lim. Du går hem med en bok som du har bundit själv.",
                """Vi viker, stansar, syr och klär. Till lunch ligger alla böcker i press, och då berättar
                bokbindaren om de vackraste lagningarna i bibliotekets magasin.

                Ingen förkunskap behövs, bara tålamod. Soppa ingår.""",
                bring="Ett tyg eller ett papper att klä pärmen med, om du vill.",
                price="Material och soppa ingår.",
            )
        },
    ),
    Event(
        slug="urter-i-haven",
        kind="activity",
        branch="hillside",
        space="garden",
        plans=(Plan(-26, 5, "10:00", "12:30", WEEKLY, 4, seats=20),),
        audiences=("families", "older-people"),
        topics=("nature", "health"),
        languages=("da",),
        admission="register",
        most=4,
        pull=0.55,
        words={
            "da": Words(
                "Urter i haven: fire lørdage",
                "Vi planter den urtehave, som biblioteket mangler, og lærer, hvad der kan bruges til hvad.",
                """Elsebeth Krag har frøene og Ole Friis har spaden. Første lørdag graver vi, anden planter vi,
                tredje skriver børnene skilte, og den fjerde smager vi.

                Haven er bagefter alles. Den, der går forbi, må tage tre blade.""",
                bring="Handsker. Vi har redskaber i alle størrelser.",
                access="Et højbed er bygget, så man kan arbejde siddende.",
            )
        },
    ),
    Event(
        slug="efimerides-kai-kafes",
        kind="activity",
        branch="central",
        space="studio",
        plans=(Plan(-10, 4, "10:00", "11:30", WEEKLY, 24),),
        audiences=("older-people", "adults"),
        topics=("society", "reading"),
        languages=("el",),
        usual=15,
        words={
            "el": Words(
                "Εφημερίδες και καφές",
                "Κάθε Παρασκευή πρωί διαβάζουμε μαζί τις εφημερίδες: δυνατά, με διακοπές και διαφωνίες.",
                """Στο τραπέζι απλώνονται εφτά εφημερίδες από τρεις χώρες. Διαλέγουμε ένα θέμα, συγκρίνουμε πώς το
                γράφει η καθεμία και ψάχνουμε ποιος το είπε πρώτος.

                Ο βιβλιοθηκονόμος δεν έχει άποψη, έχει όμως εγκυκλοπαίδεια.""",
                access="Μεγεθυντικός φακός και ακουστικά στο τραπέζι.",
            )
        },
    ),
)
