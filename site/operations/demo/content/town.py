"""The network of the demo as a whole: its name, how to reach it, what home and “About us” say."""

from core.translated import Translated as Text

NETWORK = Text(
    en="Lindhaven Libraries",
    el="Βιβλιοθήκες Λίντχαβεν",
    sl="Knjižnice Lindhaven",
    sv="Lindhavens bibliotek",
    da="Lindhaven Biblioteker",
)
MOTTO = Text(
    en="Five houses, five languages, one library card. And for what is on here, you need no card at all.",
    el="Πέντε σπίτια, πέντε γλώσσες, μία κάρτα. Και για τις εκδηλώσεις μας δεν χρειάζεται καν κάρτα.",
    sl="Pet hiš, pet jezikov, ena izkaznica. Za naše dogodke pa je sploh ne potrebujete.",
    sv="Fem hus, fem språk, ett lånekort. Och till det som händer här behövs inget kort alls.",
    da="Fem huse, fem sprog, ét lånerkort. Og til det, der sker her, skal du slet ikke bruge kort.",
)
POPULATION = 84_300
EMAIL = "hello@lindhaven.example"
PHONE = "0123 456 100"
ADDRESS = "1 Linden Square, Lindhaven 10110"
RESPONSIBLE = "Data protection officer, dpo@lindhaven.example"

HOME_INTRO = Text(
    en="Storytimes and lectures, exhibitions and workshops, help with homework and with forms: "
    "see what is on in our five houses and keep a place in a minute.",
    el="Αφηγήσεις και διαλέξεις, εκθέσεις και εργαστήρια, βοήθεια για μαθήματα και έντυπα: "
    "δείτε τι γίνεται στα πέντε σπίτια μας και κρατήστε θέση σε ένα λεπτό.",
    sl="Pravljične ure in predavanja, razstave in delavnice, pomoč pri domačih nalogah in obrazcih: "
    "poglejte, kaj se dogaja v naših petih hišah, in se prijavite v minuti.",
    sv="Sagostunder och föredrag, utställningar och verkstäder, hjälp med läxor och blanketter: "
    "se vad som händer i våra fem hus och boka en plats på en minut.",
    da="Eventyrtimer og foredrag, udstillinger og værksteder, hjælp til lektier og blanketter: "
    "se, hvad der sker i vores fem huse, og hold en plads på et minut.",
)
ABOUT_INTRO = Text(
    en="Who we are, and how you can shape what happens here.",
    el="Ποιοι είμαστε και πώς μπορείτε να διαμορφώσετε όσα γίνονται εδώ.",
    sl="Kdo smo in kako lahko soustvarjate naš program.",
    sv="Vilka vi är och hur du kan vara med och forma det som händer här.",
    da="Hvem vi er, og hvordan du kan være med til at forme det, der sker her.",
)
ABOUT = Text(
    en="""The Lindhaven Libraries are five houses for eighty-four thousand people. They belong to everyone who
    lives, learns or works in the town, whatever language they speak at home.

    Much of our programme is not ours alone. Schools, associations and neighbours propose it, plan it with us and
    stand beside us when the doors open. If you miss something, tell us at any desk: every year begins with what
    people told us.

    What comes of it stays: in the archive you find the figures, the photographs and the publications of what has
    been.""",
    el="""Οι Βιβλιοθήκες Λίντχαβεν είναι πέντε σπίτια για ογδόντα τέσσερις χιλιάδες ανθρώπους. Ανήκουν σε όποιον
    ζει, μαθαίνει ή εργάζεται στην πόλη, όποια γλώσσα κι αν μιλάει στο σπίτι του.

    Μεγάλο μέρος του προγράμματος δεν είναι μόνο δικό μας. Σχολεία, σύλλογοι και γείτονες το προτείνουν, το
    σχεδιάζουν μαζί μας και στέκονται δίπλα μας όταν ανοίγουν οι πόρτες. Αν κάτι σας λείπει, πείτε το σε οποιοδήποτε
    γραφείο εξυπηρέτησης: κάθε χρονιά ξεκινά από όσα μας είπατε.

    Και ό,τι γίνεται μένει: στο αρχείο θα βρείτε τους αριθμούς, τις φωτογραφίες και τις εκδόσεις όσων προηγήθηκαν.""",
    sl="""Knjižnice Lindhaven so pet hiš za štiriinosemdeset tisoč ljudi. Pripadajo vsem, ki v mestu živijo, se
    učijo ali delajo, ne glede na jezik, ki ga govorijo doma.

    Velik del programa ni samo naš. Šole, društva in sosedje ga predlagajo, načrtujejo skupaj z nami in so ob nas,
    ko se vrata odprejo. Če kaj pogrešate, nam povejte pri katerem koli pultu: vsako leto začnemo s tem, kar ste nam
    povedali.

    Kar nastane, ostane: v arhivu najdete številke, fotografije in publikacije o tem, kar je bilo.""",
    sv="""Lindhavens bibliotek är fem hus för åttiofyra tusen människor. De tillhör alla som bor, lär sig eller
    arbetar i staden, vilket språk de än talar hemma.

    Mycket av programmet är inte bara vårt. Skolor, föreningar och grannar föreslår det, planerar det med oss och
    står bredvid oss när dörrarna öppnas. Saknar du något, säg det i vilken disk som helst: varje år börjar med vad
    ni sagt.

    Det som blir kvar finns i arkivet: siffrorna, fotografierna och publikationerna från det som varit.""",
    da="""Lindhaven Biblioteker er fem huse for fireogfirs tusind mennesker. De tilhører alle, der bor, lærer eller
    arbejder i byen, uanset hvilket sprog de taler derhjemme.

    Meget af programmet er ikke kun vores. Skoler, foreninger og naboer foreslår det, planlægger det sammen med os
    og står ved siden af os, når dørene åbner. Mangler du noget, så sig det ved enhver skranke: hvert år begynder
    med det, I har fortalt os.

    Det, der kommer ud af det, bliver: i arkivet finder du tallene, fotografierna og udgivelserne.""",
)
