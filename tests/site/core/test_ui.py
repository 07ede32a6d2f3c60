import datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import translation
from django.utils.safestring import SafeString

from core import languages
from core.icons import SHAPES
from core.translated import TranslatedFormField


def render(source: str, **context: object) -> str:
    return Template(source).render(Context(context)).strip()


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_icon_is_decorative(name: str) -> None:
    drawing = render("{% icon name %}", name=name)

    assert drawing.startswith('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"')
    assert "style" not in drawing


def test_address_and_menu_follow_the_language() -> None:
    request = RequestFactory().get("/sl/events/month/2026/11/")
    with translation.override("sl"):
        links = render(
            "{% menu as all %}{% for e in all %}{{ e.url }} {{ e.current }} {{ e.exact }},{% endfor %}", request=request
        )

    assert links.startswith("/sl/events/ True False,/sl/libraries/ False False,")


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [("el", "24", "Νοεμβρίου"), ("sl", "24", "novembra"), ("sv", "24", "november"), ("da", "24", "november"),
     ("en", "24", "November")],
)  # fmt: skip
def test_day_header_has_the_month_in_the_right_case(language: str, day: str, month: str) -> None:
    with translation.override(language):
        html = render('{% include "components/day_header.html" %}', day=datetime.date(2026, 11, 24))

    assert f'<span class="num">{day}</span> <span>{month}</span>' in html


def test_site_name_is_the_one_staff_gave_else_that_of_the_settings(settings: object) -> None:
    settings.SITE_NAME = "Dromena"

    assert render("{% site_name %}") == "Dromena"
    assert render("{% site_name %}", house=SimpleNamespace(name="Libraries of Kallithea")) == "Libraries of Kallithea"


def test_relative_day_is_said_only_for_today_and_tomorrow() -> None:
    today = datetime.date(2026, 11, 24)
    shown = [
        render("{{ day|relative_day:today }}", day=today + datetime.timedelta(days), today=today) for days in range(3)
    ]

    assert shown == ["Today", "Tomorrow", ""]


def test_text_in_another_language_is_marked() -> None:
    book = {"title": "Το χρονικό", "url": "/x/", "language": "el"}
    source = '{% include "components/book_title.html" %}'

    assert '<a href="/x/" lang="el">Το χρονικό</a>' in render(source, book=book)
    assert "in Greek" in render(source, book=book)
    with translation.override("el"):
        assert render(source, book=book) == '<a href="/x/">Το χρονικό</a>'


@pytest.mark.parametrize(("count", "words"), [(1, "1 place left"), (3, "3 places left")])
def test_state_counts_places(count: int, words: str) -> None:
    assert words in render('{% include "components/state.html" with state="few" %}', count=count)


# --- languages ----------------------------------------------------------------------------------------------------
def on(address: str) -> object:
    request = RequestFactory().get(address)
    request.resolver_match = resolve(request.path)
    return request


def test_language_links_lead_to_the_same_view_with_its_query() -> None:
    found = languages.links(on("/en/search/?q=tea"))

    assert [link.url for link in found] == [f"/{code}/search/?q=tea" for code in ("el", "sl", "sv", "da", "en")]
    assert all(link.same for link in found)
    assert [link.short for link in found] == ["ΕΛ", "SL", "SV", "DA", "EN"]


def test_language_links_without_a_page_lead_to_the_list_of_events() -> None:
    found = languages.links(on("/en/nowhere/"))

    assert found[0].url == "/el/events/"
    assert not any(link.same for link in found)


def test_language_links_are_left_out_where_the_address_has_no_language() -> None:
    request = on("/covers/lecture/a.svg")

    assert languages.links(request) == []
    assert languages.links(request, given={"sl": "/r/abc/?language=sl"})[1].url == "/r/abc/?language=sl"


def test_alternates_are_absolute_and_without_query() -> None:
    html = render("{% language_links as all %}{% alternates all as same %}{% for l in same %}{{ l.url }} {% endfor %}",
                  request=on("/en/search/?q=tea"))  # fmt: skip

    assert "http://localhost:8000/sv/search/ " in html
    assert "q=tea" not in html


# --- forms --------------------------------------------------------------------------------------------------------
class Contact(forms.Form):
    email = forms.EmailField(label="E-mail", help_text="Only for this.")
    topics = forms.MultipleChoiceField(label="Topics", widget=forms.CheckboxSelectMultiple, choices=[("a", "A")])
    letters = forms.BooleanField(label="Write to me", required=False)
    title = TranslatedFormField(label="Title", required=False)


def test_form_ties_hint_and_message_to_the_field_and_lists_them_first() -> None:
    html = render('{% include "components/form.html" with submit="Send" %}', form=Contact({"email": "x"}))

    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert '<ul class="errorlist" id="id_email_error">' in html
    assert '<a href="#id_email">E-mail:' in html
    assert '<fieldset class="field wrong" id="id_topics_group"' in html
    assert '<a href="#id_topics_group">' in html
    assert '<div class="field tick">' in html
    assert "style=" not in html


def test_translated_input_has_one_labelled_input_for_each_language() -> None:
    html = str(Contact({"title_el": "Τίτλος"})["title"])

    assert html.count("<label") == 5
    assert 'name="title_el" value="Τίτλος" lang="el"' in html
    assert "<script" not in html


# --- pages of last resort -----------------------------------------------------------------------------------------
def test_missing_page_is_told_in_words(client: Client, db: None) -> None:
    answer = client.get("/en/nowhere/")

    assert answer.status_code == 404
    assert "This page is not here" in answer.content.decode()


def test_server_error_page_needs_no_context() -> None:
    from django.template.loader import get_template

    html = get_template("500.html").render()

    assert '<html lang="en">' in html
    assert "css/site.css" in html


# --- components that are remembered -----------------------------------------------------------------------------------
def check(**inputs: object) -> str:
    source = '{% component "components/check.html" name="kind" value="lecture" label=label count=count %}'
    return render(source, **{"label": "Talk", "count": 2, **inputs})


def test_component_says_what_the_include_says() -> None:
    included = '{% include "components/check.html" with name="kind" value="lecture" label=label count=count %}'
    assert check() == render(included, label="Talk", count=2)
    assert check() == check()


def test_component_is_remembered_by_its_inputs_and_language() -> None:
    assert "2" in check()
    assert "Talk" in check(count=3)
    assert check(count=3) != check()
    english = check()
    with translation.override("el"):
        assert check() != english
    assert check() == english


def test_component_never_takes_escaped_text_for_plain() -> None:
    drawn = SafeString("<b>Talk</b>")
    assert "<b>Talk</b>" in check(label=drawn)
    assert "&lt;b&gt;Talk&lt;/b&gt;" in check(label="<b>Talk</b>")


def test_component_sees_nothing_else_of_the_page() -> None:
    assert "checked" not in check(checked=True)
