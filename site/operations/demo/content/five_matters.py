"""Events told in all five languages: letters from the hospital, the open desk, the conference, the exhibition."""

from typing import Any

from operations.demo.content.shapes import WEEKLY, Event, Plan, Told, Words

HOSPITAL_LETTERS = Event(
    slug="letters-from-the-hospital",
    kind="lecture",
    branch="valley",
    space="forum",
    plans=(
        Plan(-9, 2, "17:00", "18:30", seats=50),
        Plan(-3, 2, "17:00", "18:30", seats=50),
        Plan(2, 2, "17:00", "18:30", seats=50),
    ),
    audiences=("adults", "older-people", "newcomers"),
    topics=("health",),
    languages=("sl", "en"),
    programme="health",
    partners=("health-centre", "deaf-association"),
    facts={"sign_language": True, "easy_language": True, "large_print": True},
    admission="register",
    most=3,
    speakers=(("Alenka Rozman", "Nurse at the Valley Health Centre"), ("Peter Lund", "Librarian, Valley Library")),
    pull=0.5,
    words={
        "sl": Words(
            "Kako brati pismo iz bolnišnice",
            "Medicinska sestra in knjižničar skupaj z vami razložita, kaj piše, kaj pomeni in kaj vprašati.",
            """Napotnica, izvid, odpustno pismo: vsako ima svoj red, in ko ga poznate, ni več strašljivo. Na velikem
            platnu preberemo tri izmišljena pisma, besedo za besedo, in pokažemo, kje so stvari, ki jih morate
            vedeti.

            O svojem zdravju vam ni treba povedati ničesar. Če želite, lahko po predavanju svoje pismo pokažete
            sestri v ločeni sobi.""",
            bring="Očala za branje. Svoje pismo, če želite.",
            access="Tolmačeno v znakovni jezik. Gradivo je v lahkem jeziku in večjem tisku.",
            labels=("Prvi večer", "Drugi večer", "Tretji večer"),
        ),
        "en": Words(
            "How to read a letter from the hospital",
            "A nurse and a librarian go through it with you: what it says, what it means, and what to ask.",
            """A referral, a test result, a discharge letter: each has its order, and once you know it, it frightens
            less. On the big screen we read three invented letters word by word and show where the things stand that
            you need to know.

            You do not have to tell anything about your own health. If you like, you can show your letter to the
            nurse in a separate room afterwards.""",
            bring="Your reading glasses. Your letter, if you like.",
            access="Interpreted into sign language. The handouts are in easy language and large print.",
            labels=("First evening", "Second evening", "Third evening"),
        ),
        "el": Words(
            "Πώς διαβάζεται μια επιστολή του νοσοκομείου",
            "Μια νοσηλεύτρια κι ένας βιβλιοθηκονόμος τη διαβάζουν μαζί σας: τι λέει, τι σημαίνει και τι να ρωτήσετε.",
            """Παραπεμπτικό, εξέταση, ενημερωτικό εξιτηρίου: το καθένα έχει τη σειρά του, και όταν την ξέρεις
            τρομάζεις λιγότερο. Στη μεγάλη οθόνη διαβάζουμε λέξη λέξη τρεις επινοημένες επιστολές και δείχνουμε πού
            βρίσκονται όσα πρέπει να ξέρετε.

            Δεν χρειάζεται να πείτε τίποτα για τη δική σας υγεία. Αν θέλετε, μετά μπορείτε να δείξετε την επιστολή
            σας στη νοσηλεύτρια, σε χωριστό δωμάτιο.""",
            bring="Τα γυαλιά σας. Την επιστολή σας, αν θέλετε.",
            access="Διερμηνεία στη νοηματική. Το υλικό είναι σε απλή γλώσσα και με μεγάλα γράμματα.",
            labels=("Πρώτη βραδιά", "Δεύτερη βραδιά", "Τρίτη βραδιά"),
        ),
        "sv": Words(
            "Så läser du ett brev från sjukhuset",
            "En sjuksköterska och en bibliotekarie går igenom det med dig: vad det står, vad det betyder och vad du kan fråga.",
            """En remiss, ett provsvar, ett utskrivningsbrev: vart och ett har sin ordning, och när man kan den
            skrämmer det mindre. På stora duken läser vi tre påhittade brev ord för ord och visar var det står som
            du behöver veta.

            Du behöver inte berätta något om din egen hälsa. Vill du kan du visa ditt brev för sjuksköterskan i ett
            eget rum efteråt.""",
            bring="Läsglasögon. Ditt brev, om du vill.",
            access="Tolkas till teckenspråk. Materialet finns på lätt svenska och med stor stil.",
            labels=("Första kvällen", "Andra kvällen", "Tredje kvällen"),
        ),
        "da": Words(
            "Sådan læser du et brev fra sygehuset",
            "En sygeplejerske og en bibliotekar gennemgår det med dig: hvad der står, hvad det betyder, og hvad du kan spørge om.",
            """En henvisning, et prøvesvar, et udskrivningsbrev: hvert har sin orden, og når man kender den, er det
            mindre skræmmende. På det store lærred læser vi tre opdigtede breve ord for ord og viser, hvor det står,
            som du har brug for at vide.

            Du behøver ikke fortælle noget om dit eget helbred. Bagefter kan du, hvis du vil, vise dit brev til
            sygeplejersken i et rum for jer selv.""",
            bring="Læsebriller. Dit brev, hvis du vil.",
            access="Tolkes til tegnsprog. Materialet er på let dansk og med stor skrift.",
            labels=("Første aften", "Anden aften", "Tredje aften"),
        ),
    },
)

