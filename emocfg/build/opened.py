"""Compose the tasks with an open answer: captions, single attributes, aspect questions, rationales."""

from collections.abc import Iterator

from emocfg.schema import (
    ASPECTS,
    OPEN_ATTRIBUTES,
    OPEN_SCHEME,
    Evidence,
    attribute_items,
    display,
    person_items,
    tree_items,
)

from . import wording
from .cases import LOOKS, Case, Draft
from .questions import ASPECT_QUESTIONS, QUESTIONS, ask

_STANDS_ON = {
    "appearance": LOOKS,
    "action": ("action", "head_pose"),
    "emotion": ("emotion", "intensity", "unit"),
}
"""Aspect of a caption to the aspects of the observations that it is made of."""

_ATTRIBUTES_PER_CLIP = 3
_ASPECTS_PER_CLIP = 2


def appearance_caption(case: Case) -> Iterator[Draft]:
    """How the person looks."""
    yield from _caption(case, "appearance_caption", "appearance")


def action_caption(case: Case) -> Iterator[Draft]:
    """What the person does, and the head pose."""
    yield from _caption(case, "action_caption", "action")


def emotion_caption(case: Case) -> Iterator[Draft]:
    """What the person feels, and how the face shows it."""
    yield from _caption(case, "emotion_caption", "emotion")


def video_caption(case: Case) -> Iterator[Draft]:
    """Scene, then each person's appearance, actions and emotion."""
    tree, draws = case.merged.tree, case.draws("video_caption", "answer")
    if tree_items(tree, "emotion"):
        text = f"{wording.scene_sentence(tree)} {wording.caption(tree, ASPECTS, draws)}".strip()
        yield Draft(_question(case, "video_caption"), text, aspects=("*",))


def open_attribute(case: Case) -> Iterator[Draft]:
    """A few of the 15 open attributes, drawn per clip from those that are annotated."""
    known = [a for a in OPEN_ATTRIBUTES if attribute_items(case.person, a) is not None]
    for attribute in sorted(
        case.draws("open_attribute", "choice").sample(known, min(_ATTRIBUTES_PER_CLIP, len(known)))
    ):
        answer = wording.attribute_answer(case.person, attribute, case.draws("open_attribute", attribute))
        draws = case.draws("open_attribute", f"question {attribute}")
        question = ask(QUESTIONS["open_attribute"], draws, who=case.who, topic=display(attribute))
        yield Draft(question, answer, aspects=("*",), scheme=f"{OPEN_SCHEME}{attribute}", suffix=attribute)


def qa(case: Case) -> Iterator[Draft]:
    """Questions on single aspects of the caption."""
    answers = {slot: display(value) for slot, value in case.merged.tree.scene.items()}
    answers["people"] = str(len(case.merged.tree.persons))
    span = next((felt.span for felt in case.person.emotions or () if felt.span), None)
    if span is not None:
        answers["expression_time"] = f"from {span.start:.1f} to {span.end:.1f} s"
    for aspect in sorted(case.draws("qa", "choice").sample(sorted(answers), min(_ASPECTS_PER_CLIP, len(answers)))):
        question = ask(ASPECT_QUESTIONS[aspect], case.draws("qa", aspect), who=case.who)
        stands_on = {"people": "*", "expression_time": "emotion"}.get(aspect, aspect)
        yield Draft(question, answers[aspect], aspects=(stands_on,), suffix=aspect)


def rationale(case: Case) -> Iterator[Draft]:
    """Evidence first, then the conclusion; every claim names the node of the tree it stands on."""
    person = case.person
    if person.units is None or not (person.emotions or person.micro):
        return
    text = wording.rationale(person, case.draws("rationale", "answer"))
    evidence = tuple(
        Evidence(f"{person.key}.expr.AU{unit.code}{unit.side}", f"AU{unit.code} is active", "supported")
        for unit in person.units
    )
    labels = (person.micro,) if person.micro else tuple(felt.label for felt in person.emotions or ())
    aspects = ("unit", "micro" if person.micro else "emotion")
    yield Draft(_question(case, "rationale"), text, (), labels, aspects, rationale=text, evidence=evidence)


def _caption(case: Case, task: str, aspect: str) -> Iterator[Draft]:
    if person_items(case.person, aspect):
        answer = wording.caption(case.merged.tree, [aspect], case.draws(task, "answer"))
        yield Draft(_question(case, task), answer, aspects=_STANDS_ON[aspect], everyone=True)


def _question(case: Case, task: str) -> str:
    return ask(QUESTIONS[task], case.draws(task, "question"), who=case.who)
