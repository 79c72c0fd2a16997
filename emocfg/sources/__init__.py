"""Floor 3: the source corpora. One file per corpus: official annotation and videos in, observations out."""

from .catalogue import SOURCES, open_source
from .protocol import Annotated, Defect, Source, SourceCard

__all__ = ["SOURCES", "Annotated", "Defect", "Source", "SourceCard", "open_source"]
