"""The mini corpus as an ordinary source: rendered faces with every truth known. It says nothing about real people.

Besides its clips it plants what a build must catch: four broken files, and a copy of a clip under another identity.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from emocfg.core import EmoCfgError, atomic
from emocfg.media import encode
from emocfg.media.face import actions, render, visible_slots, visible_units
from emocfg.media.face.script import Actor
from emocfg.schema import NONE, Clip, Observation, Subject, label_map

from ..protocol import Annotated, Defect, Expected, SourceCard
from .scripts import Feeling, MiniClip, compound, dialogue, micro, portrait, with_frames

PORTRAITS, COMPOUNDS, MICROS, DIALOGUES, TURNS = 16, 3, 4, 3, 3
"""Clips per identity of each kind, dialogues per pair, and turns per dialogue."""

_PORTRAIT_TASKS = (
    *("appearance", "appearance_caption", "action", "action_caption", "identity", "head_pose", "emotion_single"),
    *("emotion_multi", "emotion_fine", "sentiment", "sentiment_fine", "action_units", "emotion_caption"),
    *("open_attribute", "video_caption", "qa", "rationale"),
)
_TASKS = {
    "portrait": _PORTRAIT_TASKS,
    "compound": ("emotion_multi", "action_units", "emotion_caption", "video_caption", "rationale"),
    "micro": ("micro_expression", "rationale"),
    "dialogue": ("conversation", "emotion_single", "video_caption", "qa"),
}
BROKEN = ("truncated", "empty", "text", "black")
_ID = re.compile(
    r"mini/(?:i(?P<person>\d{3})/(?P<kind>[pcm])(?P<number>\d{2})|d(?P<pair>\d{3})/(?P<talk>\d{2})/u(?P<turn>\d)"
    r"|broken/(?P<broken>[a-z]+)|reupload/(?P<copy>\d{3}))\Z"
)
_MAKERS = {"p": portrait, "c": compound, "m": micro}


CARD = SourceCard(
    name="mini",
    title="rendered faces with known action units; says nothing about real people",
    license="CC0-1.0",
    access="rendered on the spot: --source mini",
    citation="emocfg, emocfg/sources/mini",
    identity="the rendered person",
    splits="none: ours, identity-disjoint",
    evidence="its own scripts",
)


@dataclass(frozen=True, slots=True)
class Mini:
    """The mini corpus.

    Args:
        identities: how many people; even, because dialogues have two.
        seed: another seed gives other people and other clips.
    """

    identities: int = 44
    seed: int = 0

    def __post_init__(self) -> None:
        for key, value in (("identities", self.identities), ("seed", self.seed)):
            if not isinstance(value, int) or isinstance(value, bool):
                what = f"{key} = {value!r} is not a whole number"
                raise EmoCfgError("E202", what, where="source mini", fix=f"{key} = 48")
        if not 2 <= self.identities <= 998 or self.identities % 2:
            raise EmoCfgError(
                "E202", f"identities = {self.identities}", where="source mini", fix="an even number from 2 to 998"
            )

    def describe(self) -> SourceCard:
        """The facts of the mini corpus."""
        return CARD

    def expect(self) -> Expected:
        """What is rendered, besides the planted clips."""
        per_person = PORTRAITS + COMPOUNDS + MICROS
        clips = self.identities * per_person + self.identities // 2 * DIALOGUES * TURNS + len(BROKEN) + 1
        return Expected({"clips": clips, "identities": self.identities + 1})

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every clip with its truth, then the planted ones."""
        for person in range(self.identities):
            for kind, count in (("p", PORTRAITS), ("c", COMPOUNDS), ("m", MICROS)):
                for number in range(count):
                    yield self._annotated(f"mini/i{person:03d}/{kind}{number:02d}")
        for pair in range(self.identities // 2):
            for talk in range(DIALOGUES):
                for turn in range(TURNS):
                    yield self._annotated(f"mini/d{pair:03d}/{talk:02d}/u{turn}")
        for kind in BROKEN:
            yield self._annotated(f"mini/broken/{kind}")
        yield self._annotated("mini/reupload/000")

    def fetch(self, clip: Clip, target: Path) -> None:
        """Render the clip; the planted ones are then broken."""
        made = self._make(clip.clip_id)
        broken = _parts(clip.clip_id)["broken"]
        if broken == "empty":
            atomic.write_bytes(target, b"")
        elif broken == "text":
            atomic.write_text(target, "<html><body>404: this clip has moved</body></html>\n")
        else:
            images = render(made.script)
            encode(images * 0 if broken == "black" else images, target, fps=made.script.fps)
            if broken == "truncated":
                atomic.write_bytes(target, target.read_bytes()[: target.stat().st_size // 2])

    def _make(self, clip_id: str) -> MiniClip:
        """The clip's script, from its id alone."""
        parts = _parts(clip_id)
        if parts["person"]:
            return _MAKERS[parts["kind"]](self.seed, int(parts["person"]), int(parts["number"]))
        if parts["pair"]:
            first = 2 * int(parts["pair"])
            return dialogue(self.seed, (first, first + 1), int(parts["talk"]), int(parts["turn"]))
        if parts["broken"]:
            return with_frames(portrait(self.seed, BROKEN.index(parts["broken"]) % self.identities, 90), 10)
        return portrait(self.seed, int(parts["copy"]), 3)

    def _annotated(self, clip_id: str) -> Annotated:
        made, parts = self._make(clip_id), _parts(clip_id)
        talk = clip_id.rsplit("/", 1)[0] if parts["pair"] else clip_id
        names = [f"mini/i{person:03d}" for person in made.people]
        if parts["copy"]:
            names = ["mini/unknown"]
        speaker = (len(made.lines) - 1) % 2 if made.lines else 0
        order = [speaker, 1 - speaker] if len(made.people) > 1 else [0]
        clip = Clip(
            clip_id=clip_id,
            source="mini",
            file=f"{clip_id.removeprefix('mini/')}.mp4",
            source_video=talk,
            subjects=tuple(Subject(made.script.actors[i].key, names[i], made.script.actors[i].position) for i in order),
            split="",
            tasks=_TASKS[made.kind],
            license="CC0-1.0",
            dialogue=made.lines,
            notes=tuple(f"hard: {reason}" for reason in made.hard),
        )
        return Annotated(clip, tuple(_observe(clip_id, self.seed, made)))


def _parts(clip_id: str) -> dict[str, str]:
    match = _ID.match(clip_id)
    if match is None:
        raise EmoCfgError("E201", f"no such clip: {clip_id!r}", where="source mini", fix="use the ids of a build")
    return {name: value or "" for name, value in match.groupdict().items()}


def _observe(clip_id: str, seed: int, made: MiniClip) -> Iterator[Observation]:
    """The script as observations: the same words in which any source speaks."""
    origin = f"script, seed {seed}"
    scenery = made.script.scenery
    for slot in ("background", "lighting", "camera"):
        yield Observation(clip_id, "", slot, getattr(scenery, slot), f"mini/{slot}", origin=origin)
    for actor, feeling in zip(made.script.actors, made.feelings, strict=True):
        if made.kind != "micro":
            yield from _observe_look(clip_id, actor, origin)
        yield from _observe_feeling(clip_id, actor, feeling, made.kind, origin)


def _observe_look(clip_id: str, actor: Actor, origin: str) -> Iterator[Observation]:
    for slot, value in visible_slots(actor).items():
        yield Observation(clip_id, actor.key, slot, value, f"mini/{slot}", origin=origin)
    yield Observation(clip_id, actor.key, "head_pose", actor.pose, "pose-7", origin=origin)
    events = actions(actor)
    for event in events:
        span = (event.span.start, event.span.end) if event.span else (None, None)
        yield Observation(
            clip_id, actor.key, "action", event.name, "action-35", start=span[0], end=span[1], origin=origin
        )
    if not events:
        yield Observation(clip_id, actor.key, "action", NONE, "action-35", origin=origin)


def _observe_feeling(clip_id: str, actor: Actor, feeling: Feeling, kind: str, origin: str) -> Iterator[Observation]:
    units = visible_units(actor)
    for unit in units:
        start, end = (unit.span.start, unit.span.end) if unit.span else (None, None)
        name = f"AU{unit.code}"
        yield Observation(
            clip_id, actor.key, "unit", name, "facs", "", unit.intensity, unit.side, start, end, origin=origin
        )
    if not units:
        yield Observation(clip_id, actor.key, "unit", NONE, "facs", origin=origin)
    onset = min((move.onset for move in actor.movements), default=None)
    offset = max((move.offset for move in actor.movements), default=None)
    for label in feeling.labels:
        yield Observation(clip_id, actor.key, "emotion", label, "emotion-8", start=onset, end=offset, origin=origin)
        if kind != "micro" and label != "neutral":
            yield Observation(clip_id, actor.key, "intensity", feeling.intensity, "intensity-3", origin=origin)
    if kind == "micro":
        image = label_map("emotion-8", "micro-3").apply(feeling.labels[0], where=clip_id)
        yield Observation(clip_id, actor.key, "micro", image or "", "micro-3", origin=origin)
    valence = feeling.valence()
    if valence is not None and kind == "portrait":
        sign = "neutral" if valence == 0 else "positive" if valence > 0 else "negative"
        yield Observation(clip_id, actor.key, "sentiment", sign, "sentiment-3", value=valence, origin=origin)
