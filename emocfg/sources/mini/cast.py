"""The cast of the mini corpus: who the rendered people are, and what they wear in a clip."""

from collections.abc import Mapping
from random import Random

from emocfg.core import rng

Odds = Mapping[str, tuple[tuple[str, int], ...]]

_FACE: Odds = {
    "age": (("young", 5), ("middle_aged", 3), ("elderly", 2)),
    "hair_color": (("black", 3), ("brown", 3), ("blonde", 3), ("gray", 2), ("red", 2)),
    "hair_texture": (("straight", 1), ("wavy", 1)),
    "bangs": (("none", 7), ("bangs", 3)),
    "eye_color": (("brown", 4), ("blue", 3), ("green", 3)),
    "eye_size": (("normal", 7), ("narrow", 3)),
    "eye_bags": (("none", 8), ("bags", 2)),
    "eyebrow_thickness": (("thin", 1), ("bushy", 1)),
    "eyebrow_shape": (("straight", 1), ("arched", 1)),
    "nose_size": (("small", 1), ("big", 1)),
    "nose_tip": (("round", 6), ("pointed", 4)),
    "lip_thickness": (("thin", 1), ("full", 1)),
    "chin": (("round", 4), ("pointed", 3), ("double", 2)),
    "face_shape": (("oval", 4), ("round", 3), ("square", 3)),
    "fullness": (("normal", 8), ("chubby", 2)),
    "cheekbones": (("normal", 7), ("high", 3)),
    "skin_tone": (("pale", 1), ("light", 1), ("tan", 1), ("dark", 1)),
    "cheeks": (("plain", 7), ("rosy", 3)),
    "freckles": (("none", 8), ("freckles", 2)),
    "mole": (("none", 8), ("mole", 2)),
}
"""What a person keeps from clip to clip, with odds."""

_MALE: Odds = {
    "hair_length": (("bald", 2), ("short", 6), ("long", 2)),
    "hairline": (("normal", 7), ("receding", 3)),
    "beard": (("none", 5), ("stubble", 2), ("goatee", 2), ("full", 2)),
    "mustache": (("none", 7), ("mustache", 3)),
    "sideburns": (("none", 7), ("sideburns", 3)),
}
_FEMALE: Odds = {"hair_length": (("short", 3), ("long", 7))}
_BARE = {"hairline": "normal", "beard": "none", "mustache": "none", "sideburns": "none"}

_WORN: Odds = {
    "hat": (("none", 8), ("hat", 2)),
    "necklace": (("none", 7), ("necklace", 3)),
    "glasses": (("none", 70), ("eyeglasses", 23), ("sunglasses", 7)),
    "mask": (("none", 95), ("mask", 5)),
}
"""What changes from clip to clip; sunglasses and masks are the occluders."""

_WORN_BY: dict[str, Odds] = {
    "male": {"necktie": (("none", 7), ("necktie", 3)), "earrings": (("none", 9), ("earrings", 1))},
    "female": {
        "earrings": (("none", 1), ("earrings", 1)),
        "lip_color": (("natural", 1), ("lipstick", 1)),
        "makeup": (("none", 7), ("heavy", 3)),
    },
}


def identity(seed: int, number: int) -> tuple[dict[str, str], tuple[float, float, float, float, float]]:
    """The lasting look of person ``number`` (attribute slot to value) and the build of the face."""
    draws = rng("mini", seed, "identity", number)
    gender = "male" if number % 2 else "female"
    look = {"gender": gender, **_BARE, **_draw(draws, _FACE), **_draw(draws, _MALE if gender == "male" else _FEMALE)}
    if look["age"] == "elderly" and draws.random() < 0.7:
        look["hair_color"] = "gray"
    first, second, third, fourth, fifth = (round(draws.uniform(-1, 1), 3) for _ in range(5))
    return look, (first, second, third, fourth, fifth)


def dressed(look: dict[str, str], draws: Random, *, occluders: bool = True) -> dict[str, str]:
    """The look of one clip: the lasting look and what is worn; without occluders no mask and no sunglasses."""
    worn = {"lip_color": "natural", "makeup": "none", "necktie": "none"}
    worn |= _draw(draws, _WORN) | _draw(draws, _WORN_BY[look["gender"]])
    if not occluders:
        worn["mask"] = "none"
        worn["glasses"] = "none" if worn["glasses"] == "sunglasses" else worn["glasses"]
    return look | worn


def _draw(draws: Random, odds: Odds) -> dict[str, str]:
    return {
        slot: draws.choices([value for value, _ in table], [weight for _, weight in table])[0]
        for slot, table in odds.items()
    }
