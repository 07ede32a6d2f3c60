"""Template tags every page may use (loaded as builtins): icons, covers, addresses, languages, dates in words."""

import datetime
import json
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.urls import reverse
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format, get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext as _, gettext_lazy, pgettext_lazy

from core import languages, remembering
from core.icons import SHAPES

register = template.Library()

MENU = (
    ("events", pgettext_lazy("menu", "What’s on")),
    ("libraries", pgettext_lazy("menu", "Libraries")),
    ("programmes", pgettext_lazy("menu", "Programmes")),
    ("archive", pgettext_lazy("menu", "Archive")),
    ("about", pgettext_lazy("menu", "About")),
)
# Whole phrases, because the name of a language changes its form after "in" in half of our languages.
IN_LANGUAGE = {
    "el": gettext_lazy("in Greek"),
    "sl": gettext_lazy("in Slovenian"),
    "sv": gettext_lazy("in Swedish"),
    "da": gettext_lazy("in Danish"),
    "en": gettext_lazy("in English"),
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon of `core.icons`; the words beside it carry the meaning."""
    drawing = mark_safe(SHAPES[name])
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', drawing)


@register.filter
def before_words(label: Any) -> str:
    """A label in front of a sentence: with a colon, unless it ends with a mark of its own (“;” asks in Greek)."""
    text = str(label)
    return text if text.endswith((":", "?", ";", "!", ".")) else f"{text}:"


@register.simple_tag
def component(template_file: str, **inputs: Any) -> SafeString:
    """An include for what stands on many pages: sees its inputs alone, and what it said is remembered."""
    return remembering.piece(template_file, inputs)


@register.simple_tag
def cover_url(kind: str, seed: Any) -> str:
    """The address of the drawn cover for a kind and a seed (a code, never a primary key)."""
    return reverse("cover", args=[kind, str(seed)])


@register.simple_tag(takes_context=True)
def site_name(context: dict[str, Any]) -> str:
    """The name the library gave its site (`house`, set by the page frame), else the one of the settings."""
    return str(getattr(context.get("house"), "name", "") or settings.SITE_NAME)


@register.simple_tag
def address(section: str = "") -> str:
    """The address of a section in the active language: `{% address "events" %}` gives `/sl/events/`."""
    return languages.section_url(section, get_language() or settings.LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def menu(context: dict[str, Any]) -> list[dict[str, Any]]:
    """The main menu: label, url and whether the page is inside that section."""
    path = getattr(context.get("request"), "path", "")
    entries = ((label, address(section)) for section, label in MENU)
    return [
        {"label": label, "url": url, "current": path.startswith(url), "exact": path == url} for label, url in entries
    ]


@register.simple_tag(takes_context=True)
def language_links(context: dict[str, Any]) -> list[languages.Link]:
    """This page in every language of the site; see `core.languages.links`."""
    return languages.links(context.get("request"), page=context.get("page"), given=context.get("language_urls"))


@register.simple_tag(takes_context=True)
def alternates(context: dict[str, Any], found: list[languages.Link]) -> list[languages.Link]:
    """The links worth an hreflang, with absolute addresses: only real translations, and only when there are several."""
    same = [link for link in found if link.same]
    return [link.absolute(settings.BASE_URL) for link in same] if len(same) > 1 else []


@register.filter
def in_language(code: str) -> str:
    """“in Greek”, for content in another language than the page; empty for the page's own."""
    if not code or code == get_language():
        return ""
    return str(IN_LANGUAGE.get(code, code))


@register.filter
def month_in_date(day: datetime.date) -> str:
    """The month as it stands beside a day number: “Νοεμβρίου”, “november”."""
    form = get_format("MONTH_DAY_FORMAT").replace("j.", "").replace("j", "").strip()
    return date_format(day, form, use_l10n=False)


@register.filter
def relative_day(day: datetime.date, today: datetime.date) -> str:
    """“Today”, “Tomorrow”, or nothing: days further off are told by their date."""
    return {0: _("Today"), 1: _("Tomorrow")}.get((day - today).days, "")


@register.simple_tag
def weekdays() -> list[dict[str, Any]]:
    """Monday to Sunday: `short` and `name`."""
    return [{"short": WEEKDAYS_ABBR[number], "name": WEEKDAYS[number]} for number in range(7)]


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether a form field is one single checkbox, whose label stands beside it."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not field.use_fieldset


@register.filter
def unlocalized(number: float) -> str:
    """A number as SVG wants it, with a point in every language."""
    return f"{number:g}"


@register.simple_tag
def chart_columns(first: str, middle: list[str] | None, last: str) -> list[str]:
    """The headings of a chart's table."""
    return [first, *(middle or []), last]


# Inside a script element only these could end it or begin another one.
_IN_DATA = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def linked_data(facts: dict[str, Any]) -> SafeString:
    """schema.org facts as a block of data, which browsers never run; whatever stands in a title cannot end it."""
    words = json.dumps(facts, ensure_ascii=False).translate(_IN_DATA)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(words))
