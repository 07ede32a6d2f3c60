"""The questions of an event in its form: why they are asked and until when, in each language with one meaning."""

import re

import pytest
from hypothesis import HealthCheck, given, settings as effort, strategies as some

from events.calendar.models import Question
from events.registration.domain.taking_part import questions
from events.registration.models import Answer, Registration
from tests.events.registration.test_parties import address, key_of, messages, send
from tests.factories import calendar, registration as make

pytestmark = pytest.mark.django_db
GLAZE = {"label": "Which glaze?", "field_type": "radio", "choices": "Blue\nGreen", "reason": "To mix enough of it."}


def field(question):
    return f"q_{question.code.hex}"


@pytest.fixture
def ask(now):
    """A date whose event asks these questions."""

    def asked(*given, **fields):
        date = make.open_date(seats=30, **fields)
        for order, each in enumerate(given):
            Question.objects.create(page=date.event, sort_order=order, **each)
        return date, list(Question.objects.filter(page=date.event).order_by("sort_order"))

    return asked


def test_question_says_why_and_until_when(client, ask):
    date, _questions = ask({**GLAZE, "help_text": "You paint it in the second week."})
    page = client.get(address(date)).content.decode()
    for words in (
        "Which glaze?",
        "You paint it in the second week. Why we ask: To mix enough of it. Your answer is deleted on 12 December 2026.",
        "No answer",
    ):
        assert words in page


def test_answer_is_kept_with_the_words_that_were_read(client, ask, clock):
    date, (glaze,) = ask(GLAZE)
    send(client, date, clock, party="1", **{field(glaze): "Green"})
    answer = Answer.objects.get()
    assert (answer.question, answer.label, answer.value, answer.days) == (glaze.code, "Which glaze?", "Green", 7)


def test_answer_in_greek_means_what_the_source_says(client, ask, clock):
    date, (glaze,) = ask(GLAZE)
    greek = calendar.event(under=calendar.branch_page(language="el"), translation_key=date.event.translation_key)
    words = {"label": "Ποιο χρώμα;", "choices": "Μπλε\nΠράσινο", "reason": "Για να φτάσει."}
    Question.objects.create(page=greek, code=glaze.code, **words)
    page = client.get(address(date, "el")).content.decode()
    assert "Ποιο χρώμα;" in page
    assert "Πράσινο" in page
    send(client, date, clock, "el", party="1", **{field(glaze): "Green"})
    assert (Answer.objects.get().label, Answer.objects.get().value) == ("Ποιο χρώμα;", "Green")


def test_choices_that_do_not_match_stay_those_of_the_source(client, ask):
    date, (glaze,) = ask(GLAZE)
    greek = calendar.event(under=calendar.branch_page(language="el"), translation_key=date.event.translation_key)
    Question.objects.create(page=greek, code=glaze.code, label="Ποιο χρώμα;", choices="Μπλε")
    page = client.get(address(date, "el")).content.decode()
    assert "Ποιο χρώμα;" in page
    assert "Green" in page


@pytest.mark.parametrize(
    ("kind", "answered"),
    [
        ("singleline", (" Clay ", "Clay")),
        ("multiline", ("One\r\nTwo", "One\r\nTwo")),
        ("number", ("38.5", "38.5")),
        ("checkbox", ("on", "Yes")),
        ("radio", ("Blue", "Blue")),
        ("checkboxes", (["Blue", "Green"], "Blue\nGreen")),
    ],
)
def test_each_way_to_answer(client, ask, clock, kind, answered):
    typed, kept = answered
    date, (asked,) = ask({**GLAZE, "field_type": kind})
    send(client, date, clock, party="1", **{field(asked): typed})
    assert Answer.objects.get().value == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("number", "NaN"), ("number", "1e99"), ("radio", "Red"), ("checkboxes", ["Red"]), ("singleline", "a" * 300)],
)
def test_answer_that_is_none_is_a_message_at_the_question(client, ask, clock, kind, typed):
    date, (asked,) = ask({**GLAZE, "field_type": kind})
    answer = send(client, date, clock, party="1", **{field(asked): typed})
    assert f"id_{field(asked)}" in answer.content.decode()
    assert not Registration.objects.exists()


def test_question_that_must_be_answered(client, ask, clock):
    date, (asked,) = ask({**GLAZE, "required": True})
    answer = send(client, date, clock, party="1")
    assert "No answer" not in answer.content.decode()
    assert re.search(rf'href="#id_{field(asked)}', answer.content.decode())


def test_question_for_each_person(client, ask, clock):
    size = {**GLAZE, "label": "Size?", "field_type": "singleline", "each_person": True, "required": True}
    date, (asked,) = ask(size, party_of="people")
    mine, other = f"me_{field(asked)}", f"p1_{field(asked)}"
    assert messages(send(client, date, clock, comes="on", p1_name="Leo", **{mine: "M"})) == [other]
    send(client, date, clock, comes="on", p1_name="Leo", **{mine: "M", other: "S"})
    found = Answer.objects.values_list("person__name", "value")
    assert set(found) == {("Ada Okri", "M"), ("Leo", "S")}


def test_how_people_heard_of_it_is_one_ready_question(client, ask, clock):
    date, _none = ask(asks_heard_of=True)
    assert "How did you hear of this?" in client.get(address(date)).content.decode()
    send(client, date, clock, party="1", **{f"q_{questions.HEARD_OF.hex}": "The newsletter"})
    answer = Answer.objects.get()
    assert (answer.question, answer.value, questions.in_words(answer)) == (
        questions.HEARD_OF, "The newsletter", "The newsletter",
    )  # fmt: skip
    send(client, date, clock, party="1", email="b@example.org")
    assert Answer.objects.count() == 1


def test_questions_cost_one_query_where_there_are_some_and_none_elsewhere(client, ask, django_assert_num_queries):
    plain, _none = ask()
    three, _three = ask(GLAZE, GLAZE, GLAZE)
    client.get(address(plain))
    with django_assert_num_queries(2):
        client.get(address(plain))
    with django_assert_num_queries(3):
        client.get(address(three))


@effort(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=some.text(max_size=1100), kind=some.sampled_from(["singleline", "multiline", "number", "radio"]))
def test_whatever_is_answered_is_answered(client, ask, typed, kind):
    date, (asked,) = ask({**GLAZE, "field_type": kind})
    key = key_of(client.get(address(date)))
    whole = {"key": key, "name": "Ada", "email": "ada@example.org", "party": "1", field(asked): typed}
    assert client.post(address(date), whole).status_code in {200, 302, 429}


def test_form_keeps_answers_while_more_rows_come(client, ask, clock):
    date, (asked,) = ask({**GLAZE, "field_type": "checkboxes"}, party_of="people")
    page = send(client, date, clock, more="1", **{field(asked): ["Green"]}).content.decode()
    assert re.search(r'value="Green"[^>]* checked', page)
