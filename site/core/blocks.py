"""The few blocks a story is written in, shared by every page with a body."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "link", "document-link", "ul", "ol"]


class QuoteBlock(blocks.StructBlock):
    """Words of a person, with their name as they wish."""

    text = blocks.TextBlock(label=_("Quotation"))
    by = blocks.CharBlock(label=_("Who says it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "components/quote.html"


class StoryBlock(blocks.StreamBlock):
    """A story: text, pictures, quotations."""

    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)
    picture = ImageBlock(label=_("Picture"), template="components/story_picture.html")
    quote = QuoteBlock()

    class Meta:
        required = False
