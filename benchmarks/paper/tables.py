"""The three tables of the paper from the scores: 20, 13 and 7 columns, and how upstream prints a number."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .files import QUESTIONS

Cells = list[float | None]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the mean of some scores, each with its factor.

    Attributes:
        name: as in ``published.toml``.
        terms: name of a score, and its factor.
    """

    name: str
    terms: tuple[tuple[str, float], ...]

    def value(self, scores: Mapping[str, float | None]) -> float | None:
        """Factor-weighted sum over sum of factors; None if a score is missing, or the mean is no finite number."""
        found = [(scores.get(key), factor) for key, factor in self.terms]
        values = [(score, factor) for score, factor in found if score is not None]
        if len(values) < len(found):
            return None
        mean = sum(score * factor for score, factor in values) / sum(factor for _, factor in values)
        return mean if math.isfinite(mean) else None


def _column(name: str, *keys: str) -> Column:
    return Column(name, tuple((key, 1.0) for key in keys))


def _average(name: str, columns: Iterable[Column]) -> Column:
    """The mean of columns as they are shown: every column counts once, whatever it is the mean of."""
    terms = ((key, factor, len(column.terms)) for column in columns for key, factor in column.terms)
    return Column(name, tuple((key, factor / among) for key, factor, among in terms))


def _asked(name: str, *attributes: str) -> Column:
    return _column(name, *(f"{QUESTIONS.stem}_{attribute}" for attribute in attributes))


_CLOSED = (
    _column("appearance", "CelebV-HQ_Appearance-Recognition"),
    _column("appearance_caption", "CelebV-Text_Appearance-Caption"),
    _column("action", "CelebV-HQ_Action-Recognition"),
    _column("action_caption", "CelebV-Text_Action-Caption"),
    _column("identity", "MEAD_ID"),
    _column("head_pose", "MEAD_Head-Pose"),
)
_OPEN = (
    _asked("open.eye", "Eyes", "Eyebrows"),
    _asked("open.mouth", "Mouth"),
    _asked("open.nose", "Nose"),
    _asked("open.hair", "Hair"),
    _asked("open.chin", "Chin"),
    _asked("open.face_shape", "Face_shape"),
    _asked("open.feature", "Facial_features"),
    _asked("open.accessory", "Accessories"),
    _asked("open.age", "Age"),
    _asked("open.gender", "Gender"),
    _asked("open.skin", "Skin"),
    _asked("open.action", "Body_actions", "Facial_actions", "Head_actions"),
)
_EMOTION = (
    _column(
        "emotion_single", *(f"{source}_Single-Label-Emotion-Recognition" for source in ("DFEW", "MAFW", "MER2023"))
    ),
    _column("emotion_multi", "MAFW_Multiple-Label-Emotion-Recognition"),
    _column("emotion_fine", *(f"{source}_Fine-grained-Emotion-Recognition" for source in ("MEAD", "RAVDESS"))),
)
_SENTIMENT = (
    _column("sentiment", *(f"{source}_Single-Label-Sentiment-Recognition" for source in ("MOSEI", "MOSI"))),
    _column("sentiment_fine", "CHSIMIv1_Fine-grained-Sentiment-Recognition"),
)
_CUES = (
    _column("micro_expression", "CAS_Single-Label-Micro-Expression-Recognition"),
    _column("action_units", "AffWild2_Action_Unit_Detection"),
)
_COMPLEX = (
    _column("emotion_caption", "CelebV-Text_Emotion-Caption"),
    _column(
        "conversation",
        "PERR_Single-Label-Conversational-Emotion-Recognition",
        "MELD_Single-Label-Conversational-Emotion-Recognition_new",
    ),
)
_UNDERSTANDING = tuple(
    _column(f"understanding.{name}", f"caption_test_sampling_v2_all_example_{aspect}")
    for name, aspect in (
        ("label_overlap", "lab"),
        ("clue_overlap", "clu"),
        ("instruction_adherence", "ia"),
        ("response_accuracy", "ra"),
        ("video_text_relevance", "vtr"),
        ("fluency", "flu"),
    )
)

TABLES: dict[str, tuple[Column, ...]] = {
    "table1": (*_CLOSED, _average("attribute_avg", _CLOSED), *_OPEN, _average("open_avg", _OPEN)),
    "table2": (
        *(*_EMOTION, _average("emotion_avg", _EMOTION)),
        *(*_SENTIMENT, _average("sentiment_avg", _SENTIMENT)),
        *(*_CUES, _average("cues_avg", _CUES)),
        *(*_COMPLEX, _average("complex_avg", _COMPLEX)),
    ),
    "table3": (*_UNDERSTANDING, _average("understanding_avg", _UNDERSTANDING)),
}
"""The columns in upstream's order (``eval/generate_table.py``): attributes, expressions, understanding. The paper
prints the third beside the second."""


def make_tables(scores: Mapping[str, float | None]) -> dict[str, Cells]:
    """The cells of every table, unrounded; None where a score that goes into a cell is missing."""
    return {name: [column.value(scores) for column in columns] for name, columns in TABLES.items()}


def printed(value: float) -> float:
    """A number as upstream prints it: cut after one decimal, and one tenth too low where the float is a hair below it.

    The digit behind the point is that of ``int((x - int(x)) * 10)``, and 70.3 - 70 is 0.2999...: 392 of the 1000
    numbers with one decimal from 0 to 99.9 lose a tenth.

    >>> printed(70.3), printed(70.25), printed(70.5)
    (70.2, 70.2, 70.5)
    """
    whole = int(value)
    return float(f"{whole + int((value - whole) * 10) / 10:.1f}")


def as_printed(tables: Mapping[str, Cells]) -> dict[str, Cells]:
    """Tables with every cell as upstream prints it."""
    return {name: [None if cell is None else printed(cell) for cell in cells] for name, cells in tables.items()}
