"""The template annotator: from a tree to a rationale in English, with the evidence it stands on.

Looks and actions come first, then what the face does and what it does not do, then the emotion.
"""

from dataclasses import dataclass
from random import Random

from emocfg.schema import AffectiveTree, Emotion, Event, Evidence, Person, display

from .english import ATTITUDE, capital, feelings, flat, quoted
from .refer import MOVING, Reference
from .sentences import CLOSINGS, PLANS, WORDS
from .telling import Telling
from .wording import action, appearance, name, scene_sentences

EXPRESSIVE = frozenset("cry frown glare laugh shout sigh smile sneer weep".split())
"""Actions by which a face shows an emotion; where units are not annotated they are the evidence."""

_ENDED = ('.".', '!".', '?".', '…".')
"""Ends of a sentence that has ended inside its quotation."""


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A rationale and its evidence."""

    text: str
    evidence: tuple[Evidence, ...]


def has_reasons(person: Person) -> bool:
    """True if what the face does is known well enough to conclude an emotion or a class of micro-expression from it.

    A face in which nothing moves gives a reason for nothing but a neutral expression.
    """
    if not (person.emotions or person.micro):
        return False
    if person.units:
        return True
    neutral = not person.micro and all(felt.label == "neutral" for felt in person.emotions or ())
    return neutral if person.units is not None else bool(expressive(person))


def expressive(person: Person) -> list[Event]:
    """The actions by which the face shows an emotion."""
    return [event for event in person.actions or () if event.name in EXPRESSIVE]


def reasons(person: Person, draws: Random, reference: Reference | None = None) -> Reasoned:
    """Why a person is said to feel something, by one of the plans.

    Args:
        person: the person; :func:`has_reasons` must be true.
        draws: chooses plan and words.
        reference: how the person is called, where it is by looks.
    """
    plan = draws.choice(PLANS)
    telling = _telling(person, draws, reference)
    if reference is None and "look" not in plan.parts:
        telling.called = telling.after
    for part in plan.parts if person.units is not None else ("look", "face"):
        if part == "look":
            telling.look(reference.slots if reference else frozenset())
        elif part == "act":
            telling.act(person.actions or ())
        elif part == "absent":
            telling.absent()
        elif person.units is not None:
            telling.face(plan.times)
        else:
            telling.act(expressive(person), timed=True)
    telling.close()
    return _done(telling)


def caption_reasons(tree: AffectiveTree, person: Person, draws: Random, reference: Reference | None = None) -> Reasoned:
    """A caption of a person that gives its reasons: the scene, all looks, actions and movements, then the emotion.

    Args:
        tree: the clip's tree.
        person: the person of it; :func:`has_reasons` must be true.
        draws: chooses the words.
        reference: how the person is called, where it is by looks.
    """
    telling = _telling(person, draws, reference)
    scene = scene_sentences(tree, ("background",), draws)
    named = reference or Reference("", "", frozenset())
    looks = appearance(person, draws, called=named.text, without=named.slots | MOVING)
    does = action(person, draws, called=telling.after if looks else telling.called)
    telling.sentences += filter(None, (looks, does))
    telling.stand_on_looks(frozenset(person.attributes) - MOVING)
    telling.stand_on_actions(person.actions or ())
    if person.units is not None:
        telling.face(draws.choice(PLANS).times)
    telling.close()
    if scene:
        telling.sentences.insert(0, scene)
        telling.evidence.insert(0, Evidence("scene.background", display(tree.scene["background"]), "supported"))
    return _done(telling)


def word_reasons(tree: AffectiveTree, person: Person, who: str, draws: Random) -> Reasoned:
    """What spoken words say of an emotion: the last lines are quoted, and nothing is claimed of the video.

    Args:
        tree: the clip's tree, with a dialogue.
        person: who speaks last; the emotions must be known.
        who: what to call the person.
        draws: chooses the words.
    """
    telling = Telling(person, draws, who, who)
    last = len(tree.dialogue) - 1
    for number in range(max(0, last - 1), last + 1):
        speaker, line = flat(tree.dialogue[number].speaker), quoted(tree.dialogue[number].text)
        pattern = draws.choice(WORDS["last" if number == last else "before"])
        sentence = pattern.format(who=speaker, Who=capital(speaker), line=line)
        telling.sentences.append(sentence[:-1] if sentence.endswith(_ENDED) else sentence)
        telling.evidence.append(Evidence(f"say.{number}", f"{speaker} says {line}", "supported"))
    felt = tuple(Emotion(felt.label, felt.intensity) for felt in person.emotions or ())
    telling.say(CLOSINGS["words"], label=feelings(felt, draws, ATTITUDE))
    return _done(telling)


def _telling(person: Person, draws: Random, reference: Reference | None) -> Telling:
    """By side where there are several people; by looks first, then as "the woman", where called so."""
    after = {"female": "the woman", "male": "the man"}.get(person.attributes.get("gender", ""), "the person")
    if reference is not None:
        return Telling(person, draws, reference.text, after)
    return Telling(person, draws, name(person), name(person) if person.position else after)


def _done(telling: Telling) -> Reasoned:
    return Reasoned(" ".join(telling.sentences), tuple(telling.evidence))
