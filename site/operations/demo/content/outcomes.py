"""What came of eight events: stories, drawn photographs, publications."""

from operations.demo.content.shapes import Outcome, Paper, Shot

OUTCOMES = (
    Outcome(
        event="recording-with-pupils",
        title="How to record a neighbour: what six pupils took home",
        summary="Six pupils recorded six ferrymen. Nineteen minutes may be heard by everybody; the rest stays in the family.",
        story="""We had planned for technique, and learned about silence. In the third week a pupil cut out a pause
        of eleven seconds; the ferryman asked for it back, because it was the answer.

        What we would do again: record the pupils first. What we would change: eight weeks are short, and the
        recording room cannot be reached without stairs. The next round is in the quiet corner on the ground floor.""",
        quote=("I thought he would talk about ships. He talked about his mother's hands.", "A pupil of fifteen"),
        shots=(
            Shot(
                "making",
                "Pupils and older people around a table with recorders and headphones",
                "The fourth Wednesday: listening to the first cut together.",
            ),
            Shot(
                "talk",
                "A pupil stands in front of rows of listeners beside a screen",
                "The presentation at the mill stage.",
            ),
        ),
        papers=(
            Paper(
                "How to record a neighbour",
                "Class 3 of Hillside School, with Ingrid Malmsten",
                "en",
                """This small guide was written by six pupils who had never held a microphone. It fits into a
                jacket.

                Before you record, be recorded. You will know how dry a mouth gets, and you will not hurry anybody
                again.

                Ask what happened on an ordinary day. Ask what the room smelled of. Do not ask how somebody felt;
                they will tell you, or they will not.

                Let pauses stand. When you cut, keep the breath before the sentence: without it a person sounds like
                a machine.

                Play the result to the one who spoke, from beginning to end. What they want out goes out, and you do
                not ask why.

                Write on the file who spoke, where, when, in which language, and who may listen.""",
            ),
        ),
    ),
    Outcome(
        event="hands-at-work",
        title="Χέρια στη δουλειά: τι έμεινε από την έκθεση",
        summary="Πάνω από πεντακόσιοι επισκέπτες, έντεκα ονόματα που βρέθηκαν και σαράντα εργαλεία που γύρισαν στα χέρια τους.",
        story="""Το τετράδιο της εισόδου γέμισε σε τρεις εβδομάδες. Από τα σαράντα χέρια της έκθεσης τα είκοσι έξι
        δεν είχαν όνομα· σήμερα έχουν όνομα τα τριάντα επτά.

        Θα ξαναδανειζόμασταν τα εργαλεία, γιατί όλοι ήθελαν να τα αγγίξουν. Θα αλλάζαμε τον φωτισμό: το μεσημέρι ο
        ήλιος έσβηνε τις λεζάντες.""",
        quote=("Αυτό είναι το σημάδι από το δίχτυ. Είναι ο πατέρας μου.", "Επισκέπτρια, στο τετράδιο της εισόδου"),
        shots=(
            Shot("exhibition", "Επισκέπτες μπροστά σε κορνιζαρισμένες φωτογραφίες", "Το πρώτο Σάββατο της έκθεσης."),
            Shot(
                "reading",
                "Άνθρωποι καθισμένοι σε κύκλο ακούν μια γυναίκα που διαβάζει",
                "Ανάγνωση των σημειωμάτων από το τετράδιο.",
            ),
        ),
        papers=(
            Paper(
                "Hands at work: a list of tools and names",
                "Ifigeneia Drakou and the visitors of the exhibition",
                "en",
                """Forty hands were shown. This list names the tools, the trades and, where they were found and
                agreed to it, the people.

                1. Netting needle, olive wood. Net mender, quay side.

                2. Thimble, steel, dented. Seamstress, Weir Lane. Found by her granddaughter on the second day.

                3. Composing stick. Printer of the town's newspaper until 1981.

                4. Drawknife. Joiner; the handle was mended with wire by the hand in the picture.

                The list goes on at the desk of the Central Library, where names can still be added.""",
            ),
        ),
    ),
    Outcome(
        event="teen-takeover-night",
        title="Takeover night: what the pupils decided next",
        summary="Four hours, one silent floor, and a list of seven demands. Five of them have been met.",
        story="""The places were gone long before the evening, and the waiting list was longer than for any author.
        Nobody asked for a telephone before nine.

        The list on the pinboard asked for later hours on Fridays, a cupboard with games, soap that smells of
        nothing, chairs that can be moved, and a say in what is bought. The town has said no to the Friday hours and
        to the sofa, and the pupils have written back.""",
        quote=("It is strange to lock a library. You feel that it is yours.", "Amal, kitchen"),
        shots=(
            Shot("making", "Teenagers at a long table covered with coloured things", "The kitchen at half past seven."),
            Shot("reading", "Young people sit in a circle in front of bookshelves", "The silent floor."),
        ),
    ),
    Outcome(
        event="why-we-sleep-badly",
        title="Why we sleep badly: the questions and the answers",
        summary="A full room, one physician and fifty-three questions on cards; the answers are in a leaflet of four pages.",
        story="""The hall was full and the questions were better than we had dared to hope. Half of them were about
        shift work, which our shelves hardly mention: eleven titles have been ordered since.

        Some had expected advice for themselves and went home disappointed. Next time the announcement says more
        clearly what the evening is not.""",
        quote=("I now know what to ask, and that I may ask it.", "Answer in the survey"),
        shots=(
            Shot(
                "talk",
                "A physician speaks to rows of people beside a screen with coloured lines",
                "The first half hour.",
            ),
        ),
        papers=(
            Paper(
                "Sleep: what is known, what is not, and what to ask",
                "Valley Health Centre and Lindhaven Libraries",
                "en",
                """This leaflet gives no medical advice. It says what research agrees on and helps you prepare a
                conversation with your doctor.

                What is known: light in the evening shifts sleep. Alcohol shortens the second half of the night. A
                fixed hour of getting up helps more people than a fixed hour of going to bed.

                What is not known: whether most of what is sold in packets does anything for most people.

                What to ask: could one of my medicines be the reason? Is there a course here for people who cannot
                sleep? What happens if we wait four weeks?

                Books to borrow are listed at the desk of the Valley Library.""",
            ),
        ),
    ),
    Outcome(
        event="zemljevid-spominov",
        title="Zemljevid spominov: kaj smo narisali",
        summary="Šest večerov, en zemljevid in osemdeset krajev, ki jih na nobenem drugem ni.",
        story="""Na koncu je bilo na zemljevidu osemdeset krajev: tri plesišča, ena skrivna plaža, pekarna, ki jo je
        vsak narisal drugam. Tam, kjer se spomini niso ujemali, sta narisani obe različici.

        Zemljevid visi v čitalnici in raste. Skupina se odslej dobiva sama, knjižnica ji daje mizo in flomastre.""",
        quote=("Nisem vedela, da se spomnim, dokler nisem držala flomastra.", "Udeleženka, 78 let"),
        shots=(Shot("making", "Starejši ljudje rišejo za veliko mizo", "Tretji večer: okrog mlina."),),
        papers=(
            Paper(
                "A map of memories: eighty places",
                "Vida Kranjec, Franc Hribar and the group",
                "en",
                """Eighty places are drawn on the map in the reading room. This list tells what they were, in the
                words of those who drew them.

                The bakery by the weir. Drawn in three places, because it moved twice and everybody is right.

                The dance floor behind the customs house, summers only. 'We came with the last tram and walked
                home.'

                The short cut through the mill yard. Closed since 1979, used since 1980.

                No living person is named on the map; so the group decided on the second evening.""",
            ),
        ),
    ),
    Outcome(
        event="theatro-skion",
        title="Θέατρο σκιών: έξι Σάββατα και μία παράσταση",
        summary="Δώδεκα παιδιά, δώδεκα φιγούρες και μια παράσταση με δράκο, δύο ποδήλατα και καμία πριγκίπισσα.",
        story="""Η παράσταση κράτησε δεκαεπτά λεπτά και ξαναπαίχτηκε αμέσως, γιατί το ζήτησε το κοινό. Οι φιγούρες
        μένουν στη βιβλιοθήκη και δανείζονται όπως τα βιβλία.

        Δύο γονείς έγραψαν ότι έξι Σάββατα είναι πολλά για οικογένειες που δουλεύουν· το επόμενο εργαστήρι θα είναι
        τρία απογεύματα στις διακοπές.""",
        quote=("Όταν είναι σκοτάδι, η φωνή μου βγαίνει πιο εύκολα.", "Παιδί εννέα χρονών"),
        shots=(
            Shot("making", "Παιδιά γύρω από ένα τραπέζι με χαρτόνια και χρώματα", "Το δεύτερο Σάββατο: οι αρθρώσεις."),
            Shot("talk", "Κοινό μπροστά σε φωτισμένο πανί", "Η παράσταση για γονείς και γείτονες."),
        ),
    ),
    Outcome(
        event="urter-i-haven",
        title="Urter i haven: en have, der er alles",
        summary="Fire lørdage, nitten slags urter og et højbed; kommunens gartnere har bedt om tegningen.",
        story="""Haven står, og den bliver brugt: hver dag går der nogen forbi og tager de tre blade, de må.
        Skiltene er skrevet af børnene på fem sprog.

        Det sværeste var vandingen i skoleferien. Nu hænger der en seddel med uger, som man kan skrive sig på, og
        den har været fuld siden.""",
        quote=("Jeg har boet her i elleve år, og det er den første jord, jeg har fået lov at grave i.", "Deltager"),
        shots=(Shot("walk", "Mennesker foran en række huse i solskin", "Den fjerde lørdag: på vej ud i haven."),),
        papers=(
            Paper(
                "Nitten urter og hvad de kan",
                "Elsebeth Krag og haveholdet",
                "da",
                """Haven bag Bakkebiblioteket har nitten slags urter. Man må tage tre blade ad gangen.

                Salvie: til te, når halsen kradser, og til kartofler.

                Løvstikke: ét blad er nok til en hel gryde suppe.

                Citronmelisse: vokser overalt, også hvor man ikke vil have den.

                Timian: skal stå tørt og klippes tit. Børnene har skrevet skiltet på fem sprog.

                Opskriften på højbedet ligger ved skranken. Den koster ingenting, og man må gerne forbedre den.""",
            ),
        ),
    ),
    Outcome(
        event="bench-by-the-weir",
        title="Bænken ved slusen: tre lørdage, seks meter",
        summary="Kvarteret har bygget sin egen bænk. Den er seks meter lang, grøn og altid optaget.",
        story="""Diskussionen om farven tog længere tid end at save. Til sidst blev den grøn, fordi de to yngste
        havde stemt for og var de eneste, der var blevet til malingen.

        Vi talte i de første fire uger: i snit sad der seks mennesker ad gangen, og hver tredje talte med en, de
        ikke kendte.""",
        quote=("Nu kan jeg gå helt op til biblioteket igen. Der er et sted at hvile.", "Nabo, 84 år"),
        shots=(
            Shot("making", "Mennesker arbejder sammen ved et langt bord", "Den anden lørdag: brædderne slibes."),
            Shot("walk", "Mennesker går på en plads foran huse", "Indvielsen, uden bånd."),
        ),
        papers=(
            Paper(
                "En bænk på seks meter: tegning og regnskab",
                "Naboerne i Slusestræde og Verner Toft",
                "da",
                """Hæftet er til andre kvarterer, der mangler en bænk. Det koster 410 at bygge den og tre lørdage at
                blive enige.

                Træ: 48 meter lærk, høvlet. Beslag: 24 vinkler, rustfri. Maling: fem liter, grøn.

                Spørg først, hvor folk allerede sidder. Byg så lang en bænk, at man kan sidde ved siden af en
                fremmed.

                Søg om lov, før der saves. Kommunen svarede efter ni dage, fordi vi havde vedlagt en tegning og
                fjorten underskrifter.""",
            ),
        ),
    ),
)
