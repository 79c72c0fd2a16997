"""The sample viewer: a few samples per task with their frames, their truth over time, and every model's answer."""

import base64
import io
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np
from PIL import Image

from emocfg.core import rng
from emocfg.media import FramePolicy, MediaError
from emocfg.schema import AffectiveTree, Sample, parse_tree
from emocfg.schema.lexicon import UNIT_NAMES

from ..clips import Clips
from ..data import Dataset
from ..outcomes import Record
from .table import Entry, tasks_of

PER_TASK = 4
_STRIP = FramePolicy("uniform", 8, max_pixels=224 * 224)
_HEIGHT, _GAP = 112, 3


@dataclass(frozen=True, slots=True)
class Bar:
    """One action unit or action on the time line; start and length in percent of the clip."""

    label: str
    title: str
    start: float
    length: float
    strength: float


@dataclass(frozen=True, slots=True)
class Said:
    """What one model answered, and how it was read."""

    name: str
    record: Record


@dataclass(frozen=True, slots=True)
class Shown:
    """One sample as the viewer shows it.

    Attributes:
        sample: the sample.
        strips: data URLs of the frame strips, one per video.
        trouble: why a strip is missing.
        bars: what happens when, for the person asked about.
        seconds: duration of the first clip.
        said: the answers.
    """

    sample: Sample
    strips: tuple[str, ...]
    trouble: str
    bars: tuple[Bar, ...]
    seconds: float
    said: tuple[Said, ...]


def choose(data: Dataset, entries: Sequence[Entry], split: str) -> dict[str, list[Shown]]:
    """A few samples per task, drawn by name, so that every page of one dataset shows the same ones."""
    answers = {entry.name: {r.id: r for rows in entry.records.values() for r in rows} for entry in entries}
    wanted: set[str] = set()
    for task in tasks_of(entries):
        ids = sorted({record.id for entry in entries for record in entry.records.get(task, [])})
        wanted.update(rng("viewer", task).sample(ids, min(PER_TASK, len(ids))))
    shown: dict[str, list[Shown]] = {task: [] for task in tasks_of(entries)}
    with closing(Clips(data.root)) as clips:
        for sample in data.samples(split, set(shown)):
            if sample.id in wanted:
                said = tuple(Said(name, rows[sample.id]) for name, rows in answers.items() if sample.id in rows)
                shown[sample.task].append(_show(clips, sample, said))
    return shown


def _show(clips: Clips, sample: Sample, said: tuple[Said, ...]) -> Shown:
    strips, trouble, seconds = [], "", 0.0
    for video in sample.videos:
        try:
            frames = clips.frames(video, _STRIP)
        except MediaError as problem:
            trouble = f"{video}: {problem.reason}"
            continue
        strips.append(_data_url(_strip(frames.images)))
        seconds = seconds or frames.total / frames.fps
    tree = parse_tree(sample.tree, where=sample.id)
    return Shown(sample, tuple(strips), trouble, tuple(_bars(tree, seconds)), seconds, said)


def _strip(images: np.ndarray) -> Image.Image:
    pictures = [Image.fromarray(image) for image in images]
    width = round(pictures[0].width * _HEIGHT / pictures[0].height)
    strip = Image.new("RGB", ((width + _GAP) * len(pictures) - _GAP, _HEIGHT), "white")
    for place, picture in enumerate(pictures):
        strip.paste(picture.resize((width, _HEIGHT)), (place * (width + _GAP), 0))
    return strip


def _data_url(image: Image.Image) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=82)
    return "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def _bars(tree: AffectiveTree, seconds: float) -> list[Bar]:
    """The time line of every person; nothing where the clip could not be decoded."""
    bars = []
    for person in tree.persons if seconds else ():
        who = f"{person.position} " if person.position else ""
        timed = [
            (f"{who}AU{unit.code}{unit.side}", UNIT_NAMES[unit.code][1], unit.span, unit.intensity or 0.6)
            for unit in person.units or ()
        ]
        timed += [(who + event.name.replace("_", " "), "action", event.span, 0.5) for event in person.actions or ()]
        for label, title, span, strength in timed:
            if span is not None:
                start = 100 * span.start / seconds
                bars.append(Bar(label, title, round(start, 2), round(100 * span.end / seconds - start, 2), strength))
    return bars
