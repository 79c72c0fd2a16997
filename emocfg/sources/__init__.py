"""Floor 3: the source corpora. One file per corpus: official annotation and videos in, observations out."""

from .catalogue import SOURCES, Corpus, open_source
from .consent import accept, consent, consent_folder
from .protocol import Annotated, Defect, Expected, Source, SourceCard
from .scanning import Tally, scan_source

__all__ = [
    "SOURCES",
    "Annotated",
    "Corpus",
    "Defect",
    "Expected",
    "Source",
    "SourceCard",
    "Tally",
    "accept",
    "consent",
    "consent_folder",
    "open_source",
    "scan_source",
]
