"""The files of a release: which there are, what each holds, and what else lies between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from emocfg.core import EmoCfgError, canonical, confine, unknown_name
from emocfg.schema import CONFIGS, TIERS, task_named
from emocfg.sources import Defect

from .names import Form, form_of

SPLITS = ("train", "test")
SIDE = ".provenance.jsonl"
"""What ends the name of a file that an export puts beside another one; an import leaves it alone."""


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One file of rows.

    Attributes:
        name: its path below the release.
        path: where it is.
        split: train or test.
        config: the folder it is in.
        tier: full or sampled.
        form: what it holds.
    """

    name: str
    path: Path
    split: str
    config: str
    tier: str
    form: Form

    @property
    def stem(self) -> str:
        """Its name without suffix."""
        return self.path.stem


def find_files(root: Path, chosen: Mapping[str, str]) -> tuple[list[ReleaseFile], list[Defect]]:
    """The files of a release, in the order of the dataset, and what was found in other places.

    Args:
        root: the release.
        chosen: stems that the user explained, to the task.

    Raises:
        EmoCfgError: E102 if there is nothing of a release, E201 for a file whose task is not known, or an explained
            name that no file has, E101 for a link out of the release.
    """
    jsons = root / "jsons"
    if not root.is_dir() or not jsons.is_dir():
        fix = "name the folder that has jsons/ and videos/"
        raise EmoCfgError("E102", "no release of Emo-CFG here", where=f"--release {root}", fix=fix)
    files: list[ReleaseFile] = []
    for config in CONFIGS:
        for split in SPLITS:
            for tier in TIERS:
                for path in sorted((jsons / split / config / tier).glob("*.json*")):
                    if path.suffix in (".json", ".jsonl") and not path.name.endswith(SIDE) and path.is_file():
                        name = path.relative_to(root).as_posix()
                        form = form_of(path.stem, config, dict(chosen), where=name)
                        files.append(ReleaseFile(name, confine(root, name, where=name), split, config, tier, form))
    if not files:
        fix = f"expected jsons/<{'|'.join(SPLITS)}>/<{'|'.join(CONFIGS)}>/<{'|'.join(TIERS)}>/NAME.json"
        raise EmoCfgError("E102", "no file of rows in the release", where=str(jsons), fix=fix)
    stems = sorted({file.stem for file in files})
    for stem in chosen:
        if stem not in stems:
            raise unknown_name("file", stem, stems, where="--as")
    return files, _elsewhere(root, jsons, {file.name for file in files})


def parse_chosen(arguments: list[str]) -> dict[str, str]:
    """``STEM=TASK`` for each file whose name does not say its task.

    Raises:
        EmoCfgError: E202 for something else, E201 for an unknown task.
    """
    chosen = {}
    for argument in arguments:
        stem, equals, task = argument.rpartition("=")
        if not equals or not stem:
            raise EmoCfgError("E202", f"not STEM=TASK: {argument!r}", where="--as", fix="--as my_file=emotion_single")
        chosen[stem] = task_named(task, where="--as").name
    return chosen


def files_digest(files: list[ReleaseFile]) -> str:
    """Digest of the names and contents of all files."""
    return canonical.digest({file.name: canonical.file_digest(file.path) for file in files})


def _elsewhere(root: Path, jsons: Path, known: set[str]) -> list[Defect]:
    """Files of rows that lie where the release has none; ``curation`` holds the authors' own recipes."""
    others = (path.relative_to(root).as_posix() for path in sorted(jsons.rglob("*.json*")) if path.is_file())
    return [
        Defect("ignored_file", name, "not where the release has files of rows: it was left out")
        for name in others
        if name not in known and not name.endswith(SIDE) and not name.startswith("jsons/curation/")
    ]
