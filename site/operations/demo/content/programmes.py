"""The three programmes of the demo, with the partners who carry them."""

from core.translated import Translated as Text
from operations.demo.content.shapes import Part, ProgrammeFacts

FOR_ALL = ProgrammeFacts(
    slug="for-all",
    title=Text(
        en="Of, by and for all of Lindhaven",
        el="Από όλους, με όλους, για όλο το Λίντχαβεν",
        sl="Iz vseh, z vsemi in za vse v Lindhavnu",
        sv="Av, med och för hela Lindhaven",
        da="Af, med og for hele Lindhaven",
    ),
    summary=Text(
        en="One evening a week belongs to people who plan it themselves, with a librarian beside them.",
        el="Ένα βράδυ την εβδομάδα ανήκει σε ανθρώπους που το σχεδιάζουν οι ίδιοι, με έναν βιβλιοθηκονόμο δίπλα τους.",
        sl="En večer na teden pripada ljudem, ki ga načrtujejo sami, knjižničar pa jim stoji ob strani.",
        sv="En kväll i veckan tillhör människor som planerar den själva, med en bibliotekarie vid sin sida.",
        da="Én aften om ugen tilhører mennesker, der selv planlægger den, med en bibliotekar ved deres side.",
    ),
    description=Text(
        en="We asked who is not here, and why. Then we handed over the key, the budget for coffee and the calendar: groups "
        "who had never used the library plan events with us, decide what is worth doing and stand at the door.",
        el="Ρωτήσαμε ποιος λείπει και γιατί. Ύστερα δώσαμε το κλειδί, τα χρήματα για τον καφέ και το ημερολόγιο: ομάδες που "
        "δεν είχαν πατήσει ποτέ στη βιβλιοθήκη σχεδιάζουν μαζί μας, αποφασίζουν τι αξίζει να γίνει και υποδέχονται τον κόσμο.",
        sl="Vprašali smo, koga ni in zakaj. Nato smo predali ključ, denar za kavo in koledar: skupine, ki knjižnice nikoli niso "
        "uporabljale, z nami načrtujejo dogodke, odločajo, kaj je vredno početi, in same sprejemajo obiskovalce.",
        sv="Vi frågade vilka som saknas, och varför. Sedan lämnade vi över nyckeln, kaffepengarna och kalendern: grupper som "
        "aldrig använt biblioteket planerar med oss, bestämmer vad som är värt att göra och tar emot i dörren.",
        da="Vi spurgte, hvem der mangler, og hvorfor. Så gav vi nøglen, kaffepengene og kalenderen fra os: grupper, der aldrig "
        "havde brugt biblioteket, planlægger sammen med os, bestemmer, hvad der er værd at gøre, og tager imod i døren.",
    ),
    hypothesis=Text(
        en="Whoever has decided something here comes back, and brings others.",
        el="Όποιος έχει αποφασίσει κάτι εδώ ξανάρχεται και φέρνει κι άλλους.",
        sl="Kdor je tu o čem odločal, se vrne in pripelje druge.",
        sv="Den som har bestämt något här kommer tillbaka, och tar andra med sig.",
        da="Den, der har bestemt noget her, kommer igen og tager andre med.",
    ),
    weeks=(-30, 30),
    branches=("harbour", "central", "hillside"),
    needs=("where-to-meet", "young-carers"),
    goals=("1.1", "1.2"),
    parts=(
        Part(
            "welcome-network",
            Text(
                en="Plans with us",
                el="Σχεδιάζει μαζί μας",
                sl="Načrtuje z nami",
                sv="Planerar med oss",
                da="Planlægger med os",
            ),
            Text(
                en="Finds the groups, sits at every planning table, and lends interpreters for the first three meetings.",
                el="Βρίσκει τις ομάδες, κάθεται σε κάθε τραπέζι σχεδιασμού και δίνει διερμηνείς στις τρεις πρώτες συναντήσεις.",
                sl="Poišče skupine, sedi za vsako načrtovalno mizo in za prva tri srečanja zagotovi tolmače.",
                sv="Hittar grupperna, sitter med vid varje planeringsbord och lånar ut tolkar till de tre första mötena.",
                da="Finder grupperne, sidder med ved hvert planlægningsbord og låner tolke ud til de tre første møder.",
            ),
            Text(en="Interpreters", el="Διερμηνείς", sl="Tolmači", sv="Tolkar", da="Tolke"),
            hours=180,
        ),
        Part(
            "hillside-school",
            Text(en="Hosts", el="Φιλοξενεί", sl="Gosti", sv="Är värd", da="Er vært"),
            Text(
                en="Opens its kitchen and gives pupils time for planning.",
                el="Ανοίγει την κουζίνα του και δίνει στους μαθητές χρόνο για τον σχεδιασμό.",
                sl="Odpre kuhinjo in učencem nameni čas za načrtovanje.",
                sv="Öppnar sitt kök och ger eleverna tid att planera.",
                da="Åbner sit køkken og giver eleverne tid til at planlægge.",
            ),
            Text(en="Kitchen", el="Κουζίνα", sl="Kuhinja", sv="Kök", da="Køkken"),
            hours=60,
        ),
        Part(
            "europe-libraries",
            Text(en="Funds", el="Χρηματοδοτεί", sl="Financira", sv="Finansierar", da="Finansierer"),
            Text(
                en="Pays for food and travel of the planning groups, and reads along as a critical friend.",
                el="Πληρώνει το φαγητό και τις μετακινήσεις των ομάδων και μας διαβάζει ως αυστηρός φίλος.",
                sl="Krije hrano in prevoze načrtovalnih skupin in nas bere kot kritičen prijatelj.",
                sv="Betalar mat och resor för planeringsgrupperna och läser med som kritisk vän.",
                da="Betaler mad og rejser for planlægningsgrupperne og læser med som kritisk ven.",
            ),
            Text(),
            cash=6500,
        ),
    ),
)

