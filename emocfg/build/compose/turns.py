"""Conversations of several turns: looks, then the face, then the emotion, each question given the last answer."""

from collections.abc import Iterator, Sequence

from emocfg.schema import PERSON_SLOTS, Message, Person, chat, display, user_text
from emocfg.schema.lexicon import ACTION_VERBS

from .aspect_questions import ASPECT_QUESTIONS, FOLLOW_UPS
from .cases import LOOKS, Case, Draft
from .english import ATTITUDE, EXPRESSION, during, feelings, flat, joined, lines_of, quoted, unit_phrase
from .questions import QUESTIONS, ask
from .wording import attribute_answer, pose

_SUFFIX = "turns"


def conversation_turns(case: Case) -> Iterator[Draft]:
    """A conversation about one person, up to the emotion: over looks and face, or over what is said.

    Without the level of expression there is none: nothing follows from looks alone.
    """
    person, dialogue = case.person, case.merged.tree.dialogue
    shown = person.units is not None or person.actions is not None
    if not (person.emotions or person.micro) or not (shown or dialogue):
        return
    before = [turn for turn in (_looks(case), _face(case)) if turn] if shown else [_said(case)]
    asked = [*before, *_emotion(case, shown=shown)]
    lines = lines_of(dialogue)
    if lines and shown:
        asked[0] = (f"{lines}\n{asked[0][0]}", asked[0][1])
    aspects = ("emotion", "intensity", "micro", "sentiment", "unit", "action", "head_pose", *LOOKS)
    yield Draft(asked[0][0], asked[-1][1], aspects=aspects, suffix=_SUFFIX, turns=tuple(asked))


def turn_messages(turns: Sequence[tuple[str, str]], *, n_videos: int) -> tuple[Message, ...]:
    """The chat form of several turns; the videos come with the first."""
    (question, answer), *later = turns
    messages = list(chat(question, (), answer, n_videos=n_videos))
    for question, answer in later:
        messages += [Message("user", user_text(question, ())), Message("assistant", answer)]
    return tuple(messages)


def movements(person: Person, case: Case, part: str) -> str:
    """What moves in a face, and when; "none" where it is known that nothing does."""
    draws = case.draws("qa", part)
    return joined([unit_phrase(unit, draws) + during(unit.span) for unit in person.units or ()]) or "none"


def doing(person: Person) -> str:
    """What somebody does; "none" where it is known that nothing of the list is done."""
    return joined([ACTION_VERBS[name][1] for name in dict.fromkeys(e.name for e in person.actions or ())]) or "none"


def feeling(person: Person, case: Case, part: str) -> str:
    """The emotions, with strength and times, or the class of a micro-expression."""
    if person.micro:
        return person.micro
    shown = person.units is not None or person.actions is not None
    return feelings(person.emotions or (), case.draws("qa", part), EXPRESSION if shown else ATTITUDE)


def _looks(case: Case) -> tuple[str, str] | None:
    """The level of attributes: what is known of the 15, else the head pose."""
    person, draws = case.person, case.draws("qa", f"{_SUFFIX} attribute")
    known = sorted({PERSON_SLOTS[slot].attribute for slot in person.attributes})
    if known:
        attribute = draws.choice(known)
        question = ask(QUESTIONS["open_attribute"], draws, who=case.who, topic=display(attribute))
        return question, attribute_answer(person, attribute, draws)
    if person.head_pose:
        return ask(ASPECT_QUESTIONS["pose"], draws, who=case.who), pose(person.head_pose, draws)
    return None


def _said(case: Case) -> tuple[str, str]:
    """What is said last, of a dialogue alone."""
    dialogue = case.merged.tree.dialogue
    question = ask(
        ASPECT_QUESTIONS["speaker"], case.draws("qa", f"{_SUFFIX} line"), who=case.who, lines=lines_of(dialogue)
    )
    return question, f"{flat(dialogue[-1].speaker)} says {quoted(dialogue[-1].text)}"


def _face(case: Case) -> tuple[str, str]:
    """The level of expression: the units, else the actions."""
    aspect = "doing" if case.person.units is None else "movements"
    bank = (FOLLOW_UPS if _looks(case) else ASPECT_QUESTIONS)[aspect]
    question = ask(bank, case.draws("qa", f"{_SUFFIX} face question"), who=case.who)
    return question, doing(case.person) if aspect == "doing" else movements(case.person, case, f"{_SUFFIX} face")


def _emotion(case: Case, *, shown: bool) -> Iterator[tuple[str, str]]:
    """The level of emotion, and of words alone the sentiment."""
    person, draws = case.person, case.draws("qa", f"{_SUFFIX} emotion question")
    bank = FOLLOW_UPS["micro_class" if person.micro else "feeling" if shown else "feeling_said"]
    yield ask(bank, draws, who=case.who), feeling(person, case, f"{_SUFFIX} emotion")
    if person.sentiment and not shown:
        yield ask(FOLLOW_UPS["sentiment"], draws, who=case.who), person.sentiment
