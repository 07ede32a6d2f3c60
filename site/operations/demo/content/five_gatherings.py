"""Events told in all five languages: the language café, the storytime, the winter concert."""

from operations.demo.content.shapes import WEEKLY, Event, Plan, Told, Words

LANGUAGE_CAFE = Event(
    slug="language-cafe",
    kind="activity",
    branch="harbour",
    space="quay",
    plans=(Plan(-14, 2, "17:30", "19:00", WEEKLY, 26),),
    audiences=("newcomers", "adults"),
    topics=("languages",),
    languages=("en", "el", "sv", "da", "sl", "ar"),
    partners=("welcome-network",),
    facts={"easy_language": True},
    told=(
        Told(6, "cancelled", "The ferry strike kept our table hosts away.", 1),
        Told(17, "moved", "The room is needed for the evening debate.", 6, days=1),
    ),
    usual=26,
    words={
        "en": Words(
            "Language café",
            "Sit down at the table of the language you are learning. Coffee, mistakes and neighbours included.",
            """Five tables, five languages, and at each of them somebody who speaks it at home. There is no course
            and no homework: a card with a question lies on every table, and the talk goes where it wants.

            Come when you can and change tables as often as you like. Children may come along; there is a corner
            with books and paper for them.""",
            access="We speak slowly. If you need a quieter place, we set up a table in the reading corner.",
        ),
        "el": Words(
            "Καφές με γλώσσες",
            "Καθίστε στο τραπέζι της γλώσσας που μαθαίνετε. Με καφέ, λάθη και γείτονες.",
            """Πέντε τραπέζια, πέντε γλώσσες, και σε καθένα κάποιος που τη μιλά στο σπίτι του. Δεν είναι μάθημα και
            δεν έχει ασκήσεις: σε κάθε τραπέζι υπάρχει μια κάρτα με μια ερώτηση, και η κουβέντα πάει όπου θέλει.

            Ελάτε όποτε μπορείτε και αλλάξτε τραπέζι όσες φορές θέλετε. Τα παιδιά είναι ευπρόσδεκτα· έχουμε γι’ αυτά
            μια γωνιά με βιβλία και χαρτιά.""",
            access="Μιλάμε αργά. Αν χρειάζεστε περισσότερη ησυχία, στρώνουμε ένα τραπέζι στη γωνιά ανάγνωσης.",
        ),
        "sl": Words(
            "Jezikovna kavarna",
            "Prisedite k mizi jezika, ki se ga učite. Kava, napake in sosedje so vključeni.",
            """Pet miz, pet jezikov in pri vsaki nekdo, ki ga govori doma. To ni tečaj in ni domačih nalog: na vsaki
            mizi je listek z vprašanjem, pogovor pa teče, kamor hoče.

            Pridite, kadar utegnete, in mize menjajte po želji. Otroci so dobrodošli; zanje imamo kotiček s knjigami
            in papirjem.""",
            access="Govorimo počasi. Če potrebujete več miru, pripravimo mizo v bralnem kotičku.",
        ),
        "sv": Words(
            "Språkcafé",
            "Slå dig ner vid bordet med språket du lär dig. Kaffe, fel och grannar ingår.",
            """Fem bord, fem språk, och vid varje bord någon som talar det hemma. Det är ingen kurs och inga läxor:
            på varje bord ligger ett kort med en fråga, och samtalet går dit det vill.

            Kom när du kan och byt bord så ofta du vill. Barn får gärna följa med; det finns ett hörn med böcker och
            papper åt dem.""",
            access="Vi talar långsamt. Behöver du lugn och ro dukar vi ett bord i läshörnan.",
        ),
        "da": Words(
            "Sprogcafé",
            "Sæt dig ved bordet med det sprog, du er ved at lære. Kaffe, fejl og naboer hører med.",
            """Fem borde, fem sprog, og ved hvert bord en, der taler det derhjemme. Det er ikke et kursus, og der er
            ingen lektier: på hvert bord ligger et kort med et spørgsmål, og snakken går, hvorhen den vil.

            Kom, når du kan, og skift bord, så tit du vil. Børn må gerne komme med; der er et hjørne med bøger og
            papir til dem.""",
            access="Vi taler langsomt. Har du brug for mere ro, dækker vi et bord i læsehjørnet.",
        ),
    },
)

