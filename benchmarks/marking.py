"""Mark one answer: from sample and text to a record. Pure, total and without a judge."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from emocfg.metrics import set_f1
from emocfg.schema import (
    PERSON_SLOTS,
    AffectiveTree,
    Item,
    Person,
    Reading,
    Sample,
    attribute_items,
    open_attribute,
    parse_tree,
    read_caption,
    tree_items,
)
from emocfg.schema.attributes import action_attribute

from .final import final_text, is_refusal
from .outcomes import Record, item_texts
from .parsing import parse_multi, parse_single
from .specs import SPECS

_ASPECT_KINDS = {
    "appearance": (*PERSON_SLOTS,),
    "action": ("action", "head_pose"),
    "emotion": ("emotion", "intensity", "unit"),
}


def mark(sample: Sample, answer: str) -> Record:
    """The record of an answer: scored, unparsed or refused."""
    kind = SPECS[sample.task].task.kind
    if kind == "open":
        return _mark_open(sample, answer)
    if kind == "single":
        label = parse_single(answer, sample.options)
        predicted = None if label is None else frozenset((label,))
    else:
        predicted = parse_multi(answer, sample.options)
    gold = frozenset(sample.labels)
    if predicted is None:
        return _record(sample, answer, "refused" if is_refusal(answer) else "unparsed", sample.labels)
    order = [option for option in sample.options if option in predicted]
    return _record(sample, answer, "scored", sample.labels, tuple(order), float(predicted == gold))


def failure(sample: Sample, outcome: str, detail: str) -> Record:
    """The record of a sample that could not be asked or judged."""
    gold = sample.labels if SPECS[sample.task].task.kind != "open" else item_texts(gold_items(sample))
    return _record(sample, "", outcome, gold, detail=detail)


def has_truth(sample: Sample) -> bool:
    """False for an open question whose reference says nothing that the caption reader knows: no answer can be marked.

    Rows of a build always have a truth; those of an imported release may not.
    """
    if SPECS[sample.task].task.kind != "open":
        return True
    attribute, tree = open_attribute(sample.scheme), _tree(sample.tree)
    if attribute:
        return bool(tree.persons) and attribute_items(subject(tree, sample), attribute) is not None
    return bool(gold_items(sample))


def gold_items(sample: Sample) -> frozenset[Item]:
    """What an open answer must say: the items of the tree that the task asks for.

    A rationale must say of its subject what the reference rationale says and the tree confirms: which signs are worth
    naming is its author's choice.
    """
    tree = _tree(sample.tree)
    attribute = open_attribute(sample.scheme)
    if attribute:
        return attribute_items(subject(tree, sample), attribute) or frozenset()
    known = frozenset(item for aspect in SPECS[sample.task].aspects for item in tree_items(tree, aspect))
    if sample.task != "rationale":
        return known
    about = subject(tree, sample)
    return known & _reference(sample.answer, about.position, about.key)


def _mark_open(sample: Sample, answer: str) -> Record:
    """Typed slot F1 between what the answer claims and what the tree holds.

    Claims of other aspects, and claims on what the tree does not know, count neither for nor against; in a rationale,
    neither do true claims that the reference does without. Two values for one exclusive slot are wrong both: an answer
    that lists everything earns nothing.
    """
    gold, text = gold_items(sample), final_text(answer)
    if text is None:
        return _record(sample, answer, "unparsed", item_texts(gold))
    tree = _tree(sample.tree)
    topic = open_attribute(sample.scheme)
    reading = _read(sample, tree, text)
    claimed = unequivocal(item for item in reading.items if _relevant(sample, tree, item))
    if sample.task == "rationale":
        claimed -= _spare(sample, tree, gold)
    denied = any(_relevant(sample, tree, item) for item in reading.denied)
    if not claimed and is_refusal(answer):
        return _record(sample, answer, "refused", item_texts(gold))
    if not claimed and topic and not (reading.says_none or denied):
        return _record(sample, answer, "unparsed", item_texts(gold))
    return _record(sample, answer, "scored", item_texts(gold), item_texts(claimed), set_f1(gold, claimed))


def _read(sample: Sample, tree: AffectiveTree, text: str) -> Reading:
    """What a text claims: of its subject where the question is about one person, else of everybody."""
    topic = open_attribute(sample.scheme)
    about = [subject(tree, sample)] if topic or sample.task == "rationale" else tree.persons
    return read_caption(text, {person.position: person.key for person in about}, topic)


@lru_cache(maxsize=4096)
def _reference(text: str, position: str, key: str) -> frozenset[Item]:
    """What a reference claims of one person; it is read again for every answer to it."""
    return read_caption(text, {position: key}).items


def _spare(sample: Sample, tree: AffectiveTree, gold: frozenset[Item]) -> frozenset[Item]:
    """What is true, and not asked for; the emotion is always asked for."""
    known = frozenset(item for aspect in SPECS[sample.task].aspects for item in tree_items(tree, aspect))
    return known - gold


def unequivocal(claims: Iterable[Item]) -> frozenset[Item]:
    """The claims, with those that contradict each other turned into ones that no truth holds."""
    items = frozenset(claims)
    values = Counter(
        (item.person, item.kind) for item in items if item.kind in PERSON_SLOTS or item.kind == "head_pose"
    )
    return frozenset(
        replace(item, value=f"{item.value}, contradicted") if values[item.person, item.kind] > 1 else item
        for item in items
    )


def subject(tree: AffectiveTree, sample: Sample) -> Person:
    """The person the question is about."""
    named = [person for person in tree.persons if person.position and person.position in sample.subject.split()]
    return (named or tree.persons)[0]


def _relevant(sample: Sample, tree: AffectiveTree, item: Item) -> bool:
    """True if the claim is of the kind asked for, and the tree knows about it."""
    person = tree.person(item.person)
    attribute = open_attribute(sample.scheme)
    if attribute:
        if item.kind == "action":
            return action_attribute(item.value) == attribute
        return (
            item.kind in PERSON_SLOTS and PERSON_SLOTS[item.kind].attribute == attribute and _known(person, item.kind)
        )
    asked = (kind for aspect in SPECS[sample.task].aspects for kind in _ASPECT_KINDS[aspect])
    return item.kind in asked and _known(person, item.kind)


def _known(person: Person, kind: str) -> bool:
    if kind in PERSON_SLOTS:
        return kind in person.attributes
    part = {"action": person.actions, "head_pose": person.head_pose, "unit": person.units}
    return part.get(kind, person.emotions) is not None


@lru_cache(maxsize=256)
def _tree(text: str) -> AffectiveTree:
    return parse_tree(text, where="tree column")


def _record(
    sample: Sample,
    answer: str,
    outcome: str,
    gold: tuple[str, ...],
    predicted: tuple[str, ...] = (),
    score: float = 0.0,
    detail: str = "",
) -> Record:
    return Record(
        id=sample.id,
        task=sample.task,
        source=sample.source,
        identity=sample.identity,
        source_video=sample.source_video,
        outcome=outcome,
        gold=gold,
        predicted=predicted,
        score=score,
        answer=answer,
        detail=detail,
    )
