"""What is asked of somebody who registers, by the person or by staff; nothing else is ever read."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext as _, gettext_lazy, ngettext, pgettext

from core.exceptions import RuleBroken
from core.plain import one_line
from events.calendar.enums import OpenTo, PartyOf
from events.calendar.models import Occurrence
from events.registration.domain import rules
from events.registration.domain.taking_part import asking, consents
from events.registration.domain.taking_part.parties import Details, Guest
from events.registration.domain.taking_part.questions import asked_of
from events.registration.domain.ways import ONLINE, ROOM, WAYS, Way, has_two_ways
from events.registration.forms import people, questions
from events.registration.forms.keys import AddressField, KeyedForm, WholeNumberField, set_most
from events.registration.forms.people import CONTACT, PersonFields, Row, row
from events.registration.forms.questions import QuestionBuilder

# Columns of the registration that only some events ask for.
COLUMNS = ("phone", "guardian", "group", "grade", "card")
HERE, ONLINE_WAY = "here", "online"
# The order of what every event or some events ask first; the rest follows as it is.
FIRST = ("card", "code", "name", "email", "group", "grade", "way", "party")
# From this age on children may register themselves (our own figure).
WRITES_FROM = 12
ADULT_FIELDS = ("guardian", "phone")


class RegistrationForm(KeyedForm):
    """What we ask of someone who registers; nothing else is ever read.

    `details` and `online` say what an event asks beside name, address, number and needs.
    """

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=100,
        error_messages={"required": gettext_lazy("Please write your name.")},
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = AddressField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        help_text=gettext_lazy("We write to it about this date, and nothing else."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    party = WholeNumberField(
        label=gettext_lazy("Number of places"),
        initial=1,
        min_value=1,
        help_text=gettext_lazy("You and those who come with you."),
    )
    access_needs = forms.CharField(
        label=gettext_lazy("What do you need to take part well?"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("For example a place for a wheelchair, a seat near the front, an interpreter."),
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(
        self, data: Any = None, *, occurrence: Occurrence, by_staff: bool = False, typed: Any = None, **kwargs: Any
    ) -> None:
        """`typed` is shown again without being judged: somebody asked for more rows."""
        super().__init__(data, **kwargs)
        self.occurrence, self.event, self.by_staff = occurrence, occurrence.event, by_staff
        ways = WAYS if has_two_ways(self.event) else WAYS[:1]
        self.most = max(rules.most_places(occurrence, online=way.online, by_staff=by_staff) for way in ways)
        self.asked = asked_of(occurrence, get_language() or "en")
        self.builder = QuestionBuilder(occurrence)
        set_most(self.fields["party"], self.most)
        self._tell_most()
        self._ask_who()
        self._ask_party(data if typed is None else typed)
        self._ask_more()
        self.order_fields([*FIRST, *ADULT_FIELDS])
        if typed is not None:
            self.initial = {
                name: each.widget.value_from_datadict(typed, {}, name) for name, each in self.fields.items()
            }

    # --- what is asked ------------------------------------------------------------------------------------------------
    def _ask_who(self) -> None:
        if self.event.open_to == OpenTo.CARD:
            self.fields["card"] = forms.CharField(
                label=_("Number of your library card"),
                max_length=40,
                help_text=_("Places are for people with a library card. The library looks it up."),
                error_messages={"required": _("Please write the number of your library card.")},
                widget=forms.TextInput({"autocomplete": "off"}),
            )
        if self.event.open_to == OpenTo.CODE and not self.by_staff:
            self.fields["code"] = forms.CharField(
                label=_("The code you were given"),
                max_length=40,
                help_text=_("Places are for people who were given a code."),
                widget=forms.TextInput({"autocomplete": "off"}),
            )

    def _tell_most(self) -> None:
        """How many places there are for one person, before somebody writes too many."""
        together = self.fields["party"].help_text if self.most > 1 else ""
        self.fields["party"].help_text = " ".join(filter(None, [str(together), rules.too_many(self.most)]))

    def _ask_party(self, data: Any) -> None:
        if self.event.party_of == PartyOf.GROUP:
            self._ask_group()
        if not asking.asks_names(self.event):
            return
        del self.fields["party"]
        each = [one for one in self.asked if one.each_person]
        self.person_fields = PersonFields(self.occurrence, each, self.builder)
        self.rows = people.rows_shown(data, most=self.most)
        if self.event.guardian_under:
            self._ask_adult()
        if not self._for_small_children:
            comes = forms.BooleanField(label=_("I take part myself"), required=False, initial=self._for_all)
            self.fields["comes"] = comes
            self.person_fields.add_contact(self)
        for number in range(1, self.rows + 1):
            self.person_fields.add(self, number)

    @property
    def _for_all(self) -> bool:
        """Whether whoever writes is likely to come: not to what is for children."""
        return not self.event.guardian_under and (self.event.age_to is None or self.event.age_to >= asking.ADULT)

    @property
    def _for_small_children(self) -> bool:
        """Whether nobody of an age to write to us could take part: no adult has a place, and nobody else writes."""
        age_to = None if self.event.guardian_seat else self.event.age_to
        return age_to is not None and age_to < WRITES_FROM

    def _ask_group(self) -> None:
        self.fields["group"] = forms.CharField(
            label=_("School or group"),
            max_length=120,
            error_messages={"required": _("Please write the name of the school or group.")},
            widget=forms.TextInput({"autocomplete": "organization"}),
        )
        self.fields["grade"] = forms.CharField(label=_("Grade or age"), required=False, max_length=60)
        self.fields["party"].label = _("How many people come?")
        self.fields["party"].help_text = _("Everyone together, those who accompany the group as well. No names.")
        self.fields["party"].initial = None

    def _ask_adult(self) -> None:
        words = {"age": self.event.guardian_under}
        seat = _("The adult takes a place, too.") if self.event.guardian_seat else _("The adult needs no place.")
        self.fields["guardian"] = forms.CharField(
            label=_("Adult who comes with the children"),
            required=False,
            max_length=100,
            help_text=" ".join([_("For children under %(age)s. Leave it empty if it is you yourself.") % words, seat]),
        )
        self.fields["phone"] = forms.CharField(
            label=_("Telephone number of the adult"),
            required=False,
            max_length=40,
            help_text=_("For children under %(age)s. We call it only if something happens.") % words,
            widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
        )
        for name in ADULT_FIELDS:
            people.in_a_row(self.fields[name])

    def _ask_more(self) -> None:
        if has_two_ways(self.event):
            self.fields["way"] = forms.ChoiceField(
                label=_("How do you take part?"),
                choices=[(HERE, self._way_words(ROOM)), (ONLINE_WAY, self._way_words(ONLINE))],
                initial=HERE,
                widget=forms.RadioSelect,
            )
        for kind in consents.of_party(self.event):
            self.fields[kind] = forms.BooleanField(label=consents.text(kind, whole_party=True), required=False)
        self.asked_once = [one for one in self.asked if not (one.each_person and asking.asks_names(self.event))]
        questions.add_fields(self, self.asked_once, self.builder)

    def _way_words(self, way: Way) -> str:
        name = pgettext("takes part", "Online") if way.online else pgettext("takes part", "In the library")
        left = self._left(way)
        if left is None:
            return name
        if not left:
            full = _("%(way)s: full, with a waiting list") if self.event.waiting_list else _("%(way)s: full")
            return full % {"way": name}
        words = ngettext("%(way)s: %(left)d place left", "%(way)s: %(left)d places left", left)
        return words % {"way": name, "left": left}

    def _left(self, way: Way) -> int | None:
        return way.left(self.occurrence)

    # --- what came back -----------------------------------------------------------------------------------------------
    def clean_name(self) -> str:
        return self._visible("name")

    def _visible(self, name: str) -> str:
        """A text of which something is left when its invisible letters are gone."""
        text: str = self.cleaned_data[name]
        if self.fields[name].required and not one_line(text):
            raise forms.ValidationError(self.fields[name].error_messages["required"], code="required")
        return text

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.guests: list[Guest] = []
        self.places_of: list[str] = []
        if asking.asks_names(self.event):
            self._read_people(cleaned)
        return cleaned

    def _read_people(self, cleaned: dict[str, Any]) -> None:
        fields, name = self.person_fields, cleaned.get("name", "")
        if cleaned.get("comes"):
            self._take(fields.guest(self, CONTACT, name=name), CONTACT)
        for number in range(1, self.rows + 1):
            prefix = row(number)
            if not fields.is_empty(self, prefix):
                self._take(fields.guest(self, prefix, name=cleaned.get(f"{prefix}name", "")), prefix)
        self._bring_the_adult(cleaned)
        cleaned["party"] = len(self.guests)
        for problem in asking.of_people(self.event, self.details(), party=max(len(self.guests), 1)):
            self.refuse(problem)
        if len(self.guests) > self.most:
            self.add_error(None, rules.too_many(self.most))

    def _bring_the_adult(self, cleaned: dict[str, Any]) -> None:
        """Whoever answers for the children is the contact unless somebody else is named, and may take a place."""
        if not asking.children(self.event, self.guests):
            cleaned["guardian"], cleaned["phone"] = "", cleaned.get("phone", "") if self.by_staff else ""
            return
        adult = cleaned["guardian"] = cleaned.get("guardian") or cleaned.get("name", "")
        known = {one_line(guest.name) for guest in self.guests}
        if self.event.guardian_seat and adult and one_line(adult) not in known:
            self._take(Guest(name=adult), "guardian")

    def _take(self, guest: Guest, prefix: str) -> None:
        self.guests.append(guest)
        self.places_of.append(prefix)

    def refuse(self, problem: RuleBroken) -> None:
        """Say what a rule refused at the field it is about, once; on top when there is none."""
        field, person = problem.facts.get("field"), problem.facts.get("person")
        if person is not None:
            prefix = self.places_of[person] if person < len(self.places_of) else row(1)
            field = "name" if (prefix, field) in {(CONTACT, "name"), ("guardian", "name")} else f"{prefix}{field}"
        target = field if field in self.fields else None
        if target is None or target not in self.errors:
            self.add_error(target, problem.sentence)

    @property
    def online(self) -> bool:
        return bool(self.cleaned_data.get("way") == ONLINE_WAY)

    def details(self) -> Details:
        """What the event asks beside name, address, number and needs, as the service takes it."""
        cleaned = self.cleaned_data
        return Details(
            contact={name: cleaned.get(name, "") for name in COLUMNS if name in self.fields},
            code=cleaned.get("code", ""),
            people=self.guests,
            consents=consents.agreed_by_party(self.event, cleaned),
            answers=questions.answers(self, self.asked_once),
        )

    # --- how it is drawn ----------------------------------------------------------------------------------------------
    first = FIRST

    def first_fields(self) -> list[forms.BoundField]:
        """Who writes, and how many they are."""
        return [self[name] for name in self.first if name in self.fields]

    def contact_fields(self) -> list[forms.BoundField]:
        """Whether the contact takes part, and what is asked of them then."""
        return [self[name] for name in self.fields if name == "comes" or name.startswith(CONTACT)]

    def people(self) -> list[Row]:
        """The rows of the others, the first one open, and those with something in them."""
        return [self._row(number) for number in range(1, self.rows + 1)] if asking.asks_names(self.event) else []

    def more_rows(self) -> int:
        """The number of the first row the button would add; 0 when there are all there can be."""
        return self.rows + 1 if asking.asks_names(self.event) and self.rows < self.most else 0

    def last_fields(self) -> list[forms.BoundField]:
        """Everything else: the adult, needs, questions."""
        rows = [field for each in self.people() for field in each.fields]
        drawn = {field.name for field in [*self.first_fields(), *self.contact_fields(), *rows]}
        return [field for field in self.visible_fields() if field.name not in drawn]

    def _row(self, number: int) -> Row:
        prefix = row(number)
        fields = [self[name] for name in self.fields if name.startswith(prefix)]
        first = number == 1 and not self._for_all
        opened = first or any(field.value() or field.errors for field in fields)
        return Row(_("Person %(number)s") % {"number": number}, f"person-{number}", fields, opened)


class TelephoneForm(RegistrationForm):
    """The same for staff who write somebody down: without an address nobody can write to them, so staff call."""

    first = ("card", "name", "email", "phone", "group", "grade", "way", "party")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, by_staff=True, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["name"].error_messages["required"] = _("Please write a name.")
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].required = False
        self.fields["email"].help_text = _("Without an address no letter goes out: tell the person yourself.")
        self.fields["phone"] = forms.CharField(
            label=_("Telephone"),
            required=False,
            max_length=40,
            help_text=_("To tell the person when something changes."),
            widget=forms.TextInput({"type": "tel", "autocomplete": "off"}),
        )
        if self.event.party_of == PartyOf.NUMBER:
            self.fields["party"].help_text = ""
        if "comes" in self.fields:
            self.fields["comes"].label = _("This person takes part")
        self.fields["access_needs"].label = _("What does the person need to take part well?")


class PartyForm(forms.Form):
    """Another number of places."""

    party = WholeNumberField(label=gettext_lazy("Number of places"), min_value=1)

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_most(self.fields["party"], rules.most_places(occurrence))
