"""Labels in folders: ``<split>/<label>/<number>``, and what every corpus needs whose labels are in names alone."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from emocfg.core import EmoCfgError

from ..protocol import Defect
from .files import Files


@dataclass(frozen=True, slots=True)
class Filed:
    """A video in the folder of its label.

    Attributes:
        path: where it lies below the root.
        split: the folder of its split, spelled as the owner does.
        label: the folder of its label, as written.
        number: its name without the suffix.
    """

    path: str
    split: str
    label: str
    number: str


def read_folders(
    paths: Iterable[str], splits: Collection[str], *, digits: int, home: str = ""
) -> tuple[list[Filed], list[str]]:
    """Sort videos into those below a split's folder and those elsewhere.

    Args:
        paths: relative paths of videos.
        splits: the owner's names of the split folders; users write them in any case.
        digits: how many digits a video's name has.
        home: the folder that the split folders must lie in, where they do not lie in the root; "" for any folder.

    Returns:
        The videos of the splits, and the paths that are in none.

    Raises:
        EmoCfgError: E302 a video below a split's folder that is not ``<label>/<number>``.

    >>> read_folders(["CAER/Train/Anger/0001.avi", "x.avi"], ("train",), digits=4)[0][0].label
    'Anger'
    """
    known = {split.lower(): split for split in splits}
    filed: list[Filed] = []
    elsewhere: list[str] = []
    for path in paths:
        parts = PurePosixPath(path).parts
        places = (i for i, part in enumerate(parts[:-1]) if part.lower() in known)
        at = next((i for i in places if not home or i == 0 or parts[i - 1].lower() == home.lower()), None)
        if at is None:
            elsewhere.append(path)
            continue
        split, number = known[parts[at].lower()], PurePosixPath(path).stem
        if len(parts) != at + 3 or not re.fullmatch(rf"[0-9]{{{digits}}}", number):
            what = f"not a label's folder and {digits} digits: {'/'.join(parts[at + 1 :])[:80]!r}"
            fix = f"the owner's layout is {split}/<label>/{'1'.zfill(digits)}.avi"
            raise EmoCfgError("E302", what, where=path, fix=fix)
        filed.append(Filed(path, split, parts[at + 1], number))
    return filed, elsewhere


def absent_splits(filed: Iterable[Filed], splits: Iterable[str]) -> Iterator[Defect]:
    """Says which of the owner's splits a copy does not hold."""
    held = {video.split for video in filed}
    yield from (
        Defect("absent_folder", split, "this split is not in the copy") for split in splits if split not in held
    )


def left_out(code: str, found: Sequence[str], what: str) -> Iterator[Defect]:
    """Says how many files are left out, and names the first.

    >>> next(left_out("unread_file", ["Train_6.xml"], "XML files are not read")).what
    '1 XML files are not read'
    """
    if found:
        yield Defect(code, found[0], f"{len(found)} {what}")


def none_here(files: Files, corpus: str, media: str) -> EmoCfgError:
    """The error for a copy in which no video has the place that the owner's layout gives it."""
    fix = f"name the folder that holds {media}"
    return EmoCfgError("E102", f"no {corpus} video here", where=str(files.root), fix=fix)
