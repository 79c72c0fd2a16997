"""The attribute slots of a person and a scene, and how they answer to the CelebV-HQ and open-attribute vocabularies.

A slot holds one value. Where a slot has a ``plain`` value (no hat, a nose of ordinary size) a caption need not mention
it: a plain value is knowledge, but not an item.
"""

from collections.abc import Collection
from dataclasses import dataclass

OPEN_ATTRIBUTES = (
    *("gender", "age", "hair", "eyes", "eyebrows", "nose", "mouth", "chin", "face_shape", "skin"),
    *("facial_features", "accessories", "head_actions", "facial_actions", "body_actions"),
)
"""The 15 open attributes of the VidEmo evaluation; the last three are answered by actions, the others by slots."""

OPEN_SCHEME = "open/"
"""Prefix of ``Sample.scheme`` on open-attribute rows; the attribute's name follows."""


def open_attribute(scheme: str) -> str:
    """The open attribute that a row of this scheme asks about; "" for rows that ask about none."""
    return scheme.removeprefix(OPEN_SCHEME) if scheme.startswith(OPEN_SCHEME) else ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One exclusive attribute of a person.

    Attributes:
        name: the slot's key in an affective tree.
        attribute: the open attribute it belongs to.
        values: its closed vocabulary.
        plain: the value a caption need not mention, or "" if every value is worth mentioning.
    """

    name: str
    attribute: str
    values: tuple[str, ...]
    plain: str = ""


def _slot(attribute: str, name: str, values: str, *, plain: bool = False) -> Slot:
    options = tuple(values.split())
    return Slot(name, attribute, options, options[0] if plain else "")


PERSON_SLOTS: dict[str, Slot] = {
    slot.name: slot
    for slot in (
        _slot("gender", "gender", "male female"),
        _slot("age", "age", "young middle_aged elderly"),
        _slot("hair", "hair_color", "black brown blonde gray red"),
        _slot("hair", "hair_length", "bald short long"),
        _slot("hair", "hair_texture", "straight wavy"),
        _slot("hair", "bangs", "none bangs", plain=True),
        _slot("hair", "hairline", "normal receding", plain=True),
        _slot("eyes", "eye_color", "brown blue green"),
        _slot("eyes", "eye_size", "normal narrow", plain=True),
        _slot("eyes", "eye_bags", "none bags", plain=True),
        _slot("eyebrows", "eyebrow_thickness", "thin bushy"),
        _slot("eyebrows", "eyebrow_shape", "straight arched"),
        _slot("nose", "nose_size", "small big"),
        _slot("nose", "nose_tip", "round pointed", plain=True),
        _slot("mouth", "lip_thickness", "thin full"),
        _slot("mouth", "lip_color", "natural lipstick", plain=True),
        _slot("chin", "chin", "round pointed double"),
        _slot("face_shape", "face_shape", "oval round square"),
        _slot("face_shape", "fullness", "normal chubby", plain=True),
        _slot("face_shape", "cheekbones", "normal high", plain=True),
        _slot("skin", "skin_tone", "pale light tan dark"),
        _slot("skin", "cheeks", "plain rosy", plain=True),
        _slot("facial_features", "beard", "none stubble goatee full", plain=True),
        _slot("facial_features", "mustache", "none mustache", plain=True),
        _slot("facial_features", "sideburns", "none sideburns", plain=True),
        _slot("facial_features", "freckles", "none freckles", plain=True),
        _slot("facial_features", "mole", "none mole", plain=True),
        _slot("accessories", "glasses", "none eyeglasses sunglasses", plain=True),
        _slot("accessories", "hat", "none hat", plain=True),
        _slot("accessories", "earrings", "none earrings", plain=True),
        _slot("accessories", "necklace", "none necklace", plain=True),
        _slot("accessories", "necktie", "none necktie", plain=True),
        _slot("accessories", "mask", "none mask", plain=True),
        _slot("accessories", "makeup", "none heavy", plain=True),
    )
}

SCENE_SLOTS: tuple[str, ...] = ("background", "lighting", "camera")

APPEARANCE_SLOTS: dict[str, tuple[str, str]] = {
    "blurry": ("camera", "out_of_focus"),
    "male": ("gender", "male"),
    "young": ("age", "young"),
    "chubby": ("fullness", "chubby"),
    "pale_skin": ("skin_tone", "pale"),
    "rosy_cheeks": ("cheeks", "rosy"),
    "oval_face": ("face_shape", "oval"),
    "receding_hairline": ("hairline", "receding"),
    "bald": ("hair_length", "bald"),
    "bangs": ("bangs", "bangs"),
    "black_hair": ("hair_color", "black"),
    "blonde_hair": ("hair_color", "blonde"),
    "gray_hair": ("hair_color", "gray"),
    "brown_hair": ("hair_color", "brown"),
    "straight_hair": ("hair_texture", "straight"),
    "wavy_hair": ("hair_texture", "wavy"),
    "long_hair": ("hair_length", "long"),
    "arched_eyebrows": ("eyebrow_shape", "arched"),
    "bushy_eyebrows": ("eyebrow_thickness", "bushy"),
    "bags_under_eyes": ("eye_bags", "bags"),
    "eyeglasses": ("glasses", "eyeglasses"),
    "sunglasses": ("glasses", "sunglasses"),
    "narrow_eyes": ("eye_size", "narrow"),
    "big_nose": ("nose_size", "big"),
    "pointy_nose": ("nose_tip", "pointed"),
    "high_cheekbones": ("cheekbones", "high"),
    "big_lips": ("lip_thickness", "full"),
    "double_chin": ("chin", "double"),
    "no_beard": ("beard", "none"),
    "5_o_clock_shadow": ("beard", "stubble"),
    "goatee": ("beard", "goatee"),
    "mustache": ("mustache", "mustache"),
    "sideburns": ("sideburns", "sideburns"),
    "heavy_makeup": ("makeup", "heavy"),
    "wearing_earrings": ("earrings", "earrings"),
    "wearing_hat": ("hat", "hat"),
    "wearing_lipstick": ("lip_color", "lipstick"),
    "wearing_necklace": ("necklace", "necklace"),
    "wearing_necktie": ("necktie", "necktie"),
    "wearing_mask": ("mask", "mask"),
}
"""Each CelebV-HQ appearance label as the slot value it asserts; blurry is a matter of the scene."""

_DENIED = {"gender": "female"}
"""What a slot without a plain value is where its only label is denied: CelebV-HQ's ``male`` is a choice of two."""


