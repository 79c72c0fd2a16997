"""The release's names: which task a file is about, in which vocabulary its answers are, and whose video a folder holds.

The 22 test files are those of ``eval/config.py`` in KlingTeam/VidEmo@a2063f9, spelled as there. The names of train
files are not public: a task is recognised by the words that the test files use for it, and a name without such words
has to be explained by the user.
"""

import re
from dataclasses import dataclass
from typing import Literal

from emocfg.core import EmoCfgError
from emocfg.schema import TASKS, Task

FOLDERS: dict[str, str] = {
    **{name: name for name in ("AFEW", "AffWild2", "CAER", "CASME", "CAS(ME)2", "CASME2", "CelebV-HQ", "CelebV-Text")},
    **{name: name for name in ("FERV39K", "MAFW", "MEAD", "MELD", "MOSEI", "MOSI", "PERR", "RAVDESS")},
    "Dfew": "DFEW",
    "Mer2023": "MER2023",
    "SIMS": "CH-SIMS",
}
"""Folder below ``videos``, as the release spells it, to the name of our source."""

Attributes = Literal["never", "some", "always"]

_MIXED = "Emo-CFG"
"""Source of a row without video in a file of several sources."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a file of the release holds.

    Attributes:
        task: the task of its rows; in a file of questions on attributes each row says which one it asks about.
        source: the corpus, for rows that show no video.
        spaces: the label spaces its answers may be in, smallest first; empty for open answers.
        letters: True if the labels may be letters, in the order of the first space.
        attributes: ``always`` if every row names one of the 15 open attributes, ``some`` if rows may, ``never`` else.
    """

    task: Task
    source: str = _MIXED
    spaces: tuple[str, ...] = ()
    letters: bool = False
    attributes: Attributes = "never"


_SPACES: dict[str, tuple[str, ...]] = {
    "appearance": ("appearance-40",),
    "action": ("action-35",),
    "identity": ("identity-2",),
    "head_pose": ("pose-7",),
    "emotion_single": ("emotion-7", "emotion-6-mer", "emotion-8", "emotion-11"),
    "emotion_multi": ("emotion-11",),
    "emotion_fine": ("fine-13", "fine-22"),
    "sentiment": ("sentiment-3",),
    "sentiment_fine": ("sentiment-5", "sentiment-7"),
    "micro_expression": ("micro-3", "emotion-7", "emotion-8"),
    "action_units": ("au-12",),
    "conversation": ("relation-5", "emotion-7", "emotion-8", "emotion-11"),
}
"""The spaces that the answers of a closed task may be in."""


_ATTRIBUTES: dict[str, Attributes] = {"qa": "some", "open_attribute": "always"}


def _form(task: str, source: str = _MIXED, *spaces: str) -> Form:
    chosen = spaces or _SPACES.get(task, ())
    named = _ATTRIBUTES.get(task, "never")
    return Form(TASKS[task], source, chosen, letters=task == "emotion_multi", attributes=named)


