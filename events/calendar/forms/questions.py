"""One question of its own in an event's registration form, and the set of them."""

from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from events.calendar.domain.policy import missing_in_question
from events.calendar.forms.coded import CodedForm
from events.calendar.models import Question
from places.models import Branch


class QuestionForm(CodedForm):
    """What is asked, why, and how it is answered; on a translation the words alone."""

    texts = ("label", "help_text", "choices", "reason")

    class Meta:
        model = Question
        fields = [
            *("label", "help_text", "field_type", "choices", "required", "each_person", "reason", "days", "code"),
        ]
        # Here and not on the panels, whose words would stand before those a translation is given.
        help_texts = {
            "choices": gettext_lazy("Only where people choose."),
            "reason": gettext_lazy("People read it beside the question: “To buy enough clay.”"),
        }

    def tell(self, *, branch: Branch | None, source_rows: list[Any] | None) -> None:
        super().tell(branch=branch, source_rows=source_rows)
        source = next((row for row in source_rows or [] if row.code == self.instance.code), None)
        if source is None:
            return
        for name in self.texts:
            words = getattr(source, name)
            if not words:
                self.fields.pop(name)
                continue
            words = " · ".join(words.splitlines())
            self.fields[name].help_text = _("To translate: %(words)s") % {"words": words}

    def _post_clean(self) -> None:
        """A draft may lack anything; who publishes says what is asked and why."""
        super()._post_clean()
        if self.is_deferred_validation or self.translation:
            return
        for field, sentence in missing_in_question(self.instance):
            if field not in self.errors:
                self.add_error(field, sentence)
