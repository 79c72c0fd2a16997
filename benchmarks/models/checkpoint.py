"""Which weights a path or a name on the Hub stands for, so that other weights make another run."""

import hashlib
import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from emocfg.core import EmoCfgError, canonical

SMALL = 32 * 2**20
"""Bytes; larger files of a checkpoint are weights, of which samples are read."""

BLOCKS, BLOCK = 1024, 4096
"""How many samples of a large file are read, and how many bytes each."""

_HUB = re.compile(r"[\w.-]+/[\w.-]+")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint.

    Attributes:
        name: the folder's name, or the run's where that is ``model``, or the name on the Hub.
        place: what the libraries load: the folder, or the name on the Hub.
        revision: the commit on the Hub; None for a folder.
        digest: of a folder's files (:func:`folder_digest`), or the commit.
    """

    name: str
    place: str
    revision: str | None
    digest: str


def find_checkpoint(path: str, revision: str = "") -> Checkpoint:
    """The checkpoint that a user named. No weights are loaded; of a name on the Hub, config.json is fetched.

    Args:
        path: a folder, or ``owner/name`` on the Hub.
        revision: a branch, tag or commit on the Hub; its main branch by default.

    Raises:
        EmoCfgError: E102 if there is no such folder, or it has no config.json; E804 if the Hub refused or did not
            answer.
    """
    folder = Path(path).expanduser()
    if folder.is_dir():
        if not (folder / "config.json").is_file():
            raise _missing(path, "the folder has no config.json")
        return Checkpoint(_shown(folder.resolve()), str(folder), None, folder_digest(folder))
    if not _HUB.fullmatch(path):
        raise _missing(path, "no such folder")
    from huggingface_hub import hf_hub_download

    try:
        config = Path(hf_hub_download(path, "config.json", revision=revision or None))
    except (OSError, ValueError) as problem:  # what the Hub's client raises is one of these
        raise EmoCfgError(
            "E804",
            f"{type(problem).__name__}: {(str(problem).splitlines() or [''])[0][:200]}",
            where=f"{path} {revision}".strip(),
            fix="check the name; log in with `hf auth login` if it is gated; or name a folder that holds it",
        ) from problem
    return Checkpoint(path, path, config.parent.name, config.parent.name)


def folder_digest(folder: Path) -> str:
    """SHA-256 of a checkpoint's files by name.

    Small files count whole. Of large ones their size counts, and :data:`BLOCKS` blocks of :data:`BLOCK` bytes that are
    spread evenly, the first and the last included: a checkpoint that was trained on differs in these too, and one of
    hundreds of gigabytes is known in a second. Two that differ nowhere but between the blocks are not told apart.
    """
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    return canonical.digest({path.name: _file_digest(path) for path in files})


def versions(*packages: str) -> dict[str, str | None]:
    """Versions of packages; None for those that are not installed."""
    return {name: _version(name) for name in packages}


def _shown(folder: Path) -> str:
    """The folder's name; one that is called ``model``, as trainings leave it, is named by the run that it lies in."""
    return "/".join(folder.parts[-3:-1]) if folder.name == "model" and len(folder.parts) > 3 else folder.name


def _file_digest(path: Path) -> str:
    size = path.stat().st_size
    digest = hashlib.sha256(str(size).encode())
    with path.open("rb") as stream:
        if size <= SMALL:
            digest.update(stream.read())
        else:
            for block in range(BLOCKS):
                stream.seek(block * (size - BLOCK) // (BLOCKS - 1))
                digest.update(stream.read(BLOCK))
    return digest.hexdigest()


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _missing(path: str, what: str) -> EmoCfgError:
    return EmoCfgError(
        "E102",
        what,
        where=f"--model {path}",
        fix="name a folder with config.json and weights, or owner/name on the Hub",
    )
