"""Events told in all five languages: the supper of five kitchens."""

from operations.demo.content.shapes import MONTHLY, Event, Plan, Together, Told, Words

SUPPER = Event(
    slug="supper-of-five-kitchens",
    kind="participatory",
    branch="harbour",
    space="quay",
    plans=(Plan(-22, 4, "17:00", "20:30", MONTHLY, 10, nth=1, seats=16),),
    audiences=("adults", "families", "newcomers"),
    topics=("society", "crafts"),
    languages=("en", "ar", "el", "sv"),
    programme="for-all",
    partners=("welcome-network",),
    admission="register",
    most=4,
    closes=24,
    told=(
        Told(
            2,
            "respaced",
            "There was no gas at the quay room, so we cooked in the workshop and ate in the reading corner.",
            2,
            space="reading",
        ),
    ),
    pull=1.3,
    words={
        "en": Words(
            "Supper of five kitchens",
            "Five people cook what they miss from home; everybody chops, everybody eats, everybody washes up.",
            """Each month five cooks from the neighbourhood choose one dish each. At five o'clock we start peeling;
            at seven we sit down. Between the courses whoever cooked tells where the dish comes from.

            The supper was thought up by people who had come to the town alone, and they still decide who cooks,
            what is spent and which music is played. The library has the key and the fire blanket.""",
            bring="An apron and a box for what is left over.",
            access="All dishes are labelled. Every supper has food without meat, gluten and nuts; tell us of other needs.",
        ),
        "el": Words(
            "Δείπνο με πέντε κουζίνες",
            "Πέντε άνθρωποι μαγειρεύουν ό,τι τους λείπει από το σπίτι· όλοι κόβουν, όλοι τρώνε, όλοι πλένουν.",
            """Κάθε μήνα πέντε μάγειρες της γειτονιάς διαλέγουν από ένα πιάτο. Στις πέντε αρχίζουμε το καθάρισμα,
            στις επτά καθόμαστε. Ανάμεσα στα πιάτα, όποιος μαγείρεψε λέει από πού έρχεται το φαγητό του.

            Το δείπνο το σκέφτηκαν άνθρωποι που είχαν έρθει μόνοι στην πόλη, και αυτοί αποφασίζουν ακόμα ποιος
            μαγειρεύει, πόσα ξοδεύονται και ποια μουσική παίζει. Η βιβλιοθήκη έχει το κλειδί και την πυρίμαχη
            κουβέρτα.""",
            bring="Ποδιά και ένα τάπερ για ό,τι περισσέψει.",
            access="Όλα τα πιάτα έχουν ετικέτα. Υπάρχει πάντα φαγητό χωρίς κρέας, γλουτένη και ξηρούς καρπούς· πείτε μας ό,τι άλλο χρειάζεστε.",
        ),
        "sl": Words(
            "Večerja petih kuhinj",
            "Pet ljudi skuha, kar pogrešajo od doma; vsi sekljamo, vsi jemo, vsi pomivamo.",
            """Vsak mesec pet kuharjev iz soseske izbere vsak svojo jed. Ob petih začnemo lupiti, ob sedmih sedemo.
            Med jedmi vsak, ki je kuhal, pove, od kod je njegova hrana.

            Večerjo so si zamislili ljudje, ki so v mesto prišli sami, in še vedno odločajo, kdo kuha, koliko se
            porabi in katera glasba igra. Knjižnica ima ključ in požarno odejo.""",
            bring="Predpasnik in posodo za ostanke.",
            access="Vse jedi so označene. Vedno je hrana brez mesa, glutena in oreščkov; o drugih potrebah nam povejte.",
        ),
        "sv": Words(
            "Middag från fem kök",
            "Fem personer lagar det de saknar hemifrån; alla hackar, alla äter, alla diskar.",
            """Varje månad väljer fem kockar från grannskapet varsin rätt. Klockan fem börjar vi skala, klockan sju
            sätter vi oss. Mellan rätterna berättar den som lagat maten varifrån den kommer.

            Middagen tänktes ut av människor som kommit ensamma till staden, och de bestämmer fortfarande vem som
            lagar, vad som får kosta och vilken musik som spelas. Biblioteket har nyckeln och brandfilten.""",
            bring="Förkläde och en låda för det som blir över.",
            access="Alla rätter är märkta. Det finns alltid mat utan kött, gluten och nötter; säg till om andra behov.",
        ),
        "da": Words(
            "Aftensmad fra fem køkkener",
            "Fem mennesker laver det, de savner hjemmefra; alle hakker, alle spiser, alle vasker op.",
            """Hver måned vælger fem kokke fra kvarteret hver sin ret. Klokken fem begynder vi at skrælle, klokken
            syv sætter vi os. Mellem retterne fortæller den, der har lavet maden, hvor den kommer fra.

            Aftensmaden blev fundet på af mennesker, der var kommet alene til byen, og det er stadig dem, der
            bestemmer, hvem der laver mad, hvad det må koste, og hvilken musik der spilles. Biblioteket har nøglen
            og brandtæppet.""",
            bring="Et forklæde og en bøtte til resterne.",
            access="Alle retter er mærket. Der er altid mad uden kød, gluten og nødder; sig til om andre behov.",
        ),
    },
    together={
        "en": Together(
            community="People who came to Lindhaven alone in the last three years",
            cocreation=4,
            decisions="The dishes, the cooks, the budget, the music, and that nobody is asked where they are from before the first course.",
            welcomes="Anyone who would otherwise eat alone.",
            how="<p>Keep a place to eat and help. If you want to cook next month, tell one of the cooks that evening.</p>",
            cocreators=(
                ("Nadia R.", "has planned the suppers since the first one", True),
                ("Tesfay", "kitchen and shopping", True),
                ("Marta Golob", "music and tables", True),
                ("Johan Ek", "librarian, with the key", False),
            ),
            barriers=(
                ("Eating out costs money", "The food is paid for by the programme."),
                ("People did not dare to come alone", "At the door somebody takes you to a chopping board."),
            ),
        ),
        "el": Together(
            community="Άνθρωποι που ήρθαν μόνοι στο Λίντχαβεν τα τελευταία τρία χρόνια",
            cocreation=4,
            decisions="Τα πιάτα, οι μάγειρες, τα χρήματα, η μουσική, και ότι κανείς δεν ρωτιέται από πού είναι πριν από το πρώτο πιάτο.",
            welcomes="Όποιον αλλιώς θα έτρωγε μόνος.",
            how="<p>Κρατήστε θέση για να φάτε και να βοηθήσετε. Αν θέλετε να μαγειρέψετε τον άλλο μήνα, πείτε το το ίδιο βράδυ σε έναν από τους μάγειρες.</p>",
            cocreators=(
                ("Nadia R.", "σχεδιάζει τα δείπνα από το πρώτο", True),
                ("Tesfay", "κουζίνα και ψώνια", True),
                ("Marta Golob", "μουσική και τραπέζια", True),
                ("Johan Ek", "βιβλιοθηκονόμος, με το κλειδί", False),
            ),
            barriers=(
                ("Το φαγητό έξω κοστίζει", "Το φαγητό το πληρώνει το πρόγραμμα."),
                ("Δίσταζαν να έρθουν μόνοι", "Στην πόρτα κάποιος σας οδηγεί σε μια σανίδα κοπής."),
            ),
        ),
        "sl": Together(
            community="Ljudje, ki so v zadnjih treh letih sami prišli v Lindhaven",
            cocreation=4,
            decisions="Jedi, kuharji, denar, glasba in to, da nikogar pred prvo jedjo ne vprašamo, od kod je.",
            welcomes="Vse, ki bi sicer jedli sami.",
            how="<p>Rezervirajte mesto za jed in pomoč. Če želite kuhati naslednji mesec, to isti večer povejte enemu od kuharjev.</p>",
            cocreators=(
                ("Nadia R.", "načrtuje večerje od prve dalje", True),
                ("Tesfay", "kuhinja in nakup", True),
                ("Marta Golob", "glasba in mize", True),
                ("Johan Ek", "knjižničar s ključem", False),
            ),
            barriers=(
                ("Jesti zunaj je drago", "Hrano plača program."),
                ("Ljudje si niso upali priti sami", "Pri vratih vas nekdo pospremi do deske za rezanje."),
            ),
        ),
        "sv": Together(
            community="Människor som kommit ensamma till Lindhaven de senaste tre åren",
            cocreation=4,
            decisions="Rätterna, kockarna, pengarna, musiken, och att ingen får frågan varifrån man kommer före förrätten.",
            welcomes="Alla som annars skulle äta ensamma.",
            how="<p>Boka en plats för att äta och hjälpa till. Vill du laga mat nästa månad, säg det till en av kockarna samma kväll.</p>",
            cocreators=(
                ("Nadia R.", "har planerat middagarna sedan den första", True),
                ("Tesfay", "kök och inköp", True),
                ("Marta Golob", "musik och bord", True),
                ("Johan Ek", "bibliotekarie, med nyckeln", False),
            ),
            barriers=(
                ("Det kostar att äta ute", "Maten betalas av programmet."),
                ("Folk vågade inte komma ensamma", "I dörren tar någon dig till en skärbräda."),
            ),
        ),
        "da": Together(
            community="Mennesker, der er kommet alene til Lindhaven i de sidste tre år",
            cocreation=4,
            decisions="Retterne, kokkene, pengene, musikken, og at ingen bliver spurgt, hvor de kommer fra, før forretten.",
            welcomes="Alle, der ellers ville spise alene.",
            how="<p>Hold en plads til at spise og hjælpe. Vil du lave mad næste måned, så sig det til en af kokkene samme aften.</p>",
            cocreators=(
                ("Nadia R.", "har planlagt aftenerne siden den første", True),
                ("Tesfay", "køkken og indkøb", True),
                ("Marta Golob", "musik og borde", True),
                ("Johan Ek", "bibliotekar, med nøglen", False),
            ),
            barriers=(
                ("Det koster at spise ude", "Maden betales af programmet."),
                ("Folk turde ikke komme alene", "I døren bliver du fulgt hen til et skærebræt."),
            ),
        ),
    },
)

EVENTS = (SUPPER,)
