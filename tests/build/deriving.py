"""Answers derived again from the tree of a row alone, by other code than the composers'."""

import re

from emocfg.schema import (
    ASPECTS,
    AffectiveTree,
    Item,
    Person,
    Sample,
    attribute_items,
    display,
    open_attribute,
    person_items,
    read_caption,
    sentiment_level,
    tree_items,
)
from emocfg.schema.lexicon import EMOTION_WORDS

TIME = re.compile(r"from (\d+(?:\.\d+)?) to (\d+(?:\.\d+)?) s")


def subject(tree: AffectiveTree, sample: Sample) -> Person:
    """The person that a row is about."""
    side = next((word for word in ("left", "right") if word in sample.subject.split()), "")
    return next(person for person in tree.persons if person.position == side)


def labels_of(tree: AffectiveTree, sample: Sample) -> set[str]:
    """The labels of a closed row."""
    person = subject(tree, sample)
    felt = {emotion.label for emotion in person.emotions or ()}
    strength = {emotion.intensity for emotion in person.emotions or () if emotion.intensity}
    fine = {f"{label}_{level}" for label in felt for level in strength} or felt
    if tree.relation and sample.task == "conversation":
        return {tree.relation}
    if sample.task == "sentiment_fine":
        return {sentiment_level(person.valence or 0.0, f"sentiment-{len(sample.options)}")}
    if sample.task == "appearance":
        return {label for label in sample.options if holds(person, tree, label)}
    return {
        "action": {event.name for event in person.actions or ()},
        "action_units": {f"AU{unit.code}" for unit in person.units or ()} & set(sample.options),
        "head_pose": {str(person.head_pose)},
        "emotion_single": felt,
        "conversation": felt,
        "emotion_multi": felt,
        "emotion_fine": fine,
        "sentiment": {str(person.sentiment)},
        "micro_expression": {str(person.micro)},
    }[sample.task]


def holds(person: Person, tree: AffectiveTree, label: str) -> bool:
    """Whether one of the forty labels holds, for those that the test knows the slot of."""
    if person.looks is not None:
        return label in person.looks
    slots = {"male": ("gender", "male"), "eyeglasses": ("glasses", "eyeglasses"), "goatee": ("beard", "goatee")}
    slots |= {f"{color}_hair": ("hair_color", color) for color in ("black", "blonde", "gray", "brown")}
    slots |= {f"wearing_{thing}": (thing, thing) for thing in ("earrings", "hat", "necklace", "necktie", "mask")}
    slots |= {name: (name, name) for name in ("bangs", "mustache", "sideburns")} | {"bald": ("hair_length", "bald")}
    slots |= {"straight_hair": ("hair_texture", "straight"), "wavy_hair": ("hair_texture", "wavy")}
    slots |= {"no_beard": ("beard", "none"), "5_o_clock_shadow": ("beard", "stubble"), "young": ("age", "young")}
    slots |= {
        "sunglasses": ("glasses", "sunglasses"),
        "chubby": ("fullness", "chubby"),
        "oval_face": ("face_shape", "oval"),
    }
    slots |= {"pale_skin": ("skin_tone", "pale"), "rosy_cheeks": ("cheeks", "rosy"), "big_nose": ("nose_size", "big")}
    slots |= {"receding_hairline": ("hairline", "receding"), "long_hair": ("hair_length", "long")}
    slots |= {"arched_eyebrows": ("eyebrow_shape", "arched"), "bushy_eyebrows": ("eyebrow_thickness", "bushy")}
    slots |= {"bags_under_eyes": ("eye_bags", "bags"), "narrow_eyes": ("eye_size", "narrow")}
    slots |= {"pointy_nose": ("nose_tip", "pointed"), "high_cheekbones": ("cheekbones", "high")}
    slots |= {
        "big_lips": ("lip_thickness", "full"),
        "double_chin": ("chin", "double"),
        "heavy_makeup": ("makeup", "heavy"),
    }
    slots |= {"wearing_lipstick": ("lip_color", "lipstick"), "blurry": ("camera", "out_of_focus")}
    slot, value = slots[label]
    return {**person.attributes, **tree.scene}.get(slot) == value


