"""The clip scripts of the mini corpus. Every draw is named by seed and clip, so a clip is the same in any order."""

from dataclasses import dataclass, replace
from random import Random

from emocfg.core import rng
from emocfg.media.face import BACKGROUNDS, CAMERAS, LIGHTINGS, Actor, ClipScript, Gesture, Movement, Scenery
from emocfg.schema import Utterance

from .cast import dressed, identity

EMOTIONS = ("neutral", "happiness", "sadness", "anger", "surprise", "fear", "disgust", "contempt")

PROTOTYPES: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "neutral": ((), ()),
    "happiness": ((6, 12), (25,)),
    "sadness": ((1, 4, 15), (17,)),
    "anger": ((4, 5, 7, 23), (24,)),
    "surprise": ((1, 2, 5, 26), (25,)),
    "fear": ((1, 2, 4, 5, 20), (7, 25)),
    "disgust": ((9, 10), (7, 15)),
    "contempt": ((14,), ()),
}
"""Core and optional action units of each emotion, after the EMFACS prototypes (Friesen & Ekman 1983); contempt is
unilateral."""

_FRAMES, _FPS = 16, 8
_ASIDE = (6, 15, 20, 24, 25)
_PEAK = {"low": 0.45, "medium": 0.70, "high": 1.0}
_GESTURES = (
    *("talk", "nod", "shake_head", "head_wagging", "look_around", "close_eyes", "wink", "yawn", "drink", "read"),
)
_MOUTH_GESTURES = frozenset(("talk", "yawn", "drink"))
_SIGNS = {"happiness": 1, "neutral": 0, "sadness": -1, "anger": -1, "fear": -1, "disgust": -1, "contempt": -1}

_LINES = (
    "I got the letter this morning.",
    "They moved the meeting to Friday.",
    "So that is the new office.",
    "I did not expect you so early.",
    "The train was there when I arrived.",
    "You kept the old photograph.",
    "It is raining again outside.",
    "I spoke with the doctor yesterday.",
    "Nobody told me about the plan.",
    "We have three days left.",
    "That was the last one.",
    "She called while you were out.",
    "I read what you wrote.",
    "The keys are on the table.",
    "He said we should wait here.",
    "It was exactly as I remembered.",
)
"""Lines that carry no emotion: what is felt must be seen, so a text-only model can do no better than chance."""


@dataclass(frozen=True, slots=True)
class Feeling:
    """What a person of a clip feels: labels (two for a compound emotion) and intensity."""

    labels: tuple[str, ...]
    intensity: str

    def valence(self) -> float | None:
        """On the scale -3 to 3; None where the emotions have no common sign (surprise alone, mixed compounds)."""
        signs = {_SIGNS[label] for label in self.labels if label in _SIGNS}
        if len(signs) != 1 or len(self.labels) > 1:
            return None
        return float(signs.pop() * {"low": 1, "medium": 2, "high": 3}[self.intensity])


@dataclass(frozen=True, slots=True)
class MiniClip:
    """A clip of the mini corpus: its script, and what cannot be read off the script.

    Attributes:
        script: what is rendered.
        people: identity numbers, one per actor.
        feelings: one per actor.
        kind: portrait, compound, micro or dialogue.
        hard: why it is a hard case, if it is.
        lines: the dialogue up to this clip.
    """

    script: ClipScript
    people: tuple[int, ...]
    feelings: tuple[Feeling, ...]
    kind: str
    hard: tuple[str, ...] = ()
    lines: tuple[Utterance, ...] = ()


