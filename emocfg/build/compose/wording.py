"""From a tree to English: captions and answers as projections of what is known. Nothing is added.

Every choice of words is drawn from the generator that is passed in, so the same truth reads differently from clip to
clip, and the caption reader of ``schema`` gets every item back.
"""

from collections.abc import Collection, Iterable
from random import Random

from emocfg.schema import AffectiveTree, Item, Person, attribute_items, display, person_items
from emocfg.schema.lexicon import ACTION_VERBS, HEADS, MODIFIERS, PHRASES, POSES

from .english import article, capital, feelings, joined, unit_phrase

WORN = frozenset(("glasses", "hat", "earrings", "necklace", "necktie", "mask", "makeup", "lip_color"))
"""Slots of what somebody wears, not has."""

_UNFIT = frozenset(("painted lips", "bags under them", "5 o clock shadow"))
"""Phrases that readers know and that do not go with "has" and "wears"."""

SCENE = {
    "background": (
        "The background is {a}.",
        "In the background there is {a}.",
        "The scene is set in front of {a}.",
        "Behind everything one sees {a}.",
    ),
    "camera": (
        "The camera is {it}.",
        "As for the camera, it is {it}.",
        "All of it is filmed by a camera that is {it}.",
    ),
    "lighting": ("The lighting is {it}.", "The light is {it}.", "The scene is lit by light that is {it}."),
}
"""How the slots of a scene are told."""

SHOWS = {
    False: ("{Who} shows {it}.", "{Who} expresses {it}.", "{Who} displays {it}.", "What {who} shows is {it}."),
    True: ("{Who} shows {it}.", "{Who} keeps {it}.", "{Who} has {it}.", "What {who} shows is {it}."),
}
"""How an emotion is told, and how one that begins or is all neutral."""

MOVES = (
    "In the face of {who} one sees {it}.",
    "The face of {who} shows {it}.",
    "This can be told from the face of {who}: {it}.",
    "What moves in the face of {who} is this: {it}.",
)
"""How the movements of a face are told."""


def caption(tree: AffectiveTree, aspects: Iterable[str], draws: Random) -> str:
    """A caption of one or more aspects of every person, in the order of the tree."""
    wanted = tuple(aspects)
    writers = {"appearance": appearance, "action": action, "emotion": emotion}
    sentences = (writers[aspect](person, draws) for person in tree.persons for aspect in wanted)
    return " ".join(filter(None, sentences))


def scene_sentences(tree: AffectiveTree, slots: Iterable[str], draws: Random) -> str:
    """Sentences on some slots of the scene; "" if nothing is known of them."""
    known = [slot for slot in slots if slot in tree.scene]
    told = {slot: display(tree.scene[slot]) for slot in known}
    return " ".join(draws.choice(SCENE[slot]).format(a=article(told[slot]), it=told[slot]) for slot in known)


def name(person: Person) -> str:
    """How a person is called: by side where there are several."""
    return f"the person on the {person.position}" if person.position else "the person"


def appearance(person: Person, draws: Random, called: str = "", without: Collection[str] = ()) -> str:
    """Who it is and what the face, the hair and the accessories are like.

    Args:
        person: the person.
        draws: chooses the words.
        called: what to call the person instead of by side.
        without: slots that are told elsewhere.
    """
    items = [item for item in person_items(person, "appearance") if item.kind not in without]
    rest = [item for item in items if item.kind not in ("age", "gender")]
    worn = noun_phrases([item for item in rest if item.kind in WORN], draws)
    own = noun_phrases([item for item in rest if item.kind not in WORN and item.value != "bald"], draws)
    draws.shuffle(own)
    told = [f"is {kind}"] if (kind := _kind(items, draws)) else []
    if any(item.value == "bald" for item in rest):
        told.append(f"is {draws.choice(PHRASES['hair_length', 'bald'])}")
    size = draws.choice((3, 4))
    told += [f"has {joined(own[start : start + size])}" for start in range(0, len(own), size)]
    if worn:
        told.append(f"{draws.choice(('wears', 'is wearing'))} {joined(worn)}")
    first = capital(called or name(person))
    return " ".join(f"{pronoun(person) if number else first} {part}." for number, part in enumerate(told))