def reads(text: str, person: Person, topic: str = "") -> frozenset[Item]:
    """What a text says of one person."""
    return read_caption(text, {"": person.key}, topic).items


def caption_fits(tree: AffectiveTree, text: str, aspects: tuple[str, ...]) -> bool:
    """True if a caption says all that the tree holds of some aspects, and nothing else, with its times."""
    reading = read_caption(text, {person.position: person.key for person in tree.persons})
    wanted = frozenset(item for aspect in aspects for item in tree_items(tree, aspect))
    spans = {felt.span for person in tree.persons for felt in person.emotions or ()} - {None}
    times = {(float(a), float(b)) for a, b in TIME.findall(text)}
    told = {(span.start, span.end) for span in spans if span} if "emotion" in aspects else set()
    return reading.items == wanted and not reading.denied and times == told


def scene_is_told(tree: AffectiveTree, text: str) -> bool:
    """True if the background comes before the people and camera and light after them."""
    slots = {slot: text.find(display(value)) for slot, value in tree.scene.items()}
    people = text.find("person")
    return all((place < people if slot == "background" else place > people) for slot, place in slots.items()) and all(
        place >= 0 for place in slots.values()
    )


def turn_fits(tree: AffectiveTree, person: Person, answer: str, *, last: bool) -> bool:
    """True if an answer in a conversation is what the tree holds: of looks, of the face, or of the emotion."""
    if answer in (person.micro, person.sentiment):
        return True
    if tree.dialogue and answer == f'{tree.dialogue[-1].speaker} says "{tree.dialogue[-1].text}"':
        return True
    items, known = reads(answer, person), frozenset[Item]()
    if last:
        known = frozenset(item for item in person_items(person, "emotion") if item.kind != "unit")
        return items == known and bool(known)
    return answer == "none" or (items <= frozenset(i for a in ASPECTS for i in person_items(person, a)) and bool(items))


def qa_fits(tree: AffectiveTree, sample: Sample) -> bool:
    """True if the answer to a question on one aspect is what the tree holds."""
    aspect, person = sample.id.rsplit(".", 1)[1], subject(tree, sample)
    if aspect in tree.scene:
        return sample.answer == tree.scene[aspect].replace("_", " ")
    if aspect == "people":
        return sample.answer == str(len(tree.persons))
    if aspect == "expression_time":
        spans = {(felt.span.start, felt.span.end) for felt in person.emotions or () if felt.span}
        return {(float(a), float(b)) for a, b in TIME.findall(sample.answer)} == spans and len(spans) == 1
    if aspect == "micro_class":
        return sample.answer == person.micro
    kinds = {"pose": {"head_pose"}, "doing": {"action"}, "movements": {"unit"}, "feeling": {"emotion", "intensity"}}
    known = {item for part in ASPECTS for item in person_items(person, part) if item.kind in kinds[aspect]}
    return reads(sample.answer, person) == known and (bool(known) or sample.answer == "none")


def attribute_fits(tree: AffectiveTree, sample: Sample) -> bool:
    """True if an open answer is what the tree holds of the attribute."""
    attribute, person = open_attribute(sample.scheme), subject(tree, sample)
    return reads(sample.answer, person, attribute) == attribute_items(person, attribute)


def concludes(text: str) -> set[str]:
    """The emotions, or the class of a micro-expression, that the last sentence of a rationale names."""
    last = re.split(r"(?<=[.!?\"]) ", text.strip())[-1].rstrip(".").lower()
    if "micro-expression" in last:
        return {label for label in ("negative", "positive", "surprise") if label in last.split()}
    return {label for label, words in EMOTION_WORDS.items() if words[0] in last.split()}