OPEN_DESK = Event(
    slug="forms-and-phones-open-desk",
    kind="activity",
    branch="valley",
    space="kitchen",
    plans=(Plan(-12, 1, "09:00", "12:00", WEEKLY, 0),),
    audiences=("adults", "older-people", "newcomers"),
    topics=("digital", "society"),
    languages=("en", "el", "sl", "da"),
    programme="health",
    facts={"easy_language": True, "quiet_room": True},
    told=(Told(8, "cancelled", "No network in the whole quarter.", 1),),
    usual=14,
    words={
        "en": Words(
            "Open desk for forms and phones",
            "Bring the form, the phone or the password you have lost: a librarian and a volunteer sit down with you.",
            """Tax, appointments, school places, a new telephone: whatever has moved onto a screen, we do it
            together, and you hold the mouse. Nobody has to hurry; if it takes the morning, it takes the morning.

            We do not keep copies of anything. For things that need a decision, the citizens' service is four steps
            away, and we walk over with you.""",
            bring="The letter or form, and your own telephone if the service sends codes to it.",
        ),
        "el": Words(
            "Ανοιχτό γραφείο για έντυπα και κινητά",
            "Φέρτε το έντυπο, το κινητό ή τον κωδικό που χάσατε: κάθονται μαζί σας ένας βιβλιοθηκονόμος κι ένας εθελοντής.",
            """Εφορία, ραντεβού, εγγραφή στο σχολείο, καινούργιο τηλέφωνο: ό,τι πέρασε σε οθόνη το κάνουμε μαζί, και
            το ποντίκι το κρατάτε εσείς. Κανείς δεν βιάζεται· αν θέλει όλο το πρωί, θέλει όλο το πρωί.

            Δεν κρατάμε αντίγραφα. Για όσα χρειάζονται απόφαση, η εξυπηρέτηση πολιτών είναι τέσσερα βήματα πιο πέρα,
            και ερχόμαστε μαζί σας.""",
            bring="Το έγγραφο ή το έντυπο, και το κινητό σας αν η υπηρεσία στέλνει κωδικούς εκεί.",
        ),
        "sl": Words(
            "Odprta miza za obrazce in telefone",
            "Prinesite obrazec, telefon ali geslo, ki ste ga izgubili: knjižničar in prostovoljec sedeta k vam.",
            """Dohodnina, naročanje, vpis v šolo, nov telefon: vse, kar se je preselilo na zaslon, naredimo skupaj,
            miško pa držite vi. Nikomur se ne mudi; če traja celo dopoldne, traja celo dopoldne.

            Kopij ne hranimo. Za stvari, o katerih je treba odločiti, je pisarna za občane štiri korake stran, in
            tja gremo z vami.""",
            bring="Pismo ali obrazec in svoj telefon, če vam služba nanj pošilja kode.",
        ),
        "sv": Words(
            "Öppet bord för blanketter och telefoner",
            "Ta med blanketten, telefonen eller lösenordet du tappat bort: en bibliotekarie och en volontär sätter sig med dig.",
            """Skatt, tidsbokning, skolplats, ny telefon: allt som har flyttat in i en skärm gör vi tillsammans, och
            du håller i musen. Ingen har bråttom; tar det hela förmiddagen så tar det hela förmiddagen.

            Vi sparar inga kopior. Det som kräver ett beslut finns hos medborgarservice fyra steg bort, och dit går
            vi med dig.""",
            bring="Brevet eller blanketten, och din telefon om tjänsten skickar koder till den.",
        ),
        "da": Words(
            "Åbent bord for blanketter og telefoner",
            "Tag blanketten, telefonen eller den tabte adgangskode med: en bibliotekar og en frivillig sætter sig hos dig.",
            """Skat, tidsbestilling, skoleplads, ny telefon: alt, hvad der er flyttet ind på en skærm, gør vi
            sammen, og det er dig, der holder musen. Ingen har travlt; tager det hele formiddagen, så tager det hele
            formiddagen.

            Vi gemmer ingen kopier. Til det, der kræver en afgørelse, er der fire skridt hen til borgerservice, og
            vi går med.""",
            bring="Brevet eller blanketten, og din telefon, hvis tjenesten sender koder til den.",
        ),
    },
)