STORYTIME = Event(
    slug="storytime-in-five-languages",
    kind="activity",
    branch="central",
    space="children",
    plans=(Plan(-12, 5, "10:30", "11:15", WEEKLY, 0), Plan(-8, 1, "16:30", "17:15", WEEKLY, 18)),
    audiences=("children", "families"),
    topics=("reading", "languages"),
    languages=("en", "el", "sl", "sv", "da"),
    ages=(3, 7),
    told=(Told(20, "cancelled", "Our storyteller is ill.", 1),),
    usual=19,
    words={
        "sv": Words(
            "Sagostund på fem språk",
            "Samma saga, varje gång på ett annat språk. För barn mellan tre och sju, med någon stor vid sidan om.",
            """Vi läser en bilderbok på svenska, grekiska, slovenska, danska eller engelska, och bilderna hjälper
            den som inte förstår alla ord. Efteråt ritar vi det vi minns.

            På dörren står vilket språk som gäller för dagen. Kom en kvart före om du vill sitta på mattan längst
            fram.""",
            labels=("Lördagar", "Tisdagar"),
        ),
        "en": Words(
            "Storytime in five languages",
            "The same story, each time in another language. For children from three to seven, with somebody big beside them.",
            """We read a picture book in English, Greek, Slovenian, Swedish or Danish, and the pictures help whoever
            does not understand every word. Afterwards we draw what we remember.

            The language of the day is written on the door. Come a quarter of an hour early if you want to sit on
            the rug in front.""",
            labels=("Saturdays", "Tuesdays"),
        ),
        "el": Words(
            "Ώρα του παραμυθιού σε πέντε γλώσσες",
            "Το ίδιο παραμύθι, κάθε φορά σε άλλη γλώσσα. Για παιδιά τριών έως επτά ετών, με έναν μεγάλο δίπλα τους.",
            """Διαβάζουμε ένα εικονογραφημένο βιβλίο στα ελληνικά, τα αγγλικά, τα σλοβενικά, τα σουηδικά ή τα
            δανικά, και οι εικόνες βοηθούν όποιον δεν καταλαβαίνει κάθε λέξη. Ύστερα ζωγραφίζουμε ό,τι θυμόμαστε.

            Η γλώσσα της ημέρας γράφεται στην πόρτα. Ελάτε ένα τέταρτο νωρίτερα αν θέλετε θέση στο χαλί μπροστά.""",
            labels=("Σάββατα", "Τρίτες"),
        ),
        "sl": Words(
            "Pravljična ura v petih jezikih",
            "Ista pravljica, vsakič v drugem jeziku. Za otroke od tretjega do sedmega leta, ob njih pa nekdo velik.",
            """Slikanico beremo v slovenščini, grščini, švedščini, danščini ali angleščini, slike pa pomagajo vsem,
            ki ne razumejo vsake besede. Potem narišemo, kar smo si zapomnili.

            Jezik dneva je napisan na vratih. Če želite sedeti spredaj na preprogi, pridite četrt ure prej.""",
            labels=("Ob sobotah", "Ob torkih"),
        ),
        "da": Words(
            "Eventyrtime på fem sprog",
            "Samme historie, hver gang på et nyt sprog. For børn mellem tre og syv med en stor ved siden af.",
            """Vi læser en billedbog på dansk, græsk, slovensk, svensk eller engelsk, og billederne hjælper den, der
            ikke forstår hvert ord. Bagefter tegner vi det, vi kan huske.

            På døren står, hvilket sprog det er i dag. Kom et kvarter før, hvis I vil sidde på tæppet forrest.""",
            labels=("Lørdage", "Tirsdage"),
        ),
    },
)

