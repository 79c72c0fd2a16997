"""What upstream makes of a judge's reply, with every quirk. Pure; the facts are those of ``eval/eval_results.py``."""

import re
from dataclasses import dataclass
from typing import Any

from .files import ASPECTS, PaperFile

_SCORE = re.compile(r"\[?score[s]?\]?: (\d+)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply says.

    Attributes:
        values: one number for every score of the row: 0 or 1 for yes or no, 0 to 100 for an F1; else what was written,
            in no range.
        understood: False where upstream counts 0 because it could not read the reply.
    """

    values: tuple[float, ...]
    understood: bool = True


def read_reply(file: PaperFile, labels: Any, reply: str) -> Reading:  # noqa: ANN401 - JSON is any value
    """What upstream reads in a reply that is not empty.

    Args:
        file: whose row it is about.
        labels: the row's ``labels``.
        reply: the judge's text.

    Raises:
        AttributeError: the labels of a set are no text; upstream asks such a row 50 times and then drops it.
        TypeError: the labels are not even a list; the same.
        ValueError: a score of more than 4,300 digits among six; the same.
    """
    match file.kind:
        case "yes_no":
            return Reading((float(reply.strip().lower() == "yes"),))
        case "labels":
            return Reading((label_f1(file, labels, reply),))
        case "aspects":
            found = _SCORE.findall(reply.lower())
            if len(found) != len(ASPECTS):
                return Reading((0,) * len(ASPECTS), understood=False)
            return Reading(tuple(int(digits) for digits in found))
        case "score" | "qa":
            try:
                return Reading((int(reply.strip()),))
            except ValueError:
                return Reading((0,), understood=False)


def label_f1(file: PaperFile, labels: Any, reply: str) -> float:  # noqa: ANN401 - JSON is any value
    """Upstream's F1 of one row, 0 to 100: 200 |G and P| / (|G| + |P|), and 0 where both are empty.

    G are the labels of the row and P those of the reply, as far as they are known. Letters are taken one by one, in
    capitals; other labels are what stands between commas, in small letters, with the blanks around them. This is what
    scikit-learn's micro-averaged F1 gives on two indicator vectors, with 0 for 0/0.

    >>> from .files import FILES
    >>> round(label_f1(FILES["AffWild2_Action_Unit_Detection"], "AU1, AU4", "AU1,AU4"), 1)
    66.7
    >>> label_f1(FILES["MAFW_Multiple-Label-Emotion-Recognition"], "A", "(A) ANGER")
    50.0
    """
    known = set(file.labels)
    gold = set(labels if file.letters else labels.lower().split(",")) & known
    said = set(reply if file.letters else reply.lower().split(",")) & known
    if reply.lower() == "none":
        said = set()
    total = len(gold) + len(said)
    return 200 * len(gold & said) / total if total else 0.0
