"""Participatory events in one or two languages: made with the people they are for."""

from operations.demo.content.shapes import FORTNIGHTLY, MONTHLY, WEEKLY, Event, Plan, Together, Told, Words

EVENTS = (
    Event(
        slug="teen-takeover-night",
        kind="participatory",
        branch="hillside",
        space="garden",
        plans=(Plan(-13, 4, "18:00", "22:00", seats=28),),
        audiences=("teenagers",),
        topics=("music", "society"),
        languages=("en",),
        ages=(13, 18),
        programme="for-all",
        partners=("hillside-school",),
        admission="register",
        most=3,
        pull=1.8,
        words={
            "en": Words(
                "Takeover night: the library is ours",
                "After closing time eleven pupils run the house: music, a board game nobody has won yet, and a kitchen.",
                """The pupils planned it from February to May and were handed the keys at half past five. They chose
                that telephones stay in a box at the door, that there is one silent floor, and that two librarians
                may be present if they play along.

                What they want next year hangs on the pinboard and has been promised an answer.""",
                bring="Nothing. Telephones go into the box.",
                access="The silent floor has soft light. Somebody from the group meets you at the gate if you come alone.",
            )
        },
        together={
            "en": Together(
                community="Pupils of Hillside School who translate for their families",
                cocreation=4,
                decisions="The date, the rules, the food, the guest list for adults, and what happens to the photographs.",
                welcomes="Anyone from thirteen to eighteen, also those who have never been inside.",
                how="<p>Keep a place. To plan the next night, come to the garden room on any Tuesday at four.</p>",
                cocreators=(
                    ("Amal", "kitchen", True),
                    ("Lukas and Jan", "music", True),
                    ("Eleni P.", "rules and the box", True),
                    ("Rikke Sand", "librarian", False),
                ),
                barriers=(
                    (
                        "Families did not want anybody out late",
                        "Parents were shown the house at five, and a bus drove home at ten.",
                    ),
                    ("The library is where you are told to be quiet", "One floor was silent, all others were not."),
                ),
            )
        },
    ),
    Event(
        slug="zemljevid-spominov",
        kind="participatory",
        branch="central",
        space="studio",
        plans=(Plan(-21, 2, "17:00", "19:00", WEEKLY, 6, seats=14),),
        audiences=("older-people", "adults"),
        topics=("local-history",),
        languages=("sl", "en"),
        programme="memory",
        partners=("adult-college",),
        admission="register",
        most=2,
        pull=0.85,
        words={
            "sl": Words(
                "Zemljevid spominov",
                "Šest večerov rišemo zemljevid mesta, kakršno je bilo, ko smo sem prišli: trgovine, plesišča, bližnjice.",
                """Na veliko mizo položimo prazen načrt mesta. Vsak nariše, kar pozna, in pove, kdaj je bilo; kjer
                se spomini ne ujemajo, narišemo oboje.

                Skupina je odločila, da na zemljevidu ni imen živih ljudi in da ostane razgrnjen v čitalnici, kjer
                ga lahko dopolnite.""",
                bring="Fotografijo ali predmet, če vam pomaga pri pripovedi.",
                access="Rišemo sede za nizko mizo; flomastri so debeli.",
            ),
            "en": Words(
                "A map of memories",
                "For six evenings we draw the town as it was when we arrived: shops, dance floors, short cuts.",
                """On the big table lies an empty plan of the town. Everybody draws what they know and says when it
                was; where memories differ we draw both.

                The group decided that no living person is named on the map, and that it stays open in the reading
                room for others to add to.""",
                bring="A photograph or a thing, if it helps you tell.",
                access="We sit at a low table; the pens are thick.",
            ),
        },
        together={
            "sl": Together(
                community="Slovensko govoreči prebivalci Lindhavna, ki so prišli pred letom 1990",
                cocreation=3,
                decisions="Kaj se riše in kaj ne, da imen živih ni, in kje zemljevid visi.",
                welcomes="Vse, ki se spomnijo kakšne bližnjice, v katerem koli jeziku.",
                how="<p>Pridite na kateri koli večer. Zemljevid lahko dopolnite tudi sami v čitalnici.</p>",
                cocreators=(
                    ("Vida Kranjec", "vodi pogovor", True),
                    ("Franc Hribar", "riše ulice", True),
                    ("Neža Turk", "knjižničarka", False),
                ),
                barriers=(
                    ("Večina misli, da nima povedati nič pomembnega", "Začnemo z vprašanjem, kje so kupovali kruh."),
                ),
            ),
            "en": Together(
                community="Slovenian speakers of Lindhaven who came before 1990",
                cocreation=3,
                decisions="What is drawn and what is not, that the living are not named, and where the map hangs.",
                welcomes="Whoever remembers a short cut, in any language.",
                how="<p>Come on any of the evenings. You can add to the map in the reading room, too.</p>",
                cocreators=(
                    ("Vida Kranjec", "leads the talk", True),
                    ("Franc Hribar", "draws the streets", True),
                    ("Neža Turk", "librarian", False),
                ),
                barriers=(
                    (
                        "Most people think they have nothing important to tell",
                        "We begin by asking where they bought their bread.",
                    ),
                ),
            ),
        },
    ),
    Event(
        slug="queer-book-table",
        kind="participatory",
        branch="central",
        space="seminar",
        plans=(Plan(-15, 3, "18:30", "20:00", MONTHLY, 9, nth=2, seats=16),),
        topics=("reading", "society"),
        languages=("sv", "en"),
        programme="for-all",
        admission="register",
        most=2,
        pull=0.5,
        words={
            "sv": Words(
                "Queera bokbordet",
                "Vi väljer tre böcker om året till biblioteket, läser dem tillsammans och bestämmer var de ska stå.",
                """Bordet började med en fråga i disken: varför står de här böckerna på översta hyllan? Nu träffas
                vi en gång i månaden, läser och köper in för en egen liten summa.

                Du behöver inte ha läst boken och inte heller berätta vem du är.""",
                access="Dörren är stängd men olåst. Ingen fotograferar.",
            )
        },
        together={
            "sv": Together(
                community="Queera läsare i Lindhaven",
                cocreation=4,
                decisions="Vilka böcker som köps, var de står och vad bordet heter.",
                welcomes="Den som vill läsa, oavsett vad hen kallar sig.",
                how="<p>Boka en plats eller bara kom; det finns alltid en stol till.</p>",
                cocreators=(("Bordet", "väljer, läser och köper", True), ("Maja Öberg", "bibliotekarie", False)),
                barriers=(
                    (
                        "Man kan bli sedd av någon man känner",
                        "Rummet ligger bakom seminariegången och har ingen skylt.",
                    ),
                ),
            )
        },
    ),
    Event(
        slug="garden-council",
        kind="participatory",
        branch="hillside",
        space="garden",
        plans=(Plan(-10, 5, "10:00", "11:30", FORTNIGHTLY, 12),),
        audiences=("families", "older-people", "adults"),
        topics=("nature",),
        languages=("en", "da"),
        programme="for-all",
        partners=("hillside-school",),
        told=(Told(7, "cancelled", "Frost: the beds are covered.", 2),),
        usual=15,
        words={
            "en": Words(
                "Garden council",
                "Neighbours decide what grows behind the library, who waters it, and who may pick.",
                """The garden has no gardener. Every second Saturday whoever comes is the council: it decides, digs
                and writes the list for the next two weeks. Last year it chose potatoes over roses, by nine votes to
                seven.

                Tools are in the shed, and the youngest voter so far was five.""",
                bring="Gloves, and shoes that may get dirty.",
                access="Two beds are at the height of a wheelchair; the path is gravel.",
            ),
            "da": Words(
                "Haveråd",
                "Naboerne bestemmer, hvad der gror bag biblioteket, hvem der vander, og hvem der må plukke.",
                """Haven har ingen gartner. Hver anden lørdag er de, der kommer, rådet: de beslutter, graver og
                skriver listen for de næste to uger. Sidste år vandt kartoflerne over roserne med ni stemmer mod
                syv.

                Værktøjet står i skuret, og den hidtil yngste stemme var fem år gammel.""",
                bring="Handsker og sko, der må blive beskidte.",
                access="To bede er i kørestolshøjde; stien er grus.",
            ),
        },
        together={
            "en": Together(
                community="Neighbours of the hill",
                cocreation=4,
                decisions="Everything that grows, and the rules for picking.",
                welcomes="Anyone with ten minutes, with or without a garden of their own.",
                how="<p>Come on a Saturday. One hand is one vote.</p>",
                cocreators=(("Ole Friis", "seeds", True), ("Class 2b", "watering on school days", True)),
                barriers=(("People without a garden think it is not for them", "Nobody owns a bed; all work on all."),),
            ),
            "da": Together(
                community="Naboerne på bakken",
                cocreation=4,
                decisions="Alt, hvad der gror, og reglerne for at plukke.",
                welcomes="Alle, der har ti minutter, med eller uden egen have.",
                how="<p>Kom en lørdag. Én hånd er én stemme.</p>",
                cocreators=(("Ole Friis", "frø", True), ("2. b", "vander på skoledage", True)),
                barriers=(("Folk uden have tror ikke, det er for dem", "Ingen ejer et bed; alle arbejder på alle."),),
            ),
        },
    ),
)