# A session with few places, which asks for registration of its own.
ASKS: dict[str, Any] = {"session": True, "admission": "register"}

CONFERENCE = Event(
    slug="a-town-that-reads",
    kind="lecture",
    branch="central",
    space="hall",
    plans=(
        Plan(3, 4, "10:00", "16:00", seats=110),
        Plan(3, 4, "10:00", "11:15", space="hall", speakers="Karin Nyberg", session=True),
        Plan(3, 4, "11:45", "13:00", seats=24, space="studio", speakers="Tomaž Berce, Lone Krogh", **ASKS),
        Plan(3, 4, "11:45", "12:45", seats=16, space="seminar", speakers="Ελπίδα Μαρκάτου", **ASKS),
        Plan(3, 4, "11:45", "13:00", seats=30, space="children", speakers="Sofie Winther", **ASKS),
        Plan(3, 4, "13:00", "14:30", space="gallery", session=True),
        Plan(3, 4, "14:30", "16:00", space="hall", speakers="Karin Nyberg, Νίκος Βαλέτας, Nadia R.", session=True),
    ),
    audiences=("staff", "schools", "adults"),
    topics=("reading", "learning"),
    languages=("en",),
    partners=("europe-libraries", "hillside-school"),
    facts={"hearing_loop": True, "quiet_room": True, "registers_for": "chosen"},
    admission="register",
    most=3,
    closes=48,
    speakers=(
        ("Karin Nyberg", "Researcher in reading at a teachers' college"),
        ("Tomaž Berce", "School librarian"),
        ("Lone Krogh", "Leads reading groups in a prison"),
        ("Ελπίδα Μαρκάτου", "Speech therapist"),
        ("Sofie Winther", "Children's librarian"),
        ("Νίκος Βαλέτας", "Teacher and father of four"),
    ),
    pull=0.5,
    words={
        "en": Words(
            "A town that reads: one day, five sessions",
            "A small conference for everybody who wants children and grown-ups to read more: teachers, parents, librarians.",
            """The morning begins together in the great hall. Before lunch there are three sessions at once, in
            small rooms where one can talk. In the afternoon we argue on the stage about what the town should do
            next year, and the audience writes the list.

            One registration is for the whole day. Only the three small rooms have few places: take one there, too.
            Soup is free for everybody who stays.""",
            access="Hearing loop in the hall and the studio. The seminar room is a quiet room during lunch.",
            labels=(
                "",
                "Opening: why do people stop reading?",
                "Reading where nobody expects it",
                "When letters dance: reading and dyslexia",
                "Picture books with the very small",
                "Soup under the glass roof",
                "What should Lindhaven do next year?",
            ),
        ),
        "el": Words(
            "Μια πόλη που διαβάζει: μία μέρα, πέντε συναντήσεις",
            "Ένα μικρό συνέδριο για όποιον θέλει να διαβάζουν περισσότερο παιδιά και μεγάλοι: δασκάλους, γονείς, βιβλιοθηκονόμους.",
            """Το πρωί αρχίζουμε όλοι μαζί στη μεγάλη αίθουσα. Πριν από το μεσημέρι γίνονται τρεις συναντήσεις
            ταυτόχρονα, σε μικρές αίθουσες όπου μπορεί κανείς να μιλήσει. Το απόγευμα συζητάμε στη σκηνή τι να κάνει
            η πόλη του χρόνου, και τη λίστα τη γράφει το κοινό.

            Μία εγγραφή ισχύει για όλη τη μέρα. Μόνο οι τρεις μικρές αίθουσες έχουν λίγες θέσεις: κρατήστε και εκεί
            μία. Η σούπα είναι δωρεάν για όποιον μείνει.""",
            access="Βρόχος ακοής στην αίθουσα και στο στούντιο. Η αίθουσα σεμιναρίων είναι ήσυχο δωμάτιο το μεσημέρι.",
            labels=(
                "",
                "Έναρξη: γιατί σταματάμε να διαβάζουμε;",
                "Ανάγνωση εκεί που δεν την περιμένεις",
                "Όταν τα γράμματα χορεύουν: ανάγνωση και δυσλεξία",
                "Εικονογραφημένα βιβλία με τα πολύ μικρά",
                "Σούπα κάτω από τη γυάλινη στέγη",
                "Τι να κάνει το Λίντχαβεν του χρόνου;",
            ),
        ),
        "sl": Words(
            "Mesto, ki bere: en dan, pet srečanj",
            "Majhna konferenca za vse, ki želijo, da bi otroci in odrasli več brali: za učitelje, starše, knjižničarje.",
            """Dopoldne začnemo skupaj v veliki dvorani. Pred kosilom potekajo tri srečanja hkrati, v majhnih sobah,
            kjer se da pogovarjati. Popoldne se na odru kregamo o tem, kaj naj mesto stori prihodnje leto, seznam pa
            napiše občinstvo.

            Ena prijava velja za ves dan. Le v treh majhnih sobah je malo mest: tam se prijavite posebej. Juha je
            brezplačna za vse, ki ostanejo.""",
            access="Slušna zanka v dvorani in studiu. Seminarska soba je med kosilom tiha soba.",
            labels=(
                "",
                "Uvod: zakaj nehamo brati?",
                "Branje, kjer ga nihče ne pričakuje",
                "Ko črke plešejo: branje in disleksija",
                "Slikanice z najmlajšimi",
                "Juha pod stekleno streho",
                "Kaj naj Lindhaven stori prihodnje leto?",
            ),
        ),
        "sv": Words(
            "En stad som läser: en dag, fem pass",
            "En liten konferens för alla som vill att barn och vuxna ska läsa mer: lärare, föräldrar, bibliotekarier.",
            """Förmiddagen börjar gemensamt i stora salen. Före lunch går tre pass samtidigt, i små rum där man kan
            prata. På eftermiddagen grälar vi på scenen om vad staden ska göra nästa år, och publiken skriver
            listan.

            En anmälan gäller hela dagen. Bara de tre små rummen har få platser: boka även där. Soppan är gratis för
            den som stannar.""",
            access="Hörslinga i salen och studion. Seminarierummet är tyst rum under lunchen.",
            labels=(
                "",
                "Inledning: varför slutar vi läsa?",
                "Läsning där ingen väntar sig den",
                "När bokstäverna dansar: läsning och dyslexi",
                "Bilderböcker med de allra minsta",
                "Soppa under glastaket",
                "Vad ska Lindhaven göra nästa år?",
            ),
        ),
        "da": Words(
            "En by, der læser: én dag, fem møder",
            "En lille konference for alle, der vil have børn og voksne til at læse mere: lærere, forældre, bibliotekarer.",
            """Formiddagen begynder i fællesskab i store sal. Før frokost er der tre møder på én gang, i små rum,
            hvor man kan tale sammen. Om eftermiddagen skændes vi på scenen om, hvad byen skal gøre næste år, og
            publikum skriver listen.

            Én tilmelding gælder hele dagen. Kun de tre små rum har få pladser: tag også plads dér. Suppen er gratis
            for dem, der bliver.""",
            access="Teleslynge i salen og studiet. Seminarrummet er stillerum i frokosten.",
            labels=(
                "",
                "Åbning: hvorfor holder vi op med at læse?",
                "Læsning, hvor ingen venter den",
                "Når bogstaverne danser: læsning og ordblindhed",
                "Billedbøger med de helt små",
                "Suppe under glastaget",
                "Hvad skal Lindhaven gøre næste år?",
            ),
        ),
    },
)

