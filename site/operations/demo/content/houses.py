"""The five branches of the demo: their spaces, hours and introductions."""

from collections.abc import Iterable
from datetime import time

from core.translated import Translated as Text
from operations.demo.content.shapes import House, SpaceFacts

STEP_FREE = ("step_free", "accessible_toilet")


def week(days: Iterable[int], opens: str, closes: str) -> list[tuple[int, time, time]]:
    """The same hours on several days, Monday being 0."""
    return [(day, time.fromisoformat(opens), time.fromisoformat(closes)) for day in days]


CENTRAL = House(
    slug="central",
    name=Text(
        en="Central Library",
        el="Κεντρική Βιβλιοθήκη",
        sl="Osrednja knjižnica",
        sv="Stadsbiblioteket",
        da="Hovedbiblioteket",
    ),
    intro=Text(
        en="The big house on Linden Square: the hall, the reading room under the glass roof, and the local collection.",
        el="Το μεγάλο σπίτι στην πλατεία Φλαμουριάς: η αίθουσα, το αναγνωστήριο κάτω από τη γυάλινη στέγη και η τοπική συλλογή.",
        sl="Velika hiša na Lipovem trgu: dvorana, čitalnica pod stekleno streho in domoznanska zbirka.",
        sv="Det stora huset vid Lindtorget: salen, läsesalen under glastaket och den lokala samlingen.",
        da="Det store hus på Lindetorvet: salen, læsesalen under glastaget og den lokale samling.",
    ),
    hours=(*week(range(5), "09:00", "20:00"), *week([5], "10:00", "16:00")),
    directions=Text(
        en="Tram 1 and 3, stop Linden Square. Step-free entrance from the garden.",
        el="Τραμ 1 και 3, στάση πλατεία Φλαμουριάς. Είσοδος χωρίς σκαλιά από τον κήπο.",
        sl="Tramvaj 1 in 3, postaja Lipov trg. Vhod brez stopnic z vrta.",
        sv="Spårvagn 1 och 3, hållplats Lindtorget. Ingång utan trappsteg från trädgården.",
        da="Letbane 1 og 3, stop Lindetorvet. Trinfri indgang fra haven.",
    ),
    address="1 Linden Square, Lindhaven 10110",
    email="central@lindhaven.example",
    phone="0123 456 110",
    point=("37.95120", "23.69870"),
    spaces=(
        SpaceFacts(
            "hall",
            Text(en="Great hall", el="Μεγάλη αίθουσα", sl="Velika dvorana", sv="Stora salen", da="Store sal"),
            120,
            (*STEP_FREE, "hearing_loop"),
        ),
        SpaceFacts(
            "studio",
            Text(en="Studio", el="Στούντιο", sl="Studio", sv="Studion", da="Studiet"),
            24,
            (*STEP_FREE, "hearing_loop"),
        ),
        SpaceFacts(
            "seminar",
            Text(
                en="Seminar room",
                el="Αίθουσα σεμιναρίων",
                sl="Seminarska soba",
                sv="Seminarierummet",
                da="Seminarrummet",
            ),
            16,
            STEP_FREE,
        ),
        SpaceFacts(
            "gallery",
            Text(
                en="Gallery under the glass roof",
                el="Πινακοθήκη κάτω από τη γυάλινη στέγη",
                sl="Galerija pod stekleno streho",
                sv="Galleriet under glastaket",
                da="Galleriet under glastaget",
            ),
            None,
            (*STEP_FREE, "quiet_room"),
        ),
        SpaceFacts(
            "children",
            Text(
                en="Children’s department",
                el="Παιδικό τμήμα",
                sl="Otroški oddelek",
                sv="Barnavdelningen",
                da="Børneafdelingen",
            ),
            30,
            (*STEP_FREE, "quiet_room"),
        ),
    ),
)

# Where people come in anyway: pictures hang there while other things go on.
FOYER = SpaceFacts(
    "foyer", Text(en="Foyer", el="Φουαγιέ", sl="Avla", sv="Foajén", da="Foyeren"), None, STEP_FREE, shared=True
)

