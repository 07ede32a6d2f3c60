"""Short texts in several languages in one column: names of topics, spaces, questions. Long texts are pages."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import get_language, gettext as _

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Translated(dict[str, str]):
    """Texts by language code; as a string, the text of the active language, else English, else any there is."""

    def __str__(self) -> str:
        return self.in_language(get_language() or settings.LANGUAGE_CODE)

    def in_language(self, code: str) -> str:
        """The text in that language, else the best there is; empty when there is none."""
        for wanted in (code.split("-")[0], settings.LANGUAGE_CODE):
            if self.get(wanted):
                return self[wanted]
        return next((text for text in self.values() if text), "")


class TranslatedInput(forms.MultiWidget):
    """One labelled input for each language of the site."""

    template_name = "components/translated_input.html"

    class Media:
        css = {"all": ["css/admin/translated.css"]}

    def __init__(self, attrs: dict[str, Any] | None = None, widget: type[forms.Widget] = forms.TextInput) -> None:
        super().__init__({code: widget({"lang": code}) for code in LANGUAGES}, attrs)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code in LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for (code, label), part in zip(settings.LANGUAGES, context["widget"]["subwidgets"], strict=True):
            part["language"], part["attrs"]["lang"] = label, code
        return context


class TranslatedFormField(forms.MultiValueField):
    """Asks for at least one language when required; missing languages fall back when shown."""

    widget = TranslatedInput

    def __init__(self, *, long: bool = False, **kwargs: Any) -> None:
        kwargs.pop("encoder", None), kwargs.pop("decoder", None), kwargs.pop("max_length", None)
        parts = [forms.CharField(required=False) for _ in LANGUAGES]
        if long:
            kwargs["widget"] = TranslatedInput(widget=forms.Textarea)
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> Translated:
        texts = {
            code: text.strip() for code, text in zip(LANGUAGES, data_list or [], strict=False) if text and text.strip()
        }
        if self.required and not texts:
            raise ValidationError(_("Please write the text in at least one language."))
        return Translated(texts)


class TranslatedAttribute(DeferredAttribute):
    """Makes a plain dictionary that is assigned a `Translated` at once, not only after the next load."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.to_python(value) if isinstance(value, dict) else value


class TranslatedField(models.JSONField):
    """A column of `Translated`; `long` texts get a larger input."""

    descriptor_class = TranslatedAttribute

    def __init__(self, *args: Any, long: bool = False, **kwargs: Any) -> None:
        self.long = long
        kwargs.setdefault("default", Translated)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.long:
            kwargs["long"] = True
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Translated:
        return Translated(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value: Any) -> Translated:
        return value if isinstance(value, Translated) else Translated(value or {})

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": TranslatedFormField, "long": self.long, **kwargs})
