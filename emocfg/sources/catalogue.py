"""Which corpora there are and how each is opened."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from emocfg.core import EmoCfgError, unknown_name

from .meld import Meld
from .mini import Mini
from .protocol import Source

Options = Mapping[str, Any]


def _rooted(make: Callable[[Path], Source]) -> Callable[[str, Path | None, Options], Source]:
    """Opens a corpus that lives in a folder and has no options."""

    def open_at(name: str, root: Path | None, options: Options) -> Source:
        if root is None:
            raise EmoCfgError("E202", f"source {name} needs a folder", where="--source", fix=f"--source {name}=FOLDER")
        if not root.is_dir():
            raise EmoCfgError("E102", f"no such folder: {root}", where=f"--source {name}", fix="check the path")
        if options:
            raise EmoCfgError("E202", f"source {name} has no options", where="plan", fix=f"remove {', '.join(options)}")
        return make(root)

    return open_at


def _mini(name: str, root: Path | None, options: Options) -> Source:
    if root is not None:
        raise EmoCfgError(
            "E202", "the mini corpus is rendered, it has no folder", where="--source", fix="--source mini"
        )
    unknown = [key for key in options if key not in ("identities", "seed")]
    if unknown:
        raise unknown_name(f"option of source {name}", unknown[0], ["identities", "seed"], where="plan")
    for key, value in options.items():
        if not isinstance(value, int) or isinstance(value, bool):
            raise EmoCfgError(
                "E202", f"{key} = {value!r} is not a whole number", where=f"source {name}", fix=f"{key} = 48"
            )
    return Mini(**options)


SOURCES: dict[str, Callable[[str, Path | None, Options], Source]] = {"mini": _mini, "meld": _rooted(Meld)}
"""Command-line name to opener."""


def open_source(name: str, root: Path | None = None, options: Options | None = None) -> Source:
    """Open a corpus.

    Args:
        name: a key of :data:`SOURCES`.
        root: the folder of the user's copy; None for the mini corpus.
        options: what the plan sets for this source.

    Raises:
        EmoCfgError: E201 unknown source or option, E202 a bad value, E102 no such folder.
    """
    if name not in SOURCES:
        raise unknown_name("source", name, list(SOURCES), where="--source")
    return SOURCES[name](name, root, options or {})