HARBOUR = House(
    slug="harbour",
    name=Text(
        en="Harbour Library",
        el="Βιβλιοθήκη Λιμανιού",
        sl="Knjižnica Pristanišče",
        sv="Hamnbiblioteket",
        da="Havnebiblioteket",
    ),
    intro=Text(
        en="In the old customs house by the ferries: languages, work, and a first stop for people who are new here.",
        el="Στο παλιό τελωνείο δίπλα στα πλοία: γλώσσες, εργασία και ο πρώτος σταθμός για όποιον μόλις ήρθε.",
        sl="V stari carinarnici ob trajektih: jeziki, delo in prva postaja za vse, ki so tu novi.",
        sv="I det gamla tullhuset vid färjorna: språk, arbete och en första anhalt för den som är ny här.",
        da="I det gamle toldhus ved færgerne: sprog, arbejde og det første stop for den, der er ny her.",
    ),
    hours=(*week(range(4), "10:00", "19:00"), *week([4], "10:00", "17:00"), *week([5], "10:00", "14:00")),
    directions=Text(
        en="Three minutes on foot from the ferry pier. Bus 12. The lift is on the quay side.",
        el="Τρία λεπτά με τα πόδια από την αποβάθρα. Λεωφορείο 12. Το ασανσέρ είναι στην πλευρά της προβλήτας.",
        sl="Tri minute peš od trajektnega pomola. Avtobus 12. Dvigalo je na strani pomola.",
        sv="Tre minuters promenad från färjeläget. Buss 12. Hissen finns på kajsidan.",
        da="Tre minutter til fods fra færgelejet. Bus 12. Elevatoren er på kajsiden.",
    ),
    address="7 Customs Quay, Lindhaven 10130",
    email="harbour@lindhaven.example",
    phone="0123 456 120",
    point=("37.94240", "23.64650"),
    spaces=(
        FOYER,
        SpaceFacts(
            "quay",
            Text(en="Quay room", el="Αίθουσα Προβλήτα", sl="Soba Pomol", sv="Kajrummet", da="Kajrummet"),
            40,
            (*STEP_FREE, "hearing_loop"),
        ),
        SpaceFacts(
            "workshop",
            Text(en="Workshop", el="Εργαστήριο", sl="Delavnica", sv="Verkstaden", da="Værkstedet"),
            12,
            STEP_FREE,
        ),
        SpaceFacts(
            "reading",
            Text(en="Reading corner", el="Γωνιά ανάγνωσης", sl="Bralni kotiček", sv="Läshörnan", da="Læsehjørnet"),
            20,
            STEP_FREE,
        ),
    ),
)

OLD_MILL = House(
    slug="old-mill",
    name=Text(
        en="Old Mill Library",
        el="Βιβλιοθήκη Παλιού Μύλου",
        sl="Knjižnica Stari mlin",
        sv="Kvarnbiblioteket",
        da="Møllebiblioteket",
    ),
    intro=Text(
        en="Four floors of a flour mill, now with a stage, a recording room and the town’s biggest table.",
        el="Τέσσερις όροφοι ενός αλευρόμυλου, τώρα με σκηνή, δωμάτιο ηχογράφησης και το μεγαλύτερο τραπέζι της πόλης.",
        sl="Štiri nadstropja nekdanjega mlina, danes z odrom, snemalnico in največjo mizo v mestu.",
        sv="Fyra våningar kvarn, nu med scen, inspelningsrum och stadens största bord.",
        da="Fire etager mølle, nu med scene, optagerum og byens største bord.",
    ),
    hours=(*week(range(1, 5), "11:00", "20:00"), *week([5, 6], "11:00", "17:00")),
    directions=Text(
        en="Behind the weir, bus 4 and 9, stop Old Mill. The stage has a ramp; the recording room is up ten steps.",
        el="Πίσω από τον υδατοφράκτη, λεωφορεία 4 και 9, στάση Παλιός Μύλος. Η σκηνή έχει ράμπα· στο δωμάτιο ηχογράφησης ανεβαίνετε δέκα σκαλιά.",
        sl="Za jezom, avtobusa 4 in 9, postaja Stari mlin. Do odra vodi klančina, do snemalnice deset stopnic.",
        sv="Bakom fördämningen, buss 4 och 9, hållplats Gamla kvarnen. Scenen har ramp; till inspelningsrummet är det tio trappsteg.",
        da="Bag slusen, bus 4 og 9, stop Den gamle mølle. Scenen har rampe; op til optagerummet er der ti trin.",
    ),
    address="22 Weir Lane, Lindhaven 10155",
    email="oldmill@lindhaven.example",
    phone="0123 456 130",
    point=("37.96610", "23.71240"),
    spaces=(
        FOYER,
        SpaceFacts(
            "stage",
            Text(en="Mill stage", el="Σκηνή του Μύλου", sl="Mlinski oder", sv="Kvarnscenen", da="Møllescenen"),
            80,
            STEP_FREE,
        ),
        SpaceFacts(
            "table",
            Text(en="The long table", el="Το μεγάλο τραπέζι", sl="Dolga miza", sv="Långbordet", da="Langbordet"),
            18,
            (*STEP_FREE, "quiet_room"),
        ),
        SpaceFacts(
            "recording",
            Text(
                en="Recording room",
                el="Δωμάτιο ηχογράφησης",
                sl="Snemalnica",
                sv="Inspelningsrummet",
                da="Optagerummet",
            ),
            6,
            ("quiet_room",),
        ),
    ),
)

