"""Lectures and talks in one or two languages: health, history, books."""

from operations.demo.content.shapes import Event, Plan, Told, Words

EVENTS = (
    Event(
        slug="why-we-sleep-badly",
        kind="lecture",
        branch="valley",
        space="forum",
        plans=(Plan(-15, 3, "18:00", "19:30", seats=40),),
        topics=("health", "science"),
        languages=("en",),
        programme="health",
        partners=("health-centre",),
        facts={"sign_language": True},
        admission="register",
        most=2,
        speakers=(("Dr Miriam Falk", "Physician at the Valley Health Centre, works with people who cannot sleep"),),
        pull=1.75,
        words={
            "en": Words(
                "Why we sleep badly, and what is known to help",
                "A physician sorts out what has been tested from what is only sold, and takes all your questions.",
                """Half of the adults in our spring survey sleep badly at least twice a week. Miriam Falk shows what
                research agrees on, what it does not know, and which of the things in your bedside drawer you may
                safely throw away.

                There is no advice for single cases, but a list of good questions for your own doctor, and a table
                of books to borrow.""",
                access="Interpreted into sign language. Chairs with arms are in the first two rows.",
            ),
        },
    ),
    Event(
        slug="blood-pressure-in-the-kitchen",
        kind="lecture",
        branch="valley",
        space="forum",
        plans=(Plan(4, 1, "17:00", "18:30", seats=60),),
        audiences=("adults", "older-people"),
        topics=("health",),
        languages=("en", "el"),
        programme="health",
        partners=("health-centre",),
        admission="register",
        most=2,
        speakers=(("Ειρήνη Σταθοπούλου", "Διαιτολόγος, Dietitian"),),
        told=(
            Told(0, "postponed", "Our dietitian is called to the hospital that week; we look for a new evening.", 26),
        ),
        pull=0.6,
        words={
            "en": Words(
                "Blood pressure begins in the kitchen",
                "A dietitian empties a shopping bag and reads out what is on the packets.",
                """How much salt is in bread, and why does it not say so? Eirini Stathopoulou brings a full shopping
                bag, unpacks it with the audience and shows how to read the small print without a calculator.

                Her slides, a shopping list and two recipes can be taken home.""",
            ),
            "el": Words(
                "Η πίεση ξεκινά από την κουζίνα",
                "Μια διαιτολόγος αδειάζει μια τσάντα με ψώνια και διαβάζει δυνατά τις ετικέτες.",
                """Πόσο αλάτι έχει το ψωμί, και γιατί δεν το γράφει; Η Ειρήνη Σταθοπούλου φέρνει μια γεμάτη τσάντα,
                την αδειάζει μαζί με το κοινό και δείχνει πώς διαβάζονται τα ψιλά γράμματα χωρίς αριθμομηχανή.

                Οι διαφάνειες, μια λίστα για τα ψώνια και δύο συνταγές είναι δικές σας.""",
            ),
        },
    ),
    Event(
        slug="to-limani-prin-apo-ton-polemo",
        kind="lecture",
        branch="harbour",
        space="quay",
        plans=(Plan(-7, 3, "18:30", "20:00", seats=40),),
        audiences=("adults", "older-people"),
        topics=("local-history",),
        languages=("el",),
        programme="memory",
        partners=("ferrymen",),
        admission="register",
        most=4,
        speakers=(("Μιλτιάδης Ρέππας", "Ιστορικός, συγγραφέας μιας ιστορίας του λιμανιού"),),
        pull=0.9,
        words={
            "el": Words(
                "Το λιμάνι πριν από τον πόλεμο",
                "Ποιος ξεφόρτωνε τα πλοία το 1936; Μια διάλεξη με χάρτες, μισθολόγια και δύο τραγούδια.",
                """Ο Μιλτιάδης Ρέππας βρήκε στο αρχείο του τελωνείου τα μισθολόγια μιας ολόκληρης χρονιάς: ονόματα,
                ηλικίες, μεροκάματα, γλώσσες. Από αυτά ξαναστήνει μια συνηθισμένη Τρίτη στην προβλήτα.

                Μετά τη διάλεξη μπορείτε να ψάξετε στους καταλόγους το όνομα της οικογένειάς σας.""",
            ),
        },
    ),
    Event(
        slug="an-evening-with-a-translator",
        kind="lecture",
        branch="central",
        space="studio",
        plans=(Plan(-5, 1, "19:00", "20:30", seats=24),),
        topics=("reading", "languages"),
        languages=("en", "sl"),
        admission="register",
        most=2,
        speakers=(("Barbara Zidar", "Translates novels between Slovenian and English"),),
        pull=1.2,
        words={
            "en": Words(
                "One page, nine drafts: an evening with a translator",
                "Barbara Zidar shows how one page of a Slovenian novel became English, word by crossed-out word.",
                """Nine drafts of the same page hang on a line across the room. We read them in order, and after the
                fifth the audience may vote.

                No Slovenian is needed; those who have it are asked to keep the ending to themselves.""",
                access="The drafts are also handed out in large print.",
            ),
            "sl": Words(
                "Ena stran, devet osnutkov: večer s prevajalko",
                "Barbara Zidar pokaže, kako je ena stran slovenskega romana postala angleška, od črte do črte.",
                """Devet osnutkov iste strani visi na vrvici čez sobo. Beremo jih po vrsti, po petem pa glasuje
                občinstvo.

                Pogovor teče v angleščini; vprašanja sprejemamo v obeh jezikih.""",
            ),
        },
    ),
    Event(
        slug="author-evening-sonja-lindell",
        kind="lecture",
        branch="old-mill",
        space="stage",
        plans=(Plan(-11, 2, "19:00", "20:30", seats=80),),
        topics=("reading",),
        languages=("sv",),
        partners=("adult-college",),
        admission="register",
        most=4,
        speakers=(("Sonja Lindell", "Författare till romanen ”Slussvakten”"),),
        pull=0.5,
        words={
            "sv": Words(
                "Författarkväll: Sonja Lindell om ”Slussvakten”",
                "En roman om en sluss, en syster och ett brev som kom fram för sent. Författaren läser och svarar.",
                """Sonja Lindell skrev den första versionen på folkhögskolan vid Ån, i rummet ovanför turbinen. Nu
                kommer hon tillbaka och läser två kapitel, varav ett som ströks.

                Samtalet leds av bokcirkeln på Kvarnbiblioteket, som har skickat frågorna i förväg. Boken finns i
                trettio exemplar att låna.""",
                access="Scenen har ramp. Säg till om du behöver en plats nära utgången.",
            ),
        },
    ),
    Event(
        slug="rights-of-tenants",
        kind="lecture",
        branch="harbour",
        space="quay",
        plans=(Plan(1, 0, "17:30", "19:00", seats=40), Plan(5, 0, "17:30", "19:00", seats=40)),
        audiences=("adults", "newcomers"),
        topics=("society",),
        languages=("en", "ar"),
        partners=("welcome-network",),
        facts={"easy_language": True},
        admission="register",
        most=3,
        speakers=(("Hanne Brask", "Lawyer who advises tenants"),),
        pull=0.7,
        words={
            "en": Words(
                "What your landlord may and may not do",
                "A lawyer explains deposits, repairs and notice, with the ten questions she is asked most often.",
                """Who pays for a broken boiler? When may somebody come in without asking? Hanne Brask answers with
                the law in one hand and a real contract, names blacked out, in the other.

                The first evening is in English, the second is interpreted into Arabic.""",
                bring="Your contract, if you want to look something up in it.",
                labels=("In English", "Interpreted into Arabic"),
            ),
        },
    ),
    Event(
        slug="kosmos-apo-tin-taratsa",
        kind="lecture",
        branch="hillside",
        space="garden",
        plans=(Plan(2, 4, "19:00", "20:30", seats=28),),
        audiences=("families", "adults", "teenagers"),
        topics=("science",),
        languages=("el",),
        admission="register",
        most=4,
        speakers=(("Άρης Κομνηνός", "Φυσικός, διδάσκει αστρονομία"),),
        told=(Told(0, "moved", "Η πρόγνωση δίνει συννεφιά για την Παρασκευή.", 18, days=1),),
        pull=1.25,
        words={
            "el": Words(
                "Ο ουρανός από την ταράτσα",
                "Μια ομιλία μισής ώρας για τους πλανήτες και ύστερα μία ώρα με το τηλεσκόπιο.",
                """Ο Άρης Κομνηνός εξηγεί τι θα δούμε και, το σημαντικότερο, τι δεν θα δούμε. Μετά ανεβαίνουμε στην
                ταράτσα, όπου περιμένουν δύο τηλεσκόπια και ζεστό τσάι.

                Αν έχει σύννεφα, η βραδιά αλλάζει μέρα και σας γράφουμε.""",
                bring="Ζεστά ρούχα και κόκκινο φακό, αν έχετε.",
                access="Στην ταράτσα ανεβαίνει ασανσέρ· το ένα τηλεσκόπιο είναι σε ύψος καθιστού.",
            ),
        },
    ),
    Event(
        slug="the-cook-on-the-night-ferry",
        kind="lecture",
        branch="harbour",
        space="quay",
        plans=(Plan(-18, 2, "18:00", "19:15"),),
        audiences=("adults", "older-people"),
        topics=("local-history",),
        languages=("en",),
        programme="memory",
        partners=("ferrymen",),
        speakers=(("Walter Munk", "Ship's cook, retired"),),
        usual=37,
        words={
            "en": Words(
                "The cook on the night ferry",
                "Walter Munk cooked for two hundred people a night in a kitchen that never stood still. He tells, and hands out soup.",
                """Twenty-eight years, one stove, and a list of what may not be cooked in a swell. Walter Munk tells
                of storms, of weddings on board and of the night on which nobody wanted to eat.

                The recording of the evening goes into the archive of the programme.""",
                access="The talk is in easy English; the soup is without meat.",
            ),
        },
    ),
)
