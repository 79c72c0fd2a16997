"""Upstream's scoring once more, written from the protocol's text and sharing no code with ``benchmarks.paper``.

It is meant to be dull: one loop per kind of task, the tables as lists of weighted names.
"""

import re
from collections.abc import Sequence
from typing import Any

ATTRIBUTES = (
    "Gender Body_actions Skin Facial_features Nose Eyes Age Hair Facial_actions Accessories Eyebrows Head_actions Chin "
    "Mouth Face_shape"
).split()
ASPECTS = "vtr flu ra ia lab clu".split()
UNITS = "au1 au2 au4 au6 au7 au10 au12 au15 au23 au24 au25 au26".split()
LOOKS = (
    "blurry male young chubby pale_skin rosy_cheeks oval_face receding_hairline bald bangs black_hair blonde_hair "
    "gray_hair brown_hair straight_hair wavy_hair long_hair arched_eyebrows bushy_eyebrows bags_under_eyes eyeglasses "
    "sunglasses narrow_eyes big_nose pointy_nose high_cheekbones big_lips double_chin no_beard 5_o_clock_shadow goatee "
    "mustache sideburns heavy_makeup wearing_earrings wearing_hat wearing_lipstick wearing_necklace wearing_necktie "
    "wearing_mask"
).split()
DEEDS = (
    "blow chew close_eyes cough cry drink eat frown gaze glare head_wagging kiss laugh listen_to_music look_around "
    "make_a_face nod play_instrument read shake_head shout sigh sing sleep smile smoke sneer sneeze sniff talk turn "
    "weep whisper wink yawn"
).split()
VOCABULARY = {
    "MAFW_Multiple-Label-Emotion-Recognition": list("ABCDEFGHIJK"),
    "AffWild2_Action_Unit_Detection": UNITS,
    "CelebV-HQ_Appearance-Recognition": LOOKS,
    "CelebV-HQ_Action-Recognition": DEEDS,
}
CAPTIONS = [f"CelebV-Text_{what}-Caption" for what in ("Appearance", "Action", "Emotion")]
YES_NO = [
    *(f"{name}_Fine-grained-Emotion-Recognition" for name in ("RAVDESS", "MEAD")),
    *(f"{name}_Single-Label-Emotion-Recognition" for name in ("MER2023", "MAFW", "DFEW")),
    *(f"{name}_Single-Label-Sentiment-Recognition" for name in ("MOSI", "MOSEI")),
    "PERR_Single-Label-Conversational-Emotion-Recognition",
    "MELD_Single-Label-Conversational-Emotion-Recognition_new",
    "CHSIMIv1_Fine-grained-Sentiment-Recognition",
    "CAS_Single-Label-Micro-Expression-Recognition",
    "MEAD_ID",
    "MEAD_Head-Pose",
]
ASPECT_FILE = "caption_test_sampling_v2_all_example"
QA_FILE = "QA_test_sampling_all"
ALL_FILES = [*YES_NO, *CAPTIONS, *VOCABULARY, ASPECT_FILE, QA_FILE]


def scores_of(
    files: dict[str, list[dict[str, Any]]], replies: dict[tuple[str, int], str], truth: list[dict[str, Any]]
) -> dict[str, float | str]:
    """Every score by key; the name of an error where upstream ends with one."""
    out: dict[str, float | str] = {}
    for stem, rows in files.items():
        said = [replies.get((stem, number)) or "" for number in range(len(rows))]
        if stem in YES_NO:
            right = 0
            for text in said:
                if text and text.strip().lower() == "yes":
                    right += 1
            out[stem] = 100 * right / len(rows) if rows else "ZeroDivisionError"
        elif stem in CAPTIONS:
            out[stem] = mean([number(text) for text in said if text])
        elif stem in VOCABULARY:
            out[stem] = mean([f1(stem, row["labels"], text) for row, text in zip(rows, said, strict=True) if text])
        elif stem == ASPECT_FILE:
            sixes = [six(text) for text in said if text]
            for place, aspect in enumerate(ASPECTS):
                out[f"{stem}_{aspect}"] = mean([numbers[place] for numbers in sixes])
        else:
            of = {(t["messages"][0]["content"], t["videos"][0]): t["source"].split("QA_")[-1] for t in truth}
            kinds = [of[row["messages"][0]["content"], row["videos"][0]] for row in rows]
            for name in ATTRIBUTES:
                mine = [number(text) for kind, text in zip(kinds, said, strict=True) if kind == name and text]
                out[f"{stem}_{name}"] = mean(mine)
    return out


