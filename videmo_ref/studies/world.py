"""The ground of the studies of training: clips of one person with known trees, their pixels on disk, and three crowds.

Nobody of the crowd that a policy is tested on is in the one it is fine-tuned on or in the one it is reinforced on, nor
are these two alike: RL on the clips of the SFT would learn again what was learned by heart.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from benchmarks.clips import Clips
from benchmarks.data import Dataset
from emocfg.core import EmoCfgError, atomic, canonical, rng, say, track, unit
from emocfg.media import FramePolicy, MediaError
from emocfg.schema import PERSON_SLOTS, SPACES, ActionUnit, AffectiveTree, Emotion, Person, parse_tree
from emocfg.schema.tree_text import to_text

from ..data.trees import View
from ..data.vision import Patches, Pixels

CROWDS: Mapping[str, float] = {"sft": 0.4, "rl": 0.3, "test": 0.3}
"""Shares of the people."""

VIEW = View(
    slots=("gender", "age", "hair_color", "hair_length", "glasses", "hat", "beard", "skin_tone", "head_pose", "action"),
    spans=False,
    strengths=False,
)
"""What of a tree the studies write: ten attributes, the action units, the emotion. Long, shorter, short, as the
design of the rollouts asks for, and short enough for a CPU."""

NOISE: Mapping[str, float] = {"attribute": 0.15, "expression": 0.3, "emotion": 0.3}
"""How many labels of the fine-tuning are wrong, by level: each with this chance, another value at random."""

NEUTRAL = "neutral"
"""The emotion that has no intensity."""

_INDEX, _PIXELS = "world.json", "pixels.npy"


@dataclass(frozen=True, slots=True)
class Known:
    """A clip whose truth is known."""

    clip_id: str
    identity: str
    crowd: str
    tree: AffectiveTree


@dataclass(frozen=True, slots=True)
class World:
    """All clips of a study.

    Attributes:
        clips: in a fixed order.
        pixels: their patches in that order, read from disk as they are needed.
        like: what all of them have in common: grid, seconds, tokens.
    """

    clips: tuple[Known, ...]
    pixels: NDArray[np.uint8]
    like: Pixels

    def of(self, crowd: str) -> list[int]:
        """The places of the clips of a crowd."""
        return [place for place, clip in enumerate(self.clips) if clip.crowd == crowd]

    def seen(self, place: int) -> Pixels:
        """The pixels of a clip."""
        return replace(self.like, patches=self.pixels[place])


def make_world(data: Dataset, patches: Patches, policy: FramePolicy, folder: Path) -> World:
    """Decode every clip once, into a folder; a second call reads what lies there.

    Args:
        data: the dataset: all splits, because people are dealt anew.
        patches: frames to patches.
        policy: how frames are made.
        folder: of the study.

    Raises:
        EmoCfgError: E102 if no clip fits, E103 if the folder holds another world.
    """
    about = {"dataset": data.digest, "frames": policy.describe(), "crowds": dict(CROWDS)}
    index = folder / _INDEX
    if not index.is_file():
        _decode(data, patches, policy, folder, about)
    known: dict[str, Any] = canonical.read(index)
    if known["about"] != about:
        fix = "name another --out"
        raise EmoCfgError("E103", "the folder holds a study of other data", where=str(index), fix=fix)
    clips = tuple(
        Known(one["clip"], one["identity"], _crowd(one["identity"]), parse_tree(one["tree"], where=one["clip"]))
        for one in known["clips"]
    )
    pixels = np.load(folder / _PIXELS, mmap_mode="r")
    grid = known["grid"]
    return World(clips, pixels, Pixels(pixels[0], (grid[0], grid[1], grid[2]), known["seconds"], known["tokens"]))


def _decode(data: Dataset, patches: Patches, policy: FramePolicy, folder: Path, about: dict[str, Any]) -> None:
    found: dict[str, tuple[str, str, str]] = {}
    for split in data.splits():
        for sample in data.samples(split):
            if sample.tree and len(sample.videos) == 1:
                found.setdefault(sample.clip_id, (sample.identity, sample.videos[0], sample.tree))
    trees = {clip: _bare(VIEW.of(parse_tree(text, where=clip))) for clip, (_, _, text) in found.items()}
    single = sorted(clip for clip, tree in trees.items() if len(tree.persons) == 1 and _whole(tree.persons[0]))
    if not single:
        raise EmoCfgError("E102", "no clip of one person with a whole tree", where=str(data.root), fix="--source mini")
    folder.mkdir(parents=True, exist_ok=True)
    first: Pixels | None = None
    rows: list[dict[str, str]] = []
    with closing(Clips(data.root)) as clips, atomic.replacing(folder / _PIXELS) as temporary:
        for clip in track(single, "decoded", len(single)):
            identity, video, _ = found[clip]
            try:
                pixels = patches.of(clips.frames(video, policy))
            except MediaError as problem:
                say(f"left out: {clip}: {problem.what}")
                continue
            if first is None:
                first = pixels
                store = open_memmap(temporary, "w+", np.uint8, (len(single), *pixels.patches.shape))
            if pixels.grid == first.grid:
                store[len(rows)] = pixels.patches
                rows.append({"clip": clip, "identity": identity, "tree": to_text(trees[clip])})
        store.flush()
    if first is None:
        raise EmoCfgError("E102", "no clip can be decoded", where=str(data.root), fix="bring its videos back")
    like = {"grid": first.grid, "seconds": first.seconds, "tokens": first.tokens}
    atomic.write_text(folder / _INDEX, canonical.dumps({"about": about, "clips": rows, **like}))


def _bare(tree: AffectiveTree) -> AffectiveTree:
    """Without the sentiment and the class of a micro-expression, from which the emotion could be told."""
    return replace(tree, persons=tuple(replace(p, sentiment=None, valence=None, micro=None) for p in tree.persons))


def _whole(person: Person) -> bool:
    """Whether all three levels are annotated."""
    return bool(person.attributes) and person.units is not None and bool(person.emotions)


def _crowd(identity: str) -> str:
    """Where a person belongs; their name alone decides."""
    draw, upto = unit("videmo/crowd", identity), 0.0
    for crowd, share in CROWDS.items():
        upto += share
        if draw < upto:
            return crowd
    return "test"


def noisy(tree: AffectiveTree, *names: str | int) -> AffectiveTree:
    """The tree as a careless annotator would have it (:data:`NOISE`); equal names make equal errors."""
    draw = rng("videmo/noise", *names)

    def wrong(level: str, value: str, values: Sequence[str]) -> str:
        others = [other for other in values if other != value]
        return draw.choice(others) if draw.random() < NOISE[level] else value

    units = [f"{code}" for code in range(1, 28)]
    persons = []
    for person in tree.persons:
        attributes = {k: wrong("attribute", v, PERSON_SLOTS[k].values) for k, v in person.attributes.items()}
        pose = None if person.head_pose is None else wrong("attribute", person.head_pose, SPACES["pose-7"].labels)
        seen = {int(wrong("expression", str(unit.code), units)) for unit in person.units or ()}
        felt = dict.fromkeys(wrong("emotion", e.label, SPACES["emotion-8"].labels) for e in person.emotions or ())
        strengths = {e.label: e.intensity for e in person.emotions or ()}
        emotions = tuple(
            Emotion(label, None if label == NEUTRAL else strengths.get(label) or "medium") for label in felt
        )
        persons.append(
            replace(
                person,
                attributes=attributes,
                head_pose=pose,
                units=tuple(ActionUnit(code) for code in sorted(seen)),
                emotions=emotions,
            )
        )
    return replace(tree, persons=tuple(persons))
