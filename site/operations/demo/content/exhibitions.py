"""Exhibitions in one or two languages."""

from operations.demo.content.shapes import MONTHLY, WEEKLY, Event, Plan, Words

EVENTS = (
    Event(
        slug="hands-at-work",
        kind="exhibition",
        branch="central",
        space="gallery",
        period=(-24, 1, -17, 5),
        plans=(Plan(-24, 1, "18:30", "20:00"),),
        audiences=("adults", "older-people"),
        topics=("local-history", "crafts"),
        languages=("el", "en"),
        programme="memory",
        partners=("ferrymen",),
        usual=910,
        words={
            "el": Words(
                "Χέρια στη δουλειά",
                "Σαράντα χέρια φωτογραφημένα από κοντά, με τα εργαλεία τους: διχτυάδες, ράφτρες, μαραγκοί, τυπογράφοι.",
                """Η Ιφιγένεια Δράκου πέρασε έναν χρόνο σε εργαστήρια και αυλές του Λίντχαβεν και φωτογράφισε μόνο
                χέρια. Κάτω από κάθε εικόνα στέκεται το εργαλείο, δανεισμένο από τον άνθρωπό του.

                Αν αναγνωρίσετε ένα χέρι, γράψτε το στο τετράδιο της εισόδου: έτσι βρέθηκαν ήδη έντεκα ονόματα.""",
                hours="Δευτέρα έως Παρασκευή 9:00–20:00, Σάββατο 10:00–16:00",
                access="Τα εργαλεία μπορείτε να τα αγγίξετε. Οι λεζάντες υπάρχουν και ηχογραφημένες.",
                labels=("Εγκαίνια με τη φωτογράφο",),
            ),
            "en": Words(
                "Hands at work",
                "Forty hands photographed close up with their tools: net menders, seamstresses, joiners, printers.",
                """Ifigeneia Drakou spent a year in the workshops and yards of Lindhaven and photographed nothing
                but hands. Under each picture stands the tool, lent by its owner.

                If you recognise a hand, write it in the book at the entrance: eleven names have been found that
                way.""",
                hours="Monday to Friday 9:00–20:00, Saturday 10:00–16:00",
                access="You may touch the tools. The labels can be listened to as well.",
                labels=("Opening with the photographer",),
            ),
        },
    ),
    Event(
        slug="under-the-ice",
        kind="exhibition",
        branch="hillside",
        space="foyer",
        period=(-3, 0, 4, 5),
        plans=(Plan(-2, 3, "14:00", "15:30", WEEKLY, 5, seats=28),),
        audiences=("children", "schools", "families"),
        topics=("science", "nature"),
        languages=("sv", "en"),
        ages=(6, None),
        partners=("hillside-school",),
        admission="register",
        most=30,
        pull=0.5,
        usual=380,
        words={
            "sv": Words(
                "Under isen",
                "Vad lever i sjön när den är frusen? En utställning med lupp, hink och akvarium.",
                """Fem stationer visar vad som händer under isen: hur fisken andas, varför vassen blir brun och vem
                som sover i leran. Allt går att röra vid, och på lördagar är akvariet fullt.

                Skolklasser är välkomna på torsdagar; då följer en biolog med genom salen.""",
                hours="Måndag till fredag 12.00–18.30, lördag 10.00–14.00",
                bring="Stövlar, om ni vill följa med till dammen.",
                labels=("Visning för skolklasser",),
            ),
            "en": Words(
                "Under the ice",
                "What lives in the lake when it is frozen? An exhibition with a magnifying glass, a bucket and an aquarium.",
                """Five stations show what happens under the ice: how fish breathe, why reeds turn brown and who
                sleeps in the mud. Everything may be touched.

                School classes are welcome on Thursdays, when a biologist walks through with them.""",
                hours="Monday to Friday 12:00–18:30, Saturday 10:00–14:00",
                bring="Boots, if you want to come along to the pond.",
                labels=("Tour for school classes",),
            ),
        },
    ),
    Event(
        slug="letters-home",
        kind="exhibition",
        branch="valley",
        space="foyer",
        period=(-12, 0, -8, 5),
        audiences=("adults", "newcomers"),
        topics=("society", "local-history"),
        languages=("en",),
        programme="for-all",
        partners=("welcome-network",),
        usual=520,
        words={
            "en": Words(
                "Letters home",
                "Postcards, voice messages and one telegram: how people who left wrote to those who stayed, from 1912 to last week.",
                """Twenty-six families lent us what they had kept. The oldest letter tells of the price of bread;
                the newest is a voice message of eleven seconds that says that the train was late.

                Whatever was not meant for strangers is turned face down, and the owner has written next to it why.""",
                hours="Monday to Friday 8:30–18:00, Saturday 9:00–13:00",
                access="All letters can be read in large print and listened to in their own language.",
            ),
        },
    ),
    Event(
        slug="risbe-iz-cakalnice",
        kind="exhibition",
        branch="valley",
        space="foyer",
        period=(-1, 0, 5, 4),
        plans=(Plan(-1, 2, "17:00", "18:00"),),
        audiences=("adults", "older-people"),
        topics=("health", "crafts"),
        languages=("sl",),
        programme="health",
        partners=("health-centre",),
        usual=410,
        words={
            "sl": Words(
                "Risbe iz čakalnice",
                "Dvaintrideset risb, ki so nastale v čakalnici zdravstvenega doma, medtem ko je nekdo čakal na svojo številko.",
                """Na mizici v čakalnici sta pol leta ležala blok in svinčnik. Nihče ni bil povabljen, da riše, in
                nihče ni podpisan; nekateri so se kasneje oglasili sami.

                Ob vsaki risbi je zapisana le ura. Presenetljivo veliko jih kaže vrata.""",
                hours="Od ponedeljka do petka 8.30–18.00, sobota 9.00–13.00",
                access="Opise risb lahko poslušate na telefonu ali pri pultu.",
                labels=("Odprtje s pogovorom",),
            ),
        },
    ),
    Event(
        slug="byens-traeer",
        kind="exhibition",
        branch="old-mill",
        space="foyer",
        period=(2, 1, 10, 6),
        plans=(Plan(2, 1, "17:30", "19:00"),),
        audiences=("adults", "families"),
        topics=("nature",),
        languages=("da",),
        usual=450,
        words={
            "da": Words(
                "Byens træer",
                "Et kort over 214 gamle træer i Lindhaven, tegnet af dem, der bor under dem.",
                """Hele sommeren har folk sendt os mål, fotografier og historier om det træ, de går forbi hver dag.
                Botanikeren Elsebeth Krag har bestemt arterne og fortæller på kortet, hvilke der har det godt.

                Mangler dit træ? Der ligger et målebånd ved udgangen.""",
                hours="Tirsdag til fredag 11.00–20.00, lørdag og søndag 11.00–17.00",
                access="Kortet hænger i siddehøjde. Der er en udgave, man kan mærke med fingrene.",
                labels=("Åbning",),
            ),
        },
    ),
    Event(
        slug="seven-typewriters",
        kind="exhibition",
        branch="central",
        space="gallery",
        period=(-9, 0, 1, 5),
        plans=(Plan(-8, 5, "11:00", "12:00", MONTHLY, 3, nth=3),),
        audiences=("adults", "teenagers", "families"),
        topics=("local-history", "reading"),
        languages=("en", "el"),
        usual=730,
        words={
            "en": Words(
                "Seven typewriters and what they wrote",
                "The machines on which the town's newspaper, its love letters and its eviction notices were typed.",
                """The local collection owns seven typewriters and, for once, knows what each of them wrote. Next to
                every machine lie the sheets: a recipe, a resignation, a poem, the minutes of a strike.

                Two of the machines work. There is paper, and what you type may stay here or go home with you.""",
                hours="Monday to Friday 9:00–20:00, Saturday 10:00–16:00",
                labels=("Typing with the archivist",),
            ),
            "el": Words(
                "Επτά γραφομηχανές και τι έγραψαν",
                "Οι μηχανές στις οποίες γράφτηκαν η εφημερίδα της πόλης, οι ερωτικές της επιστολές και οι εξώσεις της.",
                """Η τοπική συλλογή έχει επτά γραφομηχανές και, για πρώτη φορά, ξέρουμε τι έγραψε η καθεμία. Δίπλα
                τους τα φύλλα: μια συνταγή, μια παραίτηση, ένα ποίημα, τα πρακτικά μιας απεργίας.

                Οι δύο λειτουργούν. Υπάρχει χαρτί, και ό,τι γράψετε μένει εδώ ή το παίρνετε μαζί σας.""",
                hours="Δευτέρα έως Παρασκευή 9:00–20:00, Σάββατο 10:00–16:00",
                labels=("Δακτυλογράφηση με τον αρχειονόμο",),
            ),
        },
    ),
    Event(
        slug="ta-kapelia-tis-skinis",
        kind="exhibition",
        branch="harbour",
        space="foyer",
        period=(7, 1, 12, 5),
        audiences=("adults", "teenagers"),
        topics=("film", "local-history"),
        languages=("el",),
        partners=("theatre",),
        usual=300,
        words={
            "el": Words(
                "Τα καπέλα της σκηνής",
                "Εξήντα χρόνια παραστάσεων στο Θέατρο της Αποβάθρας, ειπωμένα με τα καπέλα τους.",
                """Το ιματιοφυλάκιο του θεάτρου κράτησε ό,τι φορέθηκε στο κεφάλι: στέμματα από χαρτόνι, κράνη,
                ψαθάκια, ένα κεφάλι γαϊδάρου. Κάθε καπέλο συνοδεύεται από το πρόγραμμα της παράστασης και μια
                φωτογραφία.

                Στο τέλος της αίθουσας υπάρχει καθρέφτης και τρία καπέλα που μπορείτε να δοκιμάσετε.""",
                hours="Δευτέρα έως Πέμπτη 10:00–19:00, Παρασκευή 10:00–17:00, Σάββατο 10:00–14:00",
            ),
        },
    ),
    Event(
        slug="first-words",
        kind="exhibition",
        branch="hillside",
        space="foyer",
        period=(-20, 0, -14, 5),
        audiences=("families", "children"),
        topics=("languages", "reading"),
        languages=("en",),
        partners=("hillside-school",),
        usual=260,
        words={
            "en": Words(
                "First words",
                "What forty children of the hill said first, in eleven languages, drawn by their older brothers and sisters.",
                """Milk, light, no, tractor: the first words of a child are seldom the ones in the books. Pupils
                asked at home, wrote them down in the letters of the language, and drew what was meant.

                You can add yours, or the one your grandmother still tells about you.""",
                hours="Monday to Friday 12:00–18:30, Saturday 10:00–14:00",
                access="Everything hangs at the height of a four-year-old.",
            ),
        },
    ),
)