LAST_FERRYMAN = Event(
    slug="voices-from-the-quay",
    kind="exhibition",
    branch="harbour",
    space="foyer",
    period=(-5, 1, 6, 5),
    plans=(
        Plan(-5, 1, "18:00", "19:30", admission="drop-in"),
        Plan(-4, 5, "11:00", "11:45", WEEKLY, 10, seats=15),
        Plan(-4, 2, "09:30", "10:30", WEEKLY, 9, seats=28),
    ),
    audiences=("adults", "older-people", "schools"),
    topics=("local-history",),
    languages=("el", "en"),
    programme="memory",
    partners=("ferrymen",),
    facts={"large_print": True},
    admission="register",
    most=28,
    told=(Told(10, "cancelled", "The guide has to be at sea that day.", 4),),
    pull=0.3,
    usual=640,
    words={
        "el": Words(
            "Φωνές από την προβλήτα",
            "Τριάντα φωτογραφίες, δεκαεννέα φωνές και μια σανίδα επιβίβασης: το λιμάνι όπως το έζησαν όσοι δούλεψαν εκεί.",
            """Οι φωτογραφίες βγήκαν από συρτάρια και άλμπουμ των μελών του Συλλόγου Ναυτικών. Δίπλα σε καθεμία
            ακούτε ενάμισι λεπτό από τη φωνή εκείνου που εικονίζεται ή του παιδιού του.

            Η έκθεση στήθηκε από τους ίδιους. Κάθε Σάββατο ένας ναυτικός την περπατά μαζί σας και απαντά σε ό,τι
            ρωτήσετε.""",
            hours="Τις ώρες λειτουργίας της βιβλιοθήκης. Οι ξεναγήσεις γίνονται τα Σάββατα στις 11:00.",
            access="Οι λεζάντες είναι με μεγάλα γράμματα· τα ακουστικά δουλεύουν με ακουστικά βαρηκοΐας.",
            labels=("Εγκαίνια", "Ξενάγηση του Σαββάτου", "Επίσκεψη σχολείων"),
        ),
        "en": Words(
            "Voices from the quay",
            "Thirty photographs, nineteen voices and a gangplank: the harbour as those who worked there lived it.",
            """The photographs came out of drawers and albums of the members of the ferrymen's association. Beside
            each of them you hear a minute and a half of the voice of the person shown, or of their child.

            The exhibition was put up by the people in it. Every Saturday a ferryman walks through it with you and
            answers whatever you ask.""",
            hours="During the library's opening hours. Tours are on Saturdays at 11:00.",
            access="Labels are in large print; the headphones work with hearing aids.",
            labels=("Opening", "Saturday tour", "School visit"),
        ),
        "sl": Words(
            "Glasovi s pomola",
            "Trideset fotografij, devetnajst glasov in ladijska brv: pristanišče, kakor so ga živeli tisti, ki so tam delali.",
            """Fotografije so prišle iz predalov in albumov članov mornarskega društva. Ob vsaki slišite minuto in
            pol glasu človeka s slike ali njegovega otroka.

            Razstavo so postavili sami. Vsako soboto vas skoznjo popelje mornar in odgovori na vsa vprašanja.""",
            hours="V odpiralnem času knjižnice. Vodstva so ob sobotah ob 11.00.",
            access="Napisi so v večjem tisku; slušalke delujejo s slušnimi aparati.",
            labels=("Odprtje", "Sobotno vodstvo", "Obisk šol"),
        ),
        "sv": Words(
            "Röster från kajen",
            "Trettio fotografier, nitton röster och en landgång: hamnen som de som arbetade där levde den.",
            """Fotografierna kom ur lådor och album hos färjemännens förening. Bredvid vart och ett hör du en och en
            halv minut av rösten hos den som syns på bilden, eller hos ett barn till den.

            Utställningen byggdes av dem som är med i den. Varje lördag går en färjeman igenom den med dig och
            svarar på allt du frågar.""",
            hours="Under bibliotekets öppettider. Visningar på lördagar klockan 11.00.",
            access="Skyltarna har stor stil; hörlurarna fungerar med hörapparat.",
            labels=("Vernissage", "Lördagsvisning", "Skolbesök"),
        ),
        "da": Words(
            "Stemmer fra kajen",
            "Tredive fotografier, nitten stemmer og en landgang: havnen, som de, der arbejdede der, levede den.",
            """Fotografierne kom frem af skuffer og album hos færgefolkenes forening. Ved hvert af dem hører du
            halvandet minut af stemmen hos den, billedet viser, eller hos et barn af vedkommende.

            Udstillingen er sat op af dem, der er med i den. Hver lørdag går en færgemand igennem den med dig og
            svarer på alt, hvad du spørger om.""",
            hours="I bibliotekets åbningstid. Rundvisninger om lørdagen klokken 11.00.",
            access="Skiltene har stor skrift; hovedtelefonerne virker med høreapparat.",
            labels=("Åbning", "Lørdagsrundvisning", "Skolebesøg"),
        ),
    },
)

EVENTS = (HOSPITAL_LETTERS, OPEN_DESK, CONFERENCE, LAST_FERRYMAN)
