"""Stage 6, validate: every rationale by rule and blind, level (e) over all of them; then verdict and tier of each."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from emocfg.check.blind import Judged, Masked, cross_fit, facts, gains, swap_partners
from emocfg.check.rationale import blind_item, settle, subject_of
from emocfg.core import canonical, map_unordered, track
from emocfg.schema import AffectiveTree, Sample, parse_tree

from .parquet import read_lengths, read_samples, save_samples
from .shards import Written, lost
from .workspace import Workspace

CONFIG = "rationale"

_TREES_HELD = 2048
"""Trees are read once while they are among the last so many: a clip is the partner of some ten rationales."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the swap test needs of a row: its tree, the key of its subject, and a digest of what the tree says."""

    tree: str
    subject: str
    facts: str


@dataclass(frozen=True, slots=True)
class _Job:
    """One file of rationales to settle.

    Attributes:
        part: the file.
        target: where the settled one goes.
        judged: what the classifier read in its rows.
        partners: id to the rows that it is swapped with.
        clips: the table of its clips.
        videos: the dataset's folder if rows carry their videos.
    """

    part: Path
    target: Path
    judged: Judged
    partners: dict[str, tuple[_Known, ...]]
    clips: Path
    videos: Path | None

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.part.name


def validate(
    written: Written, space: Workspace, *, seed: int, embedded: bool, workers: int
) -> tuple[Written, dict[str, Any]]:
    """Settle every rationale.

    Args:
        written: the shards.
        space: the workspace; settled files lie beside the others.
        seed: of folds and swaps.
        embedded: True if rows carry their videos.
        workers: worker processes.

    Returns:
        The shards with the settled files in place of the others, and the figures of the blind tests.
    """
    places = [place for place in written.parts if place.startswith(f"{CONFIG}/")]
    files = {part: space.settled / place / part.name for place in places for part in written.parts[place]}
    ids: dict[Path, list[str]] = {}
    items: list[Masked] = []
    known: dict[str, _Known] = {}
    for part in files:
        samples = list(read_samples(part))
        ids[part] = [sample.id for sample in samples]
        items += [blind_item(sample) for sample in samples]
        known |= {sample.id: _known(sample) for sample in samples}
    judged = cross_fit(items, seed=seed)
    alike: dict[str, Hashable] = {name: its.facts for name, its in known.items()}
    partners = swap_partners(items, seed, known=alike)
    videos = space.dataset if embedded else None
    clips = {path.name: path for path in written.parts["meta/clips"]}
    jobs = [
        _Job(part, target, _of(judged, ids[part]), _rows(partners, known, ids[part]), clips[part.name], videos)
        for part, target in files.items()
    ]
    for _ in track(map_unordered(_settle, jobs, workers=workers, rescue=lost), "files validated", len(jobs)):
        pass
    settled = {place: [files[part] for part in written.parts[place]] for place in places}
    return replace(written, parts=written.parts | settled), gains(items, judged)


def _known(sample: Sample) -> _Known:
    tree = _tree(sample.tree)
    said = sorted((item.person, item.kind, item.value) for item in facts(tree))
    return _Known(sample.tree, subject_of(sample, tree), canonical.digest(said))


def _of(judged: Judged, names: Sequence[str]) -> Judged:
    """What was judged of some rows."""
    return Judged(
        {name: judged.predictions[name] for name in names if name in judged.predictions},
        {name: judged.skipped[name] for name in names if name in judged.skipped},
    )


def _rows(
    partners: dict[str, tuple[str, ...]], known: dict[str, _Known], names: Sequence[str]
) -> dict[str, tuple[_Known, ...]]:
    return {name: tuple(known[other] for other in partners.get(name, ())) for name in names}


def _settle(job: _Job) -> None:
    lengths = read_lengths([job.clips])

    def settled(sample: Sample) -> Sample:
        others = [(_tree(its.tree), its.subject) for its in job.partners[sample.id]]
        return settle(sample, job.judged, others, seconds=lengths.get(sample.clip_id))

    save_samples((settled(sample) for sample in read_samples(job.part)), job.target, videos=job.videos)


@lru_cache(maxsize=_TREES_HELD)
def _tree(text: str) -> AffectiveTree:
    return parse_tree(text, where="tree column")
