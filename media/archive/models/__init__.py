"""The nouns of the archive: where outcomes stand, what they hold."""

from media.archive.models.outcomes import OutcomePage
from media.archive.models.parts import Photograph, Publication
from media.archive.models.places import ArchiveIndexPage, ArchiveShelfPage

__all__ = ["ArchiveIndexPage", "ArchiveShelfPage", "OutcomePage", "Photograph", "Publication"]
