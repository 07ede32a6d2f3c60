"""What makes a page findable without accents: its texts, folded, as one field of the search index."""

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
