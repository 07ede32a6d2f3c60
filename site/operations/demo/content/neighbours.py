"""The organisations the demo's library works with."""

from operations.demo.content.shapes import Partner

PARTNERS = (
    Partner(
        "hillside-school",
        "Hillside School",
        "local",
        "The comprehensive school next to the Hillside Library; its older pupils help the younger ones with homework.",
        "https://hillside-school.example/",
        "office@hillside-school.example",
    ),
    Partner(
        "health-centre",
        "Valley Health Centre",
        "local",
        "The public health centre. Its nurses and dietitians hold talks and answer questions at the library.",
        "https://valley-health.example/",
        "prevention@valley-health.example",
    ),
    Partner(
        "ferrymen",
        "Σύλλογος Ναυτικών Λίντχαβεν",
        "local",
        "Σύλλογος των ναυτικών και των οικογενειών τους. Κρατά το αρχείο του παλιού τελωνείου και διηγείται την ιστορία του λιμανιού.",
        "https://naftikoi-lindhaven.example/",
        "grafeio@naftikoi-lindhaven.example",
    ),
    Partner(
        "welcome-network",
        "Lindhaven Welcome Network",
        "local",
        "Volunteers who help people find their way in the town: language cafés, interpreters, company to the first meetings.",
        "https://welcome-lindhaven.example/",
        "contact@welcome-lindhaven.example",
    ),
    Partner(
        "job-centre",
        "Lindhaven Job Centre",
        "local",
        "The public employment service. Its advisers sit at the Harbour and the Valley Library once a week.",
        "https://jobcentre-lindhaven.example/",
        "desk@jobcentre-lindhaven.example",
    ),
    Partner(
        "adult-college",
        "Folkhögskolan vid Ån",
        "local",
        "Folkhögskola med kurser för vuxna: skrivande, hantverk, svenska och fotografi.",
        "https://folkhogskolan-an.example/",
        "kansli@folkhogskolan-an.example",
    ),
    Partner(
        "deaf-association",
        "Zveza gluhih in naglušnih, podružnica Lindhaven",
        "national",
        "Zveza posreduje tolmače znakovnega jezika in z nami preverja, ali so dogodki zares dostopni.",
        "https://zveza-gluhih.example/",
        "lindhaven@zveza-gluhih.example",
    ),
    Partner(
        "theatre",
        "Θέατρο της Αποβάθρας",
        "local",
        "Μικρό θέατρο δίπλα στο λιμάνι, με παραστάσεις στα ελληνικά και ένα ανοιχτό εργαστήρι για νέους.",
        "https://theatro-apovathras.example/",
        "tameio@theatro-apovathras.example",
    ),
    Partner(
        "europe-libraries",
        "Public Libraries of the Five Coasts",
        "international",
        "A network of public libraries in Greece, Slovenia, Sweden and Denmark that exchange staff, exhibitions and methods.",
        "https://five-coasts.example/",
        "secretariat@five-coasts.example",
    ),
)
