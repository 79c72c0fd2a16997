"""Prediction folders, reply files and annotations for the tests of ``emocfg score``."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.paper.output import Job, Mode, score_to
from benchmarks.paper.result import Scores

POSE = "MEAD_Head-Pose"
EMOTION = "DFEW_Single-Label-Emotion-Recognition"
CAPTION = "CelebV-Text_Emotion-Caption"
APPEARANCE_CAPTION = "CelebV-Text_Appearance-Caption"
LETTERS = "MAFW_Multiple-Label-Emotion-Recognition"
UNITS = "AffWild2_Action_Unit_Detection"
LOOKS = "CelebV-HQ_Appearance-Recognition"
ASPECTS = "caption_test_sampling_v2_all_example"
QA = "QA_test_sampling_all"

Rows = Sequence[dict[str, Any]]
Replies = Mapping[str, Sequence[str | None]]


def row(response: str, labels: Any, question: str = "Which?", video: str = "/data/videos/MEAD/1.mp4") -> dict[str, Any]:
    """A line as `swift infer` writes it."""
    messages = [{"role": "user", "content": f"<video>.{question}"}]
    return {"response": response, "labels": labels, "logprobs": None, "messages": messages, "videos": [video]}


def truth(question: str, answer: str, attribute: str, video: str = "/data/videos/MEAD/1.mp4") -> dict[str, Any]:
    """A row of the ground truth of the questions."""
    turns = [{"role": "user", "content": f"<video>.{question}"}, {"role": "assistant", "content": answer}]
    return {"messages": turns, "videos": [video], "source": f"sampling_QA_{attribute}"}


def write_lines(path: Path, lines: Sequence[Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def predictions(root: Path, files: Mapping[str, Rows], method: str = "") -> Path:
    folder = root / "predictions"
    for stem, rows in files.items():
        write_lines(folder / method / f"{stem}.json", rows)
    return folder


def replies(root: Path, said: Replies, name: str = "replies.jsonl") -> Path:
    lines = [
        {"file": f"{stem}.json", "line": number, "reply": text}
        for stem, texts in said.items()
        for number, text in enumerate(texts)
        if text is not None
    ]
    return write_lines(root / name, lines)


def annotations(root: Path, rows: Rows) -> Path:
    write_lines(root / "anno" / QA / f"{QA}.json", rows)
    return root / "anno"


def scored(
    root: Path, mode: Mode, files: Mapping[str, Rows], said: Replies | None = None, known: Rows | None = None
) -> Scores:
    """Score one method's rows with a file of replies."""
    job = Job(
        mode,
        predictions(root, files),
        annotations(root, known) if known is not None else None,
        f"replay:{replies(root, said)}" if said is not None else "",
    )
    return score_to(job, root / "out" / mode)[""]
