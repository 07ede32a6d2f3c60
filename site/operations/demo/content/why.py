"""Why the demo's library acts: the needs people told of, and the goals with their sub-goals."""

from core.translated import Translated as Text
from operations.demo.content.shapes import GoalFacts, NeedFacts

NEEDS = (
    NeedFacts(
        "forms-and-letters",
        Text(
            en="Letters about health that nobody at home can explain",
            el="Επιστολές για την υγεία που κανείς στο σπίτι δεν μπορεί να εξηγήσει",
            sl="Pisma o zdravju, ki jih doma nihče ne zna razložiti",
            sv="Brev om hälsa som ingen hemma kan förklara",
            da="Breve om sundhed, som ingen derhjemme kan forklare",
        ),
        Text(
            en="Forty-one people asked for help with a letter from the hospital at the Valley desk between January and March.",
            el="Σαράντα ένα άτομα ζήτησαν βοήθεια με μια επιστολή του νοσοκομείου στην Κοιλάδα από τον Ιανουάριο ως τον Μάρτιο.",
            sl="Enainštirideset ljudi je med januarjem in marcem pri pultu v Dolini prosilo za pomoč s pismom iz bolnišnice.",
            sv="Fyrtioen personer bad om hjälp med ett brev från sjukhuset i disken i Dalen mellan januari och mars.",
            da="Enogfyrre mennesker bad om hjælp til et brev fra sygehuset ved skranken i Dalen mellem januar og marts.",
        ),
        "statistics",
        "present",
        ("older-people", "newcomers"),
        46,
    ),
    NeedFacts(
        "where-to-meet",
        Text(
            en="Places to meet in the evening that cost nothing",
            el="Μέρη για να συναντιέται κανείς το βράδυ χωρίς να πληρώνει",
            sl="Prostori za večerna srečanja, ki nič ne stanejo",
            sv="Mötesplatser på kvällen som inte kostar något",
            da="Steder at mødes om aftenen, som ikke koster noget",
        ),
        Text(
            en="Said at four of five neighbourhood conversations, most often by people who live alone.",
            el="Ειπώθηκε σε τέσσερις από τις πέντε συζητήσεις στις γειτονιές, συχνότερα από ανθρώπους που ζουν μόνοι.",
            sl="Povedano na štirih od petih pogovorov v soseskah, največkrat so to rekli ljudje, ki živijo sami.",
            sv="Sades vid fyra av fem grannskapssamtal, oftast av människor som bor ensamma.",
            da="Sagt ved fire af fem nabosamtaler, oftest af mennesker, der bor alene.",
        ),
        "dialogue",
        "present",
        ("adults", "older-people", "newcomers"),
        52,
    ),
    NeedFacts(
        "stories-lost",
        Text(
            en="The stories of the harbour are told by fewer people every year",
            el="Όλο και λιγότεροι αφηγούνται κάθε χρόνο τις ιστορίες του λιμανιού",
            sl="Vsako leto manj ljudi še zna povedati zgodbe pristanišča",
            sv="Hamnens berättelser berättas av färre för varje år",
            da="Havnens fortællinger fortælles af færre for hvert år",
        ),
        Text(
            en="Of the 160 ferrymen the association counted in 1990, nineteen are alive.",
            el="Από τους 160 ναυτικούς που μετρούσε ο σύλλογος το 1990 ζουν δεκαεννέα.",
            sl="Od 160 mornarjev, kolikor jih je društvo štelo leta 1990, jih živi devetnajst.",
            sv="Av de 160 färjemän som föreningen räknade 1990 lever nitton.",
            da="Af de 160 færgefolk, foreningen talte i 1990, lever nitten.",
        ),
        "partner",
        "present",
        ("older-people", "schools"),
        60,
    ),
    NeedFacts(
        "young-carers",
        Text(
            en="Teenagers who translate for their families and have no time for their own reading",
            el="Έφηβοι που μεταφράζουν για την οικογένειά τους και δεν προλαβαίνουν να διαβάσουν για τους ίδιους",
            sl="Mladostniki, ki prevajajo za družino in jim za lastno branje zmanjka časa",
            sv="Tonåringar som tolkar åt familjen och inte hinner läsa för egen del",
            da="Unge, der tolker for familien og ikke når at læse for sig selv",
        ),
        Text(
            en="Expected to grow with the two new housing blocks on Station Road; raised by teachers of Hillside School.",
            el="Αναμένεται να αυξηθεί με τις δύο νέες πολυκατοικίες στην οδό Σταθμού· το έθεσαν καθηγητές του Σχολείου του Λόφου.",
            sl="Z novima stanovanjskima blokoma ob Postajni cesti bo potreba večja; nanjo so opozorili učitelji šole Na griču.",
            sv="Väntas växa med de två nya bostadshusen vid Stationsvägen; lärare på Bergsskolan har tagit upp det.",
            da="Ventes at vokse med de to nye boligblokke på Stationsvej; rejst af lærere på Bakkeskolen.",
        ),
        "partner",
        "expected",
        ("teenagers", "families"),
        30,
    ),
    NeedFacts(
        "online-only",
        Text(
            en="Services that are only found online",
            el="Υπηρεσίες που υπάρχουν μόνο στο διαδίκτυο",
            sl="Storitve, ki so na voljo samo še na spletu",
            sv="Tjänster som bara finns på nätet",
            da="Tjenester, der kun findes på nettet",
        ),
        Text(
            en="Every third answer in our spring survey names a form that could not be filled in alone.",
            el="Μία στις τρεις απαντήσεις στην ανοιξιάτικη έρευνά μας αναφέρει ένα έντυπο που δεν μπόρεσε να συμπληρωθεί χωρίς βοήθεια.",
            sl="Vsak tretji odgovor v spomladanski anketi omenja obrazec, ki ga ni bilo mogoče izpolniti brez pomoči.",
            sv="Vart tredje svar i vår vårenkät nämner en blankett som inte gick att fylla i på egen hand.",
            da="Hvert tredje svar i vores forårsundersøgelse nævner en blanket, der ikke kunne udfyldes alene.",
        ),
        "survey",
        "present",
        ("adults", "older-people"),
        38,
    ),
)

