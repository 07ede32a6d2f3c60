"""Events told in all five languages: the repair café, the listening evening, the supper of five kitchens."""

from operations.demo.content.shapes import MONTHLY, Event, Plan, Together, Told, Words

REPAIR_CAFE = Event(
    slug="repair-cafe",
    kind="activity",
    branch="old-mill",
    space="table",
    plans=(Plan(-20, 5, "12:00", "16:00", MONTHLY, 10, nth=2, seats=14),),
    audiences=("adults", "families"),
    topics=("crafts", "nature"),
    languages=("en", "da", "sv"),
    admission="register",
    most=2,
    told=(Told(6, "resized", seats=18),),
    pull=1.05,
    words={
        "da": Words(
            "Reparationscafé",
            "Tag det med, der er gået i stykker. Vi reparerer det sammen, og du lærer hvordan.",
            """Lamper, bukser, cykler, brødristere: frivillige med værktøj og tålmodighed sidder ved langbordet, og
            du sidder ved siden af. Det meste bliver helt, og resten ved vi i hvert fald, hvad fejler.

            Bestil en plads, så vi kan regne ud, hvem der skal sidde hos hvem. En plads er en ting; har du to, så
            tag to pladser.""",
            bring="Tingen, og de dele, der er faldet af.",
            access="Gulvet er jævnt, og bordet kan hæves i den ene ende.",
        ),
        "en": Words(
            "Repair café",
            "Bring what is broken. We mend it together, and you learn how.",
            """Lamps, trousers, bicycles, toasters: volunteers with tools and patience sit at the long table, and
            you sit beside them. Most things leave in working order; of the rest we at least know what is wrong.

            Keep a place so that we can work out who sits with whom. One place is one thing; if you have two, take
            two places.""",
            bring="The thing, and the bits that have come off.",
            access="The floor is level, and one end of the table can be raised.",
        ),
        "el": Words(
            "Καφές και επισκευές",
            "Φέρτε ό,τι χάλασε. Το φτιάχνουμε μαζί, και μαθαίνετε πώς.",
            """Λάμπες, παντελόνια, ποδήλατα, τοστιέρες: εθελοντές με εργαλεία και υπομονή κάθονται στο μεγάλο
            τραπέζι, κι εσείς δίπλα τους. Τα περισσότερα φεύγουν φτιαγμένα· για τα υπόλοιπα τουλάχιστον ξέρουμε τι
            έχουν.

            Κρατήστε θέση για να υπολογίσουμε ποιος θα καθίσει με ποιον. Μία θέση είναι ένα πράγμα· αν έχετε δύο,
            κρατήστε δύο.""",
            bring="Το αντικείμενο και τα κομμάτια που ξεκόλλησαν.",
            access="Το δάπεδο είναι ίσιο και η μία άκρη του τραπεζιού ανεβαίνει.",
        ),
        "sl": Words(
            "Popravljalnica",
            "Prinesite, kar se je pokvarilo. Popravimo skupaj, vi pa se naučite, kako.",
            """Svetilke, hlače, kolesa, opekači: prostovoljci z orodjem in potrpljenjem sedijo za dolgo mizo, vi pa
            ob njih. Večina stvari odide popravljena, pri drugih vsaj vemo, kaj jim manjka.

            Rezervirajte mesto, da razporedimo, kdo bo sedel s kom. Eno mesto je ena stvar; če imate dve, vzemite
            dve mesti.""",
            bring="Predmet in dele, ki so odpadli.",
            access="Tla so ravna, en konec mize je mogoče dvigniti.",
        ),
        "sv": Words(
            "Lagningscafé",
            "Ta med det som har gått sönder. Vi lagar det tillsammans, och du lär dig hur.",
            """Lampor, byxor, cyklar, brödrostar: volontärer med verktyg och tålamod sitter vid långbordet, och du
            sitter bredvid. Det mesta blir helt, och av resten vet vi åtminstone vad felet är.

            Boka en plats så att vi kan räkna ut vem som ska sitta med vem. En plats är en sak; har du två saker tar
            du två platser.""",
            bring="Saken, och bitarna som har lossnat.",
            access="Golvet är jämnt och bordets ena ände går att höja.",
        ),
    },
)

