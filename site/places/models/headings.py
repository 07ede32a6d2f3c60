"""For whom and what about: topics, audiences and spoken languages, shared by all rooms."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.translated import TranslatedField


class Heading(models.Model):
    """What topics, audiences and spoken languages share: a slug for addresses and a name in every language."""

    slug = models.SlugField(unique=True)
    name = TranslatedField(_("name"))
    position = models.PositiveSmallIntegerField(_("order in lists"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return str(self.name)


class Topic(Heading):
    """What an event is about: health, heritage, film, music..."""

    class Meta(Heading.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Audience(Heading):
    """Whom an event is for: children, teenagers, adults, families, staff."""

    class Meta(Heading.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")


class SpokenLanguage(Heading):
    """A language spoken at events; the slug is its ISO 639 code, such as "ar"."""

    class Meta(Heading.Meta):
        verbose_name = _("spoken language")
        verbose_name_plural = _("spoken languages")
