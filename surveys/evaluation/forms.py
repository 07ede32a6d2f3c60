"""The form a survey is answered with: one field for each question, all of them voluntary."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _, pgettext

from surveys.evaluation.domain.sealing import NOT_ON_SCALE, TEXT_LIMIT, Answers
from surveys.evaluation.enums import APART, SCALES, QuestionType
from surveys.evaluation.models import Question


class AnswerForm(forms.Form):
    """Built from the questions of one survey; `answers` is what was said, by code of question."""

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            self.fields[question.code] = _field(question)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.answers:
            raise forms.ValidationError(_("Please answer at least one question before you send the form."))
        return cleaned

    @property
    def answers(self) -> Answers:
        """Only what was answered; steps of a scale as numbers."""
        said = {code: value for code, value in self.cleaned_data.items() if value not in ("", None)}
        scaled = {question.code for question in self.questions if question.type in SCALES}
        return {code: int(value) if code in scaled and value != NOT_ON_SCALE else value for code, value in said.items()}


class OwnWords(forms.CharField):
    """A few lines of text, without what no keyboard types."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value).replace("\r\n", "\n")
        return "".join(letter for letter in text if letter.isprintable() or letter == "\n")


def _field(question: Question) -> forms.Field:
    if question.type == QuestionType.TEXT:
        widget = forms.Textarea(attrs={"rows": 5, "autocomplete": "off"})
        hint = _("In any language. Please name nobody.")
        return OwnWords(label=str(question.text), help_text=hint, required=False, max_length=TEXT_LIMIT, widget=widget)
    steps = SCALES.get(question.type) or [(choice.code, str(choice.text)) for choice in question.choices.all()]
    choices = [*steps, (NOT_ON_SCALE, APART[question.type]), ("", pgettext("a question", "No answer"))]
    return forms.ChoiceField(
        label=str(question.text),
        required=False,
        initial="",
        choices=[(str(value), words) for value, words in choices],
        widget=forms.RadioSelect,
    )