def _kind(items: Iterable[Item], draws: Random) -> str:
    """Age and gender, as far as they are known: ``a young woman``, ``elderly``."""
    chosen = _pick(items, ("age", "gender"))
    kind = " ".join(word(item, draws) for item in chosen)
    return article(kind) if chosen and chosen[-1].kind == "gender" else kind


def action(person: Person, draws: Random, called: str = "") -> str:
    """What the person does and where the face points."""
    names = dict.fromkeys(event.name for event in person.actions or ())
    verbs = [ACTION_VERBS[name][1 if draws.random() < 0.5 else 0] for name in names]
    doing = [verb for verb in verbs if verb.split()[0].endswith("ing")]
    does = [verb for verb in verbs if not verb.split()[0].endswith("ing")]
    told = [joined(does)] if does else []
    told += [f"is {joined(doing)}"] if doing else []
    told += [f"is {pose(person.head_pose, draws)}"] if person.head_pose else []
    who = capital(called or name(person))
    if draws.random() < 0.5:
        told = [joined(told)] if told else []
    return " ".join(f"{who} {part}." for part in told)


def pose(head_pose: str, draws: Random) -> str:
    """Where a head points: ``turned slightly to the left``."""
    return draws.choice(POSES[head_pose][:2])


def emotion(person: Person, draws: Random, called: str = "") -> str:
    """What the person feels, how strongly, when, and in which movements of the face it shows."""
    who, felt = called or name(person), person.emotions or ()
    sentences = []
    if felt:
        told = feelings(felt, draws)
        pattern = draws.choice(SHOWS[told.startswith("a neutral")])
        sentences.append(pattern.format(Who=capital(who), who=who, it=told))
    units = [unit_phrase(unit, draws) for unit in person.units or ()]
    if units:
        sentences.append(draws.choice(MOVES).format(who=who, it=joined(units)))
    return " ".join(sentences)


def attribute_answer(person: Person, attribute: str, draws: Random) -> str:
    """The answer to an open question on one of the 15 attributes; "none" where it is known that there is nothing."""
    items = attribute_items(person, attribute) or frozenset()
    if attribute.endswith("_actions"):
        return joined([ACTION_VERBS[item.value][1] for item in sorted(items)]) or "none"
    words = [word(item, draws) for item in _pick(items, ("age", "gender", "bald"))]
    rest = noun_phrases([i for i in items if i.kind not in ("age", "gender") and i.value != "bald"], draws)
    return joined([*words, *rest]) or "none"


def noun_phrases(items: Iterable[Item], draws: Random) -> list[str]:
    """Items as noun phrases; adjectives of one noun go together: "long wavy brown hair"."""
    adjectives: dict[str, list[str]] = {}
    phrases = []
    for item in sorted(items):
        key = (item.kind, item.value)
        head = next((head for head, table in MODIFIERS.items() if key in table), None)
        if head is not None:
            adjectives.setdefault(head, []).append(draws.choice(MODIFIERS[head][key]))
        else:
            phrases.append(article(word(item, draws)))
    described = [article(" ".join([*words, draws.choice(HEADS[head])])) for head, words in adjectives.items()]
    return described + phrases


def word(item: Item, draws: Random) -> str:
    """What an item is called; of a gender the nouns for a grown-up, of other things what reads well in a list."""
    names = [name for name in PHRASES[item.kind, item.value] if name not in _UNFIT]
    return draws.choice(names[:2] if item.kind == "gender" else names)


def pronoun(person: Person) -> str:
    """What a person is called at the start of a further sentence: ``She`` or ``He`` where that is annotated."""
    return {"female": "She", "male": "He"}.get(person.attributes.get("gender", ""), capital(name(person)))


def _pick(items: Iterable[Item], kinds: tuple[str, ...]) -> list[Item]:
    """The items of some kinds (or values), in the order of ``kinds``."""
    chosen = [item for item in items if item.kind in kinds or item.value in kinds]
    return sorted(chosen, key=lambda item: kinds.index(item.kind if item.kind in kinds else item.value))
