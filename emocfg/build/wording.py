"""From a tree to English: captions, answers and rationales as projections of what is known. Nothing is added.

Every choice of words is drawn from the generator that is passed in, so the same truth reads differently from clip to
clip, and the caption reader of ``schema`` gets every item back.
"""

from collections.abc import Iterable
from random import Random

from emocfg.schema import AffectiveTree, Item, Person, Span, attribute_items, display, person_items
from emocfg.schema.lexicon import ACTION_VERBS, EMOTION_WORDS, HEADS, MODIFIERS, PHRASES, POSES, UNIT_NAMES

_MASS = frozenset(
    (
        *("hair", "skin", "complexion", "lipstick", "stubble", "freckled skin"),
        "heavy makeup",
        "heavy make-up",
        "a fringe",
    )
)
_STRENGTH = {"low": ("slight", "mild", "weak"), "medium": ("moderate",), "high": ("strong", "intense")}
_WORN = frozenset(("glasses", "hat", "earrings", "necklace", "necktie", "mask", "makeup", "lip_color"))


def caption(tree: AffectiveTree, aspects: Iterable[str], draws: Random) -> str:
    """A caption of one or more aspects of every person, in the order of the tree."""
    wanted = tuple(aspects)
    writers = {"appearance": appearance, "action": action, "emotion": emotion}
    sentences = (writers[aspect](person, draws) for person in tree.persons for aspect in wanted)
    return " ".join(filter(None, sentences))


def scene_sentence(tree: AffectiveTree) -> str:
    """Where the clip plays, how it is lit and filmed; "" if nothing is known."""
    scene = {slot: display(value) for slot, value in tree.scene.items()}
    parts = [
        f"the background is a {scene['background']}" if "background" in scene else "",
        f"the lighting is {scene['lighting']}" if "lighting" in scene else "",
        f"the camera is {scene['camera']}" if "camera" in scene else "",
    ]
    text = ", ".join(filter(None, parts))
    return text[:1].upper() + text[1:] + "." if text else ""


def name(person: Person) -> str:
    """How a person is called: by side where there are several."""
    return f"the person on the {person.position}" if person.position else "the person"


def appearance(person: Person, draws: Random) -> str:
    """Who it is and what the face, the hair and the accessories are like."""
    items = person_items(person, "appearance")
    kind = " ".join(_word(item, draws) for item in _pick(items, ("age", "gender")))
    head = f"{_subject(person)} is {_article(kind)}" if _has(items, "gender") else f"{_subject(person)} is {kind}"
    rest = [item for item in items if item.kind not in ("age", "gender")]
    worn = noun_phrases([item for item in rest if item.kind in _WORN], draws)
    own = noun_phrases([item for item in rest if item.kind not in _WORN and item.value != "bald"], draws)
    draws.shuffle(own)
    who = _pronoun(person)
    sentences = [head if kind else ""]
    if any(item.value == "bald" for item in rest):
        sentences.append(f"{who} is {draws.choice(PHRASES['hair_length', 'bald'])}")
    sentences += [f"{who} has {_joined(own[start : start + 4])}" for start in range(0, len(own), 4)]
    if worn:
        sentences.append(f"{who} wears {_joined(worn)}")
    return " ".join(f"{sentence}." for sentence in sentences if sentence)


def action(person: Person, draws: Random) -> str:
    """What the person does and where the face points."""
    names = dict.fromkeys(event.name for event in person.actions or ())
    verbs = [ACTION_VERBS[name][1 if draws.random() < 0.5 else 0] for name in names]
    doing = [verb for verb in verbs if verb.split()[0].endswith("ing")]
    does = [verb for verb in verbs if not verb.split()[0].endswith("ing")]
    parts = [_joined(does)] if does else []
    parts += [f"is {_joined(doing)}"] if doing else []
    sentences = [f"{_subject(person)} {' and '.join(parts)}."] if parts else []
    if person.head_pose:
        sentences.append(f"{_subject(person)} is {draws.choice(POSES[person.head_pose][:2])}.")
    return " ".join(sentences)