HILLSIDE = House(
    slug="hillside",
    name=Text(
        en="Hillside Library",
        el="Βιβλιοθήκη στον Λόφο",
        sl="Knjižnica Na griču",
        sv="Bergsbiblioteket",
        da="Bakkebiblioteket",
    ),
    intro=Text(
        en="Next to three schools: homework, games, a garden with herbs, and the quietest reading room in town.",
        el="Δίπλα σε τρία σχολεία: μαθήματα, παιχνίδια, ένας κήπος με βότανα και το πιο ήσυχο αναγνωστήριο της πόλης.",
        sl="Ob treh šolah: domače naloge, igre, zeliščni vrt in najtišja čitalnica v mestu.",
        sv="Granne med tre skolor: läxor, spel, en örtträdgård och stadens tystaste läsesal.",
        da="Nabo til tre skoler: lektier, spil, en urtehave og byens mest stille læsesal.",
    ),
    hours=(*week(range(5), "12:00", "18:30"), *week([5], "10:00", "14:00")),
    directions=Text(
        en="Bus 6 to Hillside School. The path from the stop is steep; the upper entrance on Orchard Street is level.",
        el="Λεωφορείο 6 ως το Σχολείο του Λόφου. Ο δρόμος από τη στάση είναι ανηφορικός· η επάνω είσοδος στην οδό Οπωρώνα είναι ισόπεδη.",
        sl="Avtobus 6 do šole Na griču. Pot s postaje je strma; zgornji vhod s Sadovnjaške ulice je raven.",
        sv="Buss 6 till Bergsskolan. Vägen från hållplatsen är brant; den övre ingången från Fruktgatan är plan.",
        da="Bus 6 til Bakkeskolen. Stien fra stoppestedet er stejl; den øverste indgang fra Frugtvej er i niveau.",
    ),
    address="3 Orchard Street, Lindhaven 10178",
    email="hillside@lindhaven.example",
    phone="0123 456 140",
    point=("37.97980", "23.73310"),
    spaces=(
        FOYER,
        SpaceFacts(
            "garden",
            Text(en="Garden room", el="Αίθουσα του κήπου", sl="Vrtna soba", sv="Trädgårdsrummet", da="Haverummet"),
            28,
            STEP_FREE,
        ),
        SpaceFacts(
            "story",
            Text(
                en="Story corner",
                el="Γωνιά των παραμυθιών",
                sl="Pravljični kotiček",
                sv="Sagohörnan",
                da="Eventyrhjørnet",
            ),
            20,
            (*STEP_FREE, "quiet_room"),
        ),
    ),
)

VALLEY = House(
    slug="valley",
    name=Text(
        en="Valley Library",
        el="Βιβλιοθήκη της Κοιλάδας",
        sl="Knjižnica V dolini",
        sv="Dalbiblioteket",
        da="Dalbiblioteket",
    ),
    intro=Text(
        en="Library and citizens’ service under one roof: books on the left, forms on the right, coffee in between.",
        el="Βιβλιοθήκη και εξυπηρέτηση πολιτών κάτω από την ίδια στέγη: αριστερά τα βιβλία, δεξιά τα έντυπα, στη μέση ο καφές.",
        sl="Knjižnica in pisarna za občane pod eno streho: levo knjige, desno obrazci, vmes kava.",
        sv="Bibliotek och medborgarservice under samma tak: böcker till vänster, blanketter till höger, kaffe däremellan.",
        da="Bibliotek og borgerservice under ét tag: bøger til venstre, blanketter til højre, kaffe imellem.",
    ),
    hours=(*week(range(5), "08:30", "18:00"), *week([5], "09:00", "13:00")),
    directions=Text(
        en="At Valley station, next to the health centre. Everything is on the ground floor.",
        el="Στον σταθμό της Κοιλάδας, δίπλα στο κέντρο υγείας. Όλα είναι στο ισόγειο.",
        sl="Pri postaji V dolini, ob zdravstvenem domu. Vse je v pritličju.",
        sv="Vid Dalens station, bredvid vårdcentralen. Allt ligger i markplan.",
        da="Ved Dalen Station, ved siden af sundhedshuset. Alt er i stueetagen.",
    ),
    address="40 Station Road, Lindhaven 10192",
    email="valley@lindhaven.example",
    phone="0123 456 150",
    point=("37.93460", "23.75520"),
    spaces=(
        FOYER,
        SpaceFacts(
            "forum", Text(en="Forum", el="Φόρουμ", sl="Forum", sv="Forum", da="Forum"), 60, (*STEP_FREE, "hearing_loop")
        ),
        SpaceFacts(
            "kitchen",
            Text(
                en="Kitchen table",
                el="Το τραπέζι της κουζίνας",
                sl="Kuhinjska miza",
                sv="Köksbordet",
                da="Køkkenbordet",
            ),
            10,
            STEP_FREE,
        ),
    ),
)

BRANCHES = (CENTRAL, HARBOUR, OLD_MILL, HILLSIDE, VALLEY)