WINTER_CONCERT = Event(
    slug="songs-from-five-coasts",
    kind="activity",
    branch="central",
    space="hall",
    plans=(Plan(1, 5, "19:00", "20:30", seats=120), Plan(1, 6, "15:00", "16:00", seats=60)),
    audiences=("adults", "families", "older-people"),
    topics=("music",),
    languages=("en",),
    partners=("europe-libraries",),
    facts={"hearing_loop": True, "relaxed": False},
    admission="register",
    most=4,
    closes=2,
    policy="best-fit",
    pull=1.35,
    words={
        "en": Words(
            "Winter concert: songs from five coasts",
            "A choir, an accordion and a lute, and songs that sailors carried from one harbour to the next.",
            """The town choir and three guests sing what was sung on board and on the quay: lullabies, work songs,
            and one that all five coasts claim as their own. The words are handed out, and the last song is for
            everybody.

            On Saturday evening the concert has its full length. Sunday afternoon is shorter, with the lights up,
            and nobody minds who walks about or goes out.""",
            access="On Sunday: lights stay up, you may come and go, and there is a quiet room next to the hall.",
            labels=("Evening concert", "Relaxed concert for all ages"),
        ),
        "el": Words(
            "Χειμωνιάτικη συναυλία: τραγούδια από πέντε ακτές",
            "Μια χορωδία, ένα ακορντεόν κι ένα λαούτο, και τραγούδια που οι ναυτικοί πήγαν από λιμάνι σε λιμάνι.",
            """Η χορωδία της πόλης και τρεις καλεσμένοι τραγουδούν όσα ακούγονταν στο κατάστρωμα και στην προβλήτα:
            νανουρίσματα, τραγούδια της δουλειάς κι ένα που το διεκδικούν και οι πέντε ακτές. Τα λόγια μοιράζονται,
            και το τελευταίο τραγούδι είναι για όλους.

            Το Σάββατο το βράδυ η συναυλία δίνεται ολόκληρη. Την Κυριακή το απόγευμα είναι πιο σύντομη, με αναμμένα
            φώτα, και κανείς δεν ενοχλείται από όποιον σηκώνεται ή βγαίνει.""",
            access="Την Κυριακή: τα φώτα μένουν αναμμένα, μπαινοβγαίνετε ελεύθερα, και δίπλα υπάρχει ήσυχο δωμάτιο.",
            labels=("Βραδινή συναυλία", "Χαλαρή συναυλία για όλες τις ηλικίες"),
        ),
        "sl": Words(
            "Zimski koncert: pesmi petih obal",
            "Zbor, harmonika in lutnja ter pesmi, ki so jih mornarji nosili iz pristanišča v pristanišče.",
            """Mestni zbor in trije gostje zapojejo, kar so peli na krovu in na pomolu: uspavanke, delovne pesmi in
            eno, ki si jo lasti vseh pet obal. Besedila razdelimo, zadnjo pesem pa zapojemo vsi.

            V soboto zvečer je koncert v polni dolžini. Nedeljski popoldanski je krajši, ob prižganih lučeh, in
            nikogar ne moti, če kdo vstane ali gre ven.""",
            access="V nedeljo: luči ostanejo prižgane, prihajate in odhajate lahko po želji, ob dvorani je tiha soba.",
            labels=("Večerni koncert", "Sproščen koncert za vse starosti"),
        ),
        "sv": Words(
            "Vinterkonsert: sånger från fem kuster",
            "En kör, ett dragspel och en luta, och sånger som sjömän burit från hamn till hamn.",
            """Stadens kör och tre gäster sjunger det som sjöngs ombord och på kajen: vaggvisor, arbetssånger och en
            som alla fem kusterna gör anspråk på. Texterna delas ut, och den sista sången är för alla.

            På lördagskvällen ges konserten i sin helhet. Söndagseftermiddagen är kortare, med lamporna tända, och
            ingen bryr sig om vem som går omkring eller ut.""",
            access="På söndagen: lamporna är tända, du får gå in och ut, och intill salen finns ett tyst rum.",
            labels=("Kvällskonsert", "Avslappnad konsert för alla åldrar"),
        ),
        "da": Words(
            "Vinterkoncert: sange fra fem kyster",
            "Et kor, en harmonika og en lut, og sange, som søfolk bar fra havn til havn.",
            """Byens kor og tre gæster synger det, der blev sunget om bord og på kajen: vuggeviser, arbejdssange og
            en, som alle fem kyster kalder deres egen. Teksterne bliver delt ud, og den sidste sang er for alle.

            Lørdag aften er koncerten i fuld længde. Søndag eftermiddag er kortere, med lyset tændt, og ingen tager
            sig af, hvem der går rundt eller går ud.""",
            access="Om søndagen: lyset er tændt, man må komme og gå, og ved siden af salen er der et stille rum.",
            labels=("Aftenkoncert", "Rolig koncert for alle aldre"),
        ),
    },
)

EVENTS = (LANGUAGE_CAFE, STORYTIME, WINTER_CONCERT)
