"""What an owner's annotators wrote of a clip, as captions: their words, under the question of the task."""

from collections.abc import Iterator

from emocfg.schema import Observation, Provenance, user_text

from .cases import Case, Draft
from .questions import QUESTIONS, ask

CAPTIONS = {
    "celebv-text/appearance": "appearance_caption",
    "celebv-text/action": "action_caption",
    "celebv-text/emotion": "emotion_caption",
    "mafw/caption-en": "video_caption",
}
"""Scheme of a description to the task that it answers. Other descriptions, those in Chinese among them, are facts."""

LONGEST = 2000
"""Characters of a description that becomes a row; a longer one stays an observation."""


def told_captions(case: Case, task: str) -> Iterator[Draft]:
    """One description of the clip that answers a task; of several one is drawn."""
    texts = [o for o in _descriptions(case) if CAPTIONS[o.scheme] == task]
    if texts:
        text = case.draws(task, "owner").choice(texts)
        question = ask(QUESTIONS[task], case.draws(task, "owner question"), who=case.who)
        line = f"{case.clip.source}/{text.origin}"
        written = user_text(" ".join(text.native.split()), ())
        yield Draft(question, written, suffix="owner", provenance=Provenance("human", "", "", (line,)))


def _descriptions(case: Case) -> list[Observation]:
    """The descriptions that can be captions."""
    return [
        o
        for o in case.observations
        if o.aspect == "description" and o.scheme in CAPTIONS and not o.missing and 0 < len(o.native.strip()) <= LONGEST
    ]
