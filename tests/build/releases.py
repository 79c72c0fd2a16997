"""A release in the official layout: the 22 test files with their own names, both forms of JSON, some train files."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.data import Dataset
from emocfg.build.pipeline import Built
from emocfg.build.release.importer import Release, import_release
from emocfg.schema import SPACES, Sample, display

Rows = list[dict[str, Any]]

CONFIG_OF = {
    "RAVDESS_Fine-grained-Emotion-Recognition": "emotion",
    "PERR_Single-Label-Conversational-Emotion-Recognition": "emotion",
    "MOSI_Single-Label-Sentiment-Recognition": "emotion",
    "MOSEI_Single-Label-Sentiment-Recognition": "emotion",
    "MER2023_Single-Label-Emotion-Recognition": "emotion",
    "MELD_Single-Label-Conversational-Emotion-Recognition_new": "emotion",
    "MEAD_Fine-grained-Emotion-Recognition": "emotion",
    "MEAD_ID": "attribute",
    "MEAD_Head-Pose": "attribute",
    "MAFW_Single-Label-Emotion-Recognition": "emotion",
    "DFEW_Single-Label-Emotion-Recognition": "emotion",
    "CHSIMIv1_Fine-grained-Sentiment-Recognition": "emotion",
    "CelebV-Text_Emotion-Caption": "caption",
    "CelebV-Text_Appearance-Caption": "caption",
    "CelebV-Text_Action-Caption": "caption",
    "CAS_Single-Label-Micro-Expression-Recognition": "emotion",
    "MAFW_Multiple-Label-Emotion-Recognition": "emotion",
    "AffWild2_Action_Unit_Detection": "emotion",
    "CelebV-HQ_Appearance-Recognition": "attribute",
    "CelebV-HQ_Action-Recognition": "attribute",
    "caption_test_sampling_v2_all_example": "caption",
    "QA_test_sampling_all": "qa",
}

_FOLDER_OF = {"CHSIMIv1": "SIMS", "DFEW": "Dfew", "MER2023": "Mer2023", "CAS": "CAS(ME)2"}
_TREES = "CelebV-Text"

LABELS: dict[str, list[tuple[str, tuple[str, ...]]]] = {
    "RAVDESS_Fine-grained-Emotion-Recognition": [
        ("neutral", ("neutral",)),
        ("happy, strong", ("happiness_high",)),
        ("normal fearful", ("fear_medium",)),
        ("sadness_high", ("sadness_high",)),
    ],
    "PERR_Single-Label-Conversational-Emotion-Recognition": [(name, (name,)) for name in SPACES["relation-5"].labels],
    "MOSI_Single-Label-Sentiment-Recognition": [(name, (name,)) for name in SPACES["sentiment-3"].labels],
    "MOSEI_Single-Label-Sentiment-Recognition": [(name.title(), (name,)) for name in SPACES["sentiment-3"].labels],
    "MER2023_Single-Label-Emotion-Recognition": [
        ("worried", ("anxiety",)),
        ("happy", ("happiness",)),
        ("angry", ("anger",)),
        ("sad", ("sadness",)),
        ("neutral", ("neutral",)),
        ("surprise", ("surprise",)),
    ],
    "MELD_Single-Label-Conversational-Emotion-Recognition_new": [
        ("joy", ("happiness",)),
        ("Neutral.", ("neutral",)),
        ("disgust", ("disgust",)),
    ],
    "MEAD_Fine-grained-Emotion-Recognition": [
        ("angry level_3", ("anger_high",)),
        ("contempt_low", ("contempt_low",)),
        ("medium surprised", ("surprise_medium",)),
        ("neutral level_1", ("neutral",)),
    ],
    "MEAD_ID": [("same", ("same",)), ("different", ("different",))],
    "MEAD_Head-Pose": [(display(name), (name,)) for name in SPACES["pose-7"].labels],
    "MAFW_Single-Label-Emotion-Recognition": [(name, (name,)) for name in SPACES["emotion-11"].labels],
    "DFEW_Single-Label-Emotion-Recognition": [
        ("Happy", ("happiness",)),
        ("Sad", ("sadness",)),
        ("Neutral", ("neutral",)),
        ("Angry", ("anger",)),
        ("Surprise", ("surprise",)),
        ("Disgust", ("disgust",)),
        ("Fear", ("fear",)),
    ],
    "CHSIMIv1_Fine-grained-Sentiment-Recognition": [
        (display(name).capitalize(), (name,)) for name in SPACES["sentiment-5"].labels
    ],
    "CAS_Single-Label-Micro-Expression-Recognition": [(name, (name,)) for name in SPACES["micro-3"].labels],
    "MAFW_Multiple-Label-Emotion-Recognition": [
        ("ABK", ("anger", "disgust", "disappointment")),
        ("I", ("anxiety",)),
        ("KD", ("happiness", "disappointment")),
    ],
    "AffWild2_Action_Unit_Detection": [
        ("AU1,AU4", ("AU1", "AU4")),
        ("none", ()),
        ("AU26, AU12", ("AU12", "AU26")),
        ("au25", ("AU25",)),
    ],
    "CelebV-HQ_Appearance-Recognition": [
        ("mustache,receding_hairline", ("receding_hairline", "mustache")),
        ("5_o_clock_shadow,male", ("male", "5_o_clock_shadow")),
        (",".join(SPACES["appearance-40"].labels[3:9]), SPACES["appearance-40"].labels[3:9]),
        ("none", ()),
    ],
    "CelebV-HQ_Action-Recognition": [
        ("smile,listen_to_music", ("listen_to_music", "smile")),
        ("Head wagging", ("head_wagging",)),
        ("none", ()),
    ],
}
"""Each closed file: its answers as written, and the labels they stand for."""

TEXTS: dict[str, list[str]] = {
    "CelebV-Text_Emotion-Caption": [
        "The woman is happy at first, with the lip corners pulled up (AU12).",
        "He shows strong anger.",
        "The mood is like a rainy day in November.",
    ],
    "CelebV-Text_Appearance-Caption": [
        "A young woman with long wavy brown hair. She wears glasses and a necklace.",
        "He is bald, with a mustache.",
    ],
    "CelebV-Text_Action-Caption": ["She smiles and nods.", "He is talking and looks around."],
    "caption_test_sampling_v2_all_example": [
        "Background: a park. A young man smiles; he seems happy. The camera is steady."
    ],
}

QA: list[tuple[str, str]] = [
    ("Gender", "Female"),
    ("Body_actions", "None."),
    ("Skin", "Pale skin"),
    ("Facial_features", "A mustache"),
    ("Nose", "A big nose"),
    ("Eyes", "Brown eyes"),
    ("Age", "Young"),
    ("Hair", "Long black hair"),
    ("Facial_actions", "Smiling"),
    ("Accessories", "None"),
    ("Eyebrows", "Bushy eyebrows"),
    ("Head_actions", "Nodding"),
    ("Chin", "A double chin"),
    ("Mouth", "Full lips"),
    ("Face_shape", "An oval face"),
]


def row(question: str, answer: str, videos: Iterable[str] = (), **columns: Any) -> dict[str, Any]:
    """A row as upstream writes it."""
    paths = list(videos)
    messages = [
        {"role": "user", "content": "<video>" * len(paths) + "." * bool(paths) + question},
        {"role": "assistant", "content": answer},
    ]
    return {"messages": messages} | ({"videos": paths} if paths else {}) | columns


def official(stem: str) -> Rows:
    """The rows of one of the 22 files."""
    prefix = stem.partition("_")[0]
    folder = _FOLDER_OF.get(prefix, prefix)
    if stem == "QA_test_sampling_all":
        return [
            row(
                f"What about the {name.lower()}?",
                answer,
                [f"videos/{_TREES}/{name}.mp4"],
                source=f"celebvtext_QA_{name}",
            )
            for name, answer in QA
        ]
    if stem in TEXTS:
        texts = enumerate(TEXTS[stem])
        return [row("Describe it.", text, [f"videos/{_TREES}/c{i}.mp4"], source=stem) for i, text in texts]
    rows = []
    for i, (answer, _) in enumerate(LABELS[stem]):
        videos = [f"videos/{folder}/clip/{i}.mp4"]
        if stem == "MEAD_ID":
            videos.append(f"videos/{folder}/clip/{i + 1}.mp4")
        rows.append(row("What do you see?", answer, videos, source=stem))
    return rows


def put(root: Path, place: str, rows: Iterable[Any], *, lines: bool = False, indent: int | None = None) -> Path:
    """Write rows to ``jsons/<place>``, as an array or as JSON lines."""
    path = root / "jsons" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    if lines:
        text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows)
    else:
        text = json.dumps(list(rows), ensure_ascii=False, indent=indent)
    path.write_text(text, encoding="utf-8")
    return path


def make(root: Path, *, media: bool = True) -> Path:
    """Write the release: every test file full, some sampled, a train side, and a tenth of the videos missing."""
    for number, (stem, config) in enumerate(CONFIG_OF.items()):
        rows = official(stem)
        put(root, f"test/{config}/full/{stem}.json", rows, lines=number % 2 == 0, indent=number % 3 or None)
        if number % 4 == 0:
            put(root, f"test/{config}/sampled/{stem}.json", rows[:2], lines=number % 8 == 0)
    for place, rows in train().items():
        put(root, f"train/{place}.json", rows, lines="caption" in place)
    if media:
        videos = sorted({video for path in root.rglob("*.json") for video in _videos(path)})
        for number, video in enumerate(videos):
            if number % 10 != 9:
                (root / video).parent.mkdir(parents=True, exist_ok=True)
                (root / video).write_bytes(f"not a real video, {number}".encode())
    (root / "jsons/curation/v1").mkdir(parents=True)
    (root / "jsons/curation/v1/source.json").write_text("[]")
    return root


def train() -> dict[str, Rows]:
    """Train files: their names are made up, as upstream's are not public."""
    system = {"role": "system", "content": "You look at faces."}
    turns = row("Is she happy?", "Yes, she smiles.", ["videos/MELD/dia0.mp4"])["messages"]
    more = [{"role": "user", "content": "And then?"}, {"role": "assistant", "content": "She nods.", "loss": False}]
    return {
        "emotion/full/MELD_Single-Label-Conversational-Emotion-Recognition_train": [
            row("Which emotion?", label, [f"videos/MELD/dia{i}.mp4"], source="MELD")
            for i, label in enumerate(("joy", "anger", "neutral"))
        ],
        "caption/full/expression_caption": [
            row("Describe.", "She smiles, the 'naïve' 😀 \u2028 face is happy.", ["videos/MELD/dia1.mp4"], id=7),
            {"messages": [system, *turns, *more], "videos": ["videos/MELD/dia0.mp4"], "score": 0.5, "tags": {"a": [1]}},
        ],
        "qa/full/all": [
            row("What hair?", "Long hair", ["videos/MELD/dia0.mp4"], source="x_QA_Hair"),
            row("How many people?", "Two", ["videos/MELD/dia0.mp4"], source="x_QA_People"),
        ],
        "rationale/full/referred": [
            row("Why?", "The brows are lowered (AU4): anger.", source=None) | {"videos": []},
            row("Why?", "She smiles."),
        ],
    }


def _videos(path: Path) -> Iterable[str]:
    text = path.read_text(encoding="utf-8")
    rows = json.loads(text) if text.startswith("[") else map(json.loads, text.split("\n")[:-1])
    for one in rows:
        yield from one.get("videos") or ()


def small(tmp_path: Path, place: str, rows: list[Any], **options: Any) -> Built:
    """Import one file."""
    put(tmp_path / "release", place, rows)
    return import_release(Release(tmp_path / "release", **options), tmp_path / "out")


def read(out: Path) -> list[Sample]:
    """The rows of a dataset."""
    return [sample for split in ("train", "test") for sample in Dataset(out, "").samples(split)]