GOALS = (
    GoalFacts(
        "1",
        Text(
            en="The library matters to everyone who lives in Lindhaven",
            el="Η βιβλιοθήκη αφορά όλους όσοι ζουν στο Λίντχαβεν",
            sl="Knjižnica je pomembna za vse, ki živijo v Lindhavnu",
            sv="Biblioteket angår alla som bor i Lindhaven",
            da="Biblioteket angår alle, der bor i Lindhaven",
        ),
    ),
    GoalFacts(
        "1.1",
        Text(
            en="More kinds of people use and shape what we offer, and its quality rises",
            el="Περισσότερες ομάδες ανθρώπων χρησιμοποιούν και διαμορφώνουν όσα προσφέρουμε, και η ποιότητά τους ανεβαίνει",
            sl="Našo ponudbo uporablja in oblikuje širši krog ljudi, njena kakovost pa raste",
            sv="Fler slags människor använder och formar det vi erbjuder, och kvaliteten ökar",
            da="Flere slags mennesker bruger og former det, vi tilbyder, og kvaliteten stiger",
        ),
    ),
    GoalFacts(
        "1.2",
        Text(
            en="We work with others, inside the library field and outside it",
            el="Συνεργαζόμαστε με άλλους, μέσα και έξω από τον χώρο των βιβλιοθηκών",
            sl="Sodelujemo z drugimi, v knjižničarstvu in zunaj njega",
            sv="Vi samverkar med andra, inom och utanför biblioteksområdet",
            da="Vi samarbejder med andre, både i og uden for biblioteksverdenen",
        ),
    ),
    GoalFacts(
        "2",
        Text(
            en="People decide about their own lives with good information",
            el="Οι άνθρωποι αποφασίζουν για τη ζωή τους με έγκυρη πληροφόρηση",
            sl="Ljudje o svojem življenju odločajo na podlagi dobrih informacij",
            sv="Människor bestämmer om sina liv med god information som grund",
            da="Mennesker træffer beslutninger om deres eget liv på et oplyst grundlag",
        ),
    ),
    GoalFacts(
        "2.1",
        Text(
            en="Information about health is found, understood and weighed",
            el="Η πληροφορία για την υγεία βρίσκεται, γίνεται κατανοητή και κρίνεται",
            sl="Informacije o zdravju ljudje najdejo, razumejo in presodijo",
            sv="Information om hälsa går att hitta, förstå och värdera",
            da="Information om sundhed kan findes, forstås og vurderes",
        ),
    ),
    GoalFacts(
        "2.2",
        Text(
            en="Nobody is shut out because a service has moved online",
            el="Κανείς δεν αποκλείεται επειδή μια υπηρεσία μεταφέρθηκε στο διαδίκτυο",
            sl="Nihče ni izključen, ker se je storitev preselila na splet",
            sv="Ingen stängs ute för att en tjänst har flyttat ut på nätet",
            da="Ingen bliver lukket ude, fordi en tjeneste er flyttet på nettet",
        ),
    ),
    GoalFacts(
        "3",
        Text(
            en="The memory of the town is kept and told on",
            el="Η μνήμη της πόλης φυλάσσεται και συνεχίζει να λέγεται",
            sl="Spomin mesta je ohranjen in se pripoveduje naprej",
            sv="Stadens minne bevaras och berättas vidare",
            da="Byens hukommelse bevares og fortælles videre",
        ),
    ),
    GoalFacts(
        "3.1",
        Text(
            en="Oral tradition is recorded with those who carry it",
            el="Η προφορική παράδοση καταγράφεται μαζί με όσους τη μεταφέρουν",
            sl="Ustno izročilo zapisujemo skupaj z ljudmi, ki ga nosijo",
            sv="Muntlig tradition spelas in tillsammans med dem som bär den",
            da="Mundtlig tradition optages sammen med dem, der bærer den",
        ),
    ),
)