LISTENING = Event(
    slug="listening-evening",
    kind="participatory",
    branch="old-mill",
    space="stage",
    plans=(Plan(-16, 3, "18:30", "20:00", MONTHLY, 8, nth=-1, seats=60),),
    audiences=("adults", "older-people", "schools"),
    topics=("local-history",),
    languages=("el", "en"),
    programme="memory",
    partners=("ferrymen", "adult-college"),
    admission="register",
    most=4,
    told=(Told(1, "moved", "Ο αφηγητής μας ταξίδευε εκείνη την Πέμπτη.", 10, days=1),),
    pull=0.25,
    words={
        "el": Words(
            "Βραδιά ακρόασης: το λιμάνι θυμάται",
            "Μια ηχογράφηση, δύο αφηγητές και μια αίθουσα που ακούει. Ύστερα κουβέντα, με τσάι.",
            """Κάθε μήνα ακούμε μία από τις ηχογραφήσεις του προγράμματος, ολόκληρη και χωρίς εικόνα. Όποιος μίλησε
            κάθεται στη σκηνή και λέει ό,τι δεν χώρεσε· οι μαθητές που ηχογράφησαν κάνουν τις πρώτες ερωτήσεις.

            Κανείς δεν μαγνητοσκοπεί. Τι θα ακουστεί και τι όχι το έχει αποφασίσει ο αφηγητής.""",
            access="Το κείμενο της ηχογράφησης μοιράζεται τυπωμένο με μεγάλα γράμματα, και στα αγγλικά.",
        ),
        "en": Words(
            "Listening evening: the harbour remembers",
            "One recording, two storytellers and a room that listens. Then talk, with tea.",
            """Every month we hear one of the programme's recordings, whole and without pictures. Whoever spoke sits
            on the stage and adds what did not fit; the pupils who recorded it ask the first questions.

            Nobody films. What is played and what is not has been decided by the person who told it.""",
            access="The text of the recording is handed out in large print, in English too.",
        ),
        "sl": Words(
            "Večer poslušanja: pristanišče se spominja",
            "En posnetek, dva pripovedovalca in dvorana, ki posluša. Potem pogovor ob čaju.",
            """Vsak mesec poslušamo enega od posnetkov programa, v celoti in brez slike. Kdor je pripovedoval, sedi
            na odru in doda, česar ni bilo mogoče stlačiti v posnetek; prva vprašanja postavijo učenci, ki so
            snemali.

            Nihče ne snema. Kaj se predvaja in kaj ne, je odločil pripovedovalec.""",
            access="Besedilo posnetka razdelimo v večjem tisku, tudi v angleščini.",
        ),
        "sv": Words(
            "Lyssnarkväll: hamnen minns",
            "En inspelning, två berättare och en sal som lyssnar. Sedan samtal, med te.",
            """Varje månad hör vi en av programmets inspelningar, hel och utan bilder. Den som berättade sitter på
            scenen och lägger till det som inte fick plats; eleverna som spelade in ställer de första frågorna.

            Ingen filmar. Vad som spelas upp och inte har berättaren bestämt.""",
            access="Inspelningens text delas ut med stor stil, även på engelska.",
        ),
        "da": Words(
            "Lytteaften: havnen husker",
            "En optagelse, to fortællere og en sal, der lytter. Bagefter snak med te.",
            """Hver måned hører vi en af programmets optagelser, hele vejen igennem og uden billeder. Den, der
            fortalte, sidder på scenen og føjer det til, der ikke var plads til; eleverne, der optog, stiller de
            første spørgsmål.

            Ingen filmer. Hvad der bliver spillet, og hvad der ikke gør, har fortælleren bestemt.""",
            access="Teksten bliver delt ud med stor skrift, også på engelsk.",
        ),
    },
    together={
        "el": Together(
            community="Ναυτικοί και λιμενεργάτες του Λίντχαβεν και οι οικογένειές τους",
            cocreation=3,
            decisions="Οι αφηγητές διάλεξαν τις ηχογραφήσεις, τη σειρά τους και ότι δεν θα υπάρχει εικόνα. Οι μαθητές διάλεξαν την αίθουσα.",
            welcomes="Όποιον θέλει να ακούσει, και όσους μεγάλωσαν αλλού.",
            how="<p>Ελάτε και ακούστε. Αν έχετε να διηγηθείτε κάτι, αφήστε το όνομά σας στη Βιβλιοθήκη Λιμανιού.</p>",
            cocreators=(
                ("Σταμάτης Βεργίνης", "αφηγητής, μηχανικός στα πλοία επί 31 χρόνια", True),
                ("Δέσποινα Καραλή", "αφηγήτρια, κόρη λιμενεργάτη", True),
                ("Τάξη Γ΄ του Σχολείου του Λόφου", "ηχογράφηση και ερωτήσεις", True),
                ("Ingrid Malmsten", "ήχος και μοντάζ", False),
            ),
            barriers=(
                ("Οι πιο ηλικιωμένοι δεν βγαίνουν το βράδυ μόνοι", "Εθελοντές τους φέρνουν και τους πηγαίνουν σπίτι."),
                ("Τα ελληνικά της δουλειάς δεν τα ξέρουν όλοι", "Το κείμενο μοιράζεται και στα αγγλικά."),
            ),
        ),
        "en": Together(
            community="Ferrymen and dockers of Lindhaven and their families",
            cocreation=3,
            decisions="The storytellers chose the recordings, their order, and that there are no pictures. The pupils chose the room.",
            welcomes="Whoever wants to listen, and those who grew up elsewhere.",
            how="<p>Come and listen. If you have something to tell, leave your name at the Harbour Library.</p>",
            cocreators=(
                ("Stamatis Verginis", "storyteller, 31 years a ship's engineer", True),
                ("Despina Karali", "storyteller, a docker's daughter", True),
                ("Class 3 of Hillside School", "recording and questions", True),
                ("Ingrid Malmsten", "sound and editing", False),
            ),
            barriers=(
                ("The oldest do not go out alone in the evening", "Volunteers fetch them and take them home."),
                ("Not everyone knows the Greek of the docks", "The text is handed out in English too."),
            ),
        ),
        "sl": Together(
            community="Mornarji in pristaniški delavci Lindhavna z družinami",
            cocreation=3,
            decisions="Pripovedovalci so izbrali posnetke, njihov vrstni red in to, da slik ni. Učenci so izbrali prostor.",
            welcomes="Vse, ki želijo poslušati, tudi tiste, ki so odraščali drugje.",
            how="<p>Pridite poslušat. Če imate kaj povedati, pustite svoje ime v Knjižnici Pristanišče.</p>",
            cocreators=(
                ("Stamatis Verginis", "pripovedovalec, 31 let ladijski strojnik", True),
                ("Despina Karali", "pripovedovalka, hči pristaniškega delavca", True),
                ("3. razred šole Na griču", "snemanje in vprašanja", True),
                ("Ingrid Malmsten", "zvok in montaža", False),
            ),
            barriers=(
                ("Najstarejši zvečer ne gredo sami od doma", "Prostovoljci jih pripeljejo in odpeljejo."),
                ("Pristaniške grščine ne razumejo vsi", "Besedilo razdelimo tudi v angleščini."),
            ),
        ),
        "sv": Together(
            community="Färjemän och hamnarbetare i Lindhaven och deras familjer",
            cocreation=3,
            decisions="Berättarna valde inspelningarna, ordningen och att det inte ska vara några bilder. Eleverna valde rummet.",
            welcomes="Alla som vill lyssna, också de som vuxit upp någon annanstans.",
            how="<p>Kom och lyssna. Har du något att berätta, lämna ditt namn på Hamnbiblioteket.</p>",
            cocreators=(
                ("Stamatis Verginis", "berättare, fartygsmaskinist i 31 år", True),
                ("Despina Karali", "berättare, hamnarbetardotter", True),
                ("Klass 3 på Bergsskolan", "inspelning och frågor", True),
                ("Ingrid Malmsten", "ljud och klippning", False),
            ),
            barriers=(
                ("De äldsta går inte ut ensamma på kvällen", "Volontärer hämtar dem och följer dem hem."),
                ("Alla förstår inte hamnens grekiska", "Texten delas ut även på engelska."),
            ),
        ),
        "da": Together(
            community="Færgefolk og havnearbejdere i Lindhaven og deres familier",
            cocreation=3,
            decisions="Fortællerne valgte optagelserne, rækkefølgen, og at der ikke er billeder. Eleverne valgte rummet.",
            welcomes="Alle, der vil lytte, også dem, der er vokset op et andet sted.",
            how="<p>Kom og lyt. Har du noget at fortælle, så læg dit navn på Havnebiblioteket.</p>",
            cocreators=(
                ("Stamatis Verginis", "fortæller, skibsmaskinist i 31 år", True),
                ("Despina Karali", "fortæller, datter af en havnearbejder", True),
                ("3. klasse på Bakkeskolen", "optagelse og spørgsmål", True),
                ("Ingrid Malmsten", "lyd og klipning", False),
            ),
            barriers=(
                ("De ældste går ikke ud alene om aftenen", "Frivillige henter dem og følger dem hjem."),
                ("Ikke alle kan havnens græsk", "Teksten bliver også delt ud på engelsk."),
            ),
        ),
    },
)

EVENTS = (REPAIR_CAFE, LISTENING)