HEALTH = ProgrammeFacts(
    slug="health",
    title=Text(
        en="Health in plain words",
        el="Η υγεία με απλά λόγια",
        sl="Zdravje z razumljivimi besedami",
        sv="Hälsa på vanlig svenska",
        da="Sundhed i almindelige ord",
    ),
    summary=Text(
        en="Nurses, dietitians and librarians answer what people really ask, without white coats and without hurry.",
        el="Νοσηλεύτριες, διαιτολόγοι και βιβλιοθηκονόμοι απαντούν σε όσα ρωτά πραγματικά ο κόσμος, χωρίς ποδιές και χωρίς βιασύνη.",
        sl="Medicinske sestre, dietetičarke in knjižničarji odgovarjajo na resnična vprašanja ljudi, brez belih halj in brez naglice.",
        sv="Sjuksköterskor, dietister och bibliotekarier svarar på det folk verkligen undrar, utan vita rockar och utan brådska.",
        da="Sygeplejersker, diætister og bibliotekarer svarer på det, folk virkelig spørger om, uden kitler og uden hast.",
    ),
    description=Text(
        en="Talks, walks and an open desk with the Valley Health Centre. We never give medical advice: we help people find, "
        "understand and compare what is known, and prepare the questions for their own doctor.",
        el="Ομιλίες, περίπατοι και ένα ανοιχτό γραφείο με το κέντρο υγείας. Ποτέ δεν δίνουμε ιατρικές συμβουλές: βοηθάμε τους "
        "ανθρώπους να βρουν, να καταλάβουν και να συγκρίνουν όσα είναι γνωστά, και να ετοιμάσουν τις ερωτήσεις για τον γιατρό τους.",
        sl="Predavanja, sprehodi in odprt pult z zdravstvenim domom. Zdravniških nasvetov ne dajemo: pomagamo najti, razumeti in "
        "primerjati, kar je znanega, ter pripraviti vprašanja za osebnega zdravnika.",
        sv="Föredrag, promenader och en öppen disk tillsammans med vårdcentralen. Vi ger aldrig medicinska råd: vi hjälper människor "
        "att hitta, förstå och jämföra det man vet, och att förbereda frågorna till sin egen läkare.",
        da="Foredrag, gåture og en åben skranke sammen med sundhedshuset. Vi giver aldrig lægelige råd: vi hjælper mennesker med at "
        "finde, forstå og sammenligne det, man ved, og med at forberede spørgsmålene til deres egen læge.",
    ),
    hypothesis=Text(
        en="People who have practised asking leave their doctor with an answer they understand.",
        el="Όποιος έχει μάθει να ρωτά φεύγει από τον γιατρό του με μια απάντηση που καταλαβαίνει.",
        sl="Kdor je vadil spraševanje, od zdravnika odide z odgovorom, ki ga razume.",
        sv="Den som har övat på att fråga går från läkaren med ett svar hen förstår.",
        da="Den, der har øvet sig i at spørge, går fra lægen med et svar, der er til at forstå.",
    ),
    weeks=(-26, 20),
    branches=("valley", "central"),
    needs=("forms-and-letters", "online-only"),
    goals=("2.1", "2.2"),
    parts=(
        Part(
            "health-centre",
            Text(
                en="Carries it with us",
                el="Το υλοποιεί μαζί μας",
                sl="Soizvajalec",
                sv="Genomför med oss",
                da="Gennemfører med os",
            ),
            Text(
                en="Sends speakers, checks every leaflet, and opens its waiting room for our book trolley.",
                el="Στέλνει ομιλητές, ελέγχει κάθε φυλλάδιο και ανοίγει την αίθουσα αναμονής του για το καρότσι με τα βιβλία μας.",
                sl="Pošilja predavatelje, pregleda vsako zloženko in v čakalnici gosti naš knjižni voziček.",
                sv="Skickar föreläsare, granskar varje broschyr och öppnar väntrummet för vår bokvagn.",
                da="Sender oplægsholdere, læser hver folder igennem og åbner venteværelset for vores bogvogn.",
            ),
            Text(
                en="Leaflets, meeting room",
                el="Φυλλάδια, αίθουσα",
                sl="Zloženke, sejna soba",
                sv="Broschyrer, mötesrum",
                da="Foldere, mødelokale",
            ),
            hours=120,
        ),
        Part(
            "deaf-association",
            Text(en="Advises", el="Συμβουλεύει", sl="Svetuje", sv="Ger råd", da="Rådgiver"),
            Text(
                en="Interprets two talks into sign language and tests our rooms with people who hear little or nothing.",
                el="Διερμηνεύει δύο ομιλίες στη νοηματική και δοκιμάζει τις αίθουσές μας με ανθρώπους που ακούν λίγο ή καθόλου.",
                sl="Dve predavanji tolmači v znakovni jezik in naše prostore preizkusi z ljudmi, ki slišijo malo ali nič.",
                sv="Tolkar två föredrag till teckenspråk och prövar våra rum med människor som hör lite eller inget.",
                da="Tolker to foredrag til tegnsprog og afprøver vores rum med mennesker, der hører lidt eller intet.",
            ),
            Text(en="Interpreting", el="Διερμηνεία", sl="Tolmačenje", sv="Tolkning", da="Tolkning"),
            hours=24,
            cash=400,
        ),
    ),
)

