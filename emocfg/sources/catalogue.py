"""Which corpora there are and how each is opened."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emocfg.core import EmoCfgError, unknown_name

from . import casme2, dfew, lsvd, meld, mini, ravdess
from .consent import require_consent
from .protocol import Expected, Source, SourceCard
from .readers import Files

Options = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A row of the catalogue.

    Attributes:
        card: its facts.
        expected: what a complete copy has.
        open: makes the source from the user's files and its options; None for a closed corpus.
        options: the names of its options.
        names_alone: True if its labels are in names, so that a text list of paths will do for ``--no-media``.
        rendered: True for the corpus that needs no files.
    """

    card: SourceCard
    expected: Expected
    open: Callable[..., Source] | None
    options: tuple[str, ...] = ()
    names_alone: bool = False
    rendered: bool = False


SOURCES: dict[str, Corpus] = {
    "casme2": Corpus(casme2.CARD, casme2.EXPECTED, casme2.Casme2, ("fold",)),
    "dfew": Corpus(dfew.CARD, dfew.EXPECTED, dfew.Dfew, ("fold",)),
    "l-svd": Corpus(lsvd.CARD, Expected(), None),
    "meld": Corpus(meld.CARD, meld.EXPECTED, meld.Meld),
    "mini": Corpus(mini.CARD, Expected(), mini.Mini, ("identities", "seed"), rendered=True),
    "ravdess": Corpus(ravdess.CARD, ravdess.EXPECTED, ravdess.Ravdess, names_alone=True),
}
"""Command-line name to corpus."""


def open_source(name: str, root: Path | None = None, options: Options | None = None) -> Source:
    """Open a corpus.

    Args:
        name: a key of :data:`SOURCES`.
        root: the folder of the user's copy, or for corpora with labels in names a text list of relative paths; None for
            the mini corpus.
        options: what the plan sets for this source.

    Raises:
        EmoCfgError: E201 unknown source or option, E202 a bad value, E102 no such folder, E702 no consent recorded,
            E703 a closed corpus.
    """
    if name not in SOURCES:
        raise unknown_name("source", name, list(SOURCES), where="--source")
    corpus = SOURCES[name]
    require_consent(name, corpus.card)
    assert corpus.open is not None  # noqa: S101 - closed corpora were refused
    unknown = [key for key in options or {} if key not in corpus.options]
    if unknown:
        if not corpus.options:
            fix = f"remove {', '.join(unknown)}"
            raise EmoCfgError("E202", f"source {name} has no options", where="plan", fix=fix)
        raise unknown_name(f"option of source {name}", unknown[0], list(corpus.options), where="plan")
    if corpus.rendered:
        if root is not None:
            what = "the mini corpus is rendered, it has no folder"
            raise EmoCfgError("E202", what, where="--source", fix="--source mini")
        return corpus.open(**(options or {}))
    return corpus.open(_files(name, root, corpus), **(options or {}))


def _files(name: str, root: Path | None, corpus: Corpus) -> Files:
    if root is None:
        raise EmoCfgError("E202", f"source {name} needs a folder", where="--source", fix=f"--source {name}=FOLDER")
    if not root.exists():
        raise EmoCfgError("E102", f"no such folder: {root}", where=f"--source {name}", fix="check the path")
    if root.is_file() and not corpus.names_alone:
        what = f"{root.name} is a file, and the labels of {name} are not in names"
        raise EmoCfgError("E202", what, where=f"--source {name}", fix="name the folder of your copy")
    return Files(root)
