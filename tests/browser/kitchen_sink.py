"""Addresses of pages that exist only in tests: every component of the look, plain or with long words."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django import forms
from django.conf.urls.i18n import i18n_patterns
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from core import charts
from core.views import cover

FOLDER = Path(__file__).parent / "kitchen"
ATHENS = ZoneInfo("Europe/Athens")
LONG = "Ηλεκτροεγκεφαλογραφηματοσκόπηση αντικωνσταντινουπολιτανοποιηθησομένων"
DAY = date(2026, 11, 24)
SCALE = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"]


class Booking(forms.Form):
    name = forms.CharField(label="Your name", widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(label="E-mail", help_text="We write only about this event.")
    places = forms.IntegerField(label="Places", initial=1, min_value=1)
    day = forms.DateField(label="Day", required=False, widget=forms.DateInput({"type": "date"}))
    how = forms.ChoiceField(
        label="How did you hear of it", widget=forms.RadioSelect, choices=[("a", "Friends"), ("b", LONG)]
    )
    needs = forms.MultipleChoiceField(
        label="What helps you",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("l", "Loop"), ("s", "Step-free")],
    )
    branch = forms.ChoiceField(label="Library", choices=[("c", "Central"), ("h", "Harbour")])
    words = forms.CharField(label="Anything else", required=False, widget=forms.Textarea)
    agree = forms.BooleanField(label="Write to me about changes", required=False)


def book(kind: str, title: str, **more: object) -> dict[str, object]:
    plain = {
        "kind": kind, "kind_label": kind.title(), "title": title, "url": "#", "meta": "Central Library, Workshop 2",
        "starts": datetime(2026, 11, 24, 18, tzinfo=ATHENS), "ends": datetime(2026, 11, 24, 20, tzinfo=ATHENS),
        "seed": title, "tags": ["Adults", "step-free"], "at": datetime(2026, 11, 23, 9, tzinfo=ATHENS),
    }  # fmt: skip
    plain["seed"] = "".join(filter(str.isascii, filter(str.isalnum, title))) or "long"
    return plain | more


def days(word: str) -> list[dict[str, object]]:
    return [
        {"date": DAY, "books": [
            book("activity", "Story time in Greek and English", state="drop-in"),
            book("participatory", f"Mending night: bring one thing {word}", state="few", count=3),
            book("lecture", "Το χρονικό της πόλης", state="places", count=12, language="el"),
        ]},
        {"date": date(2026, 11, 25), "books": [
            book("screen", f"Silent film with piano {word}", state="waiting", second_state="moved", by="With the club"),
            book("activity", "Lantern workshop", state="opens"),
            book("activity", "Board games afternoon", state="cancelled", off=True),
            book("lecture", "Budget for beginners", state="full", all_day=True),
        ]},
    ]  # fmt: skip


def month() -> dict[str, object]:
    from calendar import Calendar

    weeks = [
        [{"date": day, "count": day.day % 4, "url": "#"} if day.month == 11 else None for day in week]
        for week in Calendar().monthdatescalendar(2026, 11)
    ]
    return {"first": date(2026, 11, 1), "weeks": weeks, "next": {"date": date(2026, 12, 1), "url": "#"}}


def context(word: str) -> dict[str, object]:
    counts = [("It was worth coming.", (1, 2, 5, 12, 14)), (f"I learnt something {word}.", (4, 6, 3, 9, 2)),
              ("I met people.", (0, 0, 9, 0, 0)), ("I could say what I think.", (1, 0, 1, 1, 0))]  # fmt: skip
    figures = [("Took part", 214), ("Answered", 94), ("Would come again", "91 %")]
    return {
        "word": word,
        "today": DAY,
        "days": days(word),
        "month": month(),
        "ongoing": [book("exhibition", "Doors of the old town"), book("participatory", f"Lend us a picture {word}")],
        "quick": [{"label": text, "url": "#", "count": count, "current": count == 18}
                  for text, count in (("Today", 2), ("Tomorrow", 0), ("Next 7 days", 18), ("Weekend", 8))],
        "chips": [{"label": "Take part", "url": "#"}, {"label": f"Library {word}", "url": "#"}],
        "kinds": [("participatory", "Take part", 14), ("lecture", "Talks", 11), ("exhibition", "Exhibitions", 6),
                  ("activity", "Activities", 21), ("screen", "Film and music", 8)],
        "facts": [
            {"icon": "clock", "label": "When", "text": "Tuesday 24 November, 18:00", "sub": "Doors at 17:45."},
            {"icon": "pin", "label": "Where", "text": f"Central Library {word}", "sub": "2 Market Street.",
             "url": "#", "url_label": "How to get there"},
            {"icon": "people", "label": "Who for", "text": "Adults"},
            {"icon": "tag", "label": "Price", "text": "Free"},
            {"icon": "speech", "label": "Spoken language", "text": "English and Greek"},
        ],
        "access": ["Step-free from the street", "Hearing loop", f"Quiet table {word}"],
        "crumbs": [{"label": "What’s on", "url": "#"}, {"label": f"Central Library {word}", "url": "#"}],
        "form": Booking(),
        "wrong": Booking({"again-name": "", "again-email": "nobody", "again-places": "0"}, prefix="again"),
        "likert": charts.likert(counts, SCALE),
        "columns": charts.columns([(f"{name} 26", number) for name, number in zip(
            ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
            (12, 30, 44, 21, 9, 0, 3, 55, 61, 32, 20, 8), strict=True)]),
        "part": charts.part_of_whole(94, 212),
        "figures": [{"label": label, "value": value, "sub": "in all"} for label, value in figures],
        "rows": [["Central", 12, 30], [f"Harbour {word}", 4, 9]],
        "heads": ["Library", "2025", "2026"],
    }  # fmt: skip


def show(request: HttpRequest, name: str, word: str = "") -> HttpResponse:
    """`?long` fills the page with long Greek words."""
    word = LONG if "long" in request.GET else ""
    messages.success(request, "Your place is kept.")
    template = engines["django"].from_string((FOLDER / f"{name}.html").read_text(encoding="utf-8"))
    return HttpResponse(template.render(context(word), request))


urlpatterns = [path("covers/<slug:kind>/<slug:seed>.svg", cover, name="cover")]
urlpatterns += i18n_patterns(path("kitchen/<slug:name>/", show), path("", include("events.registration.urls")))
