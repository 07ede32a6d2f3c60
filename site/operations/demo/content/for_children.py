"""Activities for children, teenagers and families in one or two languages."""

from operations.demo.content.shapes import FORTNIGHTLY, MONTHLY, WEEKLY, Event, Plan, Told, Words

EVENTS = (
    Event(
        slug="homework-help",
        kind="activity",
        branch="hillside",
        space="garden",
        plans=(Plan(-13, 0, "15:30", "17:30", WEEKLY, 24), Plan(-13, 3, "15:30", "17:30", WEEKLY, 24)),
        audiences=("children", "teenagers"),
        topics=("learning",),
        languages=("en", "el", "ar"),
        ages=(8, 17),
        programme="for-all",
        partners=("hillside-school",),
        usual=21,
        words={
            "en": Words(
                "Homework help",
                "Older pupils and retired teachers sit down with you. Bring what you have to do; there are biscuits.",
                """You say what it is about and for how long you can stay. Maths sits at the window, languages at
                the wall, and at the round table people just work in company.

                You need no registration and no good marks. Parents may wait in the reading room.""",
                bring="Your books, and the exercise nobody understood.",
                access="The story corner is a quiet room on both days.",
                labels=("Mondays", "Thursdays"),
            ),
            "el": Words(
                "Βοήθεια στα μαθήματα",
                "Μεγαλύτεροι μαθητές και συνταξιούχοι δάσκαλοι κάθονται μαζί σου. Φέρε ό,τι έχεις να κάνεις· υπάρχουν μπισκότα.",
                """Λες τι είναι και πόση ώρα μπορείς να μείνεις. Τα μαθηματικά κάθονται στο παράθυρο, οι γλώσσες
                στον τοίχο, και στο στρογγυλό τραπέζι δουλεύουμε απλώς παρέα.

                Δεν χρειάζεται εγγραφή ούτε καλοί βαθμοί. Οι γονείς μπορούν να περιμένουν στο αναγνωστήριο.""",
                bring="Τα βιβλία σου και την άσκηση που δεν κατάλαβε κανείς.",
                access="Η γωνιά των παραμυθιών είναι ήσυχο δωμάτιο και τις δύο μέρες.",
                labels=("Δευτέρες", "Πέμπτες"),
            ),
        },
    ),
    Event(
        slug="rhymes-for-babies",
        kind="activity",
        branch="valley",
        space="kitchen",
        plans=(Plan(-9, 4, "10:00", "10:40", WEEKLY, 18, seats=10),),
        audiences=("families", "children"),
        topics=("music", "languages"),
        languages=("da", "en"),
        ages=(0, 2),
        admission="register",
        most=3,
        told=(Told(4, "cancelled", "Der er mus i køkkenet, og katten kommer først mandag.", 1),),
        pull=0.4,
        words={
            "da": Words(
                "Rim og remser for de mindste",
                "Fyrre minutter med sange, rim og en trommende gryde for børn under to og den, de har med.",
                """Vi sidder på gulvet, synger lidt for langsomt og gentager det hele. Børnene må kravle væk, græde
                og spise banan.

                De samme rim hver gang i en måned: så kan også faren, der aldrig har sunget, det hele til sidst.""",
                bring="Et tæppe. Puslebordet står ved siden af.",
                access="Barnevogne kan stå inde. Der er skruet ned for lyset.",
            )
        },
    ),
    Event(
        slug="theatro-skion",
        kind="activity",
        branch="harbour",
        space="workshop",
        plans=(Plan(-16, 5, "11:00", "13:00", WEEKLY, 6, seats=12),),
        audiences=("children", "families"),
        topics=("crafts", "film"),
        languages=("el",),
        ages=(7, 12),
        partners=("theatre",),
        admission="register",
        most=3,
        pull=1.05,
        words={
            "el": Words(
                "Θέατρο σκιών: από το χαρτόνι στον μπερντέ",
                "Έξι Σάββατα για παιδιά από επτά έως δώδεκα: σχεδιάζουμε φιγούρες, φτιάχνουμε μπερντέ, παίζουμε.",
                """Κάθε παιδί φτιάχνει τη δική του φιγούρα, με αρθρώσεις που κουνιούνται, και της δίνει όνομα και
                φωνή. Το πέμπτο Σάββατο στήνουμε τον μπερντέ· το έκτο παίζουμε για γονείς και γείτονες.

                Οι ιστορίες είναι των παιδιών. Η τάξη τους, μέχρι στιγμής: ένας δράκος, δύο ποδήλατα, καμία
                πριγκίπισσα.""",
                bring="Μια ποδιά. Τα υλικά τα δίνει η βιβλιοθήκη.",
                access="Η τελευταία μέρα έχει σκοτάδι για λίγα λεπτά· ένα μικρό φως μένει στην πόρτα.",
            )
        },
    ),
    Event(
        slug="board-games-afternoon",
        kind="activity",
        branch="old-mill",
        space="table",
        plans=(Plan(-10, 6, "13:00", "16:30", FORTNIGHTLY, 12),),
        audiences=("families", "teenagers", "adults"),
        topics=("society",),
        languages=("en", "sv"),
        ages=(8, None),
        usual=31,
        words={
            "en": Words(
                "Board games at the long table",
                "Forty games, one table, and somebody who explains the rules in under three minutes.",
                """Come alone or in a group; we find you a game for your number of people and your amount of
                patience. The library's own favourites are the ones where nobody is thrown out.

                Every game can be borrowed afterwards.""",
                access="There are cards with large signs, and one table for quiet games.",
            ),
            "sv": Words(
                "Brädspel vid långbordet",
                "Fyrtio spel, ett bord och någon som förklarar reglerna på under tre minuter.",
                """Kom ensam eller i grupp; vi hittar ett spel för så många ni är och så mycket tålamod ni har.
                Bibliotekets egna favoriter är de där ingen åker ut.

                Alla spel går att låna efteråt.""",
                access="Det finns kort med stora tecken, och ett bord för tysta spel.",
            ),
        },
    ),
    Event(
        slug="programiranje-z-zelvo",
        kind="activity",
        branch="central",
        space="seminar",
        plans=(Plan(-4, 5, "10:30", "12:00", WEEKLY, 8, seats=12),),
        audiences=("children",),
        topics=("digital", "science"),
        languages=("sl", "en"),
        ages=(9, 12),
        admission="register",
        most=2,
        pull=0.45,
        words={
            "sl": Words(
                "Programiranje z želvo",
                "Osem sobot za otroke od devet do dvanajst let: želva na zaslonu riše, kar ji ukažeš.",
                """Začnemo s papirjem in korakom po sobi, potem naredimo isto na računalniku. Do četrte sobote želva
                nariše hišo, do osme pa vse mesto.

                Predznanja ni treba, računalnike imamo. Kdor kakšno soboto manjka, dobi listek z nalogo.""",
                access="Zasloni se dvignejo; ukaze je mogoče tudi izgovoriti.",
            ),
            "en": Words(
                "Programming with a turtle",
                "Eight Saturdays for children from nine to twelve: the turtle on the screen draws what you tell it.",
                """We begin with paper and steps across the room, then do the same on the computer. By the fourth
                Saturday the turtle draws a house, by the eighth a whole town.

                You need know nothing, and the computers are ours. The course is held in Slovenian with English
                beside it.""",
                access="The screens can be raised; commands can be spoken as well.",
            ),
        },
    ),
    Event(
        slug="comics-lab",
        kind="activity",
        branch="central",
        space="studio",
        plans=(Plan(-6, 2, "16:00", "18:00", WEEKLY, 10, seats=16),),
        audiences=("teenagers",),
        topics=("crafts", "reading"),
        languages=("en", "sv"),
        ages=(12, 18),
        admission="register",
        most=2,
        told=(Told(7, "respaced", "The studio is being painted.", 3, space="seminar"),),
        pull=0.3,
        words={
            "en": Words(
                "Comics lab",
                "Ten Wednesdays with pencil, ink and scissors. At the end there is a printed magazine with everybody in it.",
                """Sanna Berglund draws for a newspaper and says that nobody is bad at drawing, only in a hurry. We
                make faces, panels, sound words, and one page each that is finished.

                The magazine is printed in two hundred copies; you get five.""",
                bring="A pencil you like.",
            ),
            "sv": Words(
                "Serielabbet",
                "Tio onsdagar med penna, tusch och sax. Till slut blir det en tryckt tidning med alla i.",
                """Sanna Berglund ritar för en dagstidning och säger att ingen är dålig på att rita, bara har för
                bråttom. Vi gör ansikten, rutor, ljudord och var sin färdig sida.

                Tidningen trycks i två hundra exemplar; du får fem.""",
                bring="En penna du tycker om.",
            ),
        },
    ),
    Event(
        slug="lego-and-letters",
        kind="activity",
        branch="valley",
        space="forum",
        plans=(Plan(-7, 5, "09:30", "11:30", FORTNIGHTLY, 10, seats=24),),
        audiences=("children", "families"),
        topics=("reading", "crafts"),
        languages=("en", "da"),
        ages=(5, 9),
        admission="register",
        most=4,
        pull=0.4,
        words={
            "en": Words(
                "Bricks and letters",
                "Build the word you have just read. For children from five to nine who would rather build than sit.",
                """We read a page, close the book and build what happened, out of six thousand bricks. Words that
                are hard to build get the largest audience.

                A grown-up stays in the room; brothers and sisters are welcome and take a place each.""",
                access="There is a table without noise, and bricks for small hands.",
            )
        },
    ),
    Event(
        slug="paramythia-me-pitzames",
        kind="activity",
        branch="hillside",
        space="story",
        plans=(Plan(-5, 4, "18:30", "19:30", MONTHLY, 6, nth=3, seats=20),),
        audiences=("children", "families"),
        topics=("reading",),
        languages=("el",),
        ages=(4, 9),
        admission="register",
        most=4,
        pull=0.8,
        words={
            "el": Words(
                "Παραμύθια με πιτζάμες",
                "Μία Παρασκευή τον μήνα, μετά το κλείσιμο: πιτζάμες, φακοί και τρία παραμύθια πριν από τον ύπνο.",
                """Τα φώτα χαμηλώνουν και η Βάσω Λυμπέρη διαβάζει: ένα αστείο, ένα τρομακτικό και ένα που μας
                νανουρίζει. Όποιος αποκοιμηθεί έχει κερδίσει.

                Οι μεγάλοι κάθονται πίσω και έχουν τσάι. Τα αρκουδάκια δεν πληρώνουν θέση.""",
                bring="Πιτζάμες, κουβέρτα και, αν θέλετε, έναν φακό.",
                access="Αν το σκοτάδι δυσκολεύει κάποιο παιδί, υπάρχει γωνιά με φως.",
            )
        },
    ),
    Event(
        slug="recording-with-pupils",
        kind="activity",
        branch="old-mill",
        space="recording",
        plans=(Plan(-23, 2, "14:30", "16:30", WEEKLY, 8, seats=6),),
        audiences=("teenagers", "schools"),
        topics=("local-history", "digital"),
        languages=("en", "el"),
        ages=(13, 17),
        programme="memory",
        partners=("hillside-school", "adult-college", "ferrymen"),
        admission="register",
        most=2,
        pull=0.85,
        words={
            "en": Words(
                "How to record a neighbour",
                "Eight Wednesdays in the recording room: asking, listening, cutting, and what must be left out.",
                """Six pupils, six ferrymen, one microphone. First you are recorded yourself, so that you know what
                it is like. Then you learn to ask so that the answer is longer than the question.

                Each pupil ends with four minutes that the person who told them has heard and agreed to.""",
                bring="Headphones, if you have good ones.",
                access="Ten steps lead up to the recording room. If you cannot climb them, we record in the quiet corner below.",
            )
        },
    ),
)
