"""The 22 files that upstream's evaluation reads, and how the judge is used on each."""

from dataclasses import dataclass
from typing import Literal

from emocfg.schema import SPACES

Kind = Literal["yes_no", "score", "qa", "labels", "aspects"]
"""What is asked of the judge: is the answer right; a score of 0 to 100; the same per attribute; which labels an answer
names; six scores at once."""

ATTRIBUTES = (
    "Gender Body_actions Skin Facial_features Nose Eyes Age Hair Facial_actions Accessories Eyebrows Head_actions Chin "
    "Mouth Face_shape"
).split()
"""The 15 attributes of the questions, upstream's spelling and order."""

ASPECTS = ("vtr", "flu", "ra", "ia", "lab", "clu")
"""The six aspects of a caption in the order of the judge's scores: video-text relevance, fluency, response accuracy,
instruction adherence, label overlap, clue overlap."""

LETTERS = tuple("ABCDEFGHIJK")


@dataclass(frozen=True, slots=True)
class PaperFile:
    """One of upstream's files.

    Attributes:
        stem: its name without ``.json``.
        kind: what is asked of the judge.
        labels: for ``labels``, what an answer is converted to.
    """

    stem: str
    kind: Kind
    labels: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.stem}.json"

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of its scores: the stem, with an attribute or aspect behind it where there are several."""
        parts = ATTRIBUTES if self.kind == "qa" else ASPECTS if self.kind == "aspects" else ()
        return tuple(f"{self.stem}_{part}" for part in parts) or (self.stem,)

    @property
    def letters(self) -> bool:
        """True where a set of labels is written as letters without anything between them."""
        return self.labels == LETTERS


FILES: dict[str, PaperFile] = {
    file.stem: file
    for file in (
        PaperFile("RAVDESS_Fine-grained-Emotion-Recognition", "yes_no"),
        PaperFile("PERR_Single-Label-Conversational-Emotion-Recognition", "yes_no"),
        PaperFile("MOSI_Single-Label-Sentiment-Recognition", "yes_no"),
        PaperFile("MOSEI_Single-Label-Sentiment-Recognition", "yes_no"),
        PaperFile("MER2023_Single-Label-Emotion-Recognition", "yes_no"),
        PaperFile("MELD_Single-Label-Conversational-Emotion-Recognition_new", "yes_no"),
        PaperFile("MEAD_Fine-grained-Emotion-Recognition", "yes_no"),
        PaperFile("MEAD_ID", "yes_no"),
        PaperFile("MEAD_Head-Pose", "yes_no"),
        PaperFile("MAFW_Single-Label-Emotion-Recognition", "yes_no"),
        PaperFile("DFEW_Single-Label-Emotion-Recognition", "yes_no"),
        PaperFile("CHSIMIv1_Fine-grained-Sentiment-Recognition", "yes_no"),
        PaperFile("CelebV-Text_Emotion-Caption", "score"),
        PaperFile("CelebV-Text_Appearance-Caption", "score"),
        PaperFile("CelebV-Text_Action-Caption", "score"),
        PaperFile("CAS_Single-Label-Micro-Expression-Recognition", "yes_no"),
        PaperFile("MAFW_Multiple-Label-Emotion-Recognition", "labels", LETTERS),
        PaperFile("AffWild2_Action_Unit_Detection", "labels", tuple(unit.lower() for unit in SPACES["au-12"].labels)),
        PaperFile("CelebV-HQ_Appearance-Recognition", "labels", SPACES["appearance-40"].labels),
        PaperFile("CelebV-HQ_Action-Recognition", "labels", SPACES["action-35"].labels),
        PaperFile("caption_test_sampling_v2_all_example", "aspects"),
        PaperFile("QA_test_sampling_all", "qa"),
    )
}
"""By stem, in upstream's order."""

QUESTIONS = FILES["QA_test_sampling_all"]
