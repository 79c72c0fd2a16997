"""The reward of closed questions, after the paper's rule-based QA reward: accuracy, and F1 of sets.

An answer is read as the benchmark reads it. What cannot be read earns nothing.
"""

from dataclasses import dataclass

from benchmarks.marking import mark
from emocfg.core import EmoCfgError
from emocfg.metrics import set_f1
from emocfg.schema import SPACES, TASKS, Sample
from emocfg.schema.scores import COMMON

from .similarity import kinship, sentiment_credit, strength_credit

_SENTIMENTS = ("sentiment-3", "sentiment-5", "sentiment-7")
_LEVELS = SPACES["intensity-3"].labels


@dataclass(frozen=True, slots=True)
class QAReward:
    """What an answer to a closed question earns, in [0, 1].

    * several labels (appearance, actions, action units, emotions): F1 of the two sets, 1 where both are empty;
    * emotion with intensity: 0.7 for the emotion, and then 0.3 for its intensity, 0.15 if it is the next one. The
      right intensity of a wrong emotion earns nothing: a constant intensity would be paid for;
    * sentiment: 1 - |d| / 6 on the scale -3 to 3, over which the labels are spread evenly; nothing at 0.5 or below or
      for the wrong sign, so of three labels only the right one earns anything;
    * any other single label: 1 if it is right.

    Attributes:
        partial: what another emotion of the same family earns as a single label, times the share of wheels that say
            so; at most 0.5, because more would make a label in the middle worth parking on. Off by default.
    """

    partial: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.partial <= 0.5:
            what = f"partial = {self.partial}"
            raise EmoCfgError("E202", what, where="QAReward", fix="a number from 0 to 0.5")

    def score(self, sample: Sample, answer: str) -> float:
        """The reward of one answer to a sample of a closed task."""
        record = mark(sample, answer)
        if record.outcome != "scored":
            return 0.0
        if TASKS[sample.task].kind == "multi":
            return set_f1(set(record.gold), set(record.predicted))
        true, said = record.gold[0], record.predicted[0]
        if sample.task == "emotion_fine":
            return _fine(said, true)
        if sample.task in ("sentiment", "sentiment_fine"):
            return _sentiment(said, true, sample.options)
        return 1.0 if said == true else self.partial * kinship(said, true)


def _fine(said: str, true: str) -> float:
    (emotion, strength), (true_emotion, true_strength) = _graded(said), _graded(true)
    if emotion != true_emotion:
        return 0.0
    return 0.7 + 0.3 * strength_credit(strength, true_strength) if true_strength else 1.0


def _graded(label: str) -> tuple[str, str]:
    """An emotion and its intensity, which neutral has none of."""
    emotion, _, strength = label.rpartition("_")
    return (emotion, strength) if strength in _LEVELS else (label, "")


def _sentiment(said: str, true: str, options: tuple[str, ...]) -> float:
    """By the first space that all options are labels of; an imported row may have labels of its own."""
    space = next((SPACES[name].labels for name in _SENTIMENTS if {*options} <= {*SPACES[name].labels}), None)
    if space is None:
        return float(said == true)
    on_scale = {label: COMMON * (2 * place / (len(space) - 1) - 1) for place, label in enumerate(space)}
    return sentiment_credit(on_scale[said], on_scale[true])
