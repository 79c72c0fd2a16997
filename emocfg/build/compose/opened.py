"""Compose the tasks with an open answer: captions, single attributes, questions on aspects of a clip."""

from collections.abc import Iterator

from emocfg.schema import (
    ASPECTS,
    OPEN_ATTRIBUTES,
    OPEN_SCHEME,
    attribute_items,
    display,
    person_items,
    tree_items,
)

from . import wording
from .aspect_questions import ASPECT_QUESTIONS
from .cases import LOOKS, Case, Draft
from .english import during
from .questions import QUESTIONS, ask
from .turns import conversation_turns, doing, feeling, movements

_STANDS_ON = {
    "appearance": LOOKS,
    "action": ("action", "head_pose"),
    "emotion": ("emotion", "intensity", "unit"),
}
"""Aspect of a caption to the aspects of the observations that it is made of."""

_QA_STANDS_ON = {
    **{slot: (slot, "appearance") for slot in ("background", "lighting", "camera")},
    "people": ("*",),
    "expression_time": ("emotion",),
    "pose": ("head_pose",),
    "doing": ("action",),
    "movements": ("unit",),
    "feeling": ("emotion", "intensity"),
    "micro_class": ("micro",),
}
"""Aspect of a question to the aspects of the observations that its answer is made of."""

_ATTRIBUTES_PER_CLIP = 3
_ASPECTS_PER_CLIP = 2
_WORTH_A_CAPTION = 5
"""What a clip must have to tell, besides an emotion, for a caption of the whole video where its owner asks for none."""


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
    """The scene, each person's appearance, actions and emotion over time, then camera and light."""
    tree, draws = case.merged.tree, case.draws("video_caption", "answer")
    if _is_captioned(case):
        parts = (
            wording.scene_sentences(tree, ("background",), draws),
            wording.caption(tree, ASPECTS, draws),
            wording.scene_sentences(tree, ("camera", "lighting"), draws),
        )
        yield Draft(_question(case, "video_caption"), " ".join(filter(None, parts)), aspects=("*",))


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
    """Questions on single aspects of what a caption of the clip says, and a conversation of several turns."""
    if "qa" in case.clip.tasks or _is_captioned(case):
        answers = dict(_aspect_answers(case))
        chosen = case.draws("qa", "choice").sample(sorted(answers), min(_ASPECTS_PER_CLIP, len(answers)))
        for aspect in sorted(chosen):
            question = ask(ASPECT_QUESTIONS[aspect], case.draws("qa", aspect), who=case.who)
            yield Draft(question, answers[aspect], aspects=_QA_STANDS_ON[aspect], suffix=aspect)
    yield from conversation_turns(case)


def _aspect_answers(case: Case) -> Iterator[tuple[str, str]]:
    """Every aspect that the tree knows, with its answer. People are counted where somebody looked at the scene."""
    tree, person = case.merged.tree, case.person
    yield from ((slot, display(value)) for slot, value in tree.scene.items())
    if "background" in tree.scene:
        yield "people", str(len(tree.persons))
    spans = {felt.span for felt in person.emotions or ()}
    if len(spans) == 1 and None not in spans:
        yield "expression_time", during(next(iter(spans))).strip()
    if person.head_pose:
        yield "pose", wording.pose(person.head_pose, case.draws("qa", "pose answer"))
    if person.actions is not None:
        yield "doing", doing(person)
    if person.units is not None:
        yield "movements", movements(person, case, "movements answer")
    if person.micro:
        yield "micro_class", person.micro
    elif person.emotions:
        yield "feeling", feeling(person, case, "feeling answer")


def _is_captioned(case: Case) -> bool:
    """True if the clip gets a caption of the whole video: its owner asks for one, or there is enough to tell."""
    tree = case.merged.tree
    if not tree_items(tree, "emotion"):
        return False
    facts = len(tree.scene) + sum(len(tree_items(tree, aspect)) for aspect in ASPECTS)
    felt = sum(len(person.emotions or ()) for person in tree.persons)
    return "video_caption" in case.clip.tasks or (felt > 0 and facts - felt >= _WORTH_A_CAPTION)


def _caption(case: Case, task: str, aspect: str) -> Iterator[Draft]:
    if person_items(case.person, aspect):
        answer = wording.caption(case.merged.tree, [aspect], case.draws(task, "answer"))
        yield Draft(_question(case, task), answer, aspects=_STANDS_ON[aspect], everyone=True)


def _question(case: Case, task: str) -> str:
    return ask(QUESTIONS[task], case.draws(task, "question"), who=case.who)
