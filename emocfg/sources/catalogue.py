"""Which corpora there are and how each is opened."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emocfg.core import EmoCfgError, unknown_name

from . import (
    afew,
    affwild2,
    caer,
    casme,
    casme2,
    casme_squared,
    celebv_hq,
    celebv_text,
    ch_sims,
    crema_d,
    dfew,
    emo_cfg,
    ferv39k,
    lsvd,
    mafw,
    mead,
    meld,
    mer2023,
    mini,
    mosei,
    mosi,
    perr,
    ravdess,
)
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
        open: makes the source from the user's files and its options; None for a closed corpus or one to import.
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
    "afew": Corpus(afew.CARD, afew.EXPECTED, afew.Afew, names_alone=True),
    "affwild2": Corpus(affwild2.CARD, affwild2.EXPECTED, affwild2.AffWild2),
    "caer": Corpus(caer.CARD, caer.EXPECTED, caer.Caer, names_alone=True),
    "casme": Corpus(casme.CARD, casme.EXPECTED, casme.Casme, ("fold",)),
    "casme-squared": Corpus(casme_squared.CARD, casme_squared.EXPECTED, casme_squared.CasmeSquared, ("fold",)),
    "casme2": Corpus(casme2.CARD, casme2.EXPECTED, casme2.Casme2, ("fold",)),
    "celebv-hq": Corpus(celebv_hq.CARD, celebv_hq.EXPECTED, celebv_hq.CelebvHq),
    "celebv-text": Corpus(celebv_text.CARD, celebv_text.EXPECTED, celebv_text.CelebvText),
    "ch-sims": Corpus(ch_sims.CARD, ch_sims.EXPECTED, ch_sims.ChSims),
    "crema-d": Corpus(crema_d.CARD, crema_d.EXPECTED, crema_d.CremaD, names_alone=True),
    "dfew": Corpus(dfew.CARD, dfew.EXPECTED, dfew.Dfew, ("fold",)),
    "emo-cfg": Corpus(emo_cfg.CARD, Expected(), None),
    "ferv39k": Corpus(ferv39k.CARD, ferv39k.EXPECTED, ferv39k.Ferv39k, ("frames",)),
    "l-svd": Corpus(lsvd.CARD, Expected(), None),
    "mafw": Corpus(mafw.CARD, mafw.EXPECTED, mafw.Mafw, ("fold", "set")),
    "mead": Corpus(mead.CARD, mead.EXPECTED, mead.Mead, names_alone=True),
    "meld": Corpus(meld.CARD, meld.EXPECTED, meld.Meld),
    "mer2023": Corpus(mer2023.CARD, mer2023.EXPECTED, mer2023.Mer2023),
    "mini": Corpus(mini.CARD, Expected(), mini.Mini, ("identities", "seed"), rendered=True),
    "mosei": Corpus(mosei.CARD, mosei.EXPECTED, mosei.Mosei),
    "mosi": Corpus(mosi.CARD, mosi.EXPECTED, mosi.Mosi),
    "perr": Corpus(perr.CARD, perr.EXPECTED, perr.Perr, names_alone=True),
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
        EmoCfgError: E201 unknown source or option, E202 a bad value or a release to import, E102 no such folder,
            E702 no consent recorded, E703 a closed corpus.
    """
    if name not in SOURCES:
        raise unknown_name("source", name, list(SOURCES), where="--source")
    corpus = SOURCES[name]
    require_consent(name, corpus.card)
    if corpus.open is None:
        what = f"{corpus.card.name} is no corpus to build from"
        fix = f"{name} is imported: emocfg import --release DIR"
        raise EmoCfgError("E202", what, where="--source", fix=fix)
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
