"""The renderer: every action unit shows, occluders hide what they cover, and the truth is what is drawn."""

from dataclasses import replace

import numpy as np
import pytest

from emocfg.media import frames_digest
from emocfg.media.face import (
    Actor,
    ClipScript,
    Gesture,
    Movement,
    Scenery,
    actions,
    render,
    visible_slots,
    visible_units,
)
from emocfg.media.face.script import GESTURE_UNITS
from emocfg.schema import PERSON_SLOTS, SPACES
from emocfg.schema.lexicon import UNIT_NAMES
from emocfg.sources.mini.cast import identity

LOOK, BUILD = identity(0, 1)
LOOK = LOOK | {"glasses": "none", "mask": "none", "hat": "none", "beard": "none", "mustache": "none"}
SCENE = Scenery("plain_wall", "bright", "steady")


def clip(actor: Actor, frames: int = 5) -> np.ndarray:
    return render(ClipScript((actor,), SCENE, frames, 10))


def held(unit: int, side: str = "") -> Movement:
    return Movement(unit, 1.0, -0.2, -0.1, 5.0, 5.1, side)


NOT_DRAWN = {11, 16, 18, 22, 28, 38, 39}
"""Units that real corpora code and the renderer has no muscles for."""


@pytest.mark.parametrize("unit", sorted(UNIT_NAMES.keys() - NOT_DRAWN))
def test_every_action_unit_changes_the_face(unit: int) -> None:
    still = clip(Actor("p1", LOOK, BUILD), 1).astype(int)
    moved = clip(Actor("p1", LOOK, BUILD, movements=(held(unit, "L" if unit == 46 else ""),)), 1).astype(int)
    assert (np.abs(moved - still).max(axis=-1) > 25).sum() >= 8


@pytest.mark.parametrize("pair", [(23, 24), (25, 26), (1, 2), (6, 12), (9, 10), (15, 20)])
def test_neighbouring_units_look_different(pair: tuple[int, int]) -> None:
    first, second = (clip(Actor("p1", LOOK, BUILD, movements=(held(unit),)), 1).astype(int) for unit in pair)
    assert (np.abs(first - second).max(axis=-1) > 25).sum() >= 8


@pytest.mark.parametrize(
    "slot", [s for s in PERSON_SLOTS.values() if s.name not in ("hairline", "bangs")], ids=lambda s: s.name
)
def test_every_attribute_value_changes_the_face(slot: object) -> None:
    base = LOOK | {"hair_length": "short", "gender": "male", "hair_color": "brown", "age": "young"}
    digests = {frames_digest(clip(Actor("p1", base | {slot.name: value}, BUILD), 1)) for value in slot.values}  # type: ignore[attr-defined]
    assert len(digests) == len(slot.values)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "name", sorted({*GESTURE_UNITS, "nod", "shake_head", "head_wagging", "look_around", "drink", "read"})
)
def test_every_gesture_moves_the_picture_and_is_an_action(name: str) -> None:
    actor = Actor("p1", LOOK, BUILD, gestures=(Gesture(name, 0.1, 1.9),))
    quiet, moving = (render(ClipScript((a,), SCENE, 20, 10)) for a in (replace(actor, gestures=()), actor))
    assert np.abs(quiet.astype(int) - moving).mean() > 0.2
    assert name in {event.name for event in actions(actor)} <= set(SPACES["action-35"].labels)


@pytest.mark.parametrize("pose", SPACES["pose-7"].labels)
def test_every_pose_renders_and_differs_from_the_front(pose: str) -> None:
    front, turned = (clip(Actor("p1", LOOK, BUILD, pose=p), 1).astype(int) for p in ("front", pose))
    assert pose == "front" or np.abs(front - turned).mean() > 1.0


def test_left_is_the_viewers_left() -> None:
    left, right = (clip(Actor("p1", LOOK, BUILD, pose=p), 1)[0].astype(float) for p in ("left_60", "right_60"))
    features = [np.abs(np.diff(image.mean(axis=-1), axis=1))[40:80] for image in (left, right)]
    centres = [(f.sum(axis=0) * np.arange(f.shape[1]))[20:92].sum() / f.sum(axis=0)[20:92].sum() for f in features]
    assert centres[0] < centres[1]


def test_occluders_hide_units_actions_and_slots() -> None:
    moves, talk = (held(6), held(12), held(25)), (Gesture("talk", 0.1, 1.0),)
    bare = Actor("p1", LOOK, BUILD, movements=moves, gestures=talk)
    masked = replace(bare, look=LOOK | {"mask": "mask"})
    assert {unit.code for unit in visible_units(bare)} == {6, 12, 25, 26}
    assert {unit.code for unit in visible_units(masked)} == {6}
    assert {event.name for event in actions(bare)} == {"smile", "talk"}
    assert actions(masked) == ()
    assert "lip_thickness" in visible_slots(bare)
    assert "lip_thickness" not in visible_slots(masked)
    shades = replace(bare, look=LOOK | {"glasses": "sunglasses"})
    assert 6 not in {unit.code for unit in visible_units(shades)}
    assert "eye_color" not in visible_slots(shades)


def test_a_masked_mouth_is_really_not_seen() -> None:
    masked = LOOK | {"mask": "mask"}
    digests = {
        frames_digest(clip(Actor("p1", masked, BUILD, movements=moves), 1)) for moves in ((), (held(15),), (held(23),))
    }
    assert len(digests) == 1


def test_a_unit_below_the_threshold_is_not_in_the_truth() -> None:
    faint = Movement(12, 0.1, 0.0, 0.5, 1.0, 1.5)
    assert visible_units(Actor("p1", LOOK, BUILD, movements=(faint,))) == ()


def test_rendering_twice_gives_the_same_frames() -> None:
    actor = Actor("p1", LOOK, BUILD, movements=(held(12),), gestures=(Gesture("nod", 0.2, 1.5),))
    assert frames_digest(clip(actor, 10)) == frames_digest(clip(actor, 10))
