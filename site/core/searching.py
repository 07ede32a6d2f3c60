"""What makes a page findable without accents: its texts, folded, as one field of the search index."""

from wagtail.blocks import StreamValue
from wagtail.search import index

from core.folding import fold


class FoldedSearch:
    """Mixin for pages: lists the texts worth finding in `search_texts`, and is found by their folded words.

    Queries must be folded the same way (`core.folding.fold`). Half words are found from their beginning.
    """

    folded_search_fields = [index.SearchField("folded"), index.AutocompleteField("folded")]

    def search_texts(self) -> list[str]:
        """The texts people would search this page by; the title is always one of them."""
        return [self.title]  # type: ignore[attr-defined]

    @property
    def folded(self) -> str:
        return fold(" ".join(text for text in self.search_texts() if text))


def story_text(story: StreamValue) -> str:
    """The words of a story, without its mark-up, for `search_texts`."""
    return " ".join(story.stream_block.get_searchable_content(story))
