"""The truth in varied words: what the oracles say. It goes through the same parser as any model's answer."""

from dataclasses import replace
from random import Random

from benchmarks.marking import subject
from benchmarks.specs import SPECS
from emocfg.build.compose import wording
from emocfg.schema import (
    PERSON_SLOTS,
    SPACES,
    AffectiveTree,
    Event,
    Person,
    Sample,
    display,
    letter,
    open_attribute,
    parse_tree,
)
from emocfg.schema.attributes import action_attribute
from emocfg.schema.lexicon import EMOTION_WORDS, INTENSITY_WORDS


def say_labels(labels: tuple[str, ...], sample: Sample, draws: Random) -> str:
    """Labels of the sample's options, in one of the forms that models use."""
    if SPECS[sample.task].task.kind == "single":
        return _one(labels[0], sample, draws)
    letters = sorted(letter(sample.options.index(label)) for label in labels)
    if not labels:
        return draws.choice(("none", "None of them.", "Answer: none"))
    names = [display(label) for label in labels]
    forms = (
        ", ".join(names),
        f"I can see {', '.join(names)}.",
        " ".join(f"({name})" for name in letters),
        '{"answer": [' + ", ".join(f'"{label}"' for label in labels) + "]}",
        f"<think>Let me look at the face.</think>{' and '.join(names)}",
    )
    return draws.choice(forms)


def _one(label: str, sample: Sample, draws: Random) -> str:
    place = letter(sample.options.index(label))
    forms = [
        display(label),
        f"({place})",
        f"{place}.",
        f"({place}) {display(label)}",
        f"The answer is {display(label)}.",
        f'{{"answer": "{display(label)}"}}',
        f"<think>Is it {display(sample.options[0])}? Let me look again.</think>\nAnswer: {display(label)}",
    ]
    emotion, _, level = label.partition("_")
    if emotion in EMOTION_WORDS and (not level or level in INTENSITY_WORDS):
        strength = f"{draws.choice(INTENSITY_WORDS[level])} " if level else ""
        forms.append(f"{sample.subject or 'The person'} shows {strength}{draws.choice(EMOTION_WORDS[emotion])}.")
    return draws.choice(forms)


def say_open(sample: Sample, draws: Random, tree: AffectiveTree | None = None) -> str:
    """The sample's tree, or another one, in other words than the reference answer."""
    tree = tree or parse_tree(sample.tree, where=sample.id)
    attribute = open_attribute(sample.scheme)
    if attribute:
        return wording.attribute_answer(subject(tree, sample), attribute, draws)
    if sample.task == "rationale":  # about one person alone
        tree = replace(tree, persons=(subject(tree, sample),))
    return wording.caption(tree, SPECS[sample.task].aspects, draws)


def with_one_error(sample: Sample, draws: Random) -> AffectiveTree:
    """The sample's tree with one thing changed that its question asks for."""
    tree = parse_tree(sample.tree, where=sample.id)
    person = subject(tree, sample)
    attribute = open_attribute(sample.scheme)
    aspects = SPECS[sample.task].aspects
    if attribute.endswith("_actions"):
        changed = _other_action(person, attribute, draws)
    elif attribute or aspects == ("appearance",):
        changed = _other_slot(person, attribute, draws)
    elif aspects == ("action",):
        changed = replace(person, head_pose=_another(SPACES["pose-7"].labels, person.head_pose, draws))
    else:
        felt = person.emotions or ()
        label = _another(SPACES["emotion-8"].labels, felt[0].label, draws)
        changed = replace(person, emotions=(replace(felt[0], label=label, intensity=None), *felt[1:]))
    people = tuple(changed if other.key == person.key else other for other in tree.persons)
    return replace(tree, persons=people)


def _other_slot(person: Person, attribute: str, draws: Random) -> Person:
    known = [slot for slot in person.attributes if attribute in ("", PERSON_SLOTS[slot].attribute)]
    slot = draws.choice(known)
    value = _another(PERSON_SLOTS[slot].values, person.attributes[slot], draws)
    return replace(person, attributes={**person.attributes, slot: value})


def _other_action(person: Person, attribute: str, draws: Random) -> Person:
    done = {event.name for event in person.actions or ()}
    new = [name for name in SPACES["action-35"].labels if name not in done and action_attribute(name) == attribute]
    return replace(person, actions=(*(person.actions or ()), Event(draws.choice(new))))


def _another(values: tuple[str, ...], value: str | None, draws: Random) -> str:
    return draws.choice([other for other in values if other != value])