def portrait(seed: int, person: int, number: int) -> MiniClip:
    """One person with an emotion, a pose and actions; emotions are balanced over a person's portraits."""
    draws = rng("mini", seed, "portrait", person, number)
    order = list(EMOTIONS)
    rng("mini", seed, "order", person, number // len(EMOTIONS)).shuffle(order)
    label = order[number % len(EMOTIONS)]
    feeling = Feeling((label,), "low" if label == "neutral" else draws.choice(tuple(_PEAK)))
    units, hard = _varied(draws, label)
    gestures = _gestures(draws, 2.0)
    movements = _movements(draws, units, feeling.intensity, 2.0, speaking=bool(_names(gestures) & _MOUTH_GESTURES))
    look, build = identity(seed, person)
    pose = draws.choices(("front", "left_30", "left_60", "right_30", "right_60", "top", "down"), (9, 2, 1, 2, 1, 2, 2))[
        0
    ]
    actor = Actor("p1", dressed(look, draws), build, pose, movements, gestures, round(draws.uniform(0.1, 1.9), 2))
    hard += tuple(
        "occluded" for thing in ("mask", "sunglasses") if thing in (actor.look["mask"], actor.look["glasses"])
    )
    return MiniClip(ClipScript((actor,), _scenery(draws), _FRAMES, _FPS), (person,), (feeling,), "portrait", hard)


def compound(seed: int, person: int, number: int) -> MiniClip:
    """One person with two emotions at once (Du, Tao & Martinez 2014): the units of both."""
    draws = rng("mini", seed, "compound", person, number)
    first, second = draws.choice(
        (("happiness", "surprise"), ("sadness", "anger"), ("fear", "surprise"), ("disgust", "anger"))
    )
    feeling = Feeling((first, second), draws.choice(("medium", "high")))
    units = {(unit, "") for label in feeling.labels for unit in PROTOTYPES[label][0]}
    look, build = identity(seed, person)
    movements = _movements(draws, sorted(units), feeling.intensity, 2.0, speaking=False)
    actor = Actor("p1", dressed(look, draws, occluders=False), build, "front", movements, (), 0.2)
    script = ClipScript((actor,), _scenery(draws), _FRAMES, _FPS)
    return MiniClip(script, (person,), (feeling,), "compound", ("compound",))


def micro(seed: int, person: int, number: int) -> MiniClip:
    """A flash of a quarter of a second on a still face: 14 frames at 24 a second, fewer than many samplers ask for."""
    draws = rng("mini", seed, "micro", person, number)
    label = draws.choice(("happiness", "surprise", "disgust", "anger", "sadness", "fear"))
    onset = draws.uniform(0.08, 0.22)
    apex, release, offset = (round(onset + later, 3) for later in (0.10, 0.16, 0.28))
    movements = tuple(
        Movement(unit, 0.75, round(onset, 3), apex, release, offset, side)
        for unit, side in _sided(PROTOTYPES[label][0])
    )
    look, build = identity(seed, person)
    actor = Actor("p1", dressed(look, draws, occluders=False), build, "front", movements)
    scenery = Scenery("plain_wall", "bright", "steady", round(draws.random(), 3))
    return MiniClip(ClipScript((actor,), scenery, 14, 24), (person,), (Feeling((label,), "low"),), "micro")


def dialogue(seed: int, pair: tuple[int, int], number: int, turn: int) -> MiniClip:
    """One turn of a short dialogue of two people; the one on the left speaks first."""
    draws = rng("mini", seed, "dialogue", pair[0], number, turn)
    text = rng("mini", seed, "lines", pair[0], number).sample(_LINES, turn + 1)
    lines = tuple(Utterance(f"the person on the {('left', 'right')[i % 2]}", line) for i, line in enumerate(text))
    feelings, actors = [], []
    for place, person in enumerate(pair):
        label = draws.choice(EMOTIONS)
        feeling = Feeling((label,), "low" if label == "neutral" else draws.choice(("medium", "high")))
        units, _ = _varied(draws, label, exact=True)
        speaks = place == turn % 2
        gestures = (Gesture("talk", 0.2, 1.8),) if speaks else ()
        clothes = rng("mini", seed, "dialogue", pair[0], number, "clothes", place)
        look, build = identity(seed, person)
        movements = _movements(draws, units, feeling.intensity, 2.0, speaking=speaks)
        side = ("left", "right")[place]
        worn = dressed(look, clothes, occluders=False)
        actors.append(Actor(f"p{place + 1}", worn, build, "front", movements, gestures, None, side))
        feelings.append(feeling)
    scenery = _scenery(rng("mini", seed, "dialogue", pair[0], number, "scene"))
    return MiniClip(ClipScript(tuple(actors), scenery, _FRAMES, _FPS), pair, tuple(feelings), "dialogue", (), lines)


def _varied(draws: Random, label: str, *, exact: bool = False) -> tuple[list[tuple[int, str]], tuple[str, ...]]:
    """The units of an emotion as this person shows it; one in five lacks a core unit or adds a foreign one."""
    core, optional = PROTOTYPES[label]
    units = list(core) + [unit for unit in optional if draws.random() < 0.4]
    hard: tuple[str, ...] = ()
    if not exact and len(core) > 2 and draws.random() < 0.2:
        units.remove(draws.choice(core))
        hard = ("missing_unit",)
    elif not exact and core and draws.random() < 0.12:
        extra = [unit for unit in _ASIDE if unit not in (*core, *optional)]
        units.append(draws.choice(extra))
        hard = ("extra_unit",)
    return _sided(tuple(units)), hard


def _sided(units: tuple[int, ...]) -> list[tuple[int, str]]:
    return [(unit, "R" if unit == 14 else "") for unit in sorted(set(units))]


def _movements(
    draws: Random, units: list[tuple[int, str]], intensity: str, duration: float, *, speaking: bool
) -> tuple[Movement, ...]:
    """Onset in the first third, offset in the last; a speaking mouth is moved by its speech, not by AU 25 to 27."""
    onset = draws.uniform(0.05, 0.30) * duration
    apex = onset + draws.uniform(0.12, 0.2) * duration
    release = draws.uniform(0.70, 0.85) * duration
    offset = min(release + 0.12 * duration, duration)
    moves = []
    for unit, side in units:
        if speaking and unit in (23, 24, 25, 26, 27):
            continue
        lag, strength = draws.uniform(0.0, 0.1), _PEAK[intensity] * draws.uniform(0.9, 1.0)
        start, top, fall, end = (round(time, 2) for time in (onset + lag, apex + lag, release, offset))
        moves.append(Movement(unit, round(strength, 2), start, top, fall, end, side))
    return tuple(moves)


def _gestures(draws: Random, duration: float) -> tuple[Gesture, ...]:
    """None to two actions that can be seen together."""
    names = draws.sample(_GESTURES, draws.choices((0, 1, 2), (2, 5, 2))[0])
    if (
        len(set(names) & {"talk", "yawn", "drink", "read"}) > 1
        or len(set(names) & {"close_eyes", "wink", "look_around", "yawn"}) > 1
    ):
        names = names[:1]
    gestures = []
    for name in names:
        start = round(draws.uniform(0.1, 0.4), 2)
        gestures.append(Gesture(name, start, round(min(start + draws.uniform(1.1, 1.5), duration), 2)))
    return tuple(sorted(gestures, key=lambda gesture: gesture.name))


def _names(gestures: tuple[Gesture, ...]) -> set[str]:
    return {gesture.name for gesture in gestures}


def _scenery(draws: Random) -> Scenery:
    background, lighting = draws.choice(BACKGROUNDS), draws.choice(LIGHTINGS)
    camera = draws.choices(CAMERAS, (6, 2, 1, 1))[0]
    return Scenery(background, lighting, camera, round(draws.random(), 3))


def with_frames(clip: MiniClip, frames: int) -> MiniClip:
    """The clip cut to a number of frames (tests and broken clips)."""
    return replace(clip, script=replace(clip.script, frames=frames))
