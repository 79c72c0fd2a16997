"""The label spaces: every closed vocabulary a sample can be labelled with, in its canonical order."""

from dataclasses import dataclass

from emocfg.core import unknown_name


@dataclass(frozen=True, slots=True)
class LabelSpace:
    """A closed, ordered vocabulary.

    Attributes:
        name: how records refer to it.
        labels: the canonical labels, in canonical order.
        source: where the vocabulary comes from.
    """

    name: str
    labels: tuple[str, ...]
    source: str

    def check(self, label: str, *, where: str) -> str:
        """Return ``label`` if it belongs to the space, else raise E201 with the nearest label."""
        if label not in self.labels:
            raise unknown_name(f"{self.name} label", label, list(self.labels), where=where)
        return label


_EMOTION_7 = ("neutral", "happiness", "sadness", "anger", "surprise", "fear", "disgust")

APPEARANCE = (
    "blurry male young chubby pale_skin rosy_cheeks oval_face receding_hairline bald bangs black_hair blonde_hair "
    "gray_hair brown_hair straight_hair wavy_hair long_hair arched_eyebrows bushy_eyebrows bags_under_eyes eyeglasses "
    "sunglasses narrow_eyes big_nose pointy_nose high_cheekbones big_lips double_chin no_beard 5_o_clock_shadow goatee "
    "mustache sideburns heavy_makeup wearing_earrings wearing_hat wearing_lipstick wearing_necklace wearing_necktie "
    "wearing_mask"
).split()

ACTIONS = (
    "blow chew close_eyes cough cry drink eat frown gaze glare head_wagging kiss laugh listen_to_music look_around "
    "make_a_face nod play_instrument read shake_head shout sigh sing sleep smile smoke sneer sneeze sniff talk turn "
    "weep whisper wink yawn"
).split()

AU_CODES = (1, 2, 4, 6, 7, 10, 12, 15, 23, 24, 25, 26)

SPACES: dict[str, LabelSpace] = {
    space.name: space
    for space in (
        LabelSpace("emotion-7", _EMOTION_7, "the six basic emotions (Ekman 1992) and neutral; DFEW, MELD, FERV39k"),
        LabelSpace("emotion-8", (*_EMOTION_7, "contempt"), "emotion-7 and contempt; CelebV-HQ, MEAD"),
        LabelSpace(
            "emotion-11",
            (
                *("anger", "disgust", "fear", "happiness", "neutral", "sadness", "surprise", "contempt"),
                *("anxiety", "helplessness", "disappointment"),
            ),
            "MAFW ids 1 to 11 (Liu et al., ACM MM 2022)",
        ),
        LabelSpace(
            "emotion-6-crema",
            ("neutral", "happiness", "sadness", "anger", "fear", "disgust"),
            "CREMA-D (Cao et al. 2014): the seven without surprise",
        ),
        LabelSpace(
            "emotion-6-mer",
            ("neutral", "anger", "happiness", "sadness", "anxiety", "surprise"),
            "MER2023 (Lian et al., ACM MM 2023); worried is called anxiety, as in MAFW",
        ),
        LabelSpace("sentiment-3", ("negative", "neutral", "positive"), "MELD; the sign of CMU-MOSI and CMU-MOSEI"),
        LabelSpace(
            "sentiment-5",
            ("negative", "weakly_negative", "neutral", "weakly_positive", "positive"),
            "CH-SIMS (Yu et al., ACL 2020), class cuts of MMSA",
        ),
        LabelSpace(
            "sentiment-7",
            (
                *("highly_negative", "negative", "weakly_negative", "neutral"),
                *("weakly_positive", "positive", "highly_positive"),
            ),
            "CMU-MOSI scale -3 to 3 (Zadeh et al. 2016)",
        ),
        LabelSpace("intensity-3", ("low", "medium", "high"), "MEAD levels 1 to 3 (Wang et al., ECCV 2020)"),
        LabelSpace("intensity-2", ("medium", "high"), "RAVDESS: normal and strong (Livingstone & Russo 2018)"),
        LabelSpace(
            "fine-13",
            ("neutral", *(f"{e}_{i}" for e in _EMOTION_7[1:] for i in ("medium", "high"))),
            "RAVDESS: six emotions at two intensities, neutral at one (Livingstone & Russo 2018)",
        ),
        LabelSpace(
            "fine-22",
            ("neutral", *(f"{e}_{i}" for e in (*_EMOTION_7[1:], "contempt") for i in ("low", "medium", "high"))),
            "MEAD: seven emotions at three levels, neutral at one (Wang et al., ECCV 2020)",
        ),
        LabelSpace("micro-3", ("negative", "positive", "surprise"), "MEGC composite classes (See et al., FG 2019)"),
        LabelSpace("au-12", tuple(f"AU{code}" for code in AU_CODES), "Aff-Wild2 / ABAW action units, in its order"),
        LabelSpace(
            "pose-7",
            ("front", "left_30", "left_60", "right_30", "right_60", "top", "down"),
            "MEAD camera views (Wang et al., ECCV 2020)",
        ),
        LabelSpace("appearance-40", tuple(APPEARANCE), "CelebV-HQ (Zhu et al., ECCV 2022), in the order of its file"),
        LabelSpace("action-35", tuple(ACTIONS), "CelebV-HQ (Zhu et al., ECCV 2022), in the order of its file"),
        LabelSpace(
            "relation-5", ("hostile", "tense", "mild", "intimate", "neutral"), "ERATO (Gao et al., ACM MM 2021)"
        ),
        LabelSpace("identity-2", ("same", "different"), "face verification"),
    )
}


def label_space(name: str) -> LabelSpace:
    """The space called ``name``; E201 if there is none."""
    if name not in SPACES:
        raise unknown_name("label space", name, list(SPACES), where="label_space")
    return SPACES[name]


def display(label: str) -> str:
    """How a label reads in a sentence: ``weakly_negative`` becomes ``weakly negative``."""
    return label.replace("_", " ")