OFFICIAL: dict[str, Form] = {
    "RAVDESS_Fine-grained-Emotion-Recognition": _form("emotion_fine", "RAVDESS"),
    "PERR_Single-Label-Conversational-Emotion-Recognition": _form("conversation", "PERR"),
    "MOSI_Single-Label-Sentiment-Recognition": _form("sentiment", "MOSI"),
    "MOSEI_Single-Label-Sentiment-Recognition": _form("sentiment", "MOSEI"),
    "MER2023_Single-Label-Emotion-Recognition": _form("emotion_single", "MER2023", "emotion-6-mer"),
    "MELD_Single-Label-Conversational-Emotion-Recognition_new": _form("conversation", "MELD", "emotion-7"),
    "MEAD_Fine-grained-Emotion-Recognition": _form("emotion_fine", "MEAD", "fine-22"),
    "MEAD_ID": _form("identity", "MEAD"),
    "MEAD_Head-Pose": _form("head_pose", "MEAD"),
    "MAFW_Single-Label-Emotion-Recognition": _form("emotion_single", "MAFW", "emotion-11"),
    "DFEW_Single-Label-Emotion-Recognition": _form("emotion_single", "DFEW", "emotion-7"),
    "CHSIMIv1_Fine-grained-Sentiment-Recognition": _form("sentiment_fine", "CH-SIMS"),
    "CelebV-Text_Emotion-Caption": _form("emotion_caption", "CelebV-Text"),
    "CelebV-Text_Appearance-Caption": _form("appearance_caption", "CelebV-Text"),
    "CelebV-Text_Action-Caption": _form("action_caption", "CelebV-Text"),
    "CAS_Single-Label-Micro-Expression-Recognition": _form("micro_expression"),
    "MAFW_Multiple-Label-Emotion-Recognition": _form("emotion_multi", "MAFW"),
    "AffWild2_Action_Unit_Detection": _form("action_units", "AffWild2"),
    "CelebV-HQ_Appearance-Recognition": _form("appearance", "CelebV-HQ"),
    "CelebV-HQ_Action-Recognition": _form("action", "CelebV-HQ"),
    "caption_test_sampling_v2_all_example": _form("video_caption"),
    "QA_test_sampling_all": _form("open_attribute"),
}
"""The stem of each official test file, upstream's spelling, to what it holds."""

_WORDS: dict[str, str] = {
    "appearancerecognition": "appearance",
    "appearancecaption": "appearance_caption",
    "actionrecognition": "action",
    "actioncaption": "action_caption",
    "identity": "identity",
    "headpose": "head_pose",
    "singlelabelemotion": "emotion_single",
    "multiplelabelemotion": "emotion_multi",
    "multilabelemotion": "emotion_multi",
    "finegrainedemotion": "emotion_fine",
    "singlelabelsentiment": "sentiment",
    "finegrainedsentiment": "sentiment_fine",
    "microexpression": "micro_expression",
    "actionunit": "action_units",
    "emotioncaption": "emotion_caption",
    "expressioncaption": "emotion_caption",
    "conversation": "conversation",
    "videocaption": "video_caption",
    "caption": "video_caption",
    "rationale": "rationale",
}
_TOKENS = {"id": "identity", "au": "action_units", "qa": "qa"}
"""Words so short that they count only where they stand alone."""

_OF_FOLDER = {"caption": "video_caption", "qa": "qa", "rationale": "rationale"}
"""Folders whose name is itself the word of a task."""


def form_of(stem: str, config: str, chosen: dict[str, str], *, where: str) -> Form:
    """What a file holds.

    Args:
        stem: its name without ``.json``.
        config: the folder it is in.
        chosen: stems that the user explained, to the task.
        where: the file.

    Raises:
        EmoCfgError: E201 if the name says nothing of the task, or says two.
    """
    if stem in chosen:
        return _form(chosen[stem])
    if stem in OFFICIAL:
        return OFFICIAL[stem]
    found = _tasks_in(stem)
    if config in ("qa", "rationale") or (config == "caption" and not found):
        found = {_OF_FOLDER[config]}
    if len(found) != 1:
        what = f"the name fits {' and '.join(sorted(found))}" if found else "no task is known by this name"
        raise EmoCfgError(
            "E201", f"{what}: {stem!r}", where=where, fix=f"--as '{stem}=TASK', TASK of {', '.join(TASKS)}"
        )
    return _form(next(iter(found)))


def _tasks_in(stem: str) -> set[str]:
    """The tasks whose words are in a name; of words within words the longest counts ("emotion caption")."""
    tokens = re.findall("[a-z0-9]+", stem.lower())
    joined = "".join(tokens)
    words = [word for word in _WORDS if word in joined]
    longest = [word for word in words if not any(word != other and word in other for other in words)]
    return {_WORDS[word] for word in longest} | {_TOKENS[token] for token in tokens if token in _TOKENS}