def slots_of_looks(looks: Collection[str]) -> dict[str, str]:
    """What forty yes-or-no labels say of the slots, those of the scene included; nothing where they contradict.

    A slot has the value that its one asserted label names. Where no label of a slot is asserted it has its plain value,
    if it has one; black, brown, blonde and gray hair all denied says nothing of the color.

    >>> slots_of_looks({"male", "brown_hair", "eyeglasses"})["gender"]
    'male'
    >>> "hair_color" in slots_of_looks({"brown_hair", "black_hair"})
    False
    """
    asserted: dict[str, set[str]] = {slot: set() for slot, _ in APPEARANCE_SLOTS.values()}
    for label in looks:
        slot, value = APPEARANCE_SLOTS[label]
        asserted[slot].add(value)
    slots = {}
    for slot, values in asserted.items():
        plain = PERSON_SLOTS[slot].plain if slot in PERSON_SLOTS else ""
        if (slot, plain) in APPEARANCE_SLOTS.values():  # "no beard" is a label of its own: denied, there is one
            plain = ""
        value = next(iter(values)) if len(values) == 1 else "" if values else _DENIED.get(slot, plain)
        if value:
            slots[slot] = value
    return slots


ACTION_ATTRIBUTE: dict[str, str] = {
    **dict.fromkeys(("nod", "shake_head", "head_wagging", "turn"), "head_actions"),
    **dict.fromkeys(("drink", "eat", "listen_to_music", "play_instrument", "read", "smoke", "sleep"), "body_actions"),
}
"""The open attribute that an action belongs to; every action not listed is a facial action."""


def action_attribute(action: str) -> str:
    """The open attribute of an action.

    >>> action_attribute("nod"), action_attribute("smile")
    ('head_actions', 'facial_actions')
    """
    return ACTION_ATTRIBUTE.get(action, "facial_actions")