MEMORY = ProgrammeFacts(
    slug="memory",
    title=Text(
        en="The harbour remembers",
        el="Το λιμάνι θυμάται",
        sl="Pristanišče se spominja",
        sv="Hamnen minns",
        da="Havnen husker",
    ),
    summary=Text(
        en="Ferrymen, dockers and their families tell; pupils record; the town listens, and the recordings stay.",
        el="Ναυτικοί, λιμενεργάτες και οι οικογένειές τους αφηγούνται· μαθητές ηχογραφούν· η πόλη ακούει και οι φωνές μένουν.",
        sl="Mornarji, pristaniški delavci in njihove družine pripovedujejo, učenci snemajo, mesto posluša, posnetki ostanejo.",
        sv="Färjemän, hamnarbetare och deras familjer berättar; elever spelar in; staden lyssnar, och rösterna blir kvar.",
        da="Færgefolk, havnearbejdere og deres familier fortæller; elever optager; byen lytter, og stemmerne bliver.",
    ),
    description=Text(
        en="For two years we record the working life of the harbour in the languages in which it was lived. Whoever tells decides "
        "what may be heard by whom. From the recordings come an exhibition, a booklet and evenings of listening.",
        el="Επί δύο χρόνια ηχογραφούμε την εργασία στο λιμάνι στις γλώσσες στις οποίες την έζησαν οι άνθρωποί του. Όποιος αφηγείται αποφασίζει ποιος θα "
        "ακούσει τι. Από τις ηχογραφήσεις βγαίνουν μια έκθεση, ένα φυλλάδιο και βραδιές ακρόασης.",
        sl="Dve leti snemamo delovno življenje pristanišča v jezikih, v katerih je potekalo. Kdor pripoveduje, odloči, kdo sme kaj "
        "slišati. Iz posnetkov nastajajo razstava, knjižica in večeri poslušanja.",
        sv="Under två år spelar vi in arbetslivet i hamnen på de språk där det levdes. Den som berättar bestämmer vem som får höra "
        "vad. Av inspelningarna blir det en utställning, ett häfte och lyssnarkvällar.",
        da="I to år optager vi arbejdslivet på havnen på de sprog, det blev levet på. Den, der fortæller, bestemmer, hvem der må "
        "høre hvad. Af optagelserne bliver der en udstilling, et hæfte og lytteaftener.",
    ),
    hypothesis=Text(
        en="A pupil who has recorded a neighbour's story sees the quay, and the neighbour, differently.",
        el="Ο μαθητής που έχει ηχογραφήσει την ιστορία ενός γείτονα βλέπει αλλιώς την προβλήτα και τον γείτονα.",
        sl="Učenec, ki je posnel sosedovo zgodbo, pomol in soseda vidi drugače.",
        sv="En elev som har spelat in en grannes berättelse ser kajen, och grannen, med andra ögon.",
        da="En elev, der har optaget en nabos historie, ser kajen, og naboen, med andre øjne.",
    ),
    weeks=(-40, 52),
    branches=("harbour", "old-mill", "central"),
    needs=("stories-lost",),
    goals=("3.1", "1.2"),
    parts=(
        Part(
            "ferrymen",
            Text(
                en="Owns the stories",
                el="Κατέχει τις ιστορίες",
                sl="Lastnik zgodb",
                sv="Äger berättelserna",
                da="Ejer fortællingerne",
            ),
            Text(
                en="Names those who want to tell, lends photographs, and decides with each of them what is published.",
                el="Προτείνει όσους θέλουν να μιλήσουν, δανείζει φωτογραφίες και αποφασίζει με τον καθένα τι δημοσιεύεται.",
                sl="Predlaga pripovedovalce, posodi fotografije in z vsakim odloči, kaj bo objavljeno.",
                sv="Föreslår dem som vill berätta, lånar ut fotografier och bestämmer med var och en vad som publiceras.",
                da="Peger på dem, der vil fortælle, låner fotografier ud og bestemmer med hver enkelt, hvad der udgives.",
            ),
            Text(
                en="Photographs, a boat",
                el="Φωτογραφίες, ένα καΐκι",
                sl="Fotografije, čoln",
                sv="Fotografier, en båt",
                da="Fotografier, en båd",
            ),
            hours=200,
        ),
        Part(
            "adult-college",
            Text(en="Teaches", el="Διδάσκει", sl="Poučuje", sv="Undervisar", da="Underviser"),
            Text(
                en="Two teachers show pupils how to record, cut and ask.",
                el="Δύο εκπαιδευτικοί δείχνουν στους μαθητές πώς να ηχογραφούν, να κόβουν και να ρωτούν.",
                sl="Dva učitelja učencem pokažeta, kako se snema, reže in sprašuje.",
                sv="Två lärare visar eleverna hur man spelar in, klipper och frågar.",
                da="To lærere viser eleverne, hvordan man optager, klipper og spørger.",
            ),
            Text(en="Recorders", el="Συσκευές εγγραφής", sl="Snemalniki", sv="Inspelare", da="Optagere"),
            hours=90,
            cash=900,
        ),
    ),
)

PROGRAMMES = (FOR_ALL, HEALTH, MEMORY)
