"""The questionnaires that ship with the house, in our own words (reference/evaluation.md 2), in all five languages.

They are unvalidated until tried with people. Whoever changes a word raises the version: answered words are frozen.
"""

from dataclasses import dataclass

from core.translated import Translated
from events.calendar.enums import Kind
from surveys.evaluation.enums import Part, QuestionType

USE, AGREE, TEXT = QuestionType.USEFULNESS, QuestionType.AGREEMENT, QuestionType.TEXT


@dataclass(frozen=True)
class Wording:
    """One question as shipped."""

    code: str
    type: QuestionType
    construct: str
    text: Translated
    part: Part = Part.CORE
    version: int = 1


IMMEDIATE = "immediate"
IMMEDIATE_VERSION = 1
IMMEDIATE_NAME = Translated(
    en="After the event",
    el="Μετά την εκδήλωση",
    sl="Po dogodku",
    sv="Efter evenemanget",
    da="Efter arrangementet",
)

# Q1, Q2, the item of the intended outcome, Q8, Q9, Q10 and Q12 are asked: seven items, two minutes.
IMMEDIATE_QUESTIONS = [
    Wording(
        "Q1",
        USE,
        "usefulness",
        Translated(
            en="Was this event of use to you?",
            el="Σας φάνηκε χρήσιμη αυτή η εκδήλωση;",
            sl="Vam je ta dogodek koristil?",
            sv="Hade du nytta av det här evenemanget?",
            da="Havde du gavn af dette arrangement?",
        ),
    ),
    Wording(
        "Q2",
        AGREE,
        "knowledge",
        Translated(
            en="I know something now that I did not know before.",
            el="Τώρα ξέρω κάτι που δεν το ήξερα πριν.",
            sl="Zdaj vem nekaj, kar mi prej ni bilo znano.",
            sv="Jag vet något nu som jag inte visste förut.",
            da="Jeg ved noget nu, som jeg ikke vidste før.",
        ),
    ),
    Wording(
        "Q3",
        AGREE,
        "confidence",
        Translated(
            en="I trust my own ability in this subject more than before.",
            el="Εμπιστεύομαι περισσότερο από πριν τις ικανότητές μου σε αυτό το θέμα.",
            sl="Na tem področju zdaj bolj zaupam v svoje sposobnosti.",
            sv="Jag litar mer än tidigare på min egen förmåga i det här ämnet.",
            da="Jeg stoler mere end før på mine egne evner på dette område.",
        ),
        Part.OUTCOME,
    ),
    Wording(
        "Q4",
        AGREE,
        "intention",
        Translated(
            en="I will do something with what I got from this event.",
            el="Θα αξιοποιήσω κάτι από όσα πήρα από αυτή την εκδήλωση.",
            sl="Nameravam uporabiti nekaj od tega, kar mi je dal ta dogodek.",
            sv="Jag kommer att göra något av det jag fick med mig från evenemanget.",
            da="Jeg vil bruge noget af det, jeg fik med fra arrangementet.",
        ),
        Part.OUTCOME,
    ),
    Wording(
        "Q5",
        AGREE,
        "awareness",
        Translated(
            en="I discovered something else I could use at the library.",
            el="Ανακάλυψα και κάτι άλλο που μπορώ να χρησιμοποιήσω στη βιβλιοθήκη.",
            sl="Zdaj poznam še nekaj drugega, kar lahko v knjižnici uporabim.",
            sv="Jag upptäckte något mer som jag kan använda på biblioteket.",
            da="Jeg opdagede noget andet, som jeg kan bruge på biblioteket.",
        ),
        Part.OUTCOME,
    ),
    Wording(
        "Q6",
        AGREE,
        "connection",
        Translated(
            en="I made contact with someone I would be glad to meet again.",
            el="Ήρθα σε επαφή με κάποιον άνθρωπο που θα χαιρόμουν να ξανασυναντήσω.",
            sl="Imam nov stik z osebo, s katero si želim ponovnega srečanja.",
            sv="Jag fick kontakt med någon som jag gärna träffar igen.",
            da="Jeg fik kontakt med en, som jeg gerne vil møde igen.",
        ),
        Part.OUTCOME,
    ),
    Wording(
        "Q7",
        AGREE,
        "creativity",
        Translated(
            en="The event gave me new inspiration.",
            el="Η εκδήλωση μου έδωσε νέα έμπνευση.",
            sl="Dogodek mi je dal nov navdih.",
            sv="Evenemanget gav mig ny inspiration.",
            da="Arrangementet gav mig ny inspiration.",
        ),
        Part.OUTCOME,
    ),
    Wording(
        "Q8",
        AGREE,
        "of",
        Translated(
            en="I saw people like me among those who led this event.",
            el="Ανάμεσα σε όσους είχαν την ευθύνη αυτής της εκδήλωσης είδα ανθρώπους σαν κι εμένα.",
            sl="Med tistimi, ki so vodili ta dogodek, so bili ljudje, podobni meni.",
            sv="Bland dem som ledde evenemanget såg jag människor som liknar mig.",
            da="Blandt dem, der ledede arrangementet, så jeg mennesker som mig selv.",
        ),
    ),
    Wording(
        "Q9",
        AGREE,
        "by",
        Translated(
            en="My ideas would have been welcome in shaping this event.",
            el="Οι ιδέες μου θα ήταν ευπρόσδεκτες στη διαμόρφωση αυτής της εκδήλωσης.",
            sl="Moje zamisli bi bile pri oblikovanju tega dogodka dobrodošle.",
            sv="Mina idéer hade varit välkomna när evenemanget utformades.",
            da="Mine idéer ville have været velkomne, da arrangementet blev til.",
        ),
    ),
    Wording(
        "Q10",
        AGREE,
        "for",
        Translated(
            en="I felt welcome here.",
            el="Ένιωσα ότι εδώ με καλοδέχτηκαν.",
            sl="Imam občutek, da so me tu lepo sprejeli.",
            sv="Jag kände mig välkommen här.",
            da="Jeg følte mig velkommen her.",
        ),
    ),
    Wording(
        "Q12",
        TEXT,
        "improvement",
        Translated(
            en="What should we change before we do this again?",
            el="Τι να αλλάξουμε πριν το ξανακάνουμε;",
            sl="Kaj naj spremenimo, preden to ponovimo?",
            sv="Vad bör vi ändra innan vi gör det här igen?",
            da="Hvad bør vi ændre, før vi gør det igen?",
        ),
    ),
]

# The outcome an event of a kind is usually meant to have, until staff can choose it before the event.
INTENDED: dict[str, str] = {
    Kind.EXHIBITION: "Q7",
    Kind.LECTURE: "Q4",
    Kind.PARTICIPATORY: "Q6",
    Kind.ACTIVITY: "Q3",
}