def emotion(person: Person, draws: Random) -> str:
    """What the person feels, how strongly, when, and in which movements of the face it shows."""
    feelings = []
    for felt in person.emotions or ():
        strength = f"{draws.choice(_STRENGTH[felt.intensity])} " if felt.intensity else ""
        word = EMOTION_WORDS[felt.label][0]
        feelings.append("a neutral expression" if felt.label == "neutral" else strength + word)
    units = [_unit(unit.code, draws) for unit in person.units or ()]
    span = next((felt.span for felt in person.emotions or () if felt.span), None)
    sentences = []
    if feelings:
        sentences.append(f"{_subject(person)} shows {_joined(feelings)}{_during(span)}.")
    if units:
        sentences.append(f"In the face of {name(person)} one sees {_joined(units)}.")
    return " ".join(sentences)


def attribute_answer(person: Person, attribute: str, draws: Random) -> str:
    """The answer to an open question on one of the 15 attributes; "none" where it is known that there is nothing."""
    items = attribute_items(person, attribute) or frozenset()
    if attribute.endswith("_actions"):
        return _joined([ACTION_VERBS[item.value][1] for item in sorted(items)]) or "none"
    words = [_word(item, draws) for item in _pick(items, ("age", "gender", "bald"))]
    rest = noun_phrases([i for i in items if i.kind not in ("age", "gender") and i.value != "bald"], draws)
    return _joined([*words, *rest]) or "none"


def rationale(person: Person, draws: Random) -> str:
    """Attribute, then expression, then emotion: the lower levels as evidence of the conclusion."""
    who = " ".join(_word(item, draws) for item in _pick(person_items(person, "appearance"), ("age", "gender")))
    shown = [_unit(unit.code, draws) + _during(unit.span) for unit in person.units or ()]
    sentences = [f"{_subject(person)} is {_article(who)}." if "gender" in person.attributes else ""]
    if shown:
        sentences.append(f"The face shows {_joined(shown)}.")
    elif person.units is not None:
        sentences.append("The face is still.")
    if person.micro:
        sentences.append(
            f"The movement flashes up and is gone: this is a micro-expression of the class {person.micro}."
        )
    else:
        labels = [EMOTION_WORDS[felt.label][0] for felt in person.emotions or ()]
        sentences.append(f"Together this is read as {_joined(labels)}.")
    return " ".join(filter(None, sentences))


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
            phrases.append(_article(_word(item, draws)))
    described = [_article(" ".join([*words, draws.choice(HEADS[head])])) for head, words in adjectives.items()]
    return described + phrases


def _word(item: Item, draws: Random) -> str:
    names = PHRASES[item.kind, item.value]
    if item.kind == "gender":
        names = names[:2]
    return draws.choice(names)


def _pick(items: Iterable[Item], kinds: tuple[str, ...]) -> list[Item]:
    """The items of some kinds (or values), in the order of ``kinds``."""
    chosen = [item for item in items if item.kind in kinds or item.value in kinds]
    return sorted(chosen, key=lambda item: kinds.index(item.kind if item.kind in kinds else item.value))


def _has(items: Iterable[Item], kind: str) -> bool:
    return any(item.kind == kind for item in items)


def _subject(person: Person) -> str:
    text = name(person)
    return text[:1].upper() + text[1:]


def _pronoun(person: Person) -> str:
    """She or he where that is annotated and nobody else is there to be confused with."""
    pronoun = {"female": "She", "male": "He"}.get(person.attributes.get("gender", ""), "")
    return pronoun if pronoun and not person.position else _subject(person)


def _unit(code: int, draws: Random) -> str:
    if code not in UNIT_NAMES:
        return f"AU{code}"
    plain, technical = UNIT_NAMES[code][:2]
    return f"{plain} (AU{code})" if draws.random() < 0.7 else f"AU{code} ({technical})"


def _article(phrase: str) -> str:
    last = phrase.rsplit(maxsplit=1)[-1]
    if not phrase or phrase in _MASS or last in _MASS or last.endswith("s"):
        return phrase
    return ("an " if phrase[0] in "aeiou" else "a ") + phrase


def _joined(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _during(span: Span | None) -> str:
    return f" from {span.start:.1f} to {span.end:.1f} s" if span else ""