def mean(values: Sequence[float]) -> float | str:
    return sum(values) / len(values) if values else "ZeroDivisionError"


def number(text: str) -> int:
    try:
        return int(text.strip())
    except ValueError:
        return 0


def six(text: str) -> list[int]:
    found = re.findall(r"\[?score[s]?\]?: (\d+)", text.lower())
    return [int(digits) for digits in found] if len(found) == 6 else [0] * 6


def f1(stem: str, labels: str, text: str) -> float:
    """2 TP / (2 TP + FP + FN) over the cells of two indicator vectors."""
    names = VOCABULARY[stem]
    if stem.startswith("MAFW"):
        gold, guess = list(labels), list(text)
    else:
        gold, guess = labels.lower().split(","), text.lower().split(",")
    if text.lower() == "none":
        guess = []
    hit = sum(name in gold and name in guess for name in names)
    extra = sum(name not in gold and name in guess for name in names)
    lost = sum(name in gold and name not in guess for name in names)
    return 100 * 2 * hit / (2 * hit + extra + lost) if hit + extra + lost else 0.0


def tables_of(scores: dict[str, Any]) -> dict[str, list[float | None]]:
    """The 20, 13 and 7 cells."""

    def cell(*terms: tuple[str, float]) -> float | None:
        if any(not isinstance(scores.get(name), int | float) for name, _ in terms):
            return None
        return float(sum(scores[name] * factor for name, factor in terms) / sum(factor for _, factor in terms))

    closed = [
        "CelebV-HQ_Appearance-Recognition",
        "CelebV-Text_Appearance-Caption",
        "CelebV-HQ_Action-Recognition",
        "CelebV-Text_Action-Caption",
        "MEAD_ID",
        "MEAD_Head-Pose",
    ]
    half, third = 1 / 2, 1 / 3
    simple = "Mouth Nose Hair Chin Face_shape Facial_features Accessories Age Gender Skin".split()
    acts = ["Body_actions", "Facial_actions", "Head_actions"]

    def qa(names: list[str], factor: float) -> list[tuple[str, float]]:
        return [(f"{QA_FILE}_{name}", factor) for name in names]

    one = [cell((name, 1)) for name in closed]
    one += [cell(*((name, 1) for name in closed)), cell(*qa(["Eyes", "Eyebrows"], 1))]
    one += [cell(*qa([name], 1)) for name in simple] + [cell(*qa(acts, 1))]
    one.append(cell(*qa(["Eyes", "Eyebrows"], half), *qa(simple, 1), *qa(acts, third)))
    single = [f"{name}_Single-Label-Emotion-Recognition" for name in ("DFEW", "MAFW", "MER2023")]
    several = "MAFW_Multiple-Label-Emotion-Recognition"
    fine = [f"{name}_Fine-grained-Emotion-Recognition" for name in ("MEAD", "RAVDESS")]
    poles = [f"{name}_Single-Label-Sentiment-Recognition" for name in ("MOSEI", "MOSI")]
    grades = "CHSIMIv1_Fine-grained-Sentiment-Recognition"
    micro, units = "CAS_Single-Label-Micro-Expression-Recognition", "AffWild2_Action_Unit_Detection"
    talk = YES_NO[7:9]
    two = [
        cell(*((name, 1) for name in single)),
        cell((several, 1)),
        cell(*((name, 1) for name in fine)),
        cell(*((name, third) for name in single), (several, 1), *((name, half) for name in fine)),
        cell(*((name, 1) for name in poles)),
        cell((grades, 1)),
        cell(*((name, half) for name in poles), (grades, 1)),
        cell((micro, 1)),
        cell((units, 1)),
        cell((micro, 1), (units, 1)),
        cell((CAPTIONS[2], 1)),
        cell(*((name, 1) for name in talk)),
        cell((CAPTIONS[2], 1), *((name, half) for name in talk)),
    ]
    three = [cell((f"{ASPECT_FILE}_{aspect}", 1)) for aspect in ("lab", "clu", "ia", "ra", "vtr", "flu")]
    three.append(cell(*((f"{ASPECT_FILE}_{aspect}", 1) for aspect in ASPECTS)))
    return {"table1": one, "table2": two, "table3": three}
